package dossier

import (
	"context"
	"errors"
	"strings"

	"motcua/calendar"
	"motcua/catalogue"
	"motcua/code"
	"motcua/internal/clock"
	"motcua/internal/store"
	"motcua/law"
)

type termsKey struct {
	procedure string
	day       clock.Date
}

// resolved is the law for a procedure on a day. Its limit is the sector's; zero when
// no sector rule fixes one and the record of the version decides.
type resolved struct {
	Terms
	text   string
	scheme code.Scheme
	err    error
}

// termsAt is the law for a procedure on a day.
func (s *Service) termsAt(procedure string, day clock.Date) resolved {
	key := termsKey{procedure, day}
	if known, ok := s.terms.Load(key); ok {
		return known.(resolved)
	}
	t := s.resolve(procedure, day)
	s.terms.Store(key, t)
	return t
}

func (s *Service) resolve(procedure string, day clock.Date) resolved {
	r, err := s.Law.Resolve(code.ProcedureCode(procedure), day)
	if err != nil {
		return resolved{err: err}
	}
	t := resolved{text: r.Text(), scheme: r.DossierCodeScheme.Value, Terms: Terms{
		Regime: r.Hash(), TransferCutoff: r.TransferCutoff.Value, DailyMaximum: r.DossierDailyMaximum.Value,
		ProcessDayHours: r.ProcessDayHours.Value, SupplementLimit: supplementsOf(r)}}
	sector := sectorOf(r)
	t.Limit, t.LimitArticle = sector.limit, sector.article
	return t
}

// supplementsOf is how often the receiver may ask for a supplement.
func supplementsOf(r law.Resolved) int {
	n := 0
	for n < ItemsMax && r.MaySupplement(law.Receiver, n) {
		n++
	}
	return n
}

// rule is a time limit and where it stands; zero for none.
type rule struct {
	limit   calendar.Limit
	article string
}

func sectorOf(r law.Resolved) rule {
	if r.Limit == nil {
		return rule{}
	}
	return rule{r.Limit.Value, string(r.Limit.Article)}
}

// sectorRule is the limit that a sector fixes for a procedure on a day. It is not kept:
// pages ask for any procedure and any day.
func (s *Service) sectorRule(procedure string, day clock.Date) (rule, error) {
	r, err := s.Law.Resolve(code.ProcedureCode(procedure), day)
	return sectorOf(r), err
}

// over is the limit that a dossier of v has: the sector's rule, else the published one
// of the way of filing and the case, when it may be counted (NĐ63 Đ8 k2đ).
func (sector rule) over(v catalogue.Version, m catalogue.Method, caseCode string) (rule, catalogue.PromiseState) {
	if !sector.limit.IsZero() {
		return sector, catalogue.Countable
	}
	limit, state := v.Record.PromiseLimit(m, caseCode)
	if state != catalogue.Countable {
		return rule{}, state
	}
	return rule{limit, strings.TrimSpace(v.Record.DecisionNo + " " + v.Record.Code)}, state
}

var errNoLimit = errors.New("dossier: neither the law nor the published record names a limit that can be counted")

// termsOf is the terms of a dossier on a day. Only a receipt counts a limit, so that
// of the record is read for what waits for one.
func (s *Service) termsOf(ctx context.Context, tx *store.Tx, st State, entry catalogue.Entry, day clock.Date) (resolved, error) {
	t := s.termsAt(st.Procedure.Code, day)
	if t.err != nil || st.Status != Submitted || !t.Limit.IsZero() {
		return t, t.err
	}
	edition, ok := entry.Edition(st.Procedure.Version)
	if !ok {
		return t, nil // the caller refuses a dossier without its version
	}
	v, err := s.Book.OpenIn(ctx, tx, edition)
	if err != nil {
		return t, err
	}
	published, _ := rule{}.over(v, methodOf(st.Filing), "")
	t.Limit, t.LimitArticle = published.limit, published.article
	return t, nil
}

// methodOf is the way to file as the catalogue calls it.
func methodOf(ch Channel) catalogue.Method {
	switch ch {
	case Online:
		return catalogue.Online
	case Post:
		return catalogue.Postal
	}
	return catalogue.Direct
}

// PromiseFor is when a result would be promised for an application under v received
// at i, filed by method under the case with that code ("": none), by the authority's
// calendar, with the days counted. The epoch is meaningful only with the state
// catalogue.Countable; with another one no date may be promised, and the state says why.
func (s *Service) PromiseFor(v catalogue.Version, method catalogue.Method, caseCode string, i clock.Instant) (Epoch, catalogue.PromiseState, error) {
	return s.promise(s.Offices.Default(), v, method, caseCode, i)
}

func (s *Service) promise(c *calendar.Calendar, v catalogue.Version, method catalogue.Method, caseCode string, i clock.Instant) (Epoch, catalogue.PromiseState, error) {
	sector, err := s.sectorRule(v.Record.Code, i.Date())
	if err != nil {
		return Epoch{}, "", err
	}
	holds, state := sector.over(v, method, caseCode)
	if state != catalogue.Countable {
		return Epoch{}, state, nil
	}
	e, err := reckon(c, i, holds.limit, holds.article)
	return e, state, err
}

// PromiseOf is what a receipt of the dossier at i would promise. The error is that of
// a limit nobody may count; what was filed here has another.
func (s *Service) PromiseOf(v View, i clock.Instant) (Epoch, error) {
	e, state, err := s.promise(s.CalendarOf(v.State.Places.Agency), v.Version, methodOf(v.State.Filing), "", i)
	if err == nil && state != catalogue.Countable {
		err = errNoLimit
	}
	return e, err
}

// SectorLimit is the limit that a sector rule fixes for a procedure on a day, with its
// article; false when none does and the published one holds.
func (s *Service) SectorLimit(procedure string, day clock.Date) (calendar.Limit, string, bool) {
	sector, err := s.sectorRule(procedure, day)
	return sector.limit, sector.article, err == nil && !sector.limit.IsZero()
}
