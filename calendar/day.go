package calendar

import (
	"regexp"

	"motcua/internal/clock"
)

// Kind says what a day is to the office, or why a reckoning skips it.
type Kind string

// The kinds a row of the calendar may have.
const (
	Holiday         Kind = "holiday"          // ngày lễ, tết
	CompensatoryOff Kind = "compensatory_off" // nghỉ bù: a holiday fell on a weekend
	SwapOff         Kind = "swap_off"         // nghỉ hoán đổi: worked on another day
	MakeUpWorkday   Kind = "makeup_workday"   // làm bù: a weekend day that is worked
	Closure         Kind = "closure"          // nghỉ đột xuất: a unit closes, for a storm or an election

	// HolidayUnconfirmed is a day a law may make a holiday one day. It is a row
	// of Unconfirmed, never a day off.
	HolidayUnconfirmed Kind = "holiday_unconfirmed"
)

// The kinds a day has without any row.
const (
	WorkingWeekday Kind = "working_day" // Monday to Friday
	Weekend        Kind = "weekend"     // Saturday, Sunday
)

// The kinds a reckoning gives a day on top of what the calendar says.
const (
	ReceiptDay Kind = "receipt_day" // the day of receipt is not counted
	AfterMark  Kind = "after_mark"  // received after the same-day mark
	AfterHours Kind = "after_hours" // received after the office closed
	Moved      Kind = "moved"       // the last day was a day off; the limit ends here
)

// Basis says how sure a row of the calendar is.
type Basis string

// The bases. Memory and Reported do not count until an operator confirms them.
const (
	Statutory Basis = "statutory"
	Computed  Basis = "computed"
	Published Basis = "published"
	Memory    Basis = "memory"
	Reported  Basis = "reported"
)

// Confirmed reports whether rows of this basis count.
func (b Basis) Confirmed() bool { return b == Statutory || b == Computed || b == Published }

// Day is a row of the calendar: a day that is not what its weekday says.
type Day struct {
	Date   clock.Date
	Name   string // as announced, in Vietnamese
	Kind   Kind
	Basis  Basis
	Source string // the document or computation it comes from
	Note   string
}

func (d Day) counts() bool { return d.Basis.Confirmed() && d.Kind != HolidayUnconfirmed }

// numbered is the number of an official document: "6519/VPCP-KGVX",
// "12/2026/QĐ-TTg".
var numbered = regexp.MustCompile(`[0-9]+[a-z]?(/[0-9]{4})?/\pL`)

// check refuses a row that cannot be part of any calendar. Rows that do not count
// yet may lack their decision: it is what confirming them is about.
func (d Day) check() error {
	refuse := func(p Problem) error { return &DayError{Day: d, Problem: p} }
	if !d.Date.Valid() {
		return refuse(NoSuchDay)
	}
	switch d.Kind {
	case Holiday, CompensatoryOff, Closure, HolidayUnconfirmed:
	case SwapOff:
		if weekend(d.Date) {
			return refuse(NotWeekday)
		}
	case MakeUpWorkday:
		if !weekend(d.Date) {
			return refuse(NotWeekend)
		}
	default:
		return refuse(UnknownKind)
	}
	switch d.Basis {
	case Statutory, Computed, Published, Memory, Reported:
	default:
		return refuse(UnknownBasis)
	}
	if d.counts() && d.needsDecision() && !numbered.MatchString(d.Source) {
		return refuse(NoDecision)
	}
	return nil
}

// needsDecision reports whether only somebody's decision makes the day what it is:
// a swap or closure stands in no law.
func (d Day) needsDecision() bool {
	return d.Kind == SwapOff || d.Kind == MakeUpWorkday || d.Kind == Closure
}

// Reason is why a day is worked, off, counted or skipped.
type Reason struct {
	Kind Kind   `json:"kind"`
	Name string `json:"name,omitempty"` // of the holiday or swap, as announced
}

// String is the kind, with the announced name when there is one, for logs.
func (r Reason) String() string {
	if r.Name == "" {
		return string(r.Kind)
	}
	return string(r.Kind) + ": " + r.Name
}
