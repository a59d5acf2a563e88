package desk

import (
	"net/http"

	"motcua/authz"
	"motcua/dossier"
	"motcua/internal/clock"
	"motcua/internal/fault"
	"motcua/web/ui"
	"motcua/web/view"
)

func slipPath(id int64, form string) string { return dossierPath(id) + "/phieu/" + form }

// slip is Mẫu 01 or Mẫu 03 to print, both copies or the one asked for. Before
// receipt the counter may look at Mẫu 01 as it would be printed now.
func (d *Desk) slip(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	v, _, err := d.open(r, id, authz.PaperPrint)
	if err != nil {
		return err
	}
	c := d.ctx(r)
	data, err := d.issued(r, c, v, r.PathValue("form"))
	if err != nil {
		return err
	}
	switch r.URL.Query().Get("lien") {
	case "1":
		data.Copies = []int{1}
	case "2":
		data.Copies = []int{2}
	}
	if r.PathValue("form") == "03" {
		return show(w, r, view.Slip03(c, data))
	}
	return show(w, r, view.Slip01(c, data))
}

// issued is the slip of a form: as issued, or Mẫu 01 as a preview. Faults:
// not_found when the dossier has no such slip.
func (d *Desk) issued(r *http.Request, c ui.Ctx, v dossier.View, form string) (view.SlipData, error) {
	s := v.State
	switch {
	case form == "03" && s.Refusal != nil:
		return d.slipData(r, c, v, s.Refusal.At.Date())
	case form == "01" && s.ReceivedAt != 0:
		return d.slipData(r, c, v, s.ReceivedAt.Date())
	case form == "01" && s.Status == dossier.Submitted && authz.Check(actorOf(r), authz.DossierReceive, dossier.ObjectOf(s, authz.DossierReceive)) == nil:
		v, err := d.asReceived(v, actorOf(r).Account)
		if err != nil {
			return view.SlipData{}, err
		}
		data, err := d.slipData(r, c, v, d.now().Date())
		return asPreview(c, data), err
	}
	return view.SlipData{}, fault.New(fault.CodeNotFound)
}

// asReceived is v as a receipt now would leave it, but for the code. Fault: not_found
// where no date can be counted.
func (d *Desk) asReceived(v dossier.View, by int64) (dossier.View, error) {
	epoch, _, err := d.promise(v)
	if err == nil && epoch == nil { // the date is for the official to state, on the page of the receipt
		err = fault.New(fault.CodeNotFound)
	}
	if err != nil {
		return v, err
	}
	v.State.ReceivedAt, v.State.ReceivedBy = epoch.Start, by
	v.State.Clocks = dossier.Clocks{{Kind: dossier.Promised, Epochs: []dossier.Epoch{*epoch}}, {Kind: dossier.Legal, Epochs: []dossier.Epoch{*epoch}}}
	return v, nil
}

// slipData fills a slip by the law of a day.
func (d *Desk) slipData(r *http.Request, c ui.Ctx, v dossier.View, day clock.Date) (view.SlipData, error) {
	regime, err := d.Law.At(day)
	if err != nil {
		return view.SlipData{}, err
	}
	names, err := d.Identity.Names(r.Context(), d.Dossiers.Units.Authority, signer(v.State))
	if err != nil {
		return view.SlipData{}, err
	}
	data := view.NewSlip(c, v, d.Dossiers.Units, names, regime)
	data.Back = ui.Action{Text: c.T("desk.back"), Href: dossierPath(v.State.ID)}
	if data.LookUp != "" {
		data.LookUp = d.BaseURL + data.LookUp
	}
	return data, nil
}

// signer is the official whose name stands on the slip.
func signer(s dossier.State) int64 {
	if s.Refusal != nil {
		return s.Refusal.By
	}
	return s.ReceivedBy
}
