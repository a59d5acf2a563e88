package dossier

import (
	"context"
	"errors"
	"slices"

	"database/sql"

	"motcua/authz"
	"motcua/dossier/dossiersql"
	"motcua/internal/clock"
	"motcua/internal/fault"
	"motcua/internal/store"
)

// ParkedMax is how many intakes a counter official may have begun at a time.
const ParkedMax = 5

// StartIntake begins an application at a counter for somebody who came, sent or let
// bring it: a draft of the official's (NĐ61 Đ16, Đ17 k1). unit is the agency that
// receives; filing any channel but online. Faults: those of StartDraft,
// intake.too_many_parked, forbidden where the counter is not the actor's.
func (s *Service) StartIntake(ctx context.Context, actor authz.Actor, procedure string, unit int64, filing Channel, known map[string]string) (int64, error) {
	var id int64
	err := s.mayTakeIn(actor, unit)
	if err == nil && (filing == Online || !slices.Contains(Channels(), filing)) {
		err = fault.New(fault.CodeInvalid).OnField("filing", fault.CodeFieldChoice)
	}
	if err != nil {
		return 0, s.report(err, actor, authz.DossierIntake, unit)
	}
	err = s.DB.Update(ctx, s.authority(), func(tx *store.Tx) error {
		parked, err := dossiersql.New(tx).ParkedIntakes(ctx, dossiersql.ParkedIntakesParams{Authority: tx.Authority, Account: actor.Account, Limit: ParkedMax})
		if err != nil {
			return err
		}
		if len(parked) >= ParkedMax {
			return fault.New(fault.CodeTooManyParked, "max", ParkedMax)
		}
		d, err := s.newDraft(procedure, tx.Now.Date())
		if err != nil {
			return err
		}
		if !Receives(s.Units, d.Entry, unit) {
			return fault.New(fault.CodeInvalid).OnField("unit", fault.CodeNotReceivedHere)
		}
		d.Account, d.Filing, d.Unit, d.Answers = actor.Account, filing, unit, d.Form.Prefill(known).Answers
		id, err = s.insertDraft(ctx, tx, d)
		return err
	})
	return id, err
}

// mayTakeIn asks whether the actor's counter receives for an agency.
func (s *Service) mayTakeIn(actor authz.Actor, unit int64) error {
	places, ok := PlacesOf(s.Units, unit)
	if !ok {
		return fault.New(fault.CodeInvalid).OnField("unit", fault.CodeNotReceivedHere)
	}
	return authz.Check(actor, authz.DossierIntake, authz.Object{Unit: places.OneStop, Units: []int64{places.OneStop}})
}

// Parked is the intakes that an official has begun, oldest first.
func (s *Service) Parked(ctx context.Context, actor authz.Actor) ([]DraftSummary, error) {
	err := authz.Permits(actor, authz.DossierIntake)
	if err != nil {
		return nil, err
	}
	var out []DraftSummary
	err = s.DB.View(ctx, s.authority(), func(tx *store.Tx) error {
		rows, err := dossiersql.New(tx).ParkedIntakes(ctx, dossiersql.ParkedIntakesParams{Authority: tx.Authority, Account: actor.Account, Limit: ParkedMax})
		for _, r := range rows {
			out = append(out, DraftSummary{ID: r.ID, Procedure: r.Procedure, UpdatedAt: clock.Instant(r.UpdatedAt)})
		}
		return err
	})
	return out, err
}

// TakeIn files and receives an intake in one transaction: whoever stands at the counter
// leaves with a code or with nothing half done. Sent twice, it gives the same dossier.
// Faults: those of Submit and of Receive.
func (s *Service) TakeIn(ctx context.Context, actor authz.Actor, draft int64, r Receive) (State, error) {
	var after State
	err := s.DB.Update(ctx, s.authority(), func(tx *store.Tx) (err error) {
		after, err = s.takeIn(ctx, tx, actor, draft, r)
		return err
	})
	return after, s.report(err, actor, authz.DossierIntake, draft)
}

func (s *Service) takeIn(ctx context.Context, tx *store.Tx, actor authz.Actor, draft int64, r Receive) (State, error) {
	q := dossiersql.New(tx)
	row, err := q.TakeDraft(ctx, dossiersql.TakeDraftParams{Authority: tx.Authority, ID: draft})
	if errors.Is(err, sql.ErrNoRows) {
		return s.takenBefore(ctx, q, tx, actor, draft)
	}
	if err != nil {
		return State{}, err
	}
	a, err := s.checkDraft(ctx, tx, actor, row)
	if err != nil {
		return State{}, err
	}
	if a.Filing == Online || row.Dossier != 0 {
		return State{}, fault.New(fault.CodeForbidden)
	}
	err = s.mayTakeIn(actor, row.Unit)
	if err != nil {
		return State{}, err
	}
	if len(a.gaps) > 0 {
		return State{}, incomplete(a.gaps)
	}
	l, err := s.create(ctx, tx, actor, draft, a.Submit)
	if err != nil {
		return State{}, err
	}
	l, err = s.execute(ctx, tx, l, eventActor(actor), r)
	if err != nil {
		return State{}, err
	}
	return l.state, s.keepOutcome(ctx, q, tx, actor, row, l.state.ID)
}

func (s *Service) takenBefore(ctx context.Context, q *dossiersql.Queries, tx *store.Tx, actor authz.Actor, draft int64) (State, error) {
	id, err := filedBefore(ctx, q, tx, actor, draft)
	if err != nil {
		return State{}, err
	}
	l, err := s.load(ctx, tx, id, false)
	return l.state, err
}
