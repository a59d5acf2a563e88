package desk

import (
	"net/http"

	"motcua/authz"
	"motcua/dossier"
	"motcua/internal/fault"
	"motcua/web/ui"
	"motcua/web/view"
)

const declineSlug = "tu-choi-giai-quyet"

// declinePage asks for ground and reason of a refusal after appraisal.
type declinePage struct {
	View  dossier.View
	Seq   int32
	Typed typed
}

func (d *Desk) declineForm(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	return d.showDecline(w, r, posted{ID: id}, nil)
}

// decline proposes that the dossier is not eligible; a leader signs that (NĐ61 Đ19 k8).
func (d *Desk) decline(w http.ResponseWriter, r *http.Request) error {
	p, err := readPosted(r)
	if err != nil {
		return err
	}
	v, _, err := d.open(r, p.ID, authz.DossierDecline)
	if err != nil {
		return err
	}
	command := dossier.Decline{Ground: dossier.Ground(p.Fields.Get(groundField)), Reason: p.Fields.Get(reasonField)}
	return d.inTwoSteps(w, r, p, v, command, func(c ui.Ctx) (surePage, error) { return d.layDecline(c, v, command) })
}

func (d *Desk) showDecline(w http.ResponseWriter, r *http.Request, p posted, f *fault.Error) error {
	v, _, err := d.open(r, p.ID, authz.DossierDecline)
	if err != nil {
		return err
	}
	if d.hindered(v, authz.DossierDecline) != nil {
		http.Redirect(w, r, dossierPath(p.ID), http.StatusSeeOther)
		return nil
	}
	page := declinePage{View: v, Seq: v.State.Seq, Typed: typed{Fields: p.Fields, Fault: f}}
	if p.Fields != nil {
		page.Seq = p.Seq
	}
	return draw(w, r, statusOf(f), declineView(d.ctx(r), page))
}

// layDecline is Mẫu 03 in words, before a leader signs it.
func (d *Desk) layDecline(c ui.Ctx, v dossier.View, x dossier.Decline) (surePage, error) {
	regime, err := d.Law.At(d.now().Date())
	paper, _ := regime.Paper("03")
	name := func(id int64) string { return d.Dossiers.Units.Name(id, string(c.Lang)) }
	return surePage{Title: c.T("desk.decline.sure", "number", v.State.Number()), Paper: paper.Vi, Button: ui.Danger,
		Warning: ui.BannerData{Kind: ui.BannerWarning, Title: c.T("desk.decline.result"), Text: c.T("desk.decline.result_text")},
		Rows: ui.SummaryData{Dense: true, Rows: []ui.SummaryRow{
			{Key: c.T("desk.slip.onestop"), Value: name(v.State.Places.OneStop)},
			{Key: c.T("desk.slip.applicant"), Value: v.Person.Applicant.Name},
			{Key: c.T("desk.slip.procedure"), Body: procedureName(v.Version.Record.Name)},
			{Key: c.T("desk.slip.reason"), Body: said(x.Reason)},
			{Key: c.T("desk.field.ground"), Value: view.Ground(c, x.Ground)},
			{Key: c.T("desk.slip.signer"), Value: c.T("desk.decline.signer", "unit", name(v.State.Places.Leadership))},
		}},
		Effects: []string{c.T("desk.decline.effect.sign", "unit", name(v.State.Places.Leadership)), c.T("desk.decline.effect.return"),
			c.T("desk.effect.promise_stays", "due", v.State.Clocks.Due(dossier.Promised))}}, err
}

func (p declinePage) field(c ui.Ctx, name string) ui.Field {
	return ui.Field{Name: name, Label: c.T("desk.field." + name), Error: c.ErrorOf(p.Typed.Fault, name)}
}

func (p declinePage) grounds(c ui.Ctx) ui.ChoiceField {
	f := ui.ChoiceField{Field: p.field(c, groundField), Value: p.Typed.or(groundField, "")}
	for _, g := range dossier.DeclineGrounds() {
		f.Options = append(f.Options, ui.Option{Value: string(g), Label: view.Ground(c, g)})
	}
	return f
}

func (p declinePage) reason(c ui.Ctx) ui.TextAreaField {
	f := ui.TextAreaField{Field: p.field(c, reasonField), Value: p.Typed.or(reasonField, ""), Max: reasonMax}
	f.Hint = c.T("desk.decline.hint")
	return f
}

// declined is the finding as the others read it; nothing when there is none.
func (p dossierPage) declined(c ui.Ctx) ui.SummaryData {
	x := p.View.State.Declined
	return ui.SummaryData{Dense: true, Rows: []ui.SummaryRow{
		{Key: c.T("desk.field.ground"), Value: view.Ground(c, x.Ground)},
		{Key: c.T("desk.field.reason"), Body: said(p.View.Person.Reason)},
		{Key: c.T("desk.approve.prepared"), Value: c.T("desk.decline.by", "name", p.Names[x.By], "at", x.At)},
	}}
}
