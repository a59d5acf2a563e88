package httpx

import (
	"net/http"
	"regexp"

	"golang.org/x/text/language"
)

// langs chooses between Vietnamese, the default, and English.
type langs struct{ matcher language.Matcher }

func newLangs() langs {
	return langs{language.NewMatcher([]language.Tag{language.Vietnamese, language.English})}
}

func knownLang(lang string) bool { return lang == "vi" || lang == "en" }

// lang is the language chosen earlier, else the browser's, else Vietnamese.
func (m *mux) lang(r *http.Request) string {
	cookie, err := r.Cookie(m.cookie("lang"))
	if err == nil && knownLang(cookie.Value) {
		return cookie.Value
	}
	wanted, _, err := language.ParseAcceptLanguage(r.Header.Get("Accept-Language"))
	if err != nil {
		return "vi"
	}
	_, index, confidence := m.langs.matcher.Match(wanted...)
	if index == 1 && confidence >= language.High {
		return "en"
	}
	return "vi"
}

var themeForm = regexp.MustCompile(`^[a-z-]{1,16}$`)

func (m *mux) theme(r *http.Request) string {
	cookie, err := r.Cookie(m.cookie("theme"))
	if err != nil || !themeForm.MatchString(cookie.Value) {
		return ""
	}
	return cookie.Value
}
