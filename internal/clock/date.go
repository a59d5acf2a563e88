package clock

import (
	"fmt"
	"time"
)

// Date is a civil day. The zero Date is "no date".
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf is the civil day t shows in its own location.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// ParseDate reads "2006-01-02" and refuses days that do not exist.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("clock: %q is not a date of the form YYYY-MM-DD: %w", s, err)
	}
	return DateOf(t), nil
}

// MustDate is ParseDate for constants; it panics on a malformed s.
func MustDate(s string) Date {
	d, err := ParseDate(s)
	if err != nil {
		panic(err.Error())
	}
	return d
}

// Valid reports whether d exists in the Gregorian calendar.
func (d Date) Valid() bool {
	return DateOf(d.utc()) == d && d.Year > 0
}

func (d Date) utc() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// IsZero reports "no date".
func (d Date) IsZero() bool { return d == Date{} }

// AddDays is the day n calendar days after d (before, when n < 0).
func (d Date) AddDays(n int) Date { return DateOf(d.utc().AddDate(0, 0, n)) }

// AddMonths is the same day n months later, or the last day of that month when
// it is shorter (Civil Code 2015 Đ148 k4 ends a month's period that way).
func (d Date) AddMonths(n int) Date {
	first := time.Date(d.Year, d.Month+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return Date{first.Year(), first.Month(), min(d.Day, last)}
}

// DaysUntil is the number of calendar days from d to e, negative when e is earlier.
func (d Date) DaysUntil(e Date) int { return int(e.utc().Sub(d.utc()).Hours() / 24) }

// Weekday is the day of the week of d.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// Before reports whether d is earlier than e.
func (d Date) Before(e Date) bool { return d.utc().Before(e.utc()) }

// After reports whether d is later than e.
func (d Date) After(e Date) bool { return e.Before(d) }

// String is "2006-01-02", the form in storage.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return d.utc().Format(time.DateOnly)
}

// MarshalText writes the form of String.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads the form of String; empty text is the zero Date.
func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := ParseDate(string(b))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

// TimeOfDay is minutes since midnight on the office clock, 0 to 1440.
type TimeOfDay int

// ParseTimeOfDay reads "15:00".
func ParseTimeOfDay(s string) (TimeOfDay, error) {
	var h, m int
	if len(s) != 5 || s[2] != ':' {
		return 0, fmt.Errorf("clock: %q is not a time of the form HH:MM", s)
	}
	_, err := fmt.Sscanf(s, "%02d:%02d", &h, &m)
	if err != nil || h < 0 || h > 24 || m < 0 || m > 59 || h*60+m > 24*60 {
		return 0, fmt.Errorf("clock: %q is not a time of the form HH:MM", s)
	}
	return TimeOfDay(h*60 + m), nil
}

// MustTimeOfDay is ParseTimeOfDay for constants; it panics on a malformed s.
func MustTimeOfDay(s string) TimeOfDay {
	t, err := ParseTimeOfDay(s)
	if err != nil {
		panic(err.Error())
	}
	return t
}

// Hour is the hour, 0 to 24.
func (t TimeOfDay) Hour() int { return int(t) / 60 }

// Minute is the minute within the hour.
func (t TimeOfDay) Minute() int { return int(t) % 60 }

// String is "15:00".
func (t TimeOfDay) String() string { return fmt.Sprintf("%02d:%02d", t.Hour(), t.Minute()) }

// MarshalText writes the form of String.
func (t TimeOfDay) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// UnmarshalText reads the form of String.
func (t *TimeOfDay) UnmarshalText(b []byte) error {
	parsed, err := ParseTimeOfDay(string(b))
	if err != nil {
		return err
	}
	*t = parsed
	return nil
}
