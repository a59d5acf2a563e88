package desk

import (
	"net/http"
	"net/url"

	"motcua/authz"
	"motcua/dossier"
	"motcua/internal/fault"
	"motcua/paper"
	"motcua/web/ui"
	"motcua/web/view"
)

const (
	groundField  = "ground"
	reasonField  = "reason"
	previewField = "preview" // the button that shows the slip and refuses nothing
)

// refusePage asks for ground and reason before an act that cannot be taken back.
type refusePage struct {
	View    dossier.View
	Seq     int32
	Typed   typed
	Preview *paper.Record // Mẫu 03 as it would be printed; nil until asked for
}

func readRefusal(f url.Values) dossier.Refuse {
	return dossier.Refuse{Ground: dossier.Ground(f.Get(groundField)), Reason: f.Get(reasonField)}
}

func (d *Desk) refuseForm(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	return d.showRefuse(w, r, posted{ID: id}, nil, false)
}

// refuse declines an application before receipt, with ground and reason (NĐ61
// Đ17 k1b), or shows the slip it would print.
func (d *Desk) refuse(w http.ResponseWriter, r *http.Request) error {
	p, err := readPosted(r)
	if err != nil {
		return err
	}
	if p.Fields.Get(previewField) == yes {
		return d.showRefuse(w, r, p, nil, true)
	}
	return d.carryOut(w, r, p, readRefusal(p.Fields))
}

// showRefuse draws the form, p and f as they came in; preview adds the slip.
func (d *Desk) showRefuse(w http.ResponseWriter, r *http.Request, p posted, f *fault.Error, preview bool) error {
	v, _, err := d.open(r, p.ID, authz.DossierRefuse)
	if err != nil {
		return err
	}
	if !offers(v, authz.DossierRefuse) {
		http.Redirect(w, r, dossierPath(p.ID), http.StatusSeeOther)
		return nil
	}
	c := d.ctx(r)
	page := refusePage{View: v, Seq: v.State.Seq, Typed: typed{Fields: p.Fields, Fault: f}}
	if p.Fields != nil {
		page.Seq = p.Seq // a form that came back is still of the version she saw
	}
	if preview {
		slip, err := d.refusalSlip(r, v, readRefusal(p.Fields))
		if fault.Is(err, fault.CodeInvalid) {
			return d.showRefuse(w, r, p, fault.As(err), false)
		}
		if err != nil {
			return err
		}
		page.Preview = &slip
	}
	return draw(w, r, statusOf(f), refuseView(c, page))
}

// refusePreview is the slip as a page to print, of what was typed: by POST, since
// a reason may be personal and addresses hold nothing personal.
func (d *Desk) refusePreview(w http.ResponseWriter, r *http.Request) error {
	p, err := readPosted(r)
	if err != nil {
		return err
	}
	v, _, err := d.open(r, p.ID, authz.DossierRefuse)
	if err != nil {
		return err
	}
	c := d.ctx(r)
	slip, err := d.refusalSlip(r, v, readRefusal(p.Fields))
	if fault.Is(err, fault.CodeInvalid) {
		return d.showRefuse(w, r, p, fault.As(err), false)
	}
	if err != nil {
		return err
	}
	return d.showSlip(w, r, c, view.SlipPage{Record: slip, Back: ui.Action{Text: c.T("desk.back"), Href: dossierPath(p.ID)}})
}

// refusalSlip is Mẫu 03 as the refusal would print it now. Faults: those of the
// refusal itself.
func (d *Desk) refusalSlip(r *http.Request, v dossier.View, refusal dossier.Refuse) (paper.Record, error) {
	_, err := dossier.Decide(v.State, refusal, dossier.Env{})
	if err != nil {
		return paper.Record{}, err
	}
	v.State.Refusal = &dossier.Refusal{At: d.now(), By: actorOf(r).Account, Ground: refusal.Ground}
	v.Person.Reason = refusal.Reason
	slip, err := d.slipRecord(r, v, d.now().Date())
	return asPreview(slip), err
}

// asPreview marks a slip that is not issued.
func asPreview(r paper.Record) paper.Record {
	r.Preview, r.Code, r.LookUp, r.Head.Number = true, "", "", ""
	return r
}

func (p refusePage) grounds(c ui.Ctx) ui.ChoiceField {
	f := ui.ChoiceField{Field: p.field(c, groundField), Value: p.Typed.or(groundField, "")}
	for _, g := range dossier.Grounds() {
		f.Options = append(f.Options, ui.Option{Value: string(g), Label: view.Ground(c, g), Hint: string(view.GroundArticle(g))})
	}
	return f
}

// reasonMax is the length of a reason in characters, as the decision bounds it.
const reasonMax = 2000

func (p refusePage) reason(c ui.Ctx) ui.TextAreaField {
	f := ui.TextAreaField{Field: p.field(c, reasonField), Value: p.Typed.or(reasonField, ""), Max: reasonMax}
	f.Hint = c.T("desk.hint.reason")
	return f
}

func (p refusePage) field(c ui.Ctx, name string) ui.Field {
	return ui.Field{Name: name, Label: c.T("desk.field." + name), Error: c.ErrorOf(p.Typed.Fault, name)}
}

// slip is the preview as term and value.
func (p refusePage) slip(c ui.Ctx) ui.SummaryData {
	s := *p.Preview.Refusal
	return ui.SummaryData{Dense: true, Rows: []ui.SummaryRow{
		{Key: c.T("desk.slip.onestop"), Value: s.OneStop},
		{Key: c.T("desk.slip.applicant"), Value: s.Applicant.Name},
		{Key: c.T("desk.slip.procedure"), Value: s.Procedure},
		{Key: c.T("desk.slip.reason"), Value: s.Reason},
		{Key: c.T("desk.field.ground"), Value: s.Ground + " (" + s.Article + ")"},
		{Key: c.T("desk.slip.signer"), Value: s.Official},
	}}
}
