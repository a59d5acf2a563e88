package desk

import (
	"net/http"
	"net/url"
	"strings"

	"motcua/authz"
	"motcua/code"
	"motcua/dossier"
	"motcua/internal/fault"
	"motcua/internal/i18n"
	"motcua/law"
	"motcua/web/ui"
	"motcua/web/view"
)

const (
	supplementSlug = "yeu-cau-bo-sung"
	guidanceField  = "guidance"
	itemsField     = "items" // what a fault of all items is named after

	// An item of the list is asked for by its key after itemField; its reason is a
	// ready one after whyField, words after sayField, or both.
	itemField = "item."
	whyField  = "why."
	sayField  = "say."

	otherReason = "other" // no ready reason: the words say it all
)

// presets is the ready reasons for an item of a kind, in the order offered.
func presets(k dossier.ItemKind) []string {
	if k == dossier.OfField {
		return []string{"empty", "wrong", "differs_papers"}
	}
	return []string{"missing", "blurred", "uncertified", "expired", "wrong_person", "differs_form"}
}

// supplementPage is the list of the procedure's papers and of the form's questions, to
// be ticked, each with a reason; once the request is used up, what was asked and what
// can be done instead.
type supplementPage struct {
	View    dossier.View
	Seq     int32
	Groups  []askGroup
	Typed   typed
	Used    *fault.Error // the stage has asked as often as the law lets it
	Asked   []askedOnce
	Instead []other
}

func (d *Desk) supplementForm(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	return d.showSupplement(w, r, posted{ID: id}, nil)
}

// supplement asks the applicant for everything that is missing or wrong, at once and
// once (NĐ61 Đ11 k2c, Đ15 k3, Đ17 k1a, k2a; Mẫu 02).
func (d *Desk) supplement(w http.ResponseWriter, r *http.Request) error {
	p, err := readPosted(r)
	if err != nil {
		return err
	}
	v, _, err := d.open(r, p.ID, authz.DossierSupplement)
	if err != nil {
		return err
	}
	command := readSupplement(d.ctx(r), v, p.Fields)
	return d.inTwoSteps(w, r, p, v, command, func(c ui.Ctx) (surePage, error) { return d.laySupplement(r, c, v, command) })
}

// readSupplement makes the request of what was ticked, in the order of the list. Ready
// reasons are Vietnamese, as the paper is.
func readSupplement(c ui.Ctx, v dossier.View, f url.Values) dossier.RequestSupplement {
	vi := c.In(i18n.VI)
	out := dossier.RequestSupplement{Guidance: f.Get(guidanceField)}
	for _, g := range askGroups(c, v) {
		for _, row := range g.Rows {
			if f.Get(itemField+row.Key) != yes {
				continue
			}
			var parts []string
			for _, ready := range presets(row.Kind) {
				if f.Get(whyField+row.Key) == ready {
					parts = append(parts, vi.T("desk.supplement.why."+ready))
				}
			}
			if say := strings.TrimSpace(code.Normalize(f.Get(sayField + row.Key))); say != "" {
				parts = append(parts, say)
			}
			out.Items = append(out.Items, row.Item)
			out.Reasons = append(out.Reasons, strings.Join(parts, ". "))
		}
	}
	return out
}

// supplementLimit is how often the receiver may ask for a supplement today.
//
// law: NĐ61 Đ11 k2
func (d *Desk) supplementLimit(v dossier.View) (int, error) {
	r, err := d.Law.Resolve(code.ProcedureCode(v.State.Procedure.Code), d.now().Date())
	n := 0
	for err == nil && n < dossier.ItemsMax && r.MaySupplement(law.Receiver, n) {
		n++
	}
	return n, err
}

// showSupplement draws the form, p and f as they came in.
func (d *Desk) showSupplement(w http.ResponseWriter, r *http.Request, p posted, f *fault.Error) error {
	v, names, err := d.open(r, p.ID, authz.DossierSupplement)
	if err != nil {
		return err
	}
	c := d.ctx(r)
	err = d.hindered(v, authz.DossierSupplement)
	used := fault.Is(err, fault.CodeSupplementOnce)
	switch {
	case fault.Is(err, fault.CodeState):
		http.Redirect(w, r, dossierPath(p.ID), http.StatusSeeOther)
		return nil
	case err != nil && !used:
		return err
	}
	page := supplementPage{View: v, Seq: v.State.Seq, Typed: typed{Fields: p.Fields, Fault: f}, Asked: d.asked(c, v, names)}
	if p.Fields != nil {
		page.Seq = p.Seq
	}
	if used {
		page.Used = fault.As(err)
		page.Instead, err = d.instead(c, actorOf(r), v)
		if err != nil {
			return err
		}
		return draw(w, r, statusOf(page.Used), supplementUsedView(c, page))
	}
	page.Groups = askGroups(c, v)
	return draw(w, r, statusOf(f), supplementView(c, page))
}

// instead is what can be done when nothing more may be asked for: the receipt, or one
// of the other acts of the stage.
func (d *Desk) instead(c ui.Ctx, a authz.Actor, v dossier.View) ([]other, error) {
	list, err := d.others(c, a, v)
	out := []other{{Text: view.Action(c, authz.DossierReceive), Href: dossierPath(v.State.ID)}}
	for _, o := range list {
		if o.Href != "" {
			out = append(out, o)
		}
	}
	return out, err
}

// laySupplement is Mẫu 02 in words, before it is issued.
func (d *Desk) laySupplement(r *http.Request, c ui.Ctx, v dossier.View, s dossier.RequestSupplement) (surePage, error) {
	regime, err := d.Law.At(d.now().Date())
	if err != nil {
		return surePage{}, err
	}
	names, err := d.Identity.Names(r.Context(), d.Dossiers.Units.Authority, actorOf(r).Account)
	if err != nil {
		return surePage{}, err
	}
	limit, err := d.supplementLimit(v)
	paper, _ := regime.Paper("02")
	rows := []ui.SummaryRow{
		{Key: c.T("desk.slip.onestop"), Value: d.Dossiers.Units.Name(v.State.Places.OneStop, string(c.Lang))},
		{Key: c.T("desk.slip.applicant"), Value: v.Person.Applicant.Name},
		{Key: c.T("desk.slip.procedure"), Body: procedureName(v.Version.Record.Name)},
		{Key: c.T("desk.supplement.items", "n", len(s.Items)), Body: askedItems(itemsAsked(c, v, s.Items, s.Reasons))},
	}
	if s.Guidance != "" {
		rows = append(rows, ui.SummaryRow{Key: c.T("desk.field.guidance"), Body: said(s.Guidance)})
	}
	rows = append(rows, ui.SummaryRow{Key: c.T("desk.slip.signer"), Value: names[actorOf(r).Account]})
	return surePage{Title: c.T("desk.supplement.sure", "number", v.State.Number()), Paper: paper.Vi, Rows: ui.SummaryData{Dense: true, Rows: rows},
		Warning: ui.BannerData{Kind: ui.BannerWarning, Title: c.T("desk.supplement.once", "limit", limit), Text: c.T("desk.supplement.complete")},
		Effects: []string{c.T("desk.supplement.effect.told"), c.T("desk.supplement.effect.clock"), c.T("desk.supplement.effect.back")}}, err
}
