package clock

import (
	"sync/atomic"
	"time"
)

// Running is a clock that started at Start when the machine's clock showed
// RealStart, and runs Speed times as fast: for a demonstration at another time. It
// follows the machine's monotonic clock, so that setting the machine's clock does
// not move it, and it never goes back.
type Running struct {
	Start     Instant
	RealStart time.Time // with its monotonic reading, as time.Now gives it
	Speed     int       // times real speed, 1 or more

	last atomic.Int64 // the furthest it showed
}

// NewRunning is a clock that shows start now and runs speed times real speed.
func NewRunning(start Instant, speed int) *Running {
	return &Running{Start: start, RealStart: time.Now(), Speed: speed}
}

// Now is what the clock shows, never before what it showed already.
func (r *Running) Now() Instant { return r.at(time.Now()) }

// at is Now when the machine shows real.
func (r *Running) at(real time.Time) Instant {
	elapsed := real.Sub(r.RealStart).Microseconds()
	now := int64(r.Start) + max(0, elapsed)*int64(max(1, r.Speed))
	for {
		last := r.last.Load()
		if now <= last {
			return Instant(last)
		}
		if r.last.CompareAndSwap(last, now) {
			return Instant(now)
		}
	}
}
