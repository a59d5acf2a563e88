package calendar

import "fmt"

// Problem says what is wrong with a row or with hours, for whoever words it.
type Problem string

// The problems of rows.
const (
	NoSuchDay    Problem = "no_such_day"
	UnknownKind  Problem = "unknown_kind"
	UnknownBasis Problem = "unknown_basis"
	NotWeekend   Problem = "not_weekend" // a make-up workday is a Saturday or Sunday
	NotWeekday   Problem = "not_weekday" // only a working day can be swapped away
	NoDecision   Problem = "no_decision" // swaps and closures rest on a numbered decision
	TwoMeanings  Problem = "two_meanings"
)

// The problems of hours.
const (
	NoShift        Problem = "no_shift"
	BadShift       Problem = "bad_shift" // empty, out of order or overlapping
	BadSeason      Problem = "bad_season"
	SeasonsOverlap Problem = "seasons_overlap"
	PeriodOrder    Problem = "period_order"
)

// DayError is a row that is refused.
type DayError struct {
	Day     Day
	Other   Day // the row of the same day, with TwoMeanings
	Problem Problem
}

func (e *DayError) Error() string {
	d := e.Day
	switch e.Problem {
	case NoSuchDay:
		return fmt.Sprintf("calendar: %q is on the day %04d-%02d-%02d, which does not exist", d.Name, d.Date.Year, int(d.Date.Month), d.Date.Day)
	case UnknownKind:
		return fmt.Sprintf("calendar: %s has the unknown kind %q", d.Date, d.Kind)
	case UnknownBasis:
		return fmt.Sprintf("calendar: %s has the unknown basis %q", d.Date, d.Basis)
	case NotWeekend:
		return fmt.Sprintf("calendar: %s is a make-up workday (%s) but not a weekend day", d.Date, d.Name)
	case NotWeekday:
		return fmt.Sprintf("calendar: %s is swapped off (%s) but is a weekend day", d.Date, d.Name)
	case NoDecision:
		return fmt.Sprintf("calendar: %s is %s (%s) but its source %q names no numbered decision", d.Date, d.Kind, d.Name, d.Source)
	default:
		return fmt.Sprintf("calendar: %s has two meanings: %s (%s) and %s (%s)", d.Date, e.Other.Kind, e.Other.Name, d.Kind, d.Name)
	}
}

// HoursError is hours that are refused.
type HoursError struct {
	Field   string // "shifts", "saturday", "seasons.0", "seasons.0.shifts", "valid_from"
	Problem Problem
	Text    string // the shift, the season or the day that is wrong
}

func (e *HoursError) Error() string {
	switch e.Problem {
	case NoShift:
		return fmt.Sprintf("calendar: %s: a working day needs at least one shift", e.Field)
	case BadShift:
		return fmt.Sprintf("calendar: %s: shift %s is empty, out of order or overlaps", e.Field, e.Text)
	case BadSeason:
		return fmt.Sprintf("calendar: %s: %s is no stretch of a year", e.Field, e.Text)
	case SeasonsOverlap:
		return fmt.Sprintf("calendar: %s: season %s shares days with one before it", e.Field, e.Text)
	default:
		return fmt.Sprintf("calendar: %s: the hours from %q on do not come after those before them", e.Field, e.Text)
	}
}
