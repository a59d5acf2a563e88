package law

import (
	"motcua/calendar"
	"motcua/code"
	"motcua/internal/clock"
)

// resolvedText1 is format 1 of a stored text, which dossiers received under it
// keep for ever. It is frozen: its own types, whatever becomes of the others.
type resolvedText1 struct {
	Format               int                     `json:"format"`
	Procedure            code.ProcedureCode      `json:"procedure"`
	TransferCutoff       value1[clock.TimeOfDay] `json:"transfer_cutoff"`
	SupplementLimit      value1[int]             `json:"supplement_limit"`
	ReturnNotice         value1[calendar.Limit]  `json:"return_notice"`
	RescheduleLimit      value1[int]             `json:"reschedule_limit"`
	RescheduleNoticeDays value1[int]             `json:"reschedule_notice_days"`
	DossierCodeScheme    value1[code.Scheme]     `json:"dossier_code_scheme"`
	DossierDailyMaximum  value1[int]             `json:"dossier_daily_maximum"`
	PaperSet             value1[[]paper1]        `json:"paper_set"`
	NationalStatuses     value1[[]status1]       `json:"national_statuses"`
	Limit                *value1[calendar.Limit] `json:"limit,omitempty"`
	FreeWithin           *value1[calendar.Limit] `json:"free_within,omitempty"`
}

type value1[T any] struct {
	Value   T          `json:"value"`
	Article Article    `json:"article"`
	From    clock.Date `json:"from"`
}

type paper1 struct {
	Form string `json:"form"`
	Vi   string `json:"vi"`
	En   string `json:"en"`
	Size string `json:"size"`
}

type status1 struct {
	Number int    `json:"number"`
	Vi     string `json:"vi"`
	En     string `json:"en"`
}

func (t *resolvedText1) resolved() Resolved {
	r := Resolved{Procedure: t.Procedure, format: 1}
	r.TransferCutoff = current(t.TransferCutoff)
	r.SupplementLimit = current(t.SupplementLimit)
	r.ReturnNotice = current(t.ReturnNotice)
	r.RescheduleLimit = current(t.RescheduleLimit)
	r.RescheduleNoticeDays = current(t.RescheduleNoticeDays)
	r.DossierCodeScheme = current(t.DossierCodeScheme)
	r.DossierDailyMaximum = current(t.DossierDailyMaximum)
	r.PaperSet = currentList(t.PaperSet, func(p paper1) Paper { return Paper{p.Form, p.Vi, p.En, p.Size} })
	r.NationalStatuses = currentList(t.NationalStatuses, func(s status1) Status { return Status{s.Number, s.Vi, s.En} })
	if t.Limit != nil {
		v := current(*t.Limit)
		r.Limit = &v
	}
	if t.FreeWithin != nil {
		v := current(*t.FreeWithin)
		r.FreeWithin = &v
	}
	return r
}

func textOfFormat1(r Resolved) resolvedText1 {
	t := resolvedText1{
		Format:               1,
		Procedure:            r.Procedure,
		TransferCutoff:       former(r.TransferCutoff),
		SupplementLimit:      former(r.SupplementLimit),
		ReturnNotice:         former(r.ReturnNotice),
		RescheduleLimit:      former(r.RescheduleLimit),
		RescheduleNoticeDays: former(r.RescheduleNoticeDays),
		DossierCodeScheme:    former(r.DossierCodeScheme),
		DossierDailyMaximum:  former(r.DossierDailyMaximum),
		PaperSet:             formerList(r.PaperSet, func(p Paper) paper1 { return paper1{p.Form, p.Vi, p.En, p.Size} }),
		NationalStatuses:     formerList(r.NationalStatuses, func(s Status) status1 { return status1{s.Number, s.Vi, s.En} }),
	}
	if r.Limit != nil {
		v := former(*r.Limit)
		t.Limit = &v
	}
	if r.FreeWithin != nil {
		v := former(*r.FreeWithin)
		t.FreeWithin = &v
	}
	return t
}

func current[T any](v value1[T]) Value[T] {
	return Value[T]{Value: v.Value, Article: v.Article, From: v.From}
}

func former[T any](v Value[T]) value1[T] { return value1[T]{v.Value, v.Article, v.From} }

func currentList[A, B any](v value1[[]A], each func(A) B) Value[[]B] {
	return Value[[]B]{Value: mapped(v.Value, each), Article: v.Article, From: v.From}
}

func formerList[A, B any](v Value[[]A], each func(A) B) value1[[]B] {
	return value1[[]B]{mapped(v.Value, each), v.Article, v.From}
}

func mapped[A, B any](list []A, each func(A) B) []B {
	out := make([]B, len(list))
	for i, x := range list {
		out[i] = each(x)
	}
	return out
}
