package calendar

import (
	"embed"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"

	"motcua/internal/clock"
)

//go:embed data/holidays_2018_2027.csv
var files embed.FS

const holidays = "data/holidays_2018_2027.csv"

// Default is the calendar of the rows the product carries, with the office hours
// of DefaultHours. The error names the row of the carried data that is broken.
func Default() (*Calendar, error) {
	days, err := DefaultDays()
	if err != nil {
		return nil, err
	}
	return New(days, DefaultHours())
}

// DefaultHours is 07:30–11:30 and 13:30–17:00. No decree fixes it (NĐ61 is
// silent on opening hours): a unit may have its own.
func DefaultHours() Hours {
	return Hours{Shifts: []Shift{
		{clock.MustTimeOfDay("07:30"), clock.MustTimeOfDay("11:30")},
		{clock.MustTimeOfDay("13:30"), clock.MustTimeOfDay("17:00")},
	}}
}

// DefaultDays is the carried rows of 2018 to 2027, confirmed or not: what an
// authority adds its own closures and confirmations to before calling New.
func DefaultDays() ([]Day, error) {
	f, err := files.Open(holidays)
	if err != nil {
		return nil, fmt.Errorf("calendar: open carried days: %w", err)
	}
	defer f.Close()
	return ReadDays(f, holidays)
}

// ReadDays reads rows of the form date,name,kind,basis,source,note under that
// header, and refuses a row that no calendar can have. The error gives name, line
// and column.
func ReadDays(r io.Reader, name string) ([]Day, error) {
	in := csv.NewReader(r)
	header, err := in.Read()
	if err != nil {
		return nil, fmt.Errorf("calendar: %s:1:1: header: %w", name, err)
	}
	if !slices.Equal(header, []string{"date", "name", "kind", "basis", "source", "note"}) {
		return nil, fmt.Errorf("calendar: %s:1:1: header is %q", name, header)
	}
	var days []Day
	for {
		row, err := in.Read()
		if err == io.EOF {
			return days, nil
		}
		if err != nil {
			return nil, malformed(name, err)
		}
		day, column, err := readDay(row)
		if err != nil {
			line, at := in.FieldPos(column)
			return nil, fmt.Errorf("calendar: %s:%d:%d: %w", name, line, at, err)
		}
		days = append(days, day)
	}
}

func malformed(name string, err error) error {
	if bad, ok := errors.AsType[*csv.ParseError](err); ok {
		return fmt.Errorf("calendar: %s:%d:%d: %w", name, bad.Line, bad.Column, bad.Err)
	}
	return fmt.Errorf("calendar: %s: %w", name, err)
}

// readDay is a row as a Day; with an error, the column it stands in.
func readDay(row []string) (Day, int, error) {
	day := Day{Name: row[1], Kind: Kind(row[2]), Basis: Basis(row[3]), Source: row[4], Note: row[5]}
	var err error
	day.Date, err = clock.ParseDate(row[0])
	if err != nil {
		return day, 0, err
	}
	err = day.check()
	if bad, ok := errors.AsType[*DayError](err); ok {
		column := map[Problem]int{UnknownKind: 2, UnknownBasis: 3, NoDecision: 4}[bad.Problem]
		return day, column, err
	}
	return day, 0, nil
}
