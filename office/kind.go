package office

import "motcua/calendar"

// Kind is what an edit makes of a day: a kind of calendar.Day, or one of these.
type Kind = calendar.Kind

// Hours is the opening hours of a unit.
type Hours = calendar.Hours

const (
	// Plain makes a day what its weekday says, whatever the carried rows and the
	// authority say: the neighbour of the National Day that was not announced.
	Plain Kind = "plain"
	// Withdrawn takes an edit back: the day is again what it was without it.
	Withdrawn Kind = "withdrawn"
)

// editable reports whether SetDay may make a day of that kind.
func editable(k Kind) bool {
	switch k {
	case calendar.Holiday, calendar.CompensatoryOff, calendar.SwapOff, calendar.MakeUpWorkday, calendar.Closure, Plain:
		return true
	}
	return false
}
