package portal

import (
	"net/http"

	"motcua/web/ui"
)

// aboutPage says what the portal is, who answers for it and where papers are
// taken in.
type aboutPage struct {
	Reachable []ui.Contact
	Receivers int
}

func (p *Portal) about(w http.ResponseWriter, r *http.Request) error {
	c := p.ctx(r)
	all := p.receivers()
	page := aboutPage{Receivers: len(all)}
	for _, u := range all {
		if k := p.contact(c, u); k.Phone != "" {
			page.Reachable = append(page.Reachable, k)
		}
	}
	return p.show(w, r, aboutView(c, page))
}
