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
	UpdatedAt clock.Instant
	Content
}

// Content is the sealed part of a draft.
type Content struct {
	Answers form.Answers    `json:"answers"`
	Papers  map[string]bool `json:"papers"` // component key -> the applicant hands it in or shows it
	Listed  bool            `json:"listed"` // the page of papers was answered
	Begun   map[string]bool `json:"begun"`  // pages answered at least once
}

// CanFile reports whether a procedure can be filed online on a day: it has a form, a
// version in force, an internal process and a limit from which a date is promised.
func (s *Service) CanFile(code string, day clock.Date) bool {
	e, ok := s.Book.ByCode(code)
	if !ok {
		return false
	}
	_, hasForm := s.Forms.Get(code)
	edition, hasVersion := e.EditionAt(day)
	_, hasProcess := e.ProcessAt(day)
	return hasForm && hasVersion && hasProcess && s.promises(code, edition, day)
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
func (s *Service) openFor(ctx context.Context, tx *store.Tx, code string, day clock.Date) (catalogue.Entry, catalogue.Edition, error) {
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
	v, err := s.Book.OpenIn(ctx, tx, edition)
	if err != nil {
		return e, edition, err
	}
	sector, err := s.sectorRule(code, day)
	if err != nil {
		return e, edition, err
	}
	_, state := sector.over(v, catalogue.Online, "")
	if state != catalogue.Countable {
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
		entry, edition, err := s.openFor(ctx, tx, code, tx.Now.Date())
		if err != nil {
			return err
		}
		definition, _ := s.Forms.Get(code)
		proposal := definition.Prefill(profile)
		id = tx.NewID()
		sealed, err := s.sealDraft(id, Content{Answers: proposal.Answers})
		if err != nil {
			return err
		}
		return dossiersql.New(tx).InsertDraft(ctx, dossiersql.InsertDraftParams{Authority: tx.Authority, ID: id, Account: actor.Account,
			Procedure: entry.ID, ProcedureVersion: int32(edition.Number), Form: formName(definition), Answers: sealed, CreatedAt: int64(tx.Now)})
	})
	return id, err
}

func formName(d form.Definition) string { return fmt.Sprintf("%s@%d", d.ID, d.Version) }

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
	return d, s.report(err, actor, authz.DraftEdit, id)
}

func draftGone(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return fault.New(fault.CodeDraftGone)
	}
	return err
}

func (s *Service) openDraft(ctx context.Context, tx *store.Tx, actor authz.Actor, row dossiersql.Draft) (Draft, error) {
	err := authz.Check(actor, authz.DraftEdit, authz.Object{Owner: row.Account})
	if err != nil {
		return Draft{}, err
	}
	d := Draft{ID: row.ID, Account: row.Account, Unit: row.Unit, UpdatedAt: clock.Instant(row.UpdatedAt)}
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
	d.Form, okForm = s.Forms.Get(d.Entry.Code)
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
			Revision: row.Revision + 1, Answers: sealed, UpdatedAt: int64(tx.Now)})
	})
	return s.report(err, actor, authz.DraftEdit, id)
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
	return s.report(err, actor, authz.DraftEdit, id)
}
