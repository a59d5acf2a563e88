package desk_test

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"motcua/agency"
	"motcua/app"
	"motcua/app/apptest"
	"motcua/authz"
	"motcua/dossier"
	"motcua/form"
	"motcua/form/sample"
	"motcua/identity"
	"motcua/internal/clock"
	"motcua/internal/httpx"
	"motcua/web/desk"
	"motcua/web/ui"
	"motcua/web/view"
)

// office is the desk of a small town, served as in production.
type office struct {
	apptest.Town
	URL string
}

func open(t testing.TB) office { return serve(t, apptest.New(t), nil) }

func serve(t testing.TB, town apptest.Town, assets *ui.Assets) office {
	t.Helper()
	words, err := app.Words()
	if err != nil {
		t.Fatal(err)
	}
	site := &view.Site{Catalog: words, Assets: assets, Units: town.Units}
	if stop, ok := town.Units.Part(town.Commune, agency.OneStop); ok {
		site.ContactUnit = stop.ID
	}
	d := desk.New(desk.Config{Site: site, Dossiers: town.Dossiers, Identity: town.Identity, Clock: town.Bench.Clock, Law: town.Law, BaseURL: "http://portal.test"})
	mux, err := httpx.Mux(append(d.Routes(), site.PrefRoutes()...), httpx.Options{Node: "t", Authority: town.Authority(), Clock: town.Bench.Clock,
		Log: slog.New(slog.DiscardHandler), Sessions: town.Identity, Keys: town.Ring, ErrorPage: site.ErrorPage})
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
	return office{Town: town, URL: server.URL}
}

// official is somebody at her browser, without JavaScript.
type official struct {
	t      testing.TB
	office office
	client *http.Client
}

func (o office) anybody(t testing.TB) *official {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &official{t, o, &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

func (o office) token(t testing.TB, login string) string {
	t.Helper()
	token, err := o.Identity.OpenSession(t.Context(), o.Authority(), o.Account(t, login).ID)
	if err != nil {
		t.Fatal(err)
	}
	return string(token)
}

func (o office) as(t testing.TB, login string) *official {
	t.Helper()
	p := o.anybody(t)
	p.cookie("official", o.token(t, login))
	return p
}

func (p *official) cookie(name, value string) {
	u, _ := url.Parse(p.office.URL)
	p.client.Jar.SetCookies(u, []*http.Cookie{{Name: "mc_t_" + name, Value: value, Path: "/"}})
}

// hire makes one more official with a post in a part of the town and a password.
func (o office) hire(t testing.TB, login, name string, part agency.Place, role authz.Role) *official {
	t.Helper()
	id, err := o.Identity.CreateOfficial(t.Context(), o.Authority(), identity.NewOfficial{Login: login, Password: password, Profile: identity.Profile{FullName: name}})
	if err != nil {
		t.Fatal(err)
	}
	unit, _ := o.Units.Part(o.Commune, part)
	_, err = o.Identity.GrantPost(t.Context(), o.Authority(), id, unit.ID, role, clock.MustDate("2018-06-21"), clock.Date{})
	if err != nil {
		t.Fatal(err)
	}
	token, err := o.Identity.OpenSession(t.Context(), o.Authority(), id)
	if err != nil {
		t.Fatal(err)
	}
	p := o.anybody(t)
	p.cookie("official", string(token))
	return p
}

const password = "bốn con mèo xanh lá"

// answer is what a page came back with.
type answer struct {
	*goquery.Document
	t        testing.TB
	Status   int
	Location string
	Text     string // of the body, spaces folded
}

func (p *official) read(resp *http.Response, err error) answer {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(string(body)))
	if err != nil {
		p.t.Fatal(err)
	}
	a := answer{Document: doc, t: p.t, Status: resp.StatusCode, Location: resp.Header.Get("Location"), Text: strings.Join(strings.Fields(doc.Find("body").Text()), " ")}
	if _, missing, found := strings.Cut(string(body), "⟦"); found {
		p.t.Errorf("%s: words are missing: %.60s", resp.Request.URL.Path, missing)
	}
	if strings.Contains(string(body), "<svg onload") {
		p.t.Errorf("%s: a name became markup", resp.Request.URL.Path)
	}
	return a
}

func (p *official) get(path string) answer {
	p.t.Helper()
	return p.read(p.client.Get(p.office.URL + path))
}

func (p *official) post(path string, fields url.Values) answer {
	p.t.Helper()
	return p.read(p.client.PostForm(p.office.URL+path, fields))
}

// ok gets a page that must be there, with one h1.
func (p *official) ok(path string) answer {
	p.t.Helper()
	a := p.get(path)
	if a.Status != http.StatusOK {
		p.t.Fatalf("GET %s: status %d, want 200: %s", path, a.Status, a.Text)
	}
	if n := a.Find("h1").Length(); n != 1 {
		p.t.Errorf("GET %s: %d h1, want 1", path, n)
	}
	return a
}

// form is the fields of the form on a page that posts to path, as a browser
// would send them, with others in their place.
func (a answer) form(path string, others ...string) url.Values {
	a.t.Helper()
	form := a.Find(`form[method="post"][action="` + path + `"]`).First()
	if form.Length() == 0 {
		a.t.Fatalf("no form posts to %s: %s", path, a.Text)
	}
	fields := url.Values{}
	form.Find("input[name], textarea[name]").Each(func(_ int, in *goquery.Selection) {
		kind, _ := in.Attr("type")
		_, checked := in.Attr("checked")
		if (kind == "radio" || kind == "checkbox") && !checked {
			return
		}
		value := in.AttrOr("value", "")
		if goquery.NodeName(in) == "textarea" {
			value = in.Text()
		}
		fields.Set(in.AttrOr("name", ""), value)
	})
	for i := 0; i+1 < len(others); i += 2 {
		fields.Set(others[i], others[i+1])
	}
	return fields
}

// act opens the dossier, fills the form of an act and sends it; it must lead on.
func (p *official) act(id int64, slug string, fields ...string) answer {
	p.t.Helper()
	form := p.ok(at(id, "")).form(at(id, slug), fields...)
	return p.done(id, slug, form)
}

// done sends what must be done and opens the page it leads to.
func (p *official) done(id int64, slug string, form url.Values) answer {
	p.t.Helper()
	sent := p.post(at(id, slug), form)
	if sent.Status != http.StatusSeeOther || sent.Location != at(id, "")+"?xong="+slug {
		p.t.Fatalf("%s: status %d to %q: %s", slug, sent.Status, sent.Location, sent.Text)
	}
	return p.ok(sent.Location)
}

// at is the address of a dossier, or of a page below it.
func at(id int64, page string) string {
	path := "/can-bo/ho-so/" + strconv.FormatInt(id, 10)
	if page != "" {
		path += "/" + page
	}
	return path
}

func (a answer) has(want ...string) {
	a.t.Helper()
	for _, w := range want {
		if !strings.Contains(a.Text, w) {
			a.t.Errorf("the page %q does not say %q", a.Find("h1").Text(), w)
		}
	}
}

func (a answer) lacks(unwanted ...string) {
	a.t.Helper()
	for _, w := range unwanted {
		if strings.Contains(a.Text, w) {
			a.t.Errorf("the page says %q", w)
		}
	}
}

// state is the dossier as stored.
func (o office) state(t testing.TB, id int64) dossier.State {
	t.Helper()
	v, err := o.Dossiers.Open(t.Context(), o.Login(t, apptest.Counter), id, authz.DossierRead)
	if err != nil {
		t.Fatal(err)
	}
	return v.State
}

func (o office) file(t testing.TB, seed uint64) int64 { return o.fileWith(t, seed, nil) }

// fileWith files an application with some answers in place of the sample's.
func (o office) fileWith(t testing.TB, seed uint64, other form.Answers) int64 {
	t.Helper()
	lan := o.Login(t, apptest.Lan)
	answers := sample.BirthRegistration(seed, o.Bench.Clock.Now().Date()).With(other)
	draft, err := o.DraftBirth(t.Context(), lan, o.Commune, answers)
	if err != nil {
		t.Fatal(err)
	}
	id, err := o.Dossiers.Submit(t.Context(), lan, draft, true)
	if err != nil {
		t.Fatal(err)
	}
	return id
}
