package desk_test

import (
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"motcua/agency"
	"motcua/app"
	"motcua/app/apptest"
	"motcua/authz"
	"motcua/catalogue"
	"motcua/dossier"
	"motcua/form"
	"motcua/form/sample"
	"motcua/identity"
	"motcua/internal/clock"
	"motcua/internal/httpx"
	"motcua/internal/store"
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
	d := desk.New(desk.Config{Site: site, Dossiers: town.Dossiers, Identity: town.Identity, Clock: town.Bench.Clock, Law: town.Law, Staff: town.Staff(), Counters: town.Counters(), Jobs: town.DeskJobs(), Calendar: town.DeskCalendar(), Control: town.DeskControl(), Importer: town.DeskImporter(), BaseURL: "http://portal.test"})
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

// rename gives the procedure of birth registration a name of n characters, as
// the longest published ones have.
func (o office) rename(t testing.TB, n int) string {
	t.Helper()
	entry, _ := o.Book.ByCode(app.BirthRegistration)
	first, err := o.Book.Open(t.Context(), entry.Editions[0])
	if err != nil {
		t.Fatal(err)
	}
	record := first.Record
	record.Name = string([]rune(strings.Repeat("Thủ tục đăng ký khai sinh kết hợp nhiều việc ", n/40+1))[:n-1]) + "."
	v, err := catalogue.NewVersion(record, 2, first.Effective)
	if err != nil {
		t.Fatal(err)
	}
	err = o.Bench.DB.Update(t.Context(), o.Authority(), func(tx *store.Tx) error {
		p, err := catalogue.Publishing(t.Context(), tx)
		if err != nil {
			return err
		}
		return p.Renew(t.Context(), entry.ID, v)
	})
	if err == nil {
		_, err = o.Dossiers.Book.Refresh(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
	return record.Name
}
