package calendar

import "motcua/internal/clock"

const (
	minute    = int64(60_000_000) // in microseconds
	hundredth = 36_000_000        // of an hour, in microseconds
)

// worth is how many minutes of the limit a whole working day d gives: its office
// time for hours, exactly PerDay hours for process hours, spread evenly over the
// day's office time.
func (c *Calendar) worth(d clock.Date, l Limit) int64 {
	if l.Unit == ProcessHour {
		return int64(l.PerDay) * 60
	}
	return int64(total(c.shiftsOn(d)))
}

// dueHours runs a limit in hours or process hours over office time from the moment
// of receipt.
//
// On a day of T minutes that is worth W, the time t of an office is worth t·W/T.
// Only the first day can be begun in the middle; so everything left is kept times
// the T of that day, which makes all of it whole numbers, and nothing is rounded
// but the due moment, up to the microsecond.
func (c *Calendar) dueHours(received clock.Instant, l Limit) Reckoning {
	var r Reckoning
	left, first := int64(l.Hundredths)*hundredth, int64(0)
	d := received.Date()
	for n := 1; ; d = d.AddDays(1) {
		open, rest := c.restOf(d, received)
		if rest == 0 {
			r.skip(d, c.closedReason(d))
			continue
		}
		minutes, worth := int64(total(c.shiftsOn(d))), c.worth(d, l)
		if n == 1 {
			r.Start, first = open, minutes
			left *= first
		}
		r.count(d, n, c.Reason(d))
		n++
		whole := worth * minute * first // what is left cannot end on d if it is more
		if left <= whole {
			if need := up(left*minutes, first*worth); need <= rest {
				r.Due = c.afterOffice(d, open, need)
				return r
			}
		}
		if rest == minutes*minute {
			left -= whole
		} else {
			left -= worth * rest // begun in the middle: first is this day's T
		}
	}
}

func up(a, b int64) int64 { return (a + b - 1) / b }

// closedReason is why no office time is left on d.
func (c *Calendar) closedReason(d clock.Date) Reason {
	if c.IsWorkingDay(d) {
		return Reason{Kind: AfterHours}
	}
	return c.Reason(d)
}

// restOf is from when office time runs on d once something is received at i, and
// how much there is, in microseconds; 0 on a day off and after closing.
func (c *Calendar) restOf(d clock.Date, i clock.Instant) (from clock.Instant, rest int64) {
	if !c.IsWorkingDay(d) {
		return 0, 0
	}
	for _, s := range c.shiftsOn(d) {
		begin, end := max(clock.At(d, s.From), i), clock.At(d, s.To)
		if begin >= end {
			continue
		}
		if rest == 0 {
			from = begin
		}
		rest += int64(end - begin)
	}
	return from, rest
}

// afterOffice is the moment of d at which need microseconds of office time have
// passed since from, which lies in office time; need is no more than what is left.
func (c *Calendar) afterOffice(d clock.Date, from clock.Instant, need int64) clock.Instant {
	for _, s := range c.shiftsOn(d) {
		begin, end := max(clock.At(d, s.From), from), clock.At(d, s.To)
		if begin >= end {
			continue
		}
		if begin+clock.Instant(need) <= end {
			return begin + clock.Instant(need)
		}
		need -= int64(end - begin)
	}
	return c.Closes(d)
}
