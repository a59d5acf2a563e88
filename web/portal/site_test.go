package portal_test

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"motcua/agency"
	"motcua/app"
	"motcua/app/apptest"
	"motcua/authz"
	"motcua/catalogue"
	"motcua/internal/fault"
	"motcua/internal/httpx"
	"motcua/internal/i18n"
	"motcua/internal/seal"
	"motcua/internal/store"
	"motcua/internal/testkit"
	"motcua/notify"
	"motcua/web/portal"
	"motcua/web/ui"
	"motcua/web/view"
	"motcua/world"
)

// site is the portal of a small town, served as in production.
type site struct {
	apptest.Town
	URL    string
	Portal *portal.Portal
}

func words(t testing.TB) *i18n.Catalog {
	t.Helper()
	c, err := i18n.Load(ui.Words, view.Words, fault.Words, portal.Words, catalogue.Words, notify.Words)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func newSite(t testing.TB) site { return serve(t, apptest.New(t), nil) }

func serve(t testing.TB, town apptest.Town, assets *ui.Assets) site {
	t.Helper()
	s := site{Town: town}
	frame := &view.Site{Catalog: words(t), Assets: assets, Units: s.Units}
	if stop, ok := s.Units.Part(s.Commune, agency.OneStop); ok {
		frame.ContactUnit = stop.ID
	}
	s.Portal = portal.New(portal.Config{Site: frame, Dossiers: s.Dossiers, Identity: s.Identity, Inbox: s.Notify, Files: s.Files,
		Clock: s.Bench.Clock, Law: s.Law, BaseURL: "http://portal.test", Shared: s.Core, Board: s.Core.Board})
	mux, err := httpx.Mux(append(s.Portal.Routes(), frame.PrefRoutes()...), httpx.Options{Node: "t", Authority: s.Authority(),
		Clock: s.Bench.Clock, Log: slog.New(slog.DiscardHandler), Sessions: s.Identity, Keys: s.Ring, ErrorPage: s.Portal.ErrorPage})
	if err != nil {
		t.Fatal(err)
	}
	root := http.NewServeMux()
	root.Handle("/", mux)
	if assets != nil {
		root.Handle(ui.AssetsPath, assets)
	}
	server := httptest.NewServer(root)
	t.Cleanup(server.Close)
	s.URL = server.URL
	return s
}

// province is a town with every unit of its world.
func province(t testing.TB) apptest.Town {
	t.Helper()
	town := apptest.Town{Bench: testkit.Open(t, store.SQLite)}
	ring := seal.NewRing()
	ring.Add(town.Bench.Authority, seal.NewKey())
	config := app.Config{Authority: town.Bench.Authority, Clock: town.Bench.Clock, Log: slog.New(slog.DiscardHandler)}
	var err error
	town.World, err = world.ND61()
	if err != nil {
		t.Fatal(err)
	}
	town.Accounts, err = app.Seed(t.Context(), app.Core{Config: config, DB: town.Bench.DB, Ring: ring},
		app.Seeding{World: town.World, Of: town.World.Authorities[0].ID, Password: func() string { return "" }})
	if err != nil {
		t.Fatal(err)
	}
	town.Core, err = app.NewCore(t.Context(), config, town.Bench.DB, ring)
	if err != nil {
		t.Fatal(err)
	}
	town.Commune = town.World.DemoCommunes[0].ID
	return town
}

// visitor is a browser without JavaScript.
type visitor struct {
	t      testing.TB
	site   site
	client *http.Client
}

func (s site) visitor(t testing.TB) *visitor {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &visitor{t, s, &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// signedIn is a visitor with the session of a citizen.
func (s site) signedIn(t testing.TB, login string) *visitor {
	t.Helper()
	v := s.visitor(t)
	token, err := s.Identity.OpenSession(t.Context(), s.Authority(), s.Account(t, login).ID)
	if err != nil {
		t.Fatal(err)
	}
	u, _ := url.Parse(s.URL)
	v.client.Jar.SetCookies(u, []*http.Cookie{{Name: "mc_t_citizen", Value: string(token), Path: "/"}})
	return v
}

func (s site) actor(t testing.TB, login string) authz.Actor { return s.Login(t, login) }

// answer is what a page came back with.
type answer struct {
	*goquery.Document
	Status   int
	Location string
	Body     string
	Header   http.Header
}

func (v *visitor) read(resp *http.Response, err error) answer {
	v.t.Helper()
	if err != nil {
		v.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(string(body)))
	if err != nil {
		v.t.Fatal(err)
	}
	a := answer{Document: doc, Status: resp.StatusCode, Location: resp.Header.Get("Location"), Body: string(body), Header: resp.Header}
	if strings.Contains(a.Body, "⟦") {
		at := strings.Index(a.Body, "⟦")
		v.t.Errorf("%s: words are missing: %s", resp.Request.URL.Path, a.Body[at:min(len(a.Body), at+60)])
	}
	return a
}

func (v *visitor) get(path string) answer {
	v.t.Helper()
	return v.read(v.client.Get(v.site.URL + path))
}

func (v *visitor) post(path string, fields url.Values) answer {
	v.t.Helper()
	return v.read(v.client.PostForm(v.site.URL+path, fields))
}

// ok gets a page that must be there, with one h1.
func (v *visitor) ok(path string) answer {
	v.t.Helper()
	a := v.get(path)
	if a.Status != http.StatusOK {
		v.t.Fatalf("GET %s: status %d, want 200", path, a.Status)
	}
	if n := a.Find("h1").Length(); n != 1 {
		v.t.Errorf("GET %s: %d h1, want 1", path, n)
	}
	return a
}

// follow posts what must be answered by a redirect and gives where to.
func (v *visitor) follow(path string, fields url.Values) string {
	v.t.Helper()
	a := v.post(path, fields)
	if a.Status != http.StatusSeeOther {
		v.t.Fatalf("POST %s: status %d, want 303\n%s", path, a.Status, a.Find("main").Text())
	}
	return a.Location
}

func (a answer) has(t testing.TB, want ...string) {
	t.Helper()
	text := strings.Join(strings.Fields(a.Find("body").Text()), " ")
	for _, w := range want {
		if !strings.Contains(text, w) {
			t.Errorf("the page does not say %q", w)
		}
	}
}

func (a answer) value(name string) string {
	v, _ := a.Find(`[name="` + name + `"]`).Attr("value")
	return v
}
