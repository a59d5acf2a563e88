package portal

import (
	"net/http"
	"slices"

	"motcua/dossier"
	"motcua/internal/fault"
	"motcua/paper"
	"motcua/web/ui"
	"motcua/web/view"
)

func slipPath(id int64, form string) string { return dossierPath(id) + "/phieu/" + form }

// slip is a paper of the one-stop given to the person: Mẫu 01 after receipt,
// Mẫu 03 after refusal (NĐ61 Đ17 k1; TT01 Đ9). Hers is Liên 2.
func (p *Portal) slip(w http.ResponseWriter, r *http.Request) error {
	v, record, err := p.slipAsked(r)
	if err != nil {
		return err
	}
	c := p.ctx(r)
	page, err := view.Slip(c, view.SlipPage{Record: record, PDF: slipPath(v.State.ID, r.PathValue("form")) + "/giay.pdf",
		Back: ui.Action{Text: c.T("portal.filed.open"), Href: dossierPath(v.State.ID)}})
	if err != nil {
		return err
	}
	return p.show(w, r, page)
}

// slipPDF is the same paper as a file.
func (p *Portal) slipPDF(w http.ResponseWriter, r *http.Request) error {
	_, record, err := p.slipAsked(r)
	if err != nil {
		return err
	}
	return view.WritePDF(w, view.PDFName(record), record)
}

// slipAsked is the paper in the address, of a dossier of hers. Faults: not_found
// when it has no such paper, or one that is not hers to see yet.
func (p *Portal) slipAsked(r *http.Request) (dossier.View, paper.Record, error) {
	v, err := p.own(r)
	if err != nil {
		return v, paper.Record{}, err
	}
	form := r.PathValue("form")
	if !handedOut(v, form) {
		return v, paper.Record{}, fault.New(fault.CodeNotFound)
	}
	record, err := p.clerk().Issued(r.Context(), p.ctx(r), v, form)
	switch record.Template {
	case paper.TemplateReceipt, paper.TemplateRefusal:
		record = record.Copy(2) // copy 1 stays with the dossier
	}
	return v, record, err
}

func (p *Portal) clerk() view.Clerk {
	return view.Clerk{Dossiers: p.Dossiers, Identity: p.Identity, Law: p.Law, BaseURL: p.BaseURL}
}

// handedOut reports whether a paper of that form was given to the applicant: a slip as
// it is issued, a result once it is at the one-stop (NĐ61 Đ20 k1).
func handedOut(v dossier.View, form string) bool {
	i := slices.IndexFunc(view.PapersOf(v), func(one view.Paper) bool { return one.Form == form })
	if i < 0 {
		return false
	}
	there := v.State.Status == dossier.ResultReady || v.State.Status == dossier.Returned
	return there || !view.PapersOf(v)[i].Result
}
