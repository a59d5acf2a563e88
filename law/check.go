package law

import (
	"errors"
	"fmt"
	"time"

	"motcua/calendar"
	"motcua/code"
	"motcua/internal/clock"
)

func positive(n int) error {
	if n < 1 {
		return fmt.Errorf("%d is not a positive number", n)
	}
	return nil
}

func percent(n int) error {
	if n < 1 || n > 100 {
		return fmt.Errorf("%d is no share in per cent", n)
	}
	return nil
}

// each checks the elements of a list that must not be empty and names each by an
// id of its own.
func each[T any](list []T, id func(T) string, check func(T) error) error {
	seen := map[string]bool{}
	for _, x := range list {
		if id(x) == "" || seen[id(x)] {
			return fmt.Errorf("%q has no id, or is there twice", id(x))
		}
		seen[id(x)] = true
		err := check(x)
		if err != nil {
			return fmt.Errorf("%s: %w", id(x), err)
		}
	}
	return positive(len(list))
}

func named(vi, en string) error {
	if vi == "" || en == "" {
		return errors.New("lacks a name")
	}
	return nil
}

func timeOfDay(t clock.TimeOfDay) error {
	if t <= 0 || t > 24*60 {
		return fmt.Errorf("%s is not a time of an office day", t)
	}
	return nil
}

func calendarDays(l calendar.Limit) error {
	if l.Unit != calendar.CalendarDay {
		return fmt.Errorf("%s is not in calendar days", l)
	}
	return l.Check()
}

func scheme(s code.Scheme) error {
	if s != code.TT10 && s != code.QD20 {
		return fmt.Errorf("unknown scheme of unit codes %q", s)
	}
	return nil
}

func dailyMaximum(n int) error {
	if n < 1 || n > code.MaxOrdinal {
		return fmt.Errorf("%d dossiers a day cannot be numbered with four digits", n)
	}
	return nil
}

func papers(set []Paper) error {
	return each(set, func(p Paper) string { return p.Form }, func(p Paper) error {
		if p.Size == "" {
			return errors.New("lacks a size")
		}
		return named(p.Vi, p.En)
	})
}

func forms(list []Form) error {
	return each(list, func(f Form) string { return f.Form }, func(f Form) error { return fields(f.Fields) })
}

func fields(list []Field) error {
	return each(list, func(f Field) string { return f.ID }, func(f Field) error { return named(f.Vi, f.En) })
}

func statuses(set []Status) error {
	for i, s := range set {
		if s.Number != i+1 || s.Vi == "" || s.En == "" {
			return fmt.Errorf("status %d stands at place %d, or lacks a name", s.Number, i+1)
		}
	}
	return positive(len(set))
}

func levelNames(levels []string) error {
	return each(levels, func(l string) string { return l }, func(string) error { return nil })
}

func term(t Term) error {
	if t.MinMonths < 1 || t.MaxMonths < t.MinMonths {
		return fmt.Errorf("a term of %d to %d months", t.MinMonths, t.MaxMonths)
	}
	return levelNames(t.Levels)
}

func seniority(s Seniority) error { return errors.Join(positive(s.Years), levelNames(s.Levels)) }

func noticeDays(n NoticeDays) error {
	return errors.Join(positive(n.Minister), positive(n.Chairman), positive(n.Delegate))
}

func posting(p Posting) error {
	return errors.Join(p.Minister.Check(), p.Chairman.Check(), p.Shortened.Check())
}

func monthDay(d MonthDay) error {
	if !(clock.Date{Year: 2023, Month: time.Month(d.Month), Day: d.Day}).Valid() {
		return fmt.Errorf("%02d-%02d is not a day of every year", d.Month, d.Day)
	}
	return nil
}
