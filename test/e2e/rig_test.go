package e2e

import (
	"database/sql"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"motcua/app"
	"motcua/app/apptest"
	"motcua/internal/httpx"
	"motcua/internal/store"
	"motcua/internal/testkit"
)

// rig is a town whose database can be made to fail, served over HTTP, with a
// second way to the same database that does not.
type rig struct {
	apptest.Town
	*httptest.Server
	hasty  *httptest.Server // the same node with little patience
	direct *sql.DB
	tokens map[string]string
	made   int // newcomers and subjects so far
}

// newRig seeds a town in the database of dsn; direct reads it aside.
func newRig(t *testing.T, dsn string, direct *sql.DB, lockWait time.Duration) *rig {
	t.Helper()
	bench := testkit.Open(t, store.SQLite) // lends clock and number of the authority
	db, err := store.Open(t.Context(), store.Config{DSN: dsn, Relaxed: true, Clock: bench.Clock, LockWait: lockWait})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	testkit.Migrate(t, db)
	bench.DB = db
	r := &rig{Town: apptest.Build(t, bench), direct: direct, tokens: map[string]string{}}
	r.Server = r.serve(t, httpx.Limits{})
	r.hasty = r.serve(t, httpx.Limits{Deadline: hasty})
	for _, login := range []string{apptest.Lan, apptest.Counter, apptest.Vice, apptest.Specialist, apptest.Chairman} {
		token, err := r.Identity.OpenSession(t.Context(), r.Authority(), r.Account(t, login).ID)
		if err != nil {
			t.Fatal(err)
		}
		r.tokens[login] = string(token)
	}
	return r
}

func (r *rig) serve(t *testing.T, limits httpx.Limits) *httptest.Server {
	t.Helper()
	words, err := app.Words()
	if err != nil {
		t.Fatal(err)
	}
	handler, err := r.Core.Handler(app.Web{Node: "e2e", Words: words, ContactUnit: r.Commune, Limits: limits, KeepReadiness: -1})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return server
}

// reply is what a page came back with.
type reply struct {
	*goquery.Document
	status int
	header http.Header
	body   string
}

// ask sends a request as the browser of a login would; nil fields are a GET.
func (r *rig) ask(t *testing.T, server *httptest.Server, login, path string, fields url.Values) reply {
	t.Helper()
	method, body := http.MethodGet, ""
	if fields != nil {
		method, body = http.MethodPost, fields.Encode()
	}
	req, err := http.NewRequest(method, server.URL+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if fields != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	audience := httpx.ForOfficials
	if login == apptest.Lan {
		audience = httpx.ForCitizens
	}
	if login != "" {
		req.AddCookie(&http.Cookie{Name: "mc_e2e_" + audience, Value: r.tokens[login]})
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	page, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(string(page)))
	if err != nil {
		t.Fatal(err)
	}
	return reply{doc, res.StatusCode, res.Header, string(page)}
}

// again is the form that came back with a fault, as its one button posts it.
func (p reply) again(t *testing.T, password string) (path string, fields url.Values) {
	t.Helper()
	form := p.Find("main form[method=post]")
	if form.Length() != 1 || form.Find("button").Length() != 1 {
		t.Fatalf("%d forms with %d buttons came back:\n%s", form.Length(), form.Find("button").Length(), p.Find("main").Text())
	}
	fields = url.Values{}
	form.Find("input").Each(func(_ int, input *goquery.Selection) {
		value := input.AttrOr("value", "")
		if input.AttrOr("type", "") == "password" {
			if value != "" {
				t.Error("a password stands in the page")
			}
			value = password
		}
		// A browser sends every end of line as CRLF.
		value = strings.ReplaceAll(strings.ReplaceAll(value, "\r\n", "\n"), "\n", "\r\n")
		fields.Add(input.AttrOr("name", ""), value)
	})
	return form.AttrOr("action", ""), fields
}

// one is the single value of a question to the database.
func (r *rig) one(t *testing.T, query string, args ...any) string {
	t.Helper()
	var v any
	err := r.direct.QueryRow(query, append([]any{r.Authority()}, args...)...).Scan(&v)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return fmt.Sprint(v)
}

// verified holds every chain, state and list of the authority against its events.
func (r *rig) verified(t *testing.T) {
	t.Helper()
	report, err := r.Dossiers.Verify(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range report.Mismatches {
		t.Errorf("after the fault: %+v", m)
	}
}
