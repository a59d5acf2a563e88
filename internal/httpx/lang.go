package httpx

import (
	"net/http"
	"regexp"

	"motcua/internal/i18n"
)

// lang is the language chosen earlier, else the browser's, else Vietnamese.
func (m *mux) lang(r *http.Request) string {
	chosen := ""
	cookie, err := r.Cookie(m.cookie("lang"))
	if err == nil {
		chosen = cookie.Value
	}
	return string(i18n.Negotiate(chosen, r.Header.Get("Accept-Language")))
}

var themeForm = regexp.MustCompile(`^[a-z-]{1,16}$`)

func (m *mux) theme(r *http.Request) string {
	cookie, err := r.Cookie(m.cookie("theme"))
	if err != nil || !themeForm.MatchString(cookie.Value) {
		return ""
	}
	return cookie.Value
}
