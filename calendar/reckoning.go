package calendar

import "motcua/internal/clock"

// CountedDay is one line of "why this date".
type CountedDay struct {
	Date    clock.Date `json:"date"`
	Counts  bool       `json:"counts"`
	Ordinal int        `json:"ordinal,omitempty"` // the how-manieth counted day; 0 when it does not count
	Reason  Reason     `json:"reason"`
}

// Reckoning is a due moment with everything needed to recompute it.
type Reckoning struct {
	Due   clock.Instant `json:"due"`
	Start clock.Instant `json:"start"` // from when office time is counted, at or after receipt

	// Counted is every day from receipt to due without a gap, each counted or
	// skipped and why.
	Counted []CountedDay `json:"counted"`

	// Provisional is set when a day of Counted lies in a year the calendar does not
	// cover: its holidays are not known yet, so the date may have to move.
	Provisional bool `json:"provisional,omitempty"`
}

// Due is when a dossier received at received is due under l.
//
// Day 1 is the next working day (for calendar days the next day), so the day of
// receipt is not counted; a limit in calendar days or months that ends on a day
// off moves to the next working day; months end on the day of the last month that
// corresponds to the day of receipt, or on its last day; a limit in days or months
// is due when the office closes (Civil Code 2015 Đ147 k2, Đ148 k3, Đ148 k5; NĐ61
// fixes no counting rule and no hour). A part of a working day is that share of
// the day's office time. Hours run over office time from the moment of receipt;
// eight of them are not a day. Of process hours so many as the limit says make a
// day, whatever the office hours.
//
// The error is that of Limit.Check.
//
// law: BLDS Đ147 k2, BLDS Đ148 k3, BLDS Đ148 k5
func (c *Calendar) Due(received clock.Instant, l Limit) (Reckoning, error) {
	err := l.Check()
	if err != nil {
		return Reckoning{}, err
	}
	var r Reckoning
	switch l.Unit {
	case WorkingDay:
		r = c.dueWorkingDays(received, l.Hundredths)
	case CalendarDay:
		r = c.dueDate(received, received.Date().AddDays(l.Hundredths/100))
	case Month:
		r = c.dueDate(received, received.Date().AddMonths(l.Hundredths/100))
	case Hour, ProcessHour:
		r = c.dueHours(received, l)
	case SameDay:
		r = c.dueSameDay(received, l.Mark)
	}
	for _, d := range r.Counted {
		r.Provisional = r.Provisional || !c.Covers(d.Date.Year)
	}
	return r, nil
}

func (r *Reckoning) skip(d clock.Date, why Reason) {
	r.Counted = append(r.Counted, CountedDay{Date: d, Reason: why})
}

func (r *Reckoning) count(d clock.Date, n int, why Reason) {
	r.Counted = append(r.Counted, CountedDay{Date: d, Counts: true, Ordinal: n, Reason: why})
}

// skipReceipt notes the day of receipt, which no limit in days counts. On a day
// off the reason is that of the day: it would not have counted anyway.
func (c *Calendar) skipReceipt(r *Reckoning, d clock.Date) {
	if c.IsWorkingDay(d) {
		r.skip(d, Reason{Kind: ReceiptDay})
		return
	}
	r.skip(d, c.Reason(d))
}

// skipTo notes the days off after d and returns the next working day.
func (c *Calendar) skipTo(r *Reckoning, d clock.Date) clock.Date {
	for d = d.AddDays(1); !c.IsWorkingDay(d); d = d.AddDays(1) {
		r.skip(d, c.Reason(d))
	}
	return d
}

func (c *Calendar) dueWorkingDays(received clock.Instant, hundredths int) Reckoning {
	var r Reckoning
	d := received.Date()
	c.skipReceipt(&r, d)
	days := (hundredths + 99) / 100 // a part of a day reaches into the next
	for n := 1; n <= days; n++ {
		d = c.skipTo(&r, d)
		r.count(d, n, c.Reason(d))
		if n == 1 {
			r.Start = c.Opens(d)
		}
	}
	r.Due = c.Closes(d)
	if part := hundredths % 100; part != 0 {
		r.Due = c.partOf(d, part)
	}
	return r
}

// partOf is the moment hundredths of the office time of working day d are over,
// rounded up to the minute in favour of the office.
func (c *Calendar) partOf(d clock.Date, hundredths int) clock.Instant {
	shifts := c.shiftsOn(d)
	left := (total(shifts)*hundredths + 99) / 100
	for _, s := range shifts {
		if left <= s.minutes() {
			return clock.At(d, s.From+clock.TimeOfDay(left))
		}
		left -= s.minutes()
	}
	return c.Closes(d)
}

// dueDate counts every day up to last, days off too, and moves on from a day off.
func (c *Calendar) dueDate(received clock.Instant, last clock.Date) Reckoning {
	var r Reckoning
	d := received.Date()
	c.skipReceipt(&r, d)
	r.Start = clock.At(d.AddDays(1), 0)
	for n := 1; d.Before(last); n++ {
		d = d.AddDays(1)
		r.count(d, n, c.Reason(d))
	}
	if !c.IsWorkingDay(d) {
		d = c.skipTo(&r, d)
		r.skip(d, Reason{Kind: Moved})
	}
	r.Due = c.Closes(d)
	return r
}
