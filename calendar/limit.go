package calendar

import (
	"fmt"
	"strconv"
	"strings"

	"motcua/internal/clock"
)

// Unit is what a time limit counts.
type Unit string

// The units. "ngày" and "ngày làm việc" are never mixed.
const (
	WorkingDay  Unit = "working_day"  // ngày làm việc
	CalendarDay Unit = "calendar_day" // ngày
	Hour        Unit = "hour"         // giờ làm việc: hours of office time
	SameDay     Unit = "same_day"     // ngay trong ngày, with a mark of its own
)

// maxHundredths bounds a limit at 10,000 days or hours, so that counting ends.
const maxHundredths = 10_000 * 100

// Limit is a time limit. Published limits have halves (2.5 days), hence
// Hundredths: 2.5 days are 250.
//
// Its text is "3 working_day", "2.5 working_day", "15 calendar_day", "4 hour" or
// "same_day 15:00"; the zero Limit has the text "".
type Limit struct {
	Unit       Unit
	Hundredths int             // of a day or hour; 0 for SameDay
	Mark       clock.TimeOfDay // SameDay only: a later receipt is due the next working day
}

// WorkingDays is a limit of n working days.
func WorkingDays(n int) Limit { return Limit{Unit: WorkingDay, Hundredths: n * 100} }

// CalendarDays is a limit of n calendar days.
func CalendarDays(n int) Limit { return Limit{Unit: CalendarDay, Hundredths: n * 100} }

// Hours is a limit of n hours of office time.
func Hours(n int) Limit { return Limit{Unit: Hour, Hundredths: n * 100} }

// SameDayMark is the limit "within the day", for receipts up to mark.
func SameDayMark(mark clock.TimeOfDay) Limit { return Limit{Unit: SameDay, Mark: mark} }

// IsZero reports "no limit".
func (l Limit) IsZero() bool { return l == Limit{} }

// Check refuses a limit that cannot be counted: an unknown unit, nothing or too
// much to count, a part of a calendar day (no text knows one), a same-day limit
// without its mark or a mark on another unit.
func (l Limit) Check() error {
	switch l.Unit {
	case SameDay:
		if l.Hundredths != 0 || l.Mark <= 0 || l.Mark > 24*60 {
			return fmt.Errorf("calendar: a same-day limit needs a mark and no number, not %d and %s", l.Hundredths, l.Mark)
		}
		return nil
	case CalendarDay:
		if l.Hundredths%100 != 0 {
			return fmt.Errorf("calendar: %d hundredths of a calendar day cannot be counted", l.Hundredths)
		}
	case WorkingDay, Hour:
	default:
		return fmt.Errorf("calendar: unknown unit %q of a limit", l.Unit)
	}
	if l.Hundredths <= 0 || l.Hundredths > maxHundredths || l.Mark != 0 {
		return fmt.Errorf("calendar: %d hundredths of %s with mark %s is no limit", l.Hundredths, l.Unit, l.Mark)
	}
	return nil
}

// String is the text form.
func (l Limit) String() string {
	switch {
	case l.IsZero():
		return ""
	case l.Unit == SameDay:
		return string(SameDay) + " " + l.Mark.String()
	default:
		return strconv.FormatFloat(float64(l.Hundredths)/100, 'f', -1, 64) + " " + string(l.Unit)
	}
}

// MarshalText writes the text form, for JSON and YAML.
func (l Limit) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// UnmarshalText reads the text form; the error quotes what cannot be read.
func (l *Limit) UnmarshalText(b []byte) error {
	parsed, err := ParseLimit(string(b))
	if err != nil {
		return err
	}
	*l = parsed
	return nil
}

// ParseLimit reads the text form of Limit and applies Check; "" is no limit.
func ParseLimit(s string) (Limit, error) {
	if s == "" {
		return Limit{}, nil
	}
	first, second, ok := strings.Cut(s, " ")
	if !ok {
		return Limit{}, fmt.Errorf("calendar: %q is not a limit such as \"3 working_day\" or \"same_day 15:00\"", s)
	}
	l, err := parseParts(first, second)
	if err != nil {
		return Limit{}, fmt.Errorf("calendar: limit %q: %w", s, err)
	}
	return l, l.Check()
}

func parseParts(first, second string) (Limit, error) {
	if Unit(first) == SameDay {
		mark, err := clock.ParseTimeOfDay(second)
		return SameDayMark(mark), err
	}
	n, err := parseHundredths(first)
	return Limit{Unit: Unit(second), Hundredths: n}, err
}

// parseHundredths reads at most two decimals without going through a float.
func parseHundredths(s string) (int, error) {
	whole, part, _ := strings.Cut(s, ".")
	if len(part) > 2 || len(whole) > 6 {
		return 0, fmt.Errorf("%q is not a number with at most two decimals", s)
	}
	n, err := strconv.ParseUint(whole+(part + "00")[:2], 10, 31)
	if err != nil {
		return 0, fmt.Errorf("%q is not a number: %w", s, err)
	}
	return int(n), nil
}
