package dossier

import (
	"context"
	"encoding/json"
	"slices"

	"motcua/code"
	"motcua/dossier/dossiersql"
	"motcua/internal/clock"
	"motcua/internal/event"
	"motcua/internal/store"
	"motcua/process"
)

// save appends the events, folds them and writes everything derived from them.
func (s *Service) save(ctx context.Context, tx *store.Tx, l loaded, actor event.Actor, events []event.New) (loaded, error) {
	before := l.state
	if tellsOfPerson(events) {
		var err error
		l, err = l.opened(tx.Authority)
		if err != nil {
			return l, err
		}
	}
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
		if err == nil && f.Kind == KindVoided {
			err = markVoid(ctx, tx, l.state)
		}
		if err != nil {
			return l, err
		}
	}
	if before.Seq == 0 {
		err = s.insertRow(ctx, q, tx, l)
	} else {
		err = s.updateRow(ctx, q, tx, l, events)
	}
	if err != nil {
		return l, err
	}
	return l, s.writeWork(ctx, q, tx, before, l.state)
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

// tellsOfPerson reports whether events add to the personal part.
func tellsOfPerson(events []event.New) bool {
	return slices.ContainsFunc(events, func(n event.New) bool { return n.Person != nil })
}

// row is the stored form of a loaded dossier, without the personal part.
func row(authority int32, l loaded) (dossiersql.InsertDossierParams, error) {
	text, err := json.Marshal(l.state)
	r := columnsOf(l.state)
	r.Authority, r.ID, r.Version, r.State, r.Head, r.ChangedAt = authority, l.state.ID, l.state.Seq, string(text), l.head.Hash, int64(l.head.At)
	return r, err
}

// columnsOf is what lists and look-ups read of a dossier, from its state alone.
func columnsOf(st State) dossiersql.InsertDossierParams {
	return dossiersql.InsertDossierParams{
		Status: string(st.Status), NationalStatus: int32(st.National()),
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
	r.Person, err = sealPerson(l.key, tx.Authority, l.state.ID, l.person)
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
// read, and the key of the event refuses a second event of the same number. The
// sealed personal part is long and is written again only where an event adds to
// it: PostgreSQL keeps what was not set where it lies.
func (s *Service) updateRow(ctx context.Context, q *dossiersql.Queries, tx *store.Tx, l loaded, events []event.New) error {
	r, err := row(tx.Authority, l)
	if err != nil {
		return err
	}
	u := dossiersql.UpdateDossierParams{
		Authority: r.Authority, ID: r.ID, Version: r.Version, Status: r.Status, NationalStatus: r.NationalStatus,
		ProcessVersion: r.ProcessVersion, Code: r.Code, Regime: r.Regime, State: r.State, Head: r.Head,
		ReceivedAt: r.ReceivedAt, PromisedAt: r.PromisedAt, LegalAt: r.LegalAt, ClosedAt: r.ClosedAt, ChangedAt: r.ChangedAt,
		ReceivingUnit: r.ReceivingUnit,
	}
	if !tellsOfPerson(events) {
		return q.UpdateDossier(ctx, u)
	}
	sealed, err := sealPerson(l.key, tx.Authority, l.state.ID, l.person)
	if err != nil {
		return err
	}
	return q.UpdateDossierAndPerson(ctx, dossiersql.UpdateDossierAndPersonParams{
		Authority: u.Authority, ID: u.ID, Version: u.Version, Status: u.Status, NationalStatus: u.NationalStatus,
		ProcessVersion: u.ProcessVersion, Code: u.Code, Regime: u.Regime, State: u.State, Head: u.Head,
		ReceivedAt: u.ReceivedAt, PromisedAt: u.PromisedAt, LegalAt: u.LegalAt, ClosedAt: u.ClosedAt, ChangedAt: u.ChangedAt,
		Person: sealed, ReceivingUnit: u.ReceivingUnit,
	})
}

// writeWork replaces the dossier's open work. Where one piece of work follows
// another, as in most steps, its row becomes the next one's.
func (s *Service) writeWork(ctx context.Context, q *dossiersql.Queries, tx *store.Tx, before, after State) error {
	var done []WorkItem
	if before.Seq > 0 {
		done = Work(before, s.processOf(before))
	}
	open := Work(after, s.processOf(after))
	if len(done) == 1 && len(open) == 1 {
		return q.MoveWork(ctx, dossiersql.MoveWorkParams(workRow(tx.Authority, after.ID, open[0])))
	}
	if len(done) > 0 {
		err := q.DeleteWork(ctx, dossiersql.DeleteWorkParams{Authority: tx.Authority, Dossier: after.ID})
		if err != nil {
			return err
		}
	}
	for _, w := range open {
		err := q.InsertWork(ctx, workRow(tx.Authority, after.ID, w))
		if err != nil {
			return err
		}
	}
	return nil
}

func workRow(authority int32, id int64, w WorkItem) dossiersql.InsertWorkParams {
	return dossiersql.InsertWorkParams{Authority: authority, Dossier: id, Item: w.Item, Unit: w.Unit,
		Role: string(w.Role), Assignee: w.Assignee, Action: string(w.Action), Since: int64(w.Since), Due: int64(w.Due)}
}

// processOf is the process a dossier runs by; empty before receipt.
func (s *Service) processOf(st State) process.Definition {
	if st.Process == 0 {
		return process.Definition{}
	}
	entry, _ := s.Book.Entry(st.Procedure.ID)
	return s.processFor(entry, st, st.ReceivedAt.Date(), Terms{}).Definition
}
