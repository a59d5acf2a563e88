package form

import (
	"fmt"
	"strconv"
	"time"

	"motcua/internal/clock"
	"motcua/internal/fault"
)

// checkDate wants a day that exists in the civil calendar within the field's
// bounds. Where the year alone is enough, day and month may both be missing (the
// paper form asks "năm sinh" of the parents). The argument "part" names the part
// to go to: day, month or year.
func checkDate(f Field, values []string, today clock.Date) problem {
	if f.YearAlone && values[0] == "" && values[1] == "" {
		return checkYear(f, values[2], today)
	}
	if part := badPart(values); part != "" {
		return problem{code: fault.CodeFieldDate, args: []any{"part", part}}
	}
	date := dateOf(values)
	if !date.Valid() {
		return problem{code: fault.CodeFieldDate, args: []any{"part", "day"}}
	}
	if f.NotFuture && date.After(today) {
		return problem{code: fault.CodeFieldDateFuture, args: []any{"part", "day"}}
	}
	if first := f.firstDate(); date.Before(first) {
		return problem{code: fault.CodeFieldDateEarly, args: []any{"part", "year", "first", first}}
	}
	return problem{}
}

func checkYear(f Field, value string, today clock.Date) problem {
	year, ok := part(value, 4)
	switch first := f.firstDate(); {
	case !ok || len(value) != 4:
		return problem{code: fault.CodeFieldDate, args: []any{"part", "year"}}
	case f.NotFuture && year > today.Year:
		return problem{code: fault.CodeFieldDateFuture, args: []any{"part", "year"}}
	case year < first.Year:
		return problem{code: fault.CodeFieldDateEarly, args: []any{"part", "year", "first", first}}
	}
	return problem{}
}

// badPart is the first part that cannot be one: not digits, or out of its range.
func badPart(values []string) string {
	day, ok := part(values[0], 2)
	if !ok || day < 1 || day > 31 {
		return "day"
	}
	month, ok := part(values[1], 2)
	if !ok || month < 1 || month > 12 {
		return "month"
	}
	if _, ok := part(values[2], 4); !ok || len(values[2]) != 4 {
		return "year"
	}
	return ""
}

// part reads at most width digits.
func part(s string, width int) (int, bool) {
	if !digitsOnly(s) || len(s) > width {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	return n, err == nil
}

// dateOf makes a date of parts that badPart let through.
func dateOf(values []string) clock.Date {
	day, _ := part(values[0], 2)
	month, _ := part(values[1], 2)
	year, _ := part(values[2], 4)
	return clock.Date{Year: year, Month: time.Month(month), Day: day}
}

// firstDate is the earliest date allowed, the zero Date (before all) without one.
// Check has refused a malformed bound.
func (f Field) firstDate() clock.Date {
	date, err := clock.ParseDate(f.NotBefore)
	if err != nil {
		return clock.Date{Year: 1, Month: time.January, Day: 1}
	}
	return date
}

// Date is the answer of a date field; day and month are zero when only the year
// was given, and ok is false when the answer is missing or wrong in form.
func (a Answers) Date(f Field) (date clock.Date, ok bool) {
	values := a.values(f)
	if f.YearAlone && values[0] == "" && values[1] == "" {
		year, isYear := part(values[2], 4)
		if !isYear || len(values[2]) != 4 {
			return clock.Date{}, false
		}
		return clock.Date{Year: year}, true
	}
	if badPart(values) != "" || !dateOf(values).Valid() {
		return clock.Date{}, false
	}
	return dateOf(values), true
}

// displayDate is 05/03/2019, or 1990 for a year alone; a wrong date is shown as
// typed.
func displayDate(_ Field, values []string, _ string) string {
	switch {
	case values[0] == "" && values[1] == "":
		return values[2]
	case badPart(values) == "":
		d := dateOf(values)
		return fmt.Sprintf("%02d/%02d/%04d", d.Day, d.Month, d.Year)
	}
	return values[0] + "/" + values[1] + "/" + values[2]
}
