package desk

import (
	"net/http"
	"slices"

	"motcua/dossier"
	"motcua/internal/fault"
	"motcua/web/ui"
)

// Buttons of an act in two steps: the form, then the page that lays the act open.
const (
	sureField = "sure" // do it
	editField = "edit" // back to the form
)

// surePage lays an act open before it is done: what will be issued, what it brings
// about, on what ground.
type surePage struct {
	View    dossier.View
	Act     act
	Seq     int32
	Title   string
	Warning ui.BannerData
	Paper   string // the title of what will be issued; "" for none
	Rows    ui.SummaryData
	Effects []string
	Keep    []keptField // what was typed
	Button  ui.ButtonKind
}

// inTwoSteps answers a form: with the page that lays the act open, or, sent from there,
// by doing it. lay gives that page what it says.
func (d *Desk) inTwoSteps(w http.ResponseWriter, r *http.Request, p posted, v dossier.View, command dossier.Command, lay func(ui.Ctx) (surePage, error)) error {
	switch {
	case p.Fields.Get(editField) == yes:
		return d.formAgain(w, r, p, command, nil)
	case p.Fields.Get(sureField) == yes:
		return d.carryOut(w, r, p, command)
	case p.Seq != v.State.Seq:
		return d.stale(w, r, p, command)
	}
	err := d.try(v, command)
	if err != nil {
		return d.answer(w, r, p, command, err)
	}
	c := d.ctx(r)
	page, err := lay(c)
	if err != nil {
		return err
	}
	page.View, page.Act, page.Seq, page.Keep = v, actOf(command.Action()), p.Seq, kept(p)
	return show(w, r, sureView(c, page))
}

// formAgain draws the form of an act with what was typed and what is wrong with it.
// What the dossier's state forbids is said on its own page.
func (d *Desk) formAgain(w http.ResponseWriter, r *http.Request, p posted, command dossier.Command, f *fault.Error) error {
	mend := f == nil || f.Kind() == fault.Invalid
	switch command.(type) {
	case dossier.Refuse:
		return d.showRefuse(w, r, p, f, false)
	case dossier.RequestSupplement:
		if mend || f.Code == fault.CodeSupplementOnce {
			return d.showSupplement(w, r, p, f)
		}
	}
	if !mend {
		return d.showDossier(w, r, p.ID, typed{Fields: p.Fields, Fault: f})
	}
	switch command.(type) {
	case dossier.Void:
		return d.showVoid(w, r, p, f)
	case dossier.Redirect:
		return d.showRedirect(w, r, p, f)
	case dossier.Decline:
		return d.showDecline(w, r, p, f)
	case dossier.ConfirmWithdrawal:
		return d.showWithdraw(w, r, p, f)
	case dossier.Receive:
		return d.showReceive(w, r, p, f)
	}
	return d.showDossier(w, r, p.ID, typed{Fields: p.Fields, Fault: f})
}

// kept is what was typed, to be sent along, without the version and the buttons.
func kept(p posted) []keptField {
	var out []keptField
	for name, values := range p.Fields {
		if slices.Contains([]string{seqField, sureField, editField, findField, previewField}, name) {
			continue
		}
		for _, value := range values {
			if value != "" {
				out = append(out, keptField{name, value})
			}
		}
	}
	slices.SortStableFunc(out, byName)
	return out
}
