package calendar

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"motcua/internal/clock"
)

// Shift is a stretch of office time within a day, From before To.
type Shift struct {
	From clock.TimeOfDay `json:"from"`
	To   clock.TimeOfDay `json:"to"`
}

func (s Shift) minutes() int { return int(s.To - s.From) }

func total(shifts []Shift) int {
	minutes := 0
	for _, s := range shifts {
		minutes += s.minutes()
	}
	return minutes
}

// MonthDay is a day of every year, "04-16". 29 February is one: in a common year
// it is the night between 28 February and 1 March.
type MonthDay struct {
	Month time.Month
	Day   int
}

func (m MonthDay) ordinal() int { return int(m.Month)*100 + m.Day }

func (m MonthDay) valid() bool {
	const leapYear = 2000
	return clock.Date{Year: leapYear, Month: m.Month, Day: m.Day}.Valid()
}

// String is the form "04-16"; "" for none.
func (m MonthDay) String() string {
	if m == (MonthDay{}) {
		return ""
	}
	return fmt.Sprintf("%02d-%02d", int(m.Month), m.Day)
}

// MarshalText writes the form of String.
func (m MonthDay) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText reads the form of String and refuses days no year has.
func (m *MonthDay) UnmarshalText(b []byte) error {
	month, errMonth := strconv.Atoi(string(b[:min(2, len(b))]))
	day, errDay := strconv.Atoi(string(b[min(3, len(b)):]))
	read := MonthDay{time.Month(month), day}
	if errMonth != nil || errDay != nil || read.String() != string(b) || !read.valid() {
		return fmt.Errorf("calendar: %q is not a day of the year of the form MM-DD", b)
	}
	*m = read
	return nil
}

// Season is a stretch of every year with shifts of its own, both ends included:
// summer hours from 16 April to 15 October. From after To wraps over New Year.
type Season struct {
	From   MonthDay `json:"from"`
	To     MonthDay `json:"to"`
	Shifts []Shift  `json:"shifts"`
}

func (s Season) has(d clock.Date) bool {
	at := MonthDay{d.Month, d.Day}.ordinal()
	from, to := s.From.ordinal(), s.To.ordinal()
	if from <= to {
		return from <= at && at <= to
	}
	return at >= from || at <= to
}

// Hours is when an office is open. No decree fixes it (NĐ61 is silent on opening
// hours); seasonal hours exist, and so do Saturdays on which only the counter is
// open.
type Hours struct {
	Shifts  []Shift  `json:"shifts"`            // of a working day
	Seasons []Season `json:"seasons,omitempty"` // instead of Shifts, while one lasts

	// Saturday is reception only: on a Saturday that is no make-up workday the
	// counter takes dossiers, and the day still is a day off. No limit in working
	// days counts it and no step's time runs on it; a same-day procedure received
	// on it is promised for the end of the next working day, as on any day off.
	Saturday []Shift `json:"saturday,omitempty"`
}

// on is the shifts a working day d has.
func (h Hours) on(d clock.Date) []Shift {
	for i := range h.Seasons {
		if h.Seasons[i].has(d) {
			return h.Seasons[i].Shifts
		}
	}
	return h.Shifts
}

func (h Hours) clone() Hours {
	out := Hours{Shifts: slices.Clone(h.Shifts), Saturday: slices.Clone(h.Saturday), Seasons: slices.Clone(h.Seasons)}
	for i := range out.Seasons {
		out.Seasons[i].Shifts = slices.Clone(out.Seasons[i].Shifts)
	}
	return out
}

// Check refuses hours no calendar can have, with an *HoursError: shifts that are
// missing, empty, out of order or overlapping, a season whose ends are no days of
// the year, two seasons that share a day.
func (h Hours) Check() error {
	err := checkShifts("shifts", h.Shifts)
	if err != nil {
		return err
	}
	if len(h.Saturday) > 0 {
		err = checkShifts("saturday", h.Saturday)
		if err != nil {
			return err
		}
	}
	for i, s := range h.Seasons {
		field := "seasons." + strconv.Itoa(i)
		if !s.From.valid() || !s.To.valid() {
			return &HoursError{Field: field, Problem: BadSeason, Text: s.From.String() + "–" + s.To.String()}
		}
		err = checkShifts(field+".shifts", s.Shifts)
		if err != nil {
			return err
		}
		for _, other := range h.Seasons[:i] {
			if s.shares(other) {
				return &HoursError{Field: field, Problem: SeasonsOverlap, Text: s.From.String() + "–" + s.To.String()}
			}
		}
	}
	return nil
}

// shares reports whether two seasons have a day in common: then one begins
// within the other.
func (s Season) shares(other Season) bool {
	const leapYear = 2000
	return s.has(clock.Date{Year: leapYear, Month: other.From.Month, Day: other.From.Day}) ||
		other.has(clock.Date{Year: leapYear, Month: s.From.Month, Day: s.From.Day})
}

func checkShifts(field string, shifts []Shift) error {
	if len(shifts) == 0 {
		return &HoursError{Field: field, Problem: NoShift}
	}
	var end clock.TimeOfDay
	for _, s := range shifts {
		if s.From < end || s.To <= s.From || s.To > 24*60 {
			return &HoursError{Field: field, Problem: BadShift, Text: s.From.String() + "–" + s.To.String()}
		}
		end = s.To
	}
	return nil
}

// Period is hours in force from a day on, until the next period begins.
type Period struct {
	From  clock.Date `json:"from"`
	Hours Hours      `json:"hours"`
}

func checkPeriods(periods []Period) error {
	if len(periods) == 0 {
		return &HoursError{Field: "shifts", Problem: NoShift}
	}
	for i, p := range periods {
		if i > 0 && !periods[i-1].From.Before(p.From) {
			return &HoursError{Field: "valid_from", Problem: PeriodOrder, Text: p.From.String()}
		}
		err := p.Hours.Check()
		if err != nil {
			return err
		}
	}
	return nil
}
