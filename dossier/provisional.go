package dossier

import (
	"context"

	"motcua/authz"
	"motcua/dossier/dossiersql"
	"motcua/internal/clock"
	"motcua/internal/store"
)

// Provisional is an open dossier whose promise may not hold: the holidays of a
// year it reaches into were not known, or are not known yet. Nothing in it is
// personal, so that who keeps the calendar learns of no person.
type Provisional struct {
	Dossier    int64
	Unit       int64 // where the work lies
	Code       string
	Procedure  int64
	ReceivedAt clock.Instant
	PromisedAt clock.Instant
}

// Provisionals is at most limit dossiers of the whole authority behind the id
// after, by id. It is for who keeps the calendar.
func (s *Service) Provisionals(ctx context.Context, actor authz.Actor, after int64, limit int) ([]Provisional, error) {
	err := authz.Check(actor, authz.CalendarEdit, authz.Object{})
	if err != nil {
		return nil, err
	}
	var out []Provisional
	err = s.DB.View(ctx, s.authority(), func(tx *store.Tx) error {
		rows, err := dossiersql.New(tx).ProvisionalWork(ctx, dossiersql.ProvisionalWorkParams{Authority: tx.Authority, After: after,
			Waiting: string(authz.DossierReturn), Beyond: int64(s.beyond()), Batch: int32(limit)})
		for _, r := range rows {
			// A dossier with two pieces of open work is one line; the next page begins
			// behind the dossier, so that a cut between them repeats nothing.
			if len(out) == 0 || out[len(out)-1].Dossier != r.Dossier {
				out = append(out, Provisional{Dossier: r.Dossier, Unit: r.Unit, Code: r.Code, Procedure: r.Procedure,
					ReceivedAt: clock.Instant(r.ReceivedAt), PromisedAt: clock.Instant(r.PromisedAt)})
			}
		}
		return err
	})
	return out, err
}

// CountProvisional is how many dossiers Provisionals has.
func (s *Service) CountProvisional(ctx context.Context, actor authz.Actor) (int64, error) {
	err := authz.Check(actor, authz.CalendarEdit, authz.Object{})
	if err != nil {
		return 0, err
	}
	return s.ProvisionalDates(ctx)
}

// ProvisionalDates is CountProvisional for who runs the machine, as Verify is: a
// number, of no person.
func (s *Service) ProvisionalDates(ctx context.Context) (n int64, err error) {
	err = s.DB.View(ctx, s.authority(), func(tx *store.Tx) error {
		n, err = dossiersql.New(tx).CountProvisionalWork(ctx, dossiersql.CountProvisionalWorkParams{Authority: tx.Authority,
			Waiting: string(authz.DossierReturn), Beyond: int64(s.beyond())})
		return err
	})
	return n, err
}

// beyond is the first moment of the first year whose holidays are not known.
func (s *Service) beyond() clock.Instant {
	_, last := s.Offices.Default().Covered()
	return clock.At(clock.Date{Year: last + 1, Month: 1, Day: 1}, 0)
}

// OpenAcross is how many open dossiers whose calendar follows unit (0: all) have a
// day from first to last between receipt and promise. An edit of such a day moves
// none of their dates; its maker should know that they are there.
func (s *Service) OpenAcross(ctx context.Context, actor authz.Actor, unit int64, first, last clock.Date) (n int64, err error) {
	err = authz.Check(actor, authz.CalendarEdit, authz.Object{})
	if err != nil {
		return 0, err
	}
	err = s.DB.View(ctx, s.authority(), func(tx *store.Tx) error {
		rows, err := dossiersql.New(tx).CountWorkAcross(ctx, dossiersql.CountWorkAcrossParams{Authority: tx.Authority, Waiting: string(authz.DossierReturn),
			First: int64(clock.At(first, 0)), Behind: int64(clock.At(last.AddDays(1), 0))})
		for _, r := range rows {
			if s.Offices.Follows(r.Unit, unit) {
				n += r.N
			}
		}
		return err
	})
	return n, err
}
