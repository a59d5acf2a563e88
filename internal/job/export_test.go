package job

// Woken takes the signal that would wake the runner and reports whether there
// was one.
func (q *Queue) Woken() bool {
	select {
	case <-q.wake:
		return true
	default:
		return false
	}
}
