package desk

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"motcua/authz"
	"motcua/internal/clock"
	"motcua/internal/fault"
	"motcua/internal/httpx"
	"motcua/web/ui"
)

// styles are the desk's own rules beside those of the design system.
var styles = []string{"desk" + ".css"}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

func (d *Desk) ctx(r *http.Request) ui.Ctx { return d.Site.CtxOfficial(r) }

func (d *Desk) now() clock.Instant { return d.Clock.Now() }

func actorOf(r *http.Request) authz.Actor { return httpx.From(r).Actor }

// show answers with a page.
func show(w http.ResponseWriter, r *http.Request, page templ.Component) error {
	return draw(w, r, http.StatusOK, page)
}

func draw(w http.ResponseWriter, r *http.Request, status int, page templ.Component) error {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	return page.Render(r.Context(), w)
}

// statusOf is the status of a page that shows f; 200 when nothing went wrong.
func statusOf(f *fault.Error) int {
	if f == nil {
		return http.StatusOK
	}
	return httpx.Status(f)
}

// pathID is the id in the address. An address nobody was given is not found.
func pathID(r *http.Request) (int64, error) {
	text := r.PathValue("id")
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil || id < 1 || itoa(id) != text {
		return 0, fault.New(fault.CodeNotFound)
	}
	return id, nil
}

func dossierPath(id int64) string { return "/can-bo/ho-so/" + itoa(id) }

// crumbs leads from the work list to the page itself.
func crumbs(c ui.Ctx, steps ...ui.Crumb) []ui.Crumb {
	return append([]ui.Crumb{{Text: c.T("desk.work.crumb"), Href: homePath}}, steps...)
}
