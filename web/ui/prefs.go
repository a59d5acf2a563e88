package ui

import (
	"net/http"
	"net/url"
	"strings"

	"motcua/internal/i18n"
)

// PreferencesPath is where Preferences must be mounted, for GET and POST.
const PreferencesPath = "/preferences"

const (
	langCookie     = "motcua_lang"
	themeCookie    = "motcua_theme"
	contrastCookie = "motcua_contrast"
	prefsMaxAge    = 365 * 24 * 60 * 60 // seconds: a year
)

// Prefs is what a person chose about how pages look; none of it is personal.
type Prefs struct {
	Lang     i18n.Lang
	Theme    Theme
	Contrast bool
}

// ReadPrefs reads the choices from the request's cookies and, for the language,
// from Accept-Language. Values it does not know count as no choice.
func ReadPrefs(r *http.Request) Prefs {
	p := Prefs{
		Lang:     i18n.Negotiate(cookie(r, langCookie), r.Header.Get("Accept-Language")),
		Theme:    Light,
		Contrast: cookie(r, contrastCookie) == "high",
	}
	if cookie(r, themeCookie) == string(Dark) {
		p.Theme = Dark
	}
	return p
}

func cookie(r *http.Request, name string) string {
	c, err := r.Cookie(name)
	if err != nil {
		return ""
	}
	return c.Value
}

// Preferences remembers the language, theme or contrast given and leads back to
// the page the choice was made on. GET is allowed since it only changes how
// pages look for this browser, so that the language switch can be a link.
func Preferences() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if l, ok := i18n.ParseLang(r.FormValue("lang")); ok {
			remember(w, langCookie, string(l))
		}
		if t := Theme(r.FormValue("theme")); t == Light || t == Dark {
			remember(w, themeCookie, string(t))
		}
		if c := r.FormValue("contrast"); c == "high" || c == "normal" {
			remember(w, contrastCookie, c)
		}
		w.Header().Set("Cache-Control", "no-store")
		http.Redirect(w, r, LocalPath(r.FormValue("back")), http.StatusSeeOther)
	})
}

func remember(w http.ResponseWriter, name, value string) {
	http.SetCookie(w, &http.Cookie{
		Name: name, Value: value, Path: "/", MaxAge: prefsMaxAge,
		HttpOnly: true, SameSite: http.SameSiteLaxMode,
	})
}

// LocalPath is back when it is a path and query on this site, else "/": a
// redirect must never lead to another site.
func LocalPath(back string) string {
	u, err := url.Parse(back)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil ||
		!strings.HasPrefix(u.Path, "/") || strings.HasPrefix(back, "//") || strings.Contains(back, `\`) {
		return "/"
	}
	return back
}
