package dossier

import (
	"context"
	"encoding/json"

	"motcua/code"
	"motcua/dossier/dossiersql"
	"motcua/internal/clock"
	"motcua/internal/event"
	"motcua/internal/store"
	"motcua/process"
)

// save appends the events, folds them and writes everything derived from them.
func (s *Service) save(ctx context.Context, tx *store.Tx, l loaded, actor event.Actor, events []event.New) (loaded, error) {
	fresh := l.state.Seq == 0
	records, err := s.Log.Append(ctx, tx, l.state.ID, l.head, l.key, actor, events)
	if err != nil {
		return l, err
	}
	q := dossiersql.New(tx)
	for i, r := range records {
		f := Fact{Dossier: r.Dossier, Seq: r.Seq, Kind: r.Kind, At: r.At, Actor: r.Actor, Unit: r.Unit,
			Body: events[i].Body, Person: events[i].Person}
		l.state, l.person = l.state.Apply(f), l.person.Apply(f)
		l.head = event.Head{Seq: r.Seq, At: r.At, Hash: r.Hash}
		err := insertDeltas(ctx, q, tx.Authority, f, s.counting().Deltas(l.state, f))
		if err != nil {
			return l, err
		}
	}
	if fresh {
		err = s.insertRow(ctx, q, tx, l)
	} else {
		err = s.updateRow(ctx, q, tx, l)
	}
	if err != nil {
		return l, err
	}
	return l, s.writeWork(ctx, q, tx, l.state, fresh)
}

func insertDeltas(ctx context.Context, q *dossiersql.Queries, authority int32, f Fact, deltas []Delta) error {
	for _, d := range deltas {
		err := q.InsertDelta(ctx, dossiersql.InsertDeltaParams{Authority: authority, Dossier: f.Dossier, Seq: f.Seq,
			Metric: string(d.Metric), Unit: d.Unit, Day: d.Day.String(), N: d.N})
		if err != nil {
			return err
		}
	}
	return nil
}

// row is the stored form of a loaded dossier.
func row(authority int32, l loaded) (dossiersql.InsertDossierParams, error) {
	st := l.state
	text, err := json.Marshal(st)
	if err != nil {
		return dossiersql.InsertDossierParams{}, err
	}
	person, err := sealPerson(l.key, authority, st.ID, l.person)
	if err != nil {
		return dossiersql.InsertDossierParams{}, err
	}
	r := columnsOf(st)
	r.Authority, r.ID, r.Version, r.State, r.Person, r.Head, r.ChangedAt = authority, st.ID, st.Seq, string(text), person, l.head.Hash, int64(l.head.At)
	return r, nil
}

// columnsOf is what lists and look-ups read of a dossier, from its state alone.
func columnsOf(st State) dossiersql.InsertDossierParams {
	return dossiersql.InsertDossierParams{
		Status: string(st.Status), NationalStatus: int32(st.Status.National()),
		Procedure: st.Procedure.ID, ProcedureVersion: int32(st.Procedure.Version), ProcessVersion: int32(st.Process),
		ReceivingUnit: st.Places.Agency, Account: st.Account, Code: st.Code, Regime: st.Regime,
		SubmittedAt: int64(st.SubmittedAt), ReceivedAt: int64(st.ReceivedAt),
		PromisedAt: int64(st.Clocks.Due(Promised)), LegalAt: int64(st.Clocks.Due(Legal)), ClosedAt: int64(closedAt(st)),
	}
}

func closedAt(st State) clock.Instant {
	if st.Status.Closed() {
		return st.Last.At
	}
	return 0
}

func (s *Service) insertRow(ctx context.Context, q *dossiersql.Queries, tx *store.Tx, l loaded) error {
	r, err := row(tx.Authority, l)
	if err != nil {
		return err
	}
	err = q.InsertDossier(ctx, r)
	if err != nil {
		return err
	}
	return q.InsertPerson(ctx, dossiersql.InsertPersonParams{Authority: tx.Authority, Dossier: l.state.ID,
		Name: l.person.Applicant.Name, NameFolded: code.Fold(l.person.Applicant.Name)})
}

// updateRow needs no condition on the version: the row is locked since it was
// read, and the key of the event refuses a second event of the same number.
func (s *Service) updateRow(ctx context.Context, q *dossiersql.Queries, tx *store.Tx, l loaded) error {
	r, err := row(tx.Authority, l)
	if err != nil {
		return err
	}
	return q.UpdateDossier(ctx, dossiersql.UpdateDossierParams{
		Authority: r.Authority, ID: r.ID, Version: r.Version, Status: r.Status, NationalStatus: r.NationalStatus,
		ProcessVersion: r.ProcessVersion, Code: r.Code, Regime: r.Regime, State: r.State, Person: r.Person, Head: r.Head,
		ReceivedAt: r.ReceivedAt, PromisedAt: r.PromisedAt, LegalAt: r.LegalAt, ClosedAt: r.ClosedAt, ChangedAt: r.ChangedAt,
	})
}

// writeWork replaces the dossier's open work.
func (s *Service) writeWork(ctx context.Context, q *dossiersql.Queries, tx *store.Tx, st State, fresh bool) error {
	if !fresh {
		err := q.DeleteWork(ctx, dossiersql.DeleteWorkParams{Authority: tx.Authority, Dossier: st.ID})
		if err != nil {
			return err
		}
	}
	for _, w := range Work(st, s.processOf(st)) {
		err := q.InsertWork(ctx, dossiersql.InsertWorkParams{Authority: tx.Authority, Dossier: st.ID, Item: w.Item, Unit: w.Unit,
			Role: string(w.Role), Assignee: w.Assignee, Action: string(w.Action), Since: int64(w.Since), Due: int64(w.Due)})
		if err != nil {
			return err
		}
	}
	return nil
}

// processOf is the process a dossier runs by; empty before receipt.
func (s *Service) processOf(st State) process.Definition {
	entry, _ := s.Book.Entry(st.Procedure.ID)
	p, _ := entry.Process(st.Process)
	return p.Definition
}
