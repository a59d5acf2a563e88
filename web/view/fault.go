package view

import (
	"net/http"

	"motcua/internal/fault"
	"motcua/web/ui"
)

// ErrorPage is httpx.Options.ErrorPage for every surface of the site: the
// sign-in form where a person is needed, else the page of the fault.
func (s *Site) ErrorPage(w http.ResponseWriter, r *http.Request, _ int, f *fault.Error) {
	c := s.For(r)
	page := ui.FaultPage(c, f)
	if f.Kind() == fault.Unauthenticated {
		page = SignInPage(c, s.SignInOf(r, c, f))
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_ = page.Render(r.Context(), w) // the reader has gone: nothing to do about it
}
