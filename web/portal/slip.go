package portal

import (
	"net/http"

	"motcua/dossier"
	"motcua/internal/clock"
	"motcua/internal/fault"
	"motcua/web/ui"
	"motcua/web/view"
)

// slip is a paper of the one-stop given to the person: Mẫu 01 after receipt,
// Mẫu 03 after refusal (NĐ61 Đ17 k1; TT01 Đ9). Hers is Liên 2.
func (p *Portal) slip(w http.ResponseWriter, r *http.Request) error {
	v, err := p.own(r)
	if err != nil {
		return err
	}
	form, since := r.PathValue("form"), slipSince(v.State, r.PathValue("form"))
	if since == 0 {
		return fault.New(fault.CodeNotFound)
	}
	regime, err := p.Law.At(since.Date())
	if err != nil {
		return err
	}
	c := p.ctx(r)
	names, err := p.Identity.Names(r.Context(), p.Dossiers.Units.Authority, signer(v.State))
	if err != nil {
		return err
	}
	data := view.NewSlip(c, v, p.Dossiers.Units, names, regime)
	data.Copies = []int{2} // copy 1 stays with the dossier
	data.Back = ui.Action{Text: c.T("portal.filed.open"), Href: dossierPath(v.State.ID)}
	if data.LookUp != "" {
		data.LookUp = p.BaseURL + data.LookUp
	}
	if form == "03" {
		return p.show(w, r, view.Slip03(c, data))
	}
	return p.show(w, r, view.Slip01(c, data))
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
