package portal

import (
	"net/http"

	"motcua/dossier"
	"motcua/internal/httpx"
	"motcua/web/ui"
)

// filedPage confirms what was filed and says what happens next.
type filedPage struct {
	View    dossier.View
	Unit    string
	Contact ui.Contact
}

// own reads the dossier of the address for the person who filed it.
func (p *Portal) own(r *http.Request) (dossier.View, error) {
	id, err := pathID(r)
	if err != nil {
		return dossier.View{}, err
	}
	return p.Dossiers.Own(r.Context(), httpx.From(r).Actor, id)
}

func (p *Portal) filed(w http.ResponseWriter, r *http.Request) error {
	v, err := p.own(r)
	if err != nil {
		return err
	}
	c := p.ctx(r)
	return p.show(w, r, filedView(c, filedPage{View: v, Contact: p.contact(c, v.State.Places.Agency),
		Unit: p.Dossiers.Units.Name(v.State.Places.OneStop, string(c.Lang))}))
}
