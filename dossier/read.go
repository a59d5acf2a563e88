package dossier

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"motcua/authz"
	"motcua/catalogue"
	"motcua/code"
	"motcua/dossier/dossiersql"
	"motcua/form"
	"motcua/internal/clock"
	"motcua/internal/event"
	"motcua/internal/fault"
	"motcua/internal/store"
	"motcua/process"
)

// View is a dossier as somebody with a right to it sees it.
type View struct {
	State   State
	Person  Person
	Erased  bool // the personal part was destroyed with its key
	Entry   catalogue.Entry
	Version catalogue.Version
	Process process.Definition // empty before receipt
	Form    form.Definition
	// StepForms is what officials fill in, by step of the process.
	StepForms map[string]form.Definition
	Degree    Degree
	Facts     []Fact // what happened, oldest first, without personal parts
}

// Own is a dossier for the person who filed it (TT01 Đ16 k2d).
func (s *Service) Own(ctx context.Context, actor authz.Actor, id int64) (View, error) {
	var v View
	err := s.DB.View(ctx, s.authority(), func(tx *store.Tx) (err error) {
		v, err = s.view(ctx, tx, actor, authz.DossierViewOwn, id)
		return err
	})
	return v, s.report(err, actor, authz.DossierViewOwn, id)
}

// Open is a dossier for an official who takes part in it. The read is logged,
// because it shows personal data, and the applicant may ask who read hers.
func (s *Service) Open(ctx context.Context, actor authz.Actor, id int64, why authz.Action) (View, error) {
	var v View
	err := s.DB.Update(ctx, s.authority(), func(tx *store.Tx) (err error) {
		v, err = s.view(ctx, tx, actor, why, id)
		if err != nil {
			return err
		}
		return dossiersql.New(tx).InsertRead(ctx, dossiersql.InsertReadParams{Authority: tx.Authority, ID: tx.NewID(),
			At: int64(tx.Now), Account: actor.Account, Dossier: id, Action: string(why)})
	})
	return v, s.report(err, actor, why, id)
}

func (s *Service) view(ctx context.Context, tx *store.Tx, actor authz.Actor, action authz.Action, id int64) (View, error) {
	l, err := s.load(ctx, tx, id, false)
	if err != nil {
		return View{}, err
	}
	err = s.check(actor, action, l.state)
	if err != nil {
		return View{}, err
	}
	v := View{State: l.state, Person: l.person, Erased: l.erased, Process: s.processOf(l.state)}
	v.Entry, _ = s.Book.Entry(l.state.Procedure.ID)
	edition, ok := v.Entry.Edition(l.state.Procedure.Version)
	if ok {
		v.Version, err = s.Book.OpenIn(ctx, tx, edition)
		if err != nil {
			return View{}, err
		}
	}
	v.Form, v.StepForms = s.formOf(l.state), s.stepForms(v.Process)
	v.Degree = DegreeOf(l.state, v.Process)
	v.Facts, err = facts(ctx, tx, id)
	return v, err
}

// facts is what happened to a dossier, without the personal parts.
func facts(ctx context.Context, tx *store.Tx, id int64) ([]Fact, error) {
	chain, err := event.OfDossier(ctx, tx, id)
	if err != nil {
		return nil, err
	}
	out := make([]Fact, len(chain))
	for i, r := range chain {
		out[i], err = Decode(r, nil)
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// LookUp is what anybody learns of a dossier by its code: the code and the degree
// of completion, no name, no unit (TT01 Đ16 k2d). A malformed code is a fault of
// the field, an unknown one is not_found.
//
// law: TT01 Đ16 k2
func (s *Service) LookUp(ctx context.Context, typed string) (Degree, error) {
	c, err := code.ParseDossierCode(typed)
	if err != nil {
		return Degree{}, fault.New(fault.CodeInvalid).OnField("ma", fault.CodeDossierCode)
	}
	var d Degree
	err = s.DB.View(ctx, s.authority(), func(tx *store.Tx) error {
		q := dossiersql.New(tx)
		id, err := q.DossierByCode(ctx, dossiersql.DossierByCodeParams{Authority: tx.Authority, Code: string(c)})
		if errors.Is(err, sql.ErrNoRows) {
			return fault.New(fault.CodeNotFound)
		}
		if err != nil {
			return err
		}
		row, err := readRow(ctx, tx, id, false)
		if err != nil {
			return err
		}
		var st State // the personal part stays sealed: nothing of it is told
		err = json.Unmarshal([]byte(row.State), &st)
		d = DegreeOf(st, s.processOf(st))
		return err
	})
	return d, err
}

// Reader is one reading of a dossier by an official.
type Reader struct {
	At      clock.Instant
	Account int64
	Action  authz.Action
}

// Readers is who read the dossier, newest first, for the person who filed it.
func (s *Service) Readers(ctx context.Context, actor authz.Actor, id int64, limit int) ([]Reader, error) {
	var out []Reader
	err := s.DB.View(ctx, s.authority(), func(tx *store.Tx) error {
		l, err := s.load(ctx, tx, id, false)
		if err != nil {
			return err
		}
		err = s.check(actor, authz.DossierViewOwn, l.state)
		if err != nil {
			return err
		}
		rows, err := dossiersql.New(tx).ReadsOfDossier(ctx, dossiersql.ReadsOfDossierParams{Authority: tx.Authority, Dossier: id, Limit: int32(limit)})
		for _, r := range rows {
			out = append(out, Reader{clock.Instant(r.At), r.Account, authz.Action(r.Action)})
		}
		return err
	})
	return out, s.report(err, actor, authz.DossierViewOwn, id)
}

// Told is what the program itself needs to tell the applicant about an event.
type Told struct {
	State  State
	Person Person
	At     clock.Instant // of the event
}

// Told reads a dossier for a notice about its event seq, in the name of the
// system; false once the personal part was erased.
func (s *Service) Told(ctx context.Context, tx *store.Tx, id int64, seq int32) (Told, bool, error) {
	l, err := s.load(ctx, tx, id, false)
	if err != nil || l.erased {
		return Told{}, false, err
	}
	chain, err := event.OfDossier(ctx, tx, id)
	if err != nil || int(seq) > len(chain) || seq < 1 {
		return Told{}, false, err
	}
	return Told{State: l.state, Person: l.person, At: chain[seq-1].At}, true, nil
}
