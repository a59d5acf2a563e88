package desk

import (
	"net/http"
	"slices"
	"strings"

	"motcua/authz"
	"motcua/code"
	"motcua/dossier"
	"motcua/internal/fault"
	"motcua/web/ui"
)

const (
	redirectSlug = "chuyen-noi-khac"
	toField      = "to"   // the receiving agency
	lookField    = "look" // part of its name, to find it
	findField    = "find" // the button that looks for it

	// choicesMax is how many units are offered at once; of more one looks for a name.
	choicesMax = 20
)

// redirectPage asks which unit is competent, and why.
type redirectPage struct {
	View  dossier.View
	Seq   int32
	Typed typed
	Units []ui.Option // those offered
	Of    int         // how many there are
	Found int         // how many have what is looked for in their name
}

func (d *Desk) redirectForm(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	return d.showRedirect(w, r, posted{ID: id}, nil)
}

// redirect moves an application to the unit that is competent (NĐ61 Đ17 k2a). Sent
// twice the application is no longer before this counter, which the service knows.
func (d *Desk) redirect(w http.ResponseWriter, r *http.Request) error {
	p, err := readPosted(r)
	if err != nil {
		return err
	}
	command := dossier.Redirect{To: readID(p.Fields.Get(toField)), Reason: p.Fields.Get(reasonField)}
	if p.Fields.Get(sureField) == yes {
		return d.carryOut(w, r, p, command)
	}
	v, _, err := d.open(r, p.ID, authz.DossierRedirect)
	if err != nil {
		return err
	}
	if p.Fields.Get(findField) == yes {
		return d.formAgain(w, r, p, command, nil)
	}
	return d.inTwoSteps(w, r, p, v, command, func(c ui.Ctx) (surePage, error) { return d.layRedirect(c, v, command), nil })
}

// elsewhere is the other units of the authority that receive the procedure, by id.
func (d *Desk) elsewhere(v dossier.View) []int64 {
	ids := dossier.Receivers(d.Dossiers.Units, v.Entry)
	slices.Sort(ids)
	return slices.DeleteFunc(slices.Compact(ids), func(id int64) bool { return id == v.State.Places.Agency })
}

func (d *Desk) showRedirect(w http.ResponseWriter, r *http.Request, p posted, f *fault.Error) error {
	v, _, err := d.open(r, p.ID, authz.DossierRedirect)
	if err != nil {
		return err
	}
	if d.hindered(v, authz.DossierRedirect) != nil {
		http.Redirect(w, r, dossierPath(p.ID), http.StatusSeeOther)
		return nil
	}
	c := d.ctx(r)
	page := redirectPage{View: v, Seq: v.State.Seq, Typed: typed{Fields: p.Fields, Fault: f}}
	if p.Fields != nil {
		page.Seq = p.Seq
	}
	page.Units, page.Of, page.Found = d.unitChoices(c, d.elsewhere(v), page.Typed)
	return draw(w, r, statusOf(f), redirectView(c, page))
}

// unitChoices is the units by name that hold what is looked for, as many as are offered
// at once; one that was chosen stays.
func (d *Desk) unitChoices(c ui.Ctx, ids []int64, t typed) (out []ui.Option, of, found int) {
	look, chosen := code.Fold(t.or(lookField, "")), readID(t.or(toField, ""))
	var all []ui.Option
	for _, id := range ids {
		o := ui.Option{Value: itoa(id), Label: d.Dossiers.Units.Name(id, string(c.Lang))}
		switch {
		case id == chosen:
			out = append(out, o)
		case strings.Contains(code.Fold(o.Label), look):
			all = append(all, o)
		}
	}
	slices.SortFunc(all, func(a, b ui.Option) int { return strings.Compare(code.Fold(a.Label), code.Fold(b.Label)) })
	return append(out, all[:min(len(all), choicesMax-len(out))]...), len(ids), len(all) + len(out)
}

// layRedirect says what moving the application brings about.
func (d *Desk) layRedirect(c ui.Ctx, v dossier.View, m dossier.Redirect) surePage {
	name := func(id int64) string { return d.Dossiers.Units.Name(id, string(c.Lang)) }
	return surePage{Title: c.T("desk.redirect.sure", "number", v.State.Number()),
		Warning: ui.BannerData{Kind: ui.BannerWarning, Title: c.T("desk.redirect.leaves"), Text: c.T("desk.redirect.leaves_text")},
		Rows: ui.SummaryData{Dense: true, Rows: []ui.SummaryRow{
			{Key: c.T("desk.work.applicant"), Value: v.Person.Applicant.Name},
			{Key: c.T("desk.work.procedure"), Body: procedureName(v.Version.Record.Name)},
			{Key: c.T("desk.redirect.from"), Value: name(v.State.Places.Agency)},
			{Key: c.T("desk.field.to"), Value: name(m.To)},
			{Key: c.T("desk.field.reason"), Body: said(m.Reason)},
		}},
		Effects: []string{c.T("desk.redirect.effect.work", "unit", name(m.To)), c.T("desk.redirect.effect.clock"), c.T("desk.redirect.effect.told"), c.T("desk.redirect.effect.once_there")}}
}

func (p redirectPage) field(c ui.Ctx, name string) ui.Field {
	return ui.Field{Name: name, Label: c.T("desk.field." + name), Error: c.ErrorOf(p.Typed.Fault, name)}
}

// search is offered when there are more units than fit.
func (p redirectPage) search(c ui.Ctx) ui.TextField {
	f := ui.TextField{Field: p.field(c, lookField), Value: p.Typed.or(lookField, ""), Autocomplete: "off", Width: ui.W30}
	f.Hint = c.T("desk.redirect.shown", "n", len(p.Units), "found", p.Found, "of", p.Of)
	return f
}

func (p redirectPage) to(c ui.Ctx) ui.ChoiceField {
	return ui.ChoiceField{Field: p.field(c, toField), Options: p.Units, Value: p.Typed.or(toField, "")}
}

func (p redirectPage) reason(c ui.Ctx) ui.TextAreaField {
	f := ui.TextAreaField{Field: p.field(c, reasonField), Value: p.Typed.or(reasonField, ""), Max: reasonMax}
	f.Hint = c.T("desk.redirect.hint")
	return f
}
