package portal

import (
	"net/http"

	"motcua/internal/httpx"
)

func (p *Portal) procedures(w http.ResponseWriter, r *http.Request) error {
	return p.show(w, r, listView(p.ctx(r), p.procedureList(httpx.From(r).Now.Date())))
}
