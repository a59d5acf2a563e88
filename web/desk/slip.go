package desk

import (
	"net/http"

	"motcua/authz"
	"motcua/dossier"
	"motcua/internal/clock"
	"motcua/internal/fault"
	"motcua/paper"
	"motcua/web/ui"
	"motcua/web/view"
)

func slipPath(id int64, form string) string { return dossierPath(id) + "/phieu/" + form }

// slip is Mẫu 01 or Mẫu 03 to print, both copies or the one asked for. Before
// receipt the counter may look at Mẫu 01 as it would be printed now.
func (d *Desk) slip(w http.ResponseWriter, r *http.Request) error {
	id, record, err := d.slipAsked(r)
	if err != nil {
		return err
	}
	c := d.ctx(r)
	file := slipPath(id, r.PathValue("form")) + "/giay.pdf"
	if copy := copyAsked(r); copy != 0 {
		file += "?lien=" + itoa(int64(copy))
	}
	return d.showSlip(w, r, c, view.SlipPage{Record: record, PDF: file, Back: ui.Action{Text: c.T("desk.back"), Href: dossierPath(id)}})
}

// slipPDF is the same slip as a file.
func (d *Desk) slipPDF(w http.ResponseWriter, r *http.Request) error {
	_, record, err := d.slipAsked(r)
	if err != nil {
		return err
	}
	return view.WritePDF(w, view.PDFName(record), record)
}

func (d *Desk) showSlip(w http.ResponseWriter, r *http.Request, c ui.Ctx, p view.SlipPage) error {
	page, err := view.Slip(c, p)
	if err != nil {
		return err
	}
	return show(w, r, page)
}

// slipAsked is the slip in the address, and the dossier it is of.
func (d *Desk) slipAsked(r *http.Request) (int64, paper.Record, error) {
	id, err := pathID(r)
	if err != nil {
		return 0, paper.Record{}, err
	}
	v, _, err := d.open(r, id, authz.PaperPrint)
	if err != nil {
		return 0, paper.Record{}, err
	}
	record, err := d.issued(r, v, r.PathValue("form"))
	if err != nil {
		return 0, paper.Record{}, err
	}
	if copy := copyAsked(r); copy != 0 && (record.Receipt != nil || record.Refusal != nil) {
		record = record.Copy(copy)
	}
	return id, record, nil
}

// copyAsked is the one copy (liên) to print; 0: all.
func copyAsked(r *http.Request) int {
	switch r.URL.Query().Get("lien") {
	case "1":
		return 1
	case "2":
		return 2
	}
	return 0
}

// issued is the slip of a form: as issued, or Mẫu 01 as a preview. Faults:
// not_found when the dossier has no such slip.
func (d *Desk) issued(r *http.Request, v dossier.View, form string) (paper.Record, error) {
	s := v.State
	if form == "01" && s.Status == dossier.Submitted && authz.Check(actorOf(r), authz.DossierReceive, dossier.ObjectOf(s, authz.DossierReceive)) == nil {
		v, err := d.asReceived(v, actorOf(r).Account)
		if err != nil {
			return paper.Record{}, err
		}
		record, err := d.slipRecord(r, v, d.now().Date())
		return asPreview(record), err
	}
	return d.clerk().Issued(r.Context(), d.ctx(r), v, form)
}

func (d *Desk) clerk() view.Clerk {
	return view.Clerk{Dossiers: d.Dossiers, Identity: d.Identity, Law: d.Law, BaseURL: d.BaseURL}
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

// slipRecord is a preview by the law of a day.
func (d *Desk) slipRecord(r *http.Request, v dossier.View, day clock.Date) (paper.Record, error) {
	regime, err := d.Law.At(day)
	if err != nil {
		return paper.Record{}, err
	}
	names, err := d.Identity.Names(r.Context(), d.Dossiers.Units.Authority, signer(v.State))
	if err != nil {
		return paper.Record{}, err
	}
	record := view.NewSlip(d.ctx(r), v, d.Dossiers.Units, names, regime)
	if record.LookUp != "" {
		record.LookUp = d.BaseURL + record.LookUp
	}
	return record, nil
}

// signer is the official whose name stands on the slip.
func signer(s dossier.State) int64 {
	if s.Refusal != nil {
		return s.Refusal.By
	}
	return s.ReceivedBy
}
