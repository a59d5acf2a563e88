package app

import (
	"context"
	"strings"
	"unicode/utf8"

	"motcua/authz"
	"motcua/catalogue"
	"motcua/internal/fault"
	"motcua/internal/store"
	"motcua/web/desk"
)

// DeskControl is the catalogue in the hands of the control office.
func (c *Core) DeskControl() desk.Control { return deskControl{c} }

type deskControl struct{ *Core }

// Confirm writes the word of actor on a fee line under a new epoch of the catalogue,
// and takes it into this process's book at once. The same word again changes nothing
// (NĐ63 Đ26 k2: the control office checks what is published).
func (d deskControl) Confirm(ctx context.Context, actor authz.Actor, procedure int64, word catalogue.Confirmation) error {
	err := authz.Check(actor, authz.CatalogueConfirm, authz.Object{})
	if err != nil {
		return err
	}
	line, err := d.feeLine(ctx, procedure, word)
	if err != nil {
		return err
	}
	word.Document = strings.TrimSpace(word.Document)
	err = confirmable(word)
	if err != nil {
		return err
	}
	word.Actor = actor.Account
	if line.Actor == word.Actor && line.Amount == word.Amount && line.Document == word.Document {
		return nil
	}
	err = d.DB.Update(ctx, d.Config.Authority, func(tx *store.Tx) error {
		p, err := catalogue.Publishing(ctx, tx)
		if err != nil {
			return err
		}
		return p.Confirm(ctx, procedure, word)
	})
	if err != nil {
		return err
	}
	d.Dossiers.Security.Warn("fee confirmed", "action", string(authz.CatalogueConfirm), "actor_kind", actor.Kind, "actor", actor.Account,
		"procedure", procedure, "version", word.Version, "line", word.Line, "amount", word.Amount)
	d.takeUp(ctx, "catalogue", d.Book.Refresh)
	return nil
}

// feeLine is what was last said of the line. Fault: not_found when there is no such
// line.
func (d deskControl) feeLine(ctx context.Context, procedure int64, word catalogue.Confirmation) (catalogue.Confirmation, error) {
	e, found := d.Book.Entry(procedure)
	edition, known := e.Edition(word.Version)
	if !found || !known {
		return catalogue.Confirmation{}, fault.New(fault.CodeNotFound)
	}
	v, err := d.Book.Open(ctx, edition)
	if err != nil {
		return catalogue.Confirmation{}, err
	}
	if word.Line < 1 || word.Line > len(v.Record.FeeLines()) {
		return catalogue.Confirmation{}, fault.New(fault.CodeNotFound)
	}
	last, _ := e.ConfirmedFee(word.Version, word.Line)
	return last, nil
}

// confirmable refuses an amount that no fee has, and a word without its document.
func confirmable(word catalogue.Confirmation) error {
	f := fault.New(fault.CodeInvalid)
	if word.Amount < 0 || word.Amount > desk.MaxFee {
		f = f.OnField("amount", fault.CodeFieldNumber, "min", 0, "max", int64(desk.MaxFee))
	}
	switch n := utf8.RuneCountInString(word.Document); {
	case n == 0:
		f = f.OnField("document", fault.CodeFieldRequired)
	case n > desk.MaxDocument:
		f = f.OnField("document", fault.CodeFieldTooLong, "max", desk.MaxDocument)
	}
	if len(f.Fields) > 0 {
		return f
	}
	return nil
}
