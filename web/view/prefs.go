package view

import (
	"net/http"
	"strings"

	"motcua/authz"
	"motcua/internal/httpx"
	"motcua/web/ui"
)

// PrefRoutes are the forms of every page's header and footer that change the
// language and the look for this browser. They read no session.
func (s *Site) PrefRoutes() []httpx.Route {
	return []httpx.Route{
		{Method: http.MethodPost, Pattern: ui.LangPath, Action: authz.PortalView, Handler: setLang},
		{Method: http.MethodPost, Pattern: ui.LooksPath, Action: authz.PortalView, Handler: setLook},
	}
}

func setLang(w http.ResponseWriter, r *http.Request) error {
	fields, err := httpx.Form(r)
	if err != nil {
		return err
	}
	httpx.SetLang(w, r, fields.Get("lang"))
	goBack(w, r, fields.Get("back"))
	return nil
}

// setLook changes theme or contrast and keeps the other.
func setLook(w http.ResponseWriter, r *http.Request) error {
	fields, err := httpx.Form(r)
	if err != nil {
		return err
	}
	theme, high := readLook(httpx.From(r).Theme)
	if t := ui.Theme(fields.Get("theme")); t == ui.Light || t == ui.Dark {
		theme = t
	}
	if c := fields.Get("contrast"); c == "high" || c == "normal" {
		high = c == "high"
	}
	httpx.SetTheme(w, r, writeLook(theme, high))
	goBack(w, r, fields.Get("back"))
	return nil
}

func goBack(w http.ResponseWriter, r *http.Request, back string) {
	w.Header().Set("Cache-Control", "no-store")
	http.Redirect(w, r, ui.LocalPath(back), http.StatusSeeOther)
}

// Looks are the values that a remembered look can have, none chosen among them; any
// other is shown as the first.
func Looks() []string {
	looks := []string{""}
	for _, theme := range []ui.Theme{ui.Light, ui.Dark} {
		looks = append(looks, writeLook(theme, false), writeLook(theme, true))
	}
	return looks
}

const highSuffix = "-high"

// readLook reads the remembered look, "dark-high"; what is not known is light.
func readLook(s string) (theme ui.Theme, high bool) {
	name, high := strings.CutSuffix(s, highSuffix)
	if ui.Theme(name) == ui.Dark {
		return ui.Dark, high
	}
	return ui.Light, high
}

func writeLook(theme ui.Theme, high bool) string {
	if high {
		return string(theme) + highSuffix
	}
	return string(theme)
}
