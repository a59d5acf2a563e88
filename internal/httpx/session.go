package httpx

import (
	"net/http"
	"strings"
	"time"

	"motcua/authz"
	"motcua/identity"
	"motcua/internal/fault"
	"motcua/internal/i18n"
)

// identify finds who asks: by the Authorization header, else by the cookie of
// the route's audience. Faults: unauthenticated for a header that names no
// session; session_expired; unavailable when the database does not answer. On
// each of them the actor is anonymous, and public pages go on without her.
func (m *mux) identify(w http.ResponseWriter, r *http.Request, q *Request) error {
	q.Actor, q.Principal, q.Token, q.ended = authz.Actor{}, nil, "", nil
	token, bearer, err := m.token(r, q)
	if err != nil || token == "" {
		return err
	}
	p, err := m.Sessions.Session(r.Context(), m.Authority, token)
	switch {
	case err == nil:
		q.Actor, q.Principal, q.Token = p.Actor, &p, token
		w.Header().Set("Cache-Control", "no-store")
		return nil
	case fault.Is(err, fault.CodeUnauthenticated) && !bearer:
		m.setCookie(w, r, m.sessionCookie(q.Route.Audience), "", -1)
		return nil // a cookie of a session swept long ago
	case fault.Is(err, fault.CodeSessionExpired):
		q.ended = &p
	}
	return err
}

// token is the session's token and whether it came in the Authorization header.
func (m *mux) token(r *http.Request, q *Request) (identity.Token, bool, error) {
	if q.Route.Audience == ForAll || m.Sessions == nil {
		return "", false, nil
	}
	if q.forced != "" {
		return q.forced, false, nil
	}
	if header := r.Header.Get("Authorization"); header != "" {
		scheme, value, _ := strings.Cut(header, " ")
		if !strings.EqualFold(scheme, "Bearer") || value == "" {
			return "", true, fault.New(fault.CodeUnauthenticated)
		}
		return identity.Token(value), true, nil
	}
	cookie, err := r.Cookie(m.sessionCookie(q.Route.Audience))
	if err != nil {
		return "", false, nil
	}
	return identity.Token(cookie.Value), false, nil
}

func (m *mux) cookie(name string) string            { return "mc_" + m.Node + "_" + name }
func (m *mux) sessionCookie(audience string) string { return m.cookie(audience) }

// setCookie has Max-Age only: an absolute expiry would end sessions at once on a
// node whose clock is moved.
func (m *mux) setCookie(w http.ResponseWriter, r *http.Request, name, value string, maxAge int) {
	http.SetCookie(w, &http.Cookie{Name: name, Value: value, Path: "/", MaxAge: maxAge, HttpOnly: true,
		SameSite: http.SameSiteLaxMode, Secure: m.https(r)})
}

func (m *mux) https(r *http.Request) bool { return m.HTTPS || r.TLS != nil }

// SetSession gives the browser a session of an audience, in place of the one it
// had, which ends. Handlers of sign-in end with AfterSignIn, which does it.
func SetSession(w http.ResponseWriter, r *http.Request, audience string, token identity.Token) {
	m := From(r).mux
	m.endEarlier(r, audience, token)
	life := identity.LifeOf(identity.Kind(audience)).Whole
	m.setCookie(w, r, m.sessionCookie(audience), string(token), int(life/time.Second))
	w.Header().Set("Cache-Control", "no-store")
}

// endEarlier ends the session whose cookie is about to be replaced: nobody holds
// it any more, so nobody could sign out of it. When it cannot be ended now it ends
// by time; signing in goes on.
func (m *mux) endEarlier(r *http.Request, audience string, token identity.Token) {
	cookie, err := r.Cookie(m.sessionCookie(audience))
	if err != nil || cookie.Value == "" || cookie.Value == string(token) || m.Sessions == nil {
		return
	}
	err = m.Sessions.SignOut(r.Context(), m.Authority, identity.Token(cookie.Value))
	if err != nil {
		m.Log.Warn("an earlier session was not ended", "request", From(r).ID, "error", err.Error())
	}
}

// ClearSession takes the cookie of an audience back; identity.SignOut ends the
// session itself.
func ClearSession(w http.ResponseWriter, r *http.Request, audience string) {
	m := From(r).mux
	m.setCookie(w, r, m.sessionCookie(audience), "", -1)
}

// year is how long a choice of language or theme is remembered.
const year = 365 * 24 * 3600

// SetLang remembers the language, "vi" or "en"; anything else is forgotten.
func SetLang(w http.ResponseWriter, r *http.Request, lang string) {
	m := From(r).mux
	if _, known := i18n.ParseLang(lang); known {
		m.setCookie(w, r, m.cookie("lang"), lang, year)
	}
}

// SetTheme remembers the theme; "" forgets it. Names are a-z and dash.
func SetTheme(w http.ResponseWriter, r *http.Request, theme string) {
	m := From(r).mux
	switch {
	case theme == "":
		m.setCookie(w, r, m.cookie("theme"), "", -1)
	case themeForm.MatchString(theme):
		m.setCookie(w, r, m.cookie("theme"), theme, year)
	}
}
