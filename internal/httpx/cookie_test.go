package httpx_test

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"motcua/authz"
	"motcua/internal/httpx"
)

func TestChoicesAreRemembered(t *testing.T) {
	choose := func(w http.ResponseWriter, r *http.Request) error {
		form, err := httpx.Form(r)
		if err != nil {
			return err
		}
		httpx.SetLang(w, r, form.Get("lang"))
		httpx.SetTheme(w, r, form.Get("theme"))
		return nil
	}
	s := newSite(t, httpx.Route{Method: "POST", Pattern: "/choose", Action: authz.PortalView, Handler: choose})
	for _, c := range []struct{ lang, theme, want string }{
		{"en", "dark", "mc_h37_lang=en 31536000, mc_h37_theme=dark 31536000"},
		{"vi", "", "mc_h37_lang=vi 31536000, mc_h37_theme= -1"},
		{"xx", "x<y", ""},
	} {
		var got []string
		for _, cookie := range s.do("POST", "/choose", url.Values{"lang": {c.lang}, "theme": {c.theme}}).Result().Cookies() {
			got = append(got, fmt.Sprintf("%s=%s %d", cookie.Name, cookie.Value, cookie.MaxAge))
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%s %s: cookies %q, want %q", c.lang, c.theme, got, c.want)
		}
	}
}

func TestSessionCookies(t *testing.T) {
	s := newSite(t,
		httpx.Route{Method: "POST", Pattern: "/enter", Action: authz.DemoEnter, Handler: func(w http.ResponseWriter, r *http.Request) error {
			httpx.SetSession(w, r, httpx.ForOfficials, "token")
			return nil
		}},
		httpx.Route{Method: "POST", Pattern: "/sign-out", Action: authz.SignOut, Handler: func(w http.ResponseWriter, r *http.Request) error {
			httpx.ClearSession(w, r, httpx.ForCitizens)
			return nil
		}, Audience: httpx.ForCitizens})
	entered := s.do("POST", "https://example.com/enter", nil)
	want := "mc_h37_official=token; Path=/; Max-Age=36000; HttpOnly; Secure; SameSite=Lax"
	if got := entered.Header().Get("Set-Cookie"); got != want || entered.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("%q, want %q", got, want)
	}
	want = "mc_h37_citizen=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"
	if got := s.do("POST", "/sign-out", nil).Header().Get("Set-Cookie"); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestTheAddressIsTheClients(t *testing.T) {
	for _, c := range []struct{ trusted, sent, want string }{
		{"", "", "192.0.2.1"}, {"", "203.0.113.5", "192.0.2.1"}, {"X-Real-Ip", "203.0.113.5", "203.0.113.5"}, {"X-Real-Ip", "", "192.0.2.1"},
	} {
		var got string
		h, err := httpx.Mux([]httpx.Route{{Method: "GET", Pattern: "/", Action: authz.PortalView, Handler: func(_ http.ResponseWriter, r *http.Request) error {
			got = httpx.Address(r)
			return nil
		}}}, httpx.Options{ProxyHeader: c.trusted, Log: slog.New(slog.DiscardHandler)})
		if err != nil {
			t.Fatal(err)
		}
		r := httptest.NewRequest("GET", "/", nil)
		r.Header.Set("X-Real-Ip", c.sent)
		h.ServeHTTP(httptest.NewRecorder(), r)
		if got != c.want {
			t.Errorf("%+v: %s", c, got)
		}
	}
}
