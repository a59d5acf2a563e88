package portal

import (
	"net/http"

	"motcua/dossier"
	"motcua/internal/clock"
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
// when it has no such paper.
func (p *Portal) slipAsked(r *http.Request) (dossier.View, paper.Record, error) {
	v, err := p.own(r)
	if err != nil {
		return v, paper.Record{}, err
	}
	since := slipSince(v.State, r.PathValue("form"))
	if since == 0 {
		return v, paper.Record{}, fault.New(fault.CodeNotFound)
	}
	regime, err := p.Law.At(since.Date())
	if err != nil {
		return v, paper.Record{}, err
	}
	names, err := p.Identity.Names(r.Context(), p.Dossiers.Units.Authority, signer(v.State))
	if err != nil {
		return v, paper.Record{}, err
	}
	record := view.NewSlip(p.ctx(r), v, p.Dossiers.Units, names, regime).Copy(2) // copy 1 stays with the dossier
	if record.LookUp != "" {
		record.LookUp = p.BaseURL + record.LookUp
	}
	return v, record, nil
}

// signer is the official whose name stands on the paper.
func signer(s dossier.State) int64 {
	if s.Refusal != nil {
		return s.Refusal.By
	}
	return s.ReceivedBy
}

// slipSince is when a paper was issued; 0: not, or no such paper.
func slipSince(s dossier.State, form string) clock.Instant {
	switch {
	case form == "01":
		return s.ReceivedAt
	case form == "03" && s.Refusal != nil:
		return s.Refusal.At
	}
	return 0
}
