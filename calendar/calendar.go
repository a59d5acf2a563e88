package calendar

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"motcua/internal/clock"
)

// Shift is a stretch of office time within a day, From before To.
type Shift struct{ From, To clock.TimeOfDay }

func (s Shift) minutes() int { return int(s.To - s.From) }

// Calendar knows which days are worked and when the office is open on them.
// The week is Monday to Friday; rows change single days.
type Calendar struct {
	days        map[clock.Date]Day
	unconfirmed map[clock.Date]Day
	hours       []Shift
	first, last int // the years the rows cover; both 0 without rows
}

// New is a calendar of the rows days with the shifts hours on each working day.
//
// Unconfirmed rows are set aside; a confirmed row of the same day replaces them,
// which is how an operator confirms. Two confirmed rows for one day are refused
// with an error that names the day, since the day would have two meanings; so are
// unknown kinds, a make-up workday that is no weekend day, and shifts that are
// missing, empty, out of order or overlapping.
func New(days []Day, hours []Shift) (*Calendar, error) {
	err := checkHours(hours)
	if err != nil {
		return nil, err
	}
	c := &Calendar{
		days:        make(map[clock.Date]Day, len(days)),
		unconfirmed: map[clock.Date]Day{},
		hours:       slices.Clone(hours),
	}
	for _, d := range days {
		err := c.add(d)
		if err != nil {
			return nil, err
		}
	}
	maps.DeleteFunc(c.unconfirmed, func(d clock.Date, _ Day) bool {
		_, confirmed := c.days[d]
		return confirmed
	})
	return c, nil
}

func (c *Calendar) add(d Day) error {
	err := d.check()
	if err != nil {
		return err
	}
	rows := c.unconfirmed
	if d.counts() {
		rows = c.days
	}
	if other, taken := rows[d.Date]; taken {
		return fmt.Errorf("calendar: %s has two meanings: %s (%s) and %s (%s)",
			d.Date, other.Kind, other.Name, d.Kind, d.Name)
	}
	rows[d.Date] = d
	if c.first == 0 || d.Date.Year < c.first {
		c.first = d.Date.Year
	}
	c.last = max(c.last, d.Date.Year)
	return nil
}

func checkHours(hours []Shift) error {
	if len(hours) == 0 {
		return errors.New("calendar: a working day needs at least one shift")
	}
	var end clock.TimeOfDay
	for _, s := range hours {
		if s.From < end || s.To <= s.From || s.To > 24*60 {
			return fmt.Errorf("calendar: shift %s–%s is empty, out of order or overlaps", s.From, s.To)
		}
		end = s.To
	}
	return nil
}

func weekend(d clock.Date) bool {
	return d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
}

// Reason is what d is to the office: a working weekday, a weekend, or what the
// row of that day says, with its announced name.
func (c *Calendar) Reason(d clock.Date) Reason {
	if row, ok := c.days[d]; ok {
		return Reason{Kind: row.Kind, Name: row.Name}
	}
	if weekend(d) {
		return Reason{Kind: Weekend}
	}
	return Reason{Kind: WorkingWeekday}
}

// IsWorkingDay reports whether the office works on d.
func (c *Calendar) IsWorkingDay(d clock.Date) bool {
	k := c.Reason(d).Kind
	return k == WorkingWeekday || k == MakeUpWorkday
}

// Shifts is the office time of d in order; none on a day off.
func (c *Calendar) Shifts(d clock.Date) []Shift {
	if !c.IsWorkingDay(d) {
		return nil
	}
	return slices.Clone(c.hours)
}

// NextWorkingDay is the first working day strictly after d.
func (c *Calendar) NextWorkingDay(d clock.Date) clock.Date {
	d = d.AddDays(1)
	for !c.IsWorkingDay(d) {
		d = d.AddDays(1)
	}
	return d
}

// Opens is the moment the office opens on d; on a day off, when it would.
func (c *Calendar) Opens(d clock.Date) clock.Instant { return clock.At(d, c.hours[0].From) }

// Closes is the moment the office closes on d; on a day off, when it would.
func (c *Calendar) Closes(d clock.Date) clock.Instant {
	return clock.At(d, c.hours[len(c.hours)-1].To)
}

// WorkingDaysBetween is the number of working days after from up to and
// including to, as in "còn 2 ngày làm việc"; negative when to is earlier.
// It undoes Due: n working days after receipt are n apart.
func (c *Calendar) WorkingDaysBetween(from, to clock.Date) int {
	if to.Before(from) {
		return -c.WorkingDaysBetween(to, from)
	}
	n := 0
	for from.Before(to) {
		from = from.AddDays(1)
		if c.IsWorkingDay(from) {
			n++
		}
	}
	return n
}

// Unconfirmed is the rows that do not count until an operator confirms them,
// by date.
func (c *Calendar) Unconfirmed() []Day {
	return slices.SortedFunc(maps.Values(c.unconfirmed), func(a, b Day) int { return b.Date.DaysUntil(a.Date) })
}

func (c *Calendar) covers(d clock.Date) bool { return c.first <= d.Year && d.Year <= c.last }
