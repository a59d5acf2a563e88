package ui

// State is how a time limit stands or what a message says about it. Each state
// has its colour, its shape and its word.
type State string

// The states.
const (
	Neutral State = "neutral" // nothing to say about time
	OnTime  State = "ontime"  // đúng hạn
	DueSoon State = "soon"    // sắp đến hạn
	Late    State = "late"    // quá hạn
	Paused  State = "paused"  // the clock stands still (tạm dừng)
	Done    State = "done"    // finished
)

// key is the word of the state.
func (s State) key() string {
	switch s {
	case OnTime, DueSoon, Late, Paused, Done:
		return "ui.state." + string(s)
	}
	return "ui.state.neutral"
}

func (s State) class() string {
	if s == "" {
		return string(Neutral)
	}
	return string(s)
}
