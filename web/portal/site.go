package portal

import (
	"net/http"

	"github.com/a-h/templ"

	"motcua/internal/fault"
	"motcua/internal/httpx"
	"motcua/web/ui"
)

// ctx is what pages know of the request.
func (p *Portal) ctx(r *http.Request) ui.Ctx { return p.Site.Ctx(r) }

// show answers with a page.
func (p *Portal) show(w http.ResponseWriter, r *http.Request, page templ.Component) error {
	return draw(w, r, http.StatusOK, page)
}

// showWrong answers with a form that is to be mended, under the status of its
// fault.
func (p *Portal) showWrong(w http.ResponseWriter, r *http.Request, f *fault.Error, page templ.Component) error {
	httpx.Advise(w, f)
	return draw(w, r, httpx.Status(f), page)
}

func draw(w http.ResponseWriter, r *http.Request, status int, page templ.Component) error {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	return page.Render(r.Context(), w)
}

// ErrorPage shows a fault of a request (httpx.Options.ErrorPage). A citizen who
// must sign in first gets the form, which carries on what she was doing.
func (p *Portal) ErrorPage(w http.ResponseWriter, r *http.Request, status int, f *fault.Error) {
	if f.Kind() != fault.Unauthenticated || httpx.From(r).Route.Audience != httpx.ForCitizens {
		p.Site.ErrorPage(w, r, status, f)
		return
	}
	page := signInPage{Next: httpx.Next(r), Resume: httpx.Hold(r), Ended: httpx.From(r).SessionEnded(), Demo: p.Site.Demo}
	_ = draw(w, r, status, signInView(p.ctx(r), page)) // the reader has gone: nothing to do about it
}
