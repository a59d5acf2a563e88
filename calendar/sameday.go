package calendar

import (
	"time"

	"motcua/internal/clock"
)

// after reports whether i, on its own day, is after t to the second: at
// 15:00:00 the mark 15:00 is not passed yet, at 15:00:01 it is ("sau 15 giờ").
func after(i clock.Instant, t clock.TimeOfDay) bool {
	return i >= clock.At(i.Date(), t).Add(time.Second)
}

// dueSameDay is the rule "trong ngày; tiếp nhận sau 15 giờ thì trả trong ngày làm
// việc tiếp theo" of the civil-status and certification procedures.
//
// Received on a working day up to the mark, before opening too: due when the
// office closes that day. After the mark, after hours or on a day off: due when
// it closes on the next working day. A day off could be read as promising the
// end of the next working *shift*; that is read as the working day here, because
// otherwise a dossier of Saturday would be promised for Monday 11:30 and one of
// Monday 07:30 for 17:00: the later one would have to wait for the earlier.
func (c *Calendar) dueSameDay(received clock.Instant, mark clock.TimeOfDay) Reckoning {
	var r Reckoning
	d := received.Date()
	late := c.sameDayBar(received, mark)
	if late == nil {
		r.Start = max(received, c.Opens(d))
		r.Due = c.Closes(d)
		r.count(d, 1, c.Reason(d))
		return r
	}
	r.skip(d, *late)
	d = c.skipTo(&r, d)
	r.count(d, 1, c.Reason(d))
	r.Start, r.Due = c.Opens(d), c.Closes(d)
	return r
}

// sameDayBar is why something received at i cannot be done on that day; nil when
// it can.
func (c *Calendar) sameDayBar(i clock.Instant, mark clock.TimeOfDay) *Reason {
	switch {
	case !c.IsWorkingDay(i.Date()):
		why := c.Reason(i.Date())
		return &why
	case after(i, c.closes(i.Date())):
		return &Reason{Kind: AfterHours}
	case after(i, mark):
		return &Reason{Kind: AfterMark}
	}
	return nil
}

// TransferBy is when a dossier received at received must have been transferred
// to the agency that decides it.
//
// Online receipts go at once through the link between portal and one-stop system
// (NĐ61 Đ18 k1). Direct receipts, and those that belong to another agency, go
// within the working day, or when the office opens on the next working day if
// received after cutoff, after hours or on a day off (NĐ61 Đ18 k2, k3; "after" is
// strict to the second). The cut-off says nothing about when a limit starts.
//
// law: NĐ61 Đ18 k1, NĐ61 Đ18 k2, NĐ61 Đ18 k3
func (c *Calendar) TransferBy(received clock.Instant, direct bool, cutoff clock.TimeOfDay) clock.Instant {
	if !direct {
		return received
	}
	d := received.Date()
	if c.sameDayBar(received, cutoff) == nil {
		return c.Closes(d)
	}
	return c.Opens(c.NextWorkingDay(d))
}
