package law

import (
	"errors"
	"fmt"

	"motcua/calendar"
	"motcua/code"
	"motcua/internal/clock"
)

// binding ties a key of the YAML files to a typed field.
type binding struct {
	key string

	// decode reads the value of e and returns what sets the field to it.
	decode func(e Entry) (func(*Resolved), error)

	// verify checks the field as it stands.
	verify func(*Resolved) error
}

// national is the keys every day must have a value for.
func national() []binding {
	return []binding{
		bind("transfer_cutoff", func(r *Resolved) *Value[clock.TimeOfDay] { return &r.TransferCutoff }, timeOfDay),
		bind("supplement_limit", func(r *Resolved) *Value[int] { return &r.SupplementLimit }, positive),
		bind("return_notice", func(r *Resolved) *Value[calendar.Limit] { return &r.ReturnNotice }, calendar.Limit.Check),
		bind("reschedule_limit", func(r *Resolved) *Value[int] { return &r.RescheduleLimit }, positive),
		bind("reschedule_notice_days", func(r *Resolved) *Value[int] { return &r.RescheduleNoticeDays }, positive),
		bind("dossier_code_scheme", func(r *Resolved) *Value[code.Scheme] { return &r.DossierCodeScheme }, scheme),
		bind("dossier_daily_maximum", func(r *Resolved) *Value[int] { return &r.DossierDailyMaximum }, dailyMaximum),
		bind("paper_set", func(r *Resolved) *Value[[]Paper] { return &r.PaperSet }, papers),
		bind("national_statuses", func(r *Resolved) *Value[[]Status] { return &r.NationalStatuses }, statuses),
	}
}

// sectoral is the keys a sector may fix for a procedure. Its return notice wins
// over the general one ("trừ trường hợp pháp luật chuyên ngành có quy định",
// NĐ61 Đ19 k4).
func sectoral() []binding {
	return []binding{
		bindOptional("limit", func(r *Resolved) **Value[calendar.Limit] { return &r.Limit }, calendar.Limit.Check),
		bindOptional("free_within", func(r *Resolved) **Value[calendar.Limit] { return &r.FreeWithin }, calendarDays),
		bind("return_notice", func(r *Resolved) *Value[calendar.Limit] { return &r.ReturnNotice }, calendar.Limit.Check),
	}
}

func bind[T any](key string, field func(*Resolved) *Value[T], check func(T) error) binding {
	return binding{
		key: key,
		decode: func(e Entry) (func(*Resolved), error) {
			v, err := decode(e, check)
			return func(r *Resolved) { *field(r) = v }, err
		},
		verify: func(r *Resolved) error { return verify(*field(r), check) },
	}
}

func bindOptional[T any](key string, field func(*Resolved) **Value[T], check func(T) error) binding {
	return binding{
		key: key,
		decode: func(e Entry) (func(*Resolved), error) {
			v, err := decode(e, check)
			return func(r *Resolved) {
				own := v // each answer has its own, so that changing one changes no other
				*field(r) = &own
			}, err
		},
		verify: func(r *Resolved) error {
			v := *field(r)
			if v == nil {
				return nil
			}
			return verify(*v, check)
		},
	}
}

func decode[T any](e Entry, check func(T) error) (Value[T], error) {
	v := Value[T]{Article: e.Article, From: e.From}
	err := e.Value.Decode(&v.Value)
	if err != nil {
		return v, err
	}
	return v, verify(v, check)
}

func verify[T any](v Value[T], check func(T) error) error {
	err := v.Article.Check()
	if err != nil {
		return err
	}
	if !v.From.Valid() {
		return errors.New("the day it holds from is missing")
	}
	return check(v.Value)
}

func positive(n int) error {
	if n < 1 {
		return fmt.Errorf("%d is not a positive number", n)
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
	seen := map[string]bool{}
	for _, p := range set {
		if p.Form == "" || p.Vi == "" || p.En == "" || p.Size == "" || seen[p.Form] {
			return fmt.Errorf("form %q lacks a name or size, or is there twice", p.Form)
		}
		seen[p.Form] = true
	}
	return positive(len(set))
}

func statuses(set []Status) error {
	for i, s := range set {
		if s.Number != i+1 || s.Vi == "" || s.En == "" {
			return fmt.Errorf("status %d stands at place %d, or lacks a name", s.Number, i+1)
		}
	}
	return positive(len(set))
}
