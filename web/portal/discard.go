package portal

import (
	"net/http"

	"motcua/internal/httpx"
)

func (p *Portal) discardForm(w http.ResponseWriter, r *http.Request) error {
	d, err := p.open(r)
	if err != nil {
		return err
	}
	return p.show(w, r, discardView(p.ctx(r), d))
}

func (p *Portal) discard(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	err = p.Dossiers.Discard(r.Context(), httpx.From(r).Actor, id)
	if err != nil {
		return goneOr(err)
	}
	http.Redirect(w, r, "/ho-so", http.StatusSeeOther)
	return nil
}
