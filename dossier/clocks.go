package dossier

import (
	"motcua/calendar"
	"motcua/internal/clock"
)

// ClockKind names one of the clocks of a dossier, which run apart: a promise
// kept can still break the legal limit.
type ClockKind string

// The clocks. A leg's and a consultation's come with interlinking.
const (
	Promised ClockKind = "promised" // the date printed on the slip (NĐ61 Đ17 k3)
	Legal    ClockKind = "legal"    // the limit of the procedure
)

// Epoch is one run of a clock. A restart adds an epoch, it never rewrites one:
// a printed promise is never recomputed.
type Epoch struct {
	Start   clock.Instant         `json:"start"`
	Due     clock.Instant         `json:"due"`
	Limit   string                `json:"limit"`   // as calendar.Limit text
	Reason  string                `json:"reason"`  // why the epoch began: "received"
	Article string                `json:"article"` // where the limit stands
	Counted []calendar.CountedDay `json:"counted"` // every day counted or skipped, and why
	// Provisional says that a counted year's holidays were not known yet.
	Provisional bool          `json:"provisional,omitempty"`
	Ended       clock.Instant `json:"ended,omitempty"`
	End         string        `json:"end,omitempty"` // why it ended: "result"
}

// limit is the limit of an epoch; zero when it was stated.
func (e Epoch) limit() calendar.Limit {
	l, err := calendar.ParseLimit(e.Limit)
	if err != nil {
		return calendar.Limit{}
	}
	return l
}

// Clock is a clock with its epochs, oldest first.
type Clock struct {
	Kind   ClockKind `json:"kind"`
	Epochs []Epoch   `json:"epochs"`
}

// Clocks are the clocks of a dossier.
type Clocks []Clock

// Running is the epoch in force of a clock, the last one; false when it never ran.
func (cs Clocks) Running(kind ClockKind) (Epoch, bool) {
	for _, c := range cs {
		if c.Kind == kind && len(c.Epochs) > 0 {
			return c.Epochs[len(c.Epochs)-1], true
		}
	}
	return Epoch{}, false
}

// Due is when the clock runs out; 0 when it never ran.
func (cs Clocks) Due(kind ClockKind) clock.Instant {
	e, _ := cs.Running(kind)
	return e.Due
}

// ended is cs with every running epoch closed at i.
func (cs Clocks) ended(i clock.Instant, why string) Clocks {
	if len(cs) == 0 { // before receipt
		return cs
	}
	out := make(Clocks, len(cs))
	for n, c := range cs {
		epochs := append([]Epoch(nil), c.Epochs...)
		last := len(epochs) - 1
		if last >= 0 && epochs[last].Ended == 0 {
			epochs[last].Ended, epochs[last].End = i, why
		}
		out[n] = Clock{c.Kind, epochs}
	}
	return out
}

// Timeliness is how a result stands to a date (TT01 Đ13: shorter, equal, longer).
type Timeliness string

// The three, as statistics count them.
const (
	Early  Timeliness = "early"   // trước hạn
	OnTime Timeliness = "on_time" // đúng hạn
	Late   Timeliness = "late"    // quá hạn
)

// Judge compares a result with a due moment: late after it, early when a day or
// more before it, else on time.
func Judge(result, due clock.Instant) Timeliness {
	switch {
	case result > due:
		return Late
	case result.Date().Before(due.Date()):
		return Early
	}
	return OnTime
}

// reckon starts an epoch of limit at received.
func reckon(c *calendar.Calendar, received clock.Instant, limit calendar.Limit, article string) (Epoch, error) {
	r, err := c.Due(received, limit)
	if err != nil {
		return Epoch{}, err
	}
	return Epoch{Start: received, Due: r.Due, Limit: limit.String(), Reason: "received", Article: article,
		Counted: r.Counted, Provisional: r.Provisional}, nil
}
