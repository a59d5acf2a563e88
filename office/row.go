package office

import (
	"slices"

	"motcua/calendar"
	"motcua/internal/clock"
)

// Row is a day of a year that is not what its weekday says, or that an edit has
// made plain again, with where it comes from.
type Row struct {
	calendar.Day       // of an edit: Kind may be Plain, Source is the decision
	Unit         int64 // whose edit it is; 0 for the authority and for carried rows
	Edited       bool  // somebody made it so; else the product carries it
}

// Rows is the rows of a year in the calendar of unit (0: of the authority), by
// date, each with the nearest edit. Rows that do not count yet are among them.
func (b *Book) Rows(unit int64, year int) []Row {
	e := b.current.Load()
	byDay := map[clock.Date]Row{}
	for _, d := range b.carried {
		if old, is := byDay[d.Date]; d.Date.Year == year && (!is || !old.Basis.Confirmed()) {
			byDay[d.Date] = Row{Day: d}
		}
	}
	chain := b.Chain(unit)
	slices.Reverse(chain)
	for _, of := range chain {
		for day, edit := range e.days[of] {
			if day.Year == year && edit.Kind != Withdrawn {
				byDay[day] = Row{Day: edit.row(), Unit: of, Edited: true}
			}
		}
	}
	out := make([]Row, 0, len(byDay))
	for _, r := range byDay {
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, b Row) int { return byDate(a.Date, b.Date) })
	return out
}

// Counts reports whether the row is in force: a carried row without a seen
// document is not.
func (r Row) Counts() bool {
	return r.Basis.Confirmed() && r.Kind != calendar.HolidayUnconfirmed
}

// Chain is whose edits the calendar of unit takes up: its own, then those of whom
// it follows, nearest first, and last the authority's (0).
func (b *Book) Chain(unit int64) []int64 { return append(b.chain(unit), 0) }

// Follows reports whether the calendar of unit takes up the edits of another one.
func (b *Book) Follows(unit, other int64) bool { return slices.Contains(b.Chain(unit), other) }

// SetHoursOn is the hours that somebody gave unit, or whom it follows, for d;
// false while the default of the product holds.
func (b *Book) SetHoursOn(unit int64, d clock.Date) (Hours, bool) {
	e := b.current.Load()
	for _, of := range b.Chain(unit) {
		if hours := e.hours[of].on(d); hours != nil {
			return *hours, true
		}
	}
	return Hours{}, false
}

// on is the hours in force on d; nil when the unit has none of its own then.
func (s spans) on(d clock.Date) *Hours {
	var from clock.Date
	for begin := range s {
		if !begin.After(d) && (from.IsZero() || begin.After(from)) {
			from = begin
		}
	}
	return s[from]
}
