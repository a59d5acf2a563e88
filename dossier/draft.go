package dossier

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"

	"motcua/authz"
	"motcua/catalogue"
	"motcua/dossier/dossiersql"
	"motcua/form"
	"motcua/internal/clock"
	"motcua/internal/fault"
	"motcua/internal/seal"
	"motcua/internal/store"
)

// Draft is an application being written: a sealed row without events. Submitting
// it makes the dossier and its first event.
type Draft struct {
	ID        int64
	Account   int64
	Entry     catalogue.Entry
	Version   catalogue.Version
	Form      form.Definition
	Unit      int64 // the agency it will be filed with, 0 until chosen
	Dossier   int64 // the dossier whose supplement it is; 0: a new application
	Filing    Channel
	UpdatedAt clock.Instant
	Content
}

// Content is the sealed part of a draft.
type Content struct {
	Answers form.Answers      `json:"answers"`
	Papers  map[string]bool   `json:"papers"`           // component key -> the applicant hands it in or shows it
	Listed  bool              `json:"listed"`           // the page of papers was answered
	Begun   map[string]bool   `json:"begun"`            // pages answered at least once
	Counts  map[string]Sheets `json:"counts,omitempty"` // what a counter took in, by component
	Agent   *Agent            `json:"agent,omitempty"`  // who files for the applicant
}

// Sheets is how many originals and copies of a component a counter took in or saw.
type Sheets struct {
	Originals int `json:"originals,omitempty"`
	Copies    int `json:"copies,omitempty"`
}

// CanFile reports whether a procedure can be filed here on a day: a version is in force
// and a unit of the authority receives it. A procedure without a form of its own is
// filed with the general one, and one without an approved process goes the default way.
func (s *Service) CanFile(code string, day clock.Date) bool {
	e, ok := s.Book.ByCode(code)
	if !ok {
		return false
	}
	_, hasVersion := e.EditionAt(day)
	return hasVersion && AnyReceiver(s.Units, e)
}

// stands refuses a procedure that is not in force on a day.
func stands(e catalogue.Entry, day clock.Date) error {
	edition, standing := e.At(day)
	switch standing {
	case catalogue.NotYet:
		return fault.New(fault.CodeNotYetInForce, "from", edition.Effective)
	case catalogue.Withdrawn:
		w, _ := WithdrawalAt(e, day)
		return fault.New(fault.CodeWithdrawn, "from", w.From)
	}
	return nil
}

// WithdrawalAt is the last decision that ended a procedure by a day.
func WithdrawalAt(e catalogue.Entry, day clock.Date) (catalogue.Withdrawal, bool) {
	var last catalogue.Withdrawal
	for _, w := range e.Withdrawals {
		if !w.From.After(day) && !w.From.Before(last.From) {
			last = w
		}
	}
	return last, !last.From.IsZero()
}

// openFor is the procedure and its edition in force on a day, for an application that
// begins; procedure.not_yet, procedure.withdrawn and procedure.not_online say why not.
func (s *Service) openFor(code string, day clock.Date) (catalogue.Entry, catalogue.Edition, error) {
	e, ok := s.Book.ByCode(code)
	if !ok {
		return e, catalogue.Edition{}, fault.New(fault.CodeNotOnline)
	}
	edition, _ := e.At(day)
	err := stands(e, day)
	if err != nil {
		return e, edition, err
	}
	if !s.CanFile(code, day) {
		return e, edition, fault.New(fault.CodeNotOnline)
	}
	return e, edition, nil
}

// StartDraft begins an application, prefilled from the person's profile. A procedure
// nobody may apply for now is refused with procedure.not_yet, procedure.withdrawn or
// procedure.not_online.
func (s *Service) StartDraft(ctx context.Context, actor authz.Actor, code string, profile map[string]string) (int64, error) {
	var id int64
	err := authz.Check(actor, authz.DraftEdit, authz.Object{Owner: actor.Account})
	if err != nil {
		return 0, err
	}
	err = s.DB.Update(ctx, s.authority(), func(tx *store.Tx) error {
		d, err := s.newDraft(code, tx.Now.Date())
		if err != nil {
			return err
		}
		d.Account, d.Filing, d.Answers = actor.Account, Online, d.Form.Prefill(profile).Answers
		id, err = s.insertDraft(ctx, tx, d)
		return err
	})
	return id, err
}

// newDraft is an empty draft of a procedure under what holds on a day.
func (s *Service) newDraft(code string, day clock.Date) (Draft, error) {
	entry, edition, err := s.openFor(code, day)
	if err != nil {
		return Draft{}, err
	}
	return Draft{Entry: entry, Version: catalogue.Version{Number: edition.Number}, Form: s.Forms.For(code)}, nil
}

func (s *Service) insertDraft(ctx context.Context, tx *store.Tx, d Draft) (int64, error) {
	id := tx.NewID()
	sealed, err := s.sealDraft(id, d.Content)
	if err != nil {
		return 0, err
	}
	return id, dossiersql.New(tx).InsertDraft(ctx, dossiersql.InsertDraftParams{Authority: tx.Authority, ID: id, Account: d.Account,
		Procedure: d.Entry.ID, ProcedureVersion: int32(d.Version.Number), Form: d.Form.Name(), Unit: d.Unit, Answers: sealed,
		CreatedAt: int64(tx.Now), Dossier: d.Dossier, Filing: string(d.Filing)})
}

func draftPlace(authority int32, id int64) []byte { return seal.Place(authority, id, placeDraft) }

func (s *Service) sealDraft(id int64, c Content) ([]byte, error) {
	plain, err := json.Marshal(c)
	if err != nil {
		return nil, err
	}
	return s.Ring.SealEnvelope(s.authority(), plain, draftPlace(s.authority(), id))
}

// Draft reads a draft of the actor; draft.gone when it was filed or never was.
func (s *Service) Draft(ctx context.Context, actor authz.Actor, id int64) (Draft, error) {
	var d Draft
	err := s.DB.View(ctx, s.authority(), func(tx *store.Tx) error {
		row, err := dossiersql.New(tx).Draft(ctx, dossiersql.DraftParams{Authority: tx.Authority, ID: id})
		if err != nil {
			return draftGone(err)
		}
		d, err = s.openDraft(ctx, tx, actor, row)
		return err
	})
	return d, s.report(err, actor, editing(actor), id)
}

func draftGone(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return fault.New(fault.CodeDraftGone)
	}
	return err
}

// editing is the action of writing drafts: a citizen's are applications, an official's
// are intakes at her counter.
func editing(actor authz.Actor) authz.Action {
	if actor.Kind == authz.KindOfficial {
		return authz.IntakeEdit
	}
	return authz.DraftEdit
}

func (s *Service) openDraft(ctx context.Context, tx *store.Tx, actor authz.Actor, row dossiersql.Draft) (Draft, error) {
	err := authz.Check(actor, editing(actor), authz.Object{Owner: row.Account})
	if err != nil {
		return Draft{}, err
	}
	d := Draft{ID: row.ID, Account: row.Account, Unit: row.Unit, Dossier: row.Dossier, Filing: Channel(row.Filing), UpdatedAt: clock.Instant(row.UpdatedAt)}
	plain, err := s.Ring.OpenEnvelope(row.Answers, draftPlace(row.Authority, row.ID))
	if err != nil {
		return d, fmt.Errorf("dossier: draft %d: %w", row.ID, err)
	}
	err = json.Unmarshal(plain, &d.Content)
	if err != nil {
		return d, err
	}
	var okEntry, okForm bool
	d.Entry, okEntry = s.Book.Entry(row.Procedure)
	edition, okVersion := d.Entry.Edition(int(row.ProcedureVersion))
	d.Form, okForm = s.Forms.At(row.Form)
	if !okEntry || !okVersion || !okForm {
		return d, fault.New(fault.CodeNotOnline)
	}
	d.Version, err = s.Book.OpenIn(ctx, tx, edition)
	return d, err
}

// Edit changes a draft of the actor. Two windows that answer different pages
// both keep what was typed: change works on what is stored, under a lock.
func (s *Service) Edit(ctx context.Context, actor authz.Actor, id int64, change func(*Draft)) error {
	err := s.DB.Update(ctx, s.authority(), func(tx *store.Tx) error {
		q := dossiersql.New(tx)
		row, err := q.LockDraft(ctx, dossiersql.LockDraftParams{Authority: tx.Authority, ID: id})
		if err != nil {
			return draftGone(err)
		}
		d, err := s.openDraft(ctx, tx, actor, dossiersql.Draft(row))
		if err != nil {
			return err
		}
		change(&d)
		sealed, err := s.sealDraft(id, d.Content)
		if err != nil {
			return err
		}
		return q.UpdateDraft(ctx, dossiersql.UpdateDraftParams{Authority: tx.Authority, ID: id, Unit: d.Unit,
			Revision: row.Revision + 1, Answers: sealed, UpdatedAt: int64(tx.Now), Filing: string(d.Filing)})
	})
	return s.report(err, actor, editing(actor), id)
}

// Answer puts the answers of one page into the draft. They are kept as typed,
// right or wrong: nothing a person typed is lost.
func (d *Draft) Answer(page string, a form.Answers) {
	d.Answers = d.Answers.With(a)
	d.Begun = with(d.Begun, page)
}

// DeclarePapers records which papers the applicant hands in or shows.
func (d *Draft) DeclarePapers(keys map[string]bool) {
	d.Papers, d.Listed = keys, true
}

func with(m map[string]bool, key string) map[string]bool {
	out := maps.Clone(m)
	if out == nil {
		out = map[string]bool{}
	}
	out[key] = true
	return out
}

// Discard deletes a draft of the actor.
func (s *Service) Discard(ctx context.Context, actor authz.Actor, id int64) error {
	err := s.DB.Update(ctx, s.authority(), func(tx *store.Tx) error {
		q := dossiersql.New(tx)
		row, err := q.LockDraft(ctx, dossiersql.LockDraftParams{Authority: tx.Authority, ID: id})
		if err != nil {
			return draftGone(err)
		}
		err = authz.Check(actor, authz.DraftEdit, authz.Object{Owner: row.Account})
		if err != nil {
			return err
		}
		if s.Files != nil {
			err = s.Files.Discard(ctx, tx, id)
			if err != nil {
				return err
			}
		}
		return q.DeleteDraft(ctx, dossiersql.DeleteDraftParams{Authority: tx.Authority, ID: id})
	})
	return s.report(err, actor, editing(actor), id)
}
