package calendar

import (
	"fmt"

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

func (d Day) check() error {
	switch d.Kind {
	case Holiday, CompensatoryOff, SwapOff, HolidayUnconfirmed:
	case MakeUpWorkday:
		if !weekend(d.Date) {
			return fmt.Errorf("calendar: %s is a make-up workday (%s) but not a weekend day", d.Date, d.Name)
		}
	default:
		return fmt.Errorf("calendar: %s has the unknown kind %q", d.Date, d.Kind)
	}
	switch d.Basis {
	case Statutory, Computed, Published, Memory, Reported:
	default:
		return fmt.Errorf("calendar: %s has the unknown basis %q", d.Date, d.Basis)
	}
	if !d.Date.Valid() {
		return fmt.Errorf("calendar: %q is on the day %v, which does not exist", d.Name, d.Date)
	}
	return nil
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
