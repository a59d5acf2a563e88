package httpx_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"motcua/authz"
	"motcua/identity"
	"motcua/internal/fault"
	"motcua/internal/httpx"
	"motcua/internal/seal"
	"motcua/internal/store"
	"motcua/internal/testkit"
)

// site is a small surface over real sessions.
type site struct {
	testkit.Bench
	t       *testing.T
	ids     *identity.Service
	handler http.Handler
	options httpx.Options
	log     bytes.Buffer
	seen    *httpx.Request // of the last handler that ran
	form    url.Values     // posted to the last handler
	metrics *httpx.Metrics
}

func newSite(t *testing.T, more ...httpx.Route) *site {
	s := &site{Bench: testkit.Open(t, store.SQLite), t: t}
	ring := seal.NewRing()
	ring.Add(s.Authority, seal.NewKey())
	s.ids = identity.New(s.DB, ring)
	s.metrics = httpx.NewMetrics(func(context.Context) (map[string]int64, error) { return map[string]int64{"ready": 3}, nil })
	ops := httpx.Ops{Ping: s.DB.Ping, Version: s.DB.Version, WantVersion: 1, Clock: s.Clock, Metrics: s.metrics}
	var err error
	s.options = httpx.Options{
		Node: "h37", Authority: s.Authority, Clock: s.Clock, Log: slog.New(slog.NewJSONHandler(&s.log, nil)),
		Sessions: s.ids, Keys: ring, Metrics: s.metrics, ErrorPage: errorPage}
	s.handler, err = httpx.Mux(append(append(s.routes(), ops.Routes()...), more...), s.options)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func errorPage(w http.ResponseWriter, r *http.Request, status int, f *fault.Error) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprintf(w, "fault=%s request=%s resume=%s. next=%s.", f.Code, httpx.From(r).ID, httpx.Hold(r), httpx.Next(r))
}

func (s *site) note(w http.ResponseWriter, r *http.Request) error {
	s.seen = httpx.From(r)
	s.form = nil
	if r.Method == http.MethodPost {
		form, err := httpx.Form(r)
		if err != nil {
			return err
		}
		s.form = form
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, err := fmt.Fprintf(w, "page %s", r.PathValue("id"))
	return err
}

func (s *site) signIn(w http.ResponseWriter, r *http.Request) error {
	form, err := httpx.Form(r)
	if err != nil {
		return err
	}
	token, err := s.ids.SignIn(r.Context(), s.Authority, identity.Attempt{Kind: identity.Citizen,
		Login: form.Get("login"), Password: form.Get("password"), Address: httpx.Address(r)})
	if err != nil {
		return err
	}
	return httpx.AfterSignIn(w, r, token, "/home")
}

func (s *site) routes() []httpx.Route {
	fails := func(err error) httpx.Handler {
		return func(http.ResponseWriter, *http.Request) error { return err }
	}
	return []httpx.Route{
		{Method: "GET", Pattern: "/{$}", Action: authz.PortalView, Handler: s.note, Audience: httpx.ForCitizens},
		{Method: "GET", Pattern: "/public/{id}", Action: authz.PortalView, Handler: s.note},
		{Method: "POST", Pattern: "/public", Action: authz.PortalView, Handler: s.note},
		{Method: "GET", Pattern: "/mine/{id}", Action: authz.DossierViewOwn, Handler: s.note, Audience: httpx.ForCitizens},
		{Method: "POST", Pattern: "/draft/{id}", Action: authz.DraftEdit, Handler: s.note, Audience: httpx.ForCitizens},
		{Method: "POST", Pattern: "/strict", Action: authz.DraftEdit, Handler: fails(fault.New(fault.CodeDraftIncomplete)), Audience: httpx.ForCitizens},
		{Method: "GET", Pattern: "/worklist", Action: authz.WorklistView, Handler: s.note, Audience: httpx.ForOfficials},
		{Method: "POST", Pattern: "/sign-in", Action: authz.SignIn, Handler: s.signIn, Audience: httpx.ForCitizens},
		{Method: "GET", Pattern: "/broken", Action: authz.PortalView, Handler: fails(errors.New("secret detail"))},
		{Method: "GET", Pattern: "/away", Action: authz.PortalView, Handler: fails(fault.Wrap(errors.New("db down"), fault.CodeUnavailable))},
		{Method: "GET", Pattern: "/busy", Action: authz.PortalView, Handler: fails(fault.New(fault.CodeTooMany, "seconds", 17))},
		{Method: "GET", Pattern: "/panic", Action: authz.PortalView, Handler: func(http.ResponseWriter, *http.Request) error { panic("secret detail") }},
	}
}

const password = "quê hương là chùm khế ngọt"

func (s *site) citizen(login string) int64 {
	s.t.Helper()
	account, err := s.ids.Register(s.t.Context(), s.Authority, identity.NewCitizen{Login: login, Password: password, Profile: identity.Profile{FullName: "Mai"}})
	if err != nil {
		s.t.Fatal(err)
	}
	return account
}

func (s *site) open(account int64) string {
	s.t.Helper()
	token, err := s.ids.OpenSession(s.t.Context(), s.Authority, account)
	if err != nil {
		s.t.Fatal(err)
	}
	return string(token)
}

// do sends a request; headers are name, value pairs.
func (s *site) do(method, target string, form url.Values, headers ...string) *httptest.ResponseRecorder {
	var body io.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	r := httptest.NewRequest(method, target, body)
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	return w
}

func (s *site) want(what string, w *httptest.ResponseRecorder, status int, code fault.Code) {
	s.t.Helper()
	body := w.Body.String()
	if w.Code != status || code != "" && !strings.Contains(body, "fault="+string(code)+" ") {
		s.t.Errorf("%s: %d %.120s, want %d %s", what, w.Code, body, status, code)
	}
}

func cookie(audience, token string) string { return "mc_h37_" + audience + "=" + token }

func TestEveryFaultHasItsStatus(t *testing.T) {
	want := map[fault.Kind]int{fault.Internal: 500, fault.Invalid: 422, fault.NotFound: 404, fault.Forbidden: 403, fault.Unauthenticated: 401,
		fault.Conflict: 409, fault.Stale: 409, fault.TooMany: 429, fault.Unavailable: 503}
	special := map[fault.Code]int{fault.CodeMethod: 405, fault.CodeTooLarge: 413}
	for _, code := range fault.Codes() {
		status := want[fault.KindOf(code)]
		if s, ok := special[code]; ok {
			status = s
		}
		if got := httpx.Status(fault.New(code)); got != status {
			t.Errorf("%s: %d, want %d", code, got, status)
		}
	}
}

func TestTheDoor(t *testing.T) {
	s := newSite(t)
	mai := s.open(s.citizen("0912345678"))
	khanh, err := s.ids.CreateOfficial(t.Context(), s.Authority, identity.NewOfficial{Login: "khanh", Profile: identity.Profile{FullName: "Khánh"}})
	if err != nil {
		t.Fatal(err)
	}
	official := s.open(khanh)
	s.want("public", s.do("GET", "/public/7", nil), 200, "")
	s.want("HEAD", s.do("HEAD", "/public/7", nil), 200, "")
	s.want("unknown", s.do("GET", "/nothing", nil), 404, fault.CodeNotFound)
	wrong := s.do("DELETE", "/public/7", nil)
	s.want("wrong method", wrong, 405, fault.CodeMethod)
	if got := wrong.Header().Get("Allow"); got != "GET, HEAD" {
		t.Errorf("Allow: %q", got)
	}
	s.want("anonymous", s.do("GET", "/mine/7?x=1", nil), 401, fault.CodeUnauthenticated)
	s.want("cookie", s.do("GET", "/mine/7", nil, "Cookie", cookie("citizen", mai)), 200, "")
	if s.seen.Principal.Profile.FullName != "Mai" || s.seen.Actor.Kind != authz.KindCitizen || string(s.seen.Token) != mai || s.seen.Now != s.Clock.Now() {
		t.Errorf("request %+v", s.seen)
	}
	s.want("bearer", s.do("GET", "/mine/7", nil, "Authorization", "Bearer "+mai), 200, "")
	s.want("another node's cookie", s.do("GET", "/mine/7", nil, "Cookie", "mc_bo-tu-phap_citizen="+mai), 401, fault.CodeUnauthenticated)
	s.want("the official's cookie is not read on the portal", s.do("GET", "/mine/7", nil, "Cookie", cookie("official", mai)), 401, fault.CodeUnauthenticated)
	s.want("citizen at the desk", s.do("GET", "/worklist", nil, "Authorization", "Bearer "+mai), 403, fault.CodeForbidden)
	s.want("official without a post", s.do("GET", "/worklist", nil, "Cookie", cookie("official", official)), 403, fault.CodeForbidden)
	s.want("official as a citizen", s.do("GET", "/mine/7", nil, "Authorization", "Bearer "+official), 403, fault.CodeForbidden)
	s.want("bearer of nobody, public page", s.do("GET", "/", nil, "Authorization", "Bearer nobody"), 401, fault.CodeUnauthenticated)
	s.want("another scheme", s.do("GET", "/", nil, "Authorization", "Basic eDp5"), 401, fault.CodeUnauthenticated)
	swept := s.do("GET", "/", nil, "Cookie", cookie("citizen", "swept"))
	s.want("swept cookie, public page", swept, 200, "")
	if got := swept.Header().Get("Set-Cookie"); !strings.HasPrefix(got, "mc_h37_citizen=; ") || !strings.Contains(got, "Max-Age=0") {
		t.Errorf("the swept cookie stays: %q", got)
	}
	s.want("no audience", s.do("GET", "/public/7", nil, "Cookie", cookie("citizen", mai)), 200, "")
	if s.seen.Principal != nil {
		t.Error("a page for all knows who asks")
	}
	s.Clock.Advance(30 * time.Minute)
	s.want("ended, own page", s.do("GET", "/mine/7", nil, "Cookie", cookie("citizen", mai)), 401, fault.CodeSessionExpired)
	s.want("ended, public page", s.do("GET", "/", nil, "Cookie", cookie("citizen", mai)), 200, "")
	if !s.seen.SessionEnded() || s.seen.Principal != nil || s.seen.Actor.Account != 0 {
		t.Errorf("ended session on a public page: %+v", s.seen)
	}
}

func TestADatabaseThatIsAwayLeavesPublicPages(t *testing.T) {
	s := newSite(t)
	mai := s.open(s.citizen("0912345678"))
	s.DB.SQL().Close()
	s.want("public", s.do("GET", "/", nil, "Cookie", cookie("citizen", mai)), 200, "")
	own := s.do("GET", "/mine/7", nil, "Cookie", cookie("citizen", mai))
	if own.Code != http.StatusServiceUnavailable {
		t.Errorf("own page without database: %d", own.Code)
	}
	if w := s.do("GET", "/readyz", nil); w.Code != 503 || w.Body.String() != "not ready: the database does not answer or takes no changes\n" || w.Header().Get("Retry-After") == "" {
		t.Errorf("not ready: %d %q", w.Code, w.Body)
	}
	s.want("but alive", s.do("GET", "/livez", nil), 200, "")
}

func TestOtherSitesCannotPost(t *testing.T) {
	s := newSite(t)
	form := url.Values{"a": {"b"}}
	s.want("no headers", s.do("POST", "/public", form), 200, "")
	s.want("same origin", s.do("POST", "/public", form, "Sec-Fetch-Site", "same-origin", "Origin", "http://example.com"), 200, "")
	s.want("cross site", s.do("POST", "/public", form, "Sec-Fetch-Site", "cross-site"), 403, fault.CodeCrossOrigin)
	s.want("other origin, old browser", s.do("POST", "/public", form, "Origin", "http://evil.example"), 403, fault.CodeCrossOrigin)
	s.want("links from elsewhere", s.do("GET", "/public/7", nil, "Sec-Fetch-Site", "cross-site"), 200, "")
}

func TestBodiesAreLimited(t *testing.T) {
	s := newSite(t)
	s.want("1 MiB and more", s.do("POST", "/public", url.Values{"a": {strings.Repeat("x", 1<<20)}}), 413, fault.CodeTooLarge)
	if s.form != nil {
		t.Error("the handler saw the form")
	}
	r := httptest.NewRequest("POST", "/public", io.MultiReader(strings.NewReader("a="), strings.NewReader(strings.Repeat("x", 1<<20))))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.ContentLength = -1
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	s.want("of untold length", w, 413, fault.CodeTooLarge)
	s.want("below", s.do("POST", "/public", url.Values{"a": {strings.Repeat("x", 1<<19)}}), 200, "")
	s.want("no form", s.do("POST", "/public", nil, "Content-Type", "multipart/form-data"), 422, fault.CodeInvalid)
}

func TestRoutesThatCannotBeGuardedAreRefused(t *testing.T) {
	h := func(http.ResponseWriter, *http.Request) error { return nil }
	good := httpx.Route{Method: "GET", Pattern: "/a", Action: authz.PortalView, Handler: h}
	for name, change := range map[string]func(*httpx.Route){
		"no action":           func(r *httpx.Route) { r.Action = "" },
		"unknown action":      func(r *httpx.Route) { r.Action = "dossier.burn" },
		"no method":           func(r *httpx.Route) { r.Method = "" },
		"no handler":          func(r *httpx.Route) { r.Handler = nil },
		"unknown audience":    func(r *httpx.Route) { r.Audience = "dogs" },
		"nobody to ask":       func(r *httpx.Route) { r.Action = authz.DossierRead },
		"nobody to sign in":   func(r *httpx.Route) { r.Action = authz.SignIn },
		"pattern that clash":  func(r *httpx.Route) { r.Pattern = "/a" },
		"pattern with method": func(r *httpx.Route) { r.Pattern = "GET /b" },
	} {
		bad := good
		bad.Pattern = "/b"
		change(&bad)
		_, err := httpx.Mux([]httpx.Route{good, bad}, httpx.Options{})
		if err == nil {
			t.Errorf("%s: taken", name)
		}
	}
	table := httpx.AccessTable([]httpx.Route{good})
	if len(table) != 1 || table[0] != (httpx.Access{Method: "GET", Pattern: "/a", Action: authz.PortalView}) {
		t.Errorf("table %v", table)
	}
}
