package desk

import (
	"net/http"

	"motcua/authz"
	"motcua/dossier"
	"motcua/internal/fault"
	"motcua/web/ui"
)

// voidPage asks for the reason before a receipt is declared void, and says what
// that does to the code, the clocks and the applicant.
type voidPage struct {
	View  dossier.View
	Seq   int32
	Typed typed
}

// voidForm is the page before the act. On a later day the dossier's own page says
// that it is too late; when there is no receipt to void it says what waits.
func (d *Desk) voidForm(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	return d.showVoid(w, r, posted{ID: id}, nil)
}

// void declares a receipt issued in error void, with a reason.
func (d *Desk) void(w http.ResponseWriter, r *http.Request) error {
	p, err := readPosted(r)
	if err != nil {
		return err
	}
	return d.carryOut(w, r, p, dossier.Void{Reason: p.Fields.Get(reasonField)})
}

// showVoid draws the form, p and f as they came in.
func (d *Desk) showVoid(w http.ResponseWriter, r *http.Request, p posted, f *fault.Error) error {
	v, _, err := d.open(r, p.ID, authz.DossierVoid)
	if err != nil {
		return err
	}
	err = v.State.Voidable(d.now())
	if fault.Is(err, fault.CodeVoidLate) {
		return d.showDossier(w, r, p.ID, typed{Fields: p.Fields, Fault: fault.As(err)})
	}
	if err != nil {
		http.Redirect(w, r, dossierPath(p.ID), http.StatusSeeOther)
		return nil
	}
	page := voidPage{View: v, Seq: v.State.Seq, Typed: typed{Fields: p.Fields, Fault: f}}
	if p.Fields != nil {
		page.Seq = p.Seq // a form that came back is still of the version she saw
	}
	return draw(w, r, statusOf(f), voidView(d.ctx(r), page))
}

// voidable reports whether the actor may declare the receipt void now.
func (d *Desk) voidable(a authz.Actor, v dossier.View) bool {
	return authz.Check(a, authz.DossierVoid, dossier.ObjectOf(v.State, authz.DossierVoid)) == nil && v.State.Voidable(d.now()) == nil
}

func (p voidPage) reason(c ui.Ctx) ui.TextAreaField {
	return ui.TextAreaField{Value: p.Typed.or(reasonField, ""), Max: dossier.VoidReasonMax,
		Field: ui.Field{Name: reasonField, Label: c.T("desk.field.reason"), Hint: c.T("desk.void.hint"), Error: c.ErrorOf(p.Typed.Fault, reasonField)}}
}
