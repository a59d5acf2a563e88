package calendar

import (
	"maps"
	"slices"
	"time"

	"motcua/internal/clock"
)

// Calendar knows which days are worked and when the office is open on them.
// The week is Monday to Friday; rows change single days.
type Calendar struct {
	rows    *rows
	periods []Period // by From; the first holds for all earlier days too
}

// rows is what the days of a calendar are; calendars of units share it.
type rows struct {
	days        map[clock.Date]Day
	unconfirmed map[clock.Date]Day
	holidays    map[int]int // counting holidays by year
}

// New is a calendar of the rows days with the opening hours hours.
//
// Unconfirmed rows are set aside; a confirmed row of the same day replaces them,
// which is how an operator confirms. Refused, with a *DayError that names the
// day: two confirmed rows for one day, since it would have two meanings; unknown
// kinds and bases; a make-up workday that is no weekend day; a swap or closure
// whose source names no numbered decision. Hours.Check refuses hours with an
// *HoursError.
func New(days []Day, hours Hours) (*Calendar, error) {
	c := &Calendar{rows: &rows{
		days:        make(map[clock.Date]Day, len(days)),
		unconfirmed: map[clock.Date]Day{},
		holidays:    map[int]int{},
	}}
	for _, d := range days {
		err := c.rows.add(d)
		if err != nil {
			return nil, err
		}
	}
	maps.DeleteFunc(c.rows.unconfirmed, func(d clock.Date, _ Day) bool {
		_, confirmed := c.rows.days[d]
		return confirmed
	})
	return c.With(hours)
}

// With is the calendar of another unit: the same days, its own hours. Memory for
// the rows is shared. The error is that of Hours.Check.
func (c *Calendar) With(hours Hours) (*Calendar, error) {
	return c.WithPeriods([]Period{{Hours: hours}})
}

// WithPeriods is With for hours that change: each day has those of the last
// period begun; days before the first period have the first one's. Refused, with
// an *HoursError, are no periods at all and periods out of order.
func (c *Calendar) WithPeriods(periods []Period) (*Calendar, error) {
	err := checkPeriods(periods)
	if err != nil {
		return nil, err
	}
	own := make([]Period, len(periods))
	for i, p := range periods {
		own[i] = Period{p.From, p.Hours.clone()}
	}
	return &Calendar{rows: c.rows, periods: own}, nil
}

func (r *rows) add(d Day) error {
	err := d.check()
	if err != nil {
		return err
	}
	set := r.unconfirmed
	if d.counts() {
		set = r.days
	}
	if other, taken := set[d.Date]; taken {
		return &DayError{Day: d, Other: other, Problem: TwoMeanings}
	}
	set[d.Date] = d
	if d.counts() && d.Kind == Holiday {
		r.holidays[d.Date.Year]++
	}
	return nil
}

func weekend(d clock.Date) bool {
	return d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
}

// Reason is what d is to the office: a working weekday, a weekend, or what the
// row of that day says, with its announced name.
func (c *Calendar) Reason(d clock.Date) Reason {
	if row, ok := c.rows.days[d]; ok {
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

// HoursOn is the opening hours in force on d.
func (c *Calendar) HoursOn(d clock.Date) Hours { return c.hoursOn(d).clone() }

func (c *Calendar) hoursOn(d clock.Date) Hours {
	for i := len(c.periods) - 1; i > 0; i-- {
		if !d.Before(c.periods[i].From) {
			return c.periods[i].Hours
		}
	}
	return c.periods[0].Hours
}

// shiftsOn is the office time d has, or would have if it were worked.
func (c *Calendar) shiftsOn(d clock.Date) []Shift { return c.hoursOn(d).on(d) }

// Shifts is the office time of d in order; none on a day off.
func (c *Calendar) Shifts(d clock.Date) []Shift {
	if !c.IsWorkingDay(d) {
		return nil
	}
	return slices.Clone(c.shiftsOn(d))
}

// Reception is when the counter takes dossiers on d: in office time, and on a
// plain Saturday in the hours of Hours.Saturday, though that is a day off.
func (c *Calendar) Reception(d clock.Date) []Shift {
	if d.Weekday() == time.Saturday && c.Reason(d).Kind == Weekend {
		return slices.Clone(c.hoursOn(d).Saturday)
	}
	return c.Shifts(d)
}

// NextReception is when a dossier that is handed in at i can be received: at i while
// the counter has not closed for the day, else when it opens next.
func (c *Calendar) NextReception(i clock.Instant) clock.Instant {
	d := i.Date()
	today := c.Reception(d)
	if n := len(today); n > 0 && !after(i, today[n-1].To) {
		return i
	}
	for {
		d = d.AddDays(1)
		next := c.Reception(d)
		if len(next) > 0 {
			return clock.At(d, next[0].From)
		}
	}
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
func (c *Calendar) Opens(d clock.Date) clock.Instant { return clock.At(d, c.shiftsOn(d)[0].From) }

// Closes is the moment the office closes on d; on a day off, when it would.
func (c *Calendar) Closes(d clock.Date) clock.Instant { return clock.At(d, c.closes(d)) }

func (c *Calendar) closes(d clock.Date) clock.TimeOfDay {
	shifts := c.shiftsOn(d)
	return shifts[len(shifts)-1].To
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
	return slices.SortedFunc(maps.Values(c.rows.unconfirmed), func(a, b Day) int { return b.Date.DaysUntil(a.Date) })
}

// listed is how many holidays the Labour Code gives a year at least (10 by Đ115
// of 2012, 11 by Đ112 of 2019, of which two may fall together).
const listed = 10

// Covers reports whether the holidays of year are known. A year with fewer rows
// than the law has holidays is not: a swap or closure that is entered early, or a
// list half entered, says nothing of the rest of the year.
func (c *Calendar) Covers(year int) bool { return c.rows.holidays[year] >= listed }

// Covered is the first and the last of the covered years, counted without a gap
// from the first; both 0 when there are none.
func (c *Calendar) Covered() (first, last int) {
	for year := range c.rows.holidays {
		if c.Covers(year) && (first == 0 || year < first) {
			first = year
		}
	}
	for last = first; c.Covers(last + 1); last++ {
	}
	return first, last
}
