package view

import (
	"net/http"

	"motcua/internal/fault"
	"motcua/internal/httpx"
	"motcua/web/ui"
)

// ErrorPage is httpx.Options.ErrorPage for every surface of the site: the
// sign-in form where a person is needed, else the page of the fault with what
// was typed. It needs no database.
func (s *Site) ErrorPage(w http.ResponseWriter, r *http.Request, _ int, f *fault.Error) {
	c := s.For(r)
	if f.Kind() == fault.Unavailable {
		c.SignIn = "" // it is not known whether she is signed in
	}
	page := ui.FaultPage(c, f, keptForm(httpx.Keep(r, f)))
	if f.Kind() == fault.Unauthenticated {
		page = SignInPage(c, s.SignInOf(r, c, f))
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_ = page.Render(r.Context(), w) // the reader has gone: nothing to do about it
}

// keptForm is k as the page kit draws it. Sealed text that only travels through
// sign-in is a field like the others.
func keptForm(k *httpx.Kept) *ui.KeptForm {
	if k == nil {
		return nil
	}
	form := ui.KeptForm{Action: k.Action, Secrets: k.Secrets, Files: k.Files, Lost: k.Lost}
	for _, f := range k.Fields {
		form.Fields = append(form.Fields, ui.Hidden(f))
	}
	return &form
}
