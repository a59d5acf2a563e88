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
	Month       Unit = "month"        // tháng, from date to date
	ProcessHour Unit = "process_hour" // giờ của quy trình nội bộ: so many make a working day
	SameDay     Unit = "same_day"     // ngay trong ngày, with a mark of its own
)

// maxHundredths bounds a limit at 10,000 days or hours, maxMonths one in months,
// so that counting ends.
const (
	maxHundredths = 10_000 * 100
	maxMonths     = 120 * 100
)

// Limit is a time limit. Published limits have halves (2.5 days), hence
// Hundredths: 2.5 days are 250.
//
// Its text is "3 working_day", "2.5 working_day", "15 calendar_day", "2 month",
// "4 hour", "12 process_hour/8" (12 hours, of which 8 make a day) or
// "same_day 15:00"; the zero Limit has the text "".
type Limit struct {
	Unit       Unit
	Hundredths int             // of a day, month or hour; 0 for SameDay
	Mark       clock.TimeOfDay // SameDay only: a later receipt is due the next working day
	PerDay     int             // ProcessHour only: how many hours make a working day
}

// WorkingDays is a limit of n working days.
func WorkingDays(n int) Limit { return Limit{Unit: WorkingDay, Hundredths: n * 100} }

// CalendarDays is a limit of n calendar days.
func CalendarDays(n int) Limit { return Limit{Unit: CalendarDay, Hundredths: n * 100} }

// Months is a limit of n months.
func Months(n int) Limit { return Limit{Unit: Month, Hundredths: n * 100} }

// OfficeHours is a limit of n hours of office time.
func OfficeHours(n int) Limit { return Limit{Unit: Hour, Hundredths: n * 100} }

// ProcessHours is a limit of minutes of an internal process in which perDay hours
// make a working day (8 by practice), whatever the office hours are. It is rounded
// up to a hundredth of an hour, so that it never ends before its minutes.
func ProcessHours(minutes, perDay int) Limit {
	return Limit{Unit: ProcessHour, Hundredths: (minutes*100 + 59) / 60, PerDay: perDay}
}

// SameDayMark is the limit "within the day", for receipts up to mark.
func SameDayMark(mark clock.TimeOfDay) Limit { return Limit{Unit: SameDay, Mark: mark} }

// IsZero reports "no limit".
func (l Limit) IsZero() bool { return l == Limit{} }

// Check refuses a limit that cannot be counted: an unknown unit, nothing or too
// much to count, a part of a calendar day or month (no text knows one), a same-day
// limit without its mark, process hours without how many make a day, or either on
// another unit.
func (l Limit) Check() error {
	most := maxHundredths
	switch l.Unit {
	case SameDay:
		if l.Hundredths != 0 || l.PerDay != 0 || l.Mark <= 0 || l.Mark > 24*60 {
			return fmt.Errorf("calendar: a same-day limit needs a mark and no number, not %d and %s", l.Hundredths, l.Mark)
		}
		return nil
	case CalendarDay, Month:
		if l.Hundredths%100 != 0 {
			return fmt.Errorf("calendar: %d hundredths of a %s cannot be counted", l.Hundredths, l.Unit)
		}
		if l.Unit == Month {
			most = maxMonths
		}
	case WorkingDay, Hour:
	case ProcessHour:
		if l.PerDay < 1 || l.PerDay > 24 {
			return fmt.Errorf("calendar: %d process hours cannot make a day", l.PerDay)
		}
	default:
		return fmt.Errorf("calendar: unknown unit %q of a limit", l.Unit)
	}
	if l.Hundredths <= 0 || l.Hundredths > most || l.Mark != 0 || l.PerDay != 0 && l.Unit != ProcessHour {
		return fmt.Errorf("calendar: %d hundredths of %s with mark %s and %d hours a day is no limit", l.Hundredths, l.Unit, l.Mark, l.PerDay)
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
	}
	text := strconv.FormatFloat(float64(l.Hundredths)/100, 'f', -1, 64) + " " + string(l.Unit)
	if l.Unit == ProcessHour {
		text += "/" + strconv.Itoa(l.PerDay)
	}
	return text
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
	if err != nil {
		return Limit{}, err
	}
	l := Limit{Unit: Unit(second), Hundredths: n}
	if unit, perDay, ok := strings.Cut(second, "/"); ok {
		l.Unit = Unit(unit)
		l.PerDay, err = strconv.Atoi(perDay)
		// "/08" or "/+8" would be a second text of the same limit.
		if err != nil || strconv.Itoa(l.PerDay) != perDay || l.PerDay == 0 {
			return Limit{}, fmt.Errorf("%q is not a number of hours that make a day", perDay)
		}
	}
	return l, nil
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

// ProcessMinutes is how many working minutes of an internal process a limit is worth,
// where perDay hours make a working day: what the steps of a process may take together.
// Calendar days and months are taken at five working days of seven and 21 of a month,
// never more than the limit holds.
func (l Limit) ProcessMinutes(perDay int) int {
	day := perDay * 60
	switch l.Unit {
	case WorkingDay:
		return l.Hundredths * day / 100
	case CalendarDay:
		return l.Hundredths * day * 5 / 700
	case Month:
		return l.Hundredths * day * 21 / 100
	case SameDay:
		return day
	case ProcessHour:
		return l.Hundredths * 60 * perDay / (100 * l.PerDay)
	}
	return l.Hundredths * 60 / 100
}
