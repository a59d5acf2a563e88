package desk

import (
	"net/http"
	"net/url"

	"motcua/authz"
	"motcua/dossier"
)

// approvePage shows a leader what her signature stands under.
type approvePage struct {
	dossierPage
}

// approveForm is the page before signing. When the signature is not what waits,
// the dossier's own page says what does.
func (d *Desk) approveForm(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	v, names, err := d.open(r, id, authz.DossierApprove)
	if err != nil {
		return err
	}
	if !offers(v, authz.DossierApprove) {
		http.Redirect(w, r, dossierPath(id), http.StatusSeeOther)
		return nil
	}
	c := d.ctx(r)
	p := approvePage{dossierPage{View: v, Names: names, Clocks: d.clocks(c, v, d.now())}}
	p.Step, err = d.step(r, c, v, names, typed{})
	if err != nil {
		return err
	}
	return show(w, r, approveView(c, p))
}

// approve signs the result (NĐ61 Đ19 k2).
func (d *Desk) approve(w http.ResponseWriter, r *http.Request) error {
	return d.do(w, r, func(url.Values) dossier.Command { return dossier.Approve{} })
}
