package dossier

import (
	"motcua/calendar"
	"motcua/internal/clock"
	"motcua/internal/fault"
)

// Stated is a promise that an official takes from the decision, where the published
// limit cannot be counted: it contradicts its own text, or stands in words only.
type Stated struct {
	Day   clock.Date
	Basis string // where the decision says so
}

// reasonStated is why an epoch that an official stated began.
const reasonStated = "stated"

// statedMost bounds a stated promise in days from receipt: longer is a slip of the pen.
const statedMost = 730

// promise is the promised date and the legal limit of a receipt: one epoch where the
// law or the record has a limit, which no official may replace (NĐ61 Đ17 k3).
func (c Receive) promise(e Env) (promised, legal Epoch, err error) {
	if !e.Terms.Limit.IsZero() {
		promised, err = reckon(e.Calendar, e.Now, e.Terms.Limit, e.Terms.LimitArticle)
		return promised, promised, err
	}
	if c.Stated == nil {
		return Epoch{}, Epoch{}, fault.New(fault.CodePromiseNeeded).OnField("promise", fault.CodePromiseNeeded)
	}
	promised, err = c.Stated.epoch(e.Calendar, e.Now)
	return promised, Epoch{}, err
}

// epoch ends when the day closes; a day off is none.
func (st Stated) epoch(c *calendar.Calendar, now clock.Instant) (Epoch, error) {
	basis, err := words("basis", st.Basis, VoidReasonMax)
	if err != nil {
		return Epoch{}, err
	}
	today := now.Date()
	bad := func(code fault.Code) (Epoch, error) {
		return Epoch{}, fault.New(fault.CodeInvalid).OnField("promise", code)
	}
	switch {
	case st.Day.IsZero() || today.AddDays(statedMost).Before(st.Day):
		return bad(fault.CodeFieldDate)
	case st.Day.Before(today):
		return bad(fault.CodeFieldDateEarly)
	case !c.IsWorkingDay(st.Day):
		return bad(fault.CodePromiseDayOff)
	}
	due := c.Closes(st.Day)
	if due <= now {
		return bad(fault.CodeFieldDateEarly)
	}
	return Epoch{Start: now, Due: due, Reason: reasonStated, Article: basis, Provisional: !c.Covers(st.Day.Year)}, nil
}
