package desk

import (
	"cmp"
	"net/http"
	"slices"

	"motcua/authz"
	"motcua/dossier"
	"motcua/internal/fault"
	"motcua/web/ui"
	"motcua/web/view"
)

const (
	withdrawSlug  = "rut-ho-so"
	returnedField = "returned" // the papers handed back, by key
)

// withdrawPage confirms that the applicant takes a received dossier back: as asked for
// online, or at the counter with a reason. Papers that the counter holds are ticked off
// as they are handed back.
type withdrawPage struct {
	View   dossier.View
	Seq    int32
	Typed  typed
	Papers []view.PaperRow // to hand back
}

func (d *Desk) withdrawForm(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	return d.showWithdraw(w, r, posted{ID: id}, nil)
}

// withdraw ends a dossier at the applicant's wish, once the papers are handed back
// (national status 7, TT22 Phụ lục I).
func (d *Desk) withdraw(w http.ResponseWriter, r *http.Request) error {
	p, err := readPosted(r)
	if err != nil {
		return err
	}
	v, _, err := d.open(r, p.ID, authz.DossierConfirmWithdrawal)
	if err != nil {
		return err
	}
	command := dossier.ConfirmWithdrawal{Reason: p.Fields.Get(reasonField)}
	if p.Seq == v.State.Seq && v.State.Withdrawable() == nil && !allReturned(p.Fields[returnedField], held(d.ctx(r), v)) {
		return d.showWithdraw(w, r, p, fault.New(fault.CodeInvalid).OnField(returnedField, fault.CodeFieldRequired))
	}
	return d.carryOut(w, r, p, command)
}

// allReturned reports whether every paper that is held was ticked.
func allReturned(ticked []string, papers []view.PaperRow) bool {
	for _, row := range papers {
		if !slices.Contains(ticked, row.Key) {
			return false
		}
	}
	return true
}

func (d *Desk) showWithdraw(w http.ResponseWriter, r *http.Request, p posted, f *fault.Error) error {
	v, _, err := d.open(r, p.ID, authz.DossierConfirmWithdrawal)
	if err != nil {
		return err
	}
	if v.State.Withdrawable() != nil {
		http.Redirect(w, r, dossierPath(p.ID), http.StatusSeeOther)
		return nil
	}
	c := d.ctx(r)
	page := withdrawPage{View: v, Seq: v.State.Seq, Typed: typed{Fields: p.Fields, Fault: f}, Papers: held(c, v)}
	if p.Fields != nil {
		page.Seq = p.Seq
	}
	return draw(w, r, statusOf(f), withdrawView(c, page))
}

// held is the papers that the one-stop unit has of the applicant: what it took in, and
// what was declared of an application that came on paper.
func held(c ui.Ctx, v dossier.View) []view.PaperRow {
	taken := map[string]bool{}
	for _, p := range v.State.Papers {
		taken[p.Key] = p.Originals+p.Copies > 0 || p.Declared && v.State.Filing != dossier.Online
	}
	var out []view.PaperRow
	for _, row := range view.Papers(c, v) {
		if taken[row.Key] {
			out = append(out, row)
		}
	}
	return out
}

// pending reports whether the applicant asked for the dossier back and has it not yet.
func pending(s dossier.State) bool { return s.Withdrawal != nil && s.Withdrawal.At == 0 }

// asked is the applicant's request.
func (p withdrawPage) asked(c ui.Ctx) ui.SummaryData {
	return ui.SummaryData{Dense: true, Title: c.T("desk.withdraw.asked"), Rows: []ui.SummaryRow{
		{Key: c.T("desk.withdraw.at"), Value: c.DateTime(p.View.State.Withdrawal.Asked)},
		{Key: c.T("desk.dossier.filing"), Value: view.Channel(c, p.View.State.Withdrawal.Channel)},
		{Key: c.T("desk.field.reason"), Body: said(cmp.Or(p.View.Person.Withdrawing, c.T("desk.withdraw.no_reason")))},
	}}
}

func (p withdrawPage) effects(c ui.Ctx) []string {
	return []string{c.T("desk.withdraw.effect.clock", "due", p.View.State.Clocks.Due(dossier.Promised)), c.T("desk.withdraw.effect.work"), c.T("desk.withdraw.effect.told")}
}

func (p withdrawPage) reason(c ui.Ctx) ui.TextAreaField {
	return ui.TextAreaField{Value: p.Typed.or(reasonField, ""), Max: reasonMax, Rows: 4,
		Field: ui.Field{Name: reasonField, Label: c.T("desk.withdraw.reason"), Hint: c.T("desk.withdraw.hint"), Error: c.ErrorOf(p.Typed.Fault, reasonField)}}
}

func (p withdrawPage) returned(c ui.Ctx) ui.ChoiceField {
	f := ui.ChoiceField{Values: p.Typed.Fields[returnedField], Field: ui.Field{Name: returnedField, Label: c.T("desk.field.returned"),
		Hint: c.T("desk.withdraw.returned_hint")}}
	if c.ErrorOf(p.Typed.Fault, returnedField) != "" {
		f.Error = c.T("desk.withdraw.not_all")
	}
	for _, row := range p.Papers {
		f.Options = append(f.Options, ui.Option{Value: row.Key, Label: row.Text, Hint: paperNote(c, row)})
	}
	return f
}
