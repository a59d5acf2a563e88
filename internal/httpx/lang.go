package httpx

import (
	"net/http"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"

	"motcua/internal/i18n"
)

// lang is the language chosen earlier, else the browser's, else Vietnamese.
func (m *mux) lang(r *http.Request) string {
	chosen := ""
	cookie, err := r.Cookie(m.cookie("lang"))
	if err == nil {
		chosen = cookie.Value
	}
	if known, ok := i18n.ParseLang(chosen); ok {
		return string(known)
	}
	return m.wishes.lang(r.Header.Get("Accept-Language"))
}

// wishes remembers what Accept-Language headers come to: browsers send few different
// ones, and reading one costs more than the rest of a kept page. Those that come once
// the room is taken, or are long, are read each time.
type wishes struct {
	known sync.Map // header -> language
	n     atomic.Int32
}

const (
	wishesMax  = 256
	wishLength = 128 // bytes
)

func (w *wishes) lang(header string) string {
	if lang, ok := w.known.Load(header); ok {
		return lang.(string)
	}
	lang := string(i18n.Negotiate("", header))
	if len(header) <= wishLength && w.n.Load() < wishesMax {
		w.n.Add(1)
		w.known.Store(strings.Clone(header), lang)
	}
	return lang
}

var themeForm = regexp.MustCompile(`^[a-z-]{1,16}$`)

func (m *mux) theme(r *http.Request) string {
	cookie, err := r.Cookie(m.cookie("theme"))
	if err != nil || !themeForm.MatchString(cookie.Value) {
		return ""
	}
	return cookie.Value
}
