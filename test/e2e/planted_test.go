package e2e

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"motcua/app"
	"motcua/app/apptest"
	"motcua/attachment"
	"motcua/authz"
	"motcua/dossier"
	"motcua/form/sample"
	"motcua/internal/audit"
	"motcua/internal/store"
)

// planted are a person's number and phone that must be found nowhere but sealed.
const (
	plantedNumber = "020190654321"
	plantedPhone  = "0987654321"
	plantedChild  = "020319123456"
)

// TestAPersonalNumberStaysSealed files and processes a dossier with known
// numbers, then searches for them in the log, in every address asked for, in job
// rows, in the metrics and in every cell of the database.
func TestAPersonalNumberStaysSealed(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		var log bytes.Buffer
		planted(t, openLogged(t, town, slog.New(slog.NewJSONHandler(&log, nil))), &log)
	})
}

func planted(t *testing.T, s site, log *bytes.Buffer) {
	t.Helper()
	ctx := context.Background()
	lan, counter, specialist, chief := s.Login(t, apptest.Lan), s.Login(t, apptest.Counter), s.Login(t, apptest.Specialist), s.Login(t, apptest.Vice)
	answers := sample.BirthRegistration(9, s.Bench.Clock.Now().Date())
	answers["requester.person_number"], answers["requester.phone"] = plantedNumber, plantedPhone
	draft, err := s.DraftBirth(ctx, lan, s.Commune, answers)
	if err != nil {
		t.Fatal(err)
	}
	s.browse(t, fmt.Sprintf("/nhap/%d/trang/requester", draft), url.Values{"requester.person_number": {plantedNumber + "x"}})
	s.browse(t, fmt.Sprintf("/nhap/%d/trang/requester", draft), url.Values{
		"requester.full_name": {answers["requester.full_name"]}, "requester.person_number": {plantedNumber},
		"requester.relation": {answers["requester.relation"]}, "requester.residence": {answers["requester.residence"]}})
	_, err = s.Files.Add(ctx, lan, draft, attachment.Given{Component: "paper", Name: plantedNumber + ".pdf",
		Body: strings.NewReader("%PDF-1.4\n1 0 obj << /Title (" + plantedNumber + ") >> endobj\n%%EOF\n")})
	if err != nil {
		t.Fatal(err)
	}
	id, err := s.Dossiers.Submit(ctx, lan, draft, true)
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range []struct {
		who authz.Actor
		cmd dossier.Command
	}{{counter, dossier.Receive{}}, {counter, dossier.Transfer{}}, {chief, dossier.Assign{Assignee: specialist.Account}},
		{specialist, dossier.CompleteStep{PersonNumber: plantedChild}}, {chief, dossier.Approve{}}, {specialist, dossier.Deliver{}}} {
		_, err := s.Dossiers.Do(ctx, c.who, id, int32(i+1), c.cmd)
		if err != nil {
			t.Fatalf("%T: %v", c.cmd, err)
		}
	}
	_, err = s.Jobs.Drain(ctx)
	if err != nil {
		t.Fatal(err)
	}
	s.browse(t, fmt.Sprintf("/ho-so/%d", id), nil)

	dir := t.TempDir()
	write := func(name, text string) {
		err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600)
		if err != nil {
			t.Fatal(err)
		}
	}
	write("log.json", log.String())
	write("rows.txt", dump(t, s.Core.DB))
	write("metrics.txt", s.read(t, "/metrics"))
	if !strings.Contains(log.String(), `"pattern":"/nhap/{id}/trang/{page}"`) {
		t.Fatal("the log does not hold the requests that were made")
	}
	for _, number := range []string{plantedNumber, plantedPhone, plantedChild} {
		hits, err := audit.FindNumber([]string{dir, s.FilesDir}, number)
		if err != nil {
			t.Fatal(err)
		}
		for _, hit := range hits {
			t.Errorf("a personal number was found: %+v", hit)
		}
	}
	v, err := s.Dossiers.Own(ctx, lan, id)
	if err != nil || v.Person.Answers["requester.person_number"] != plantedNumber || v.Person.PersonNumber != plantedChild {
		t.Errorf("the planted numbers are not where they belong: %v", err)
	}
	files, err := s.Dossiers.FilesOf(ctx, lan, id, authz.DossierViewOwn)
	if err != nil || len(files) != 1 || files[0].Name != plantedNumber+".pdf" {
		t.Errorf("the planted file is not where it belongs: %+v, %v", files, err)
	}
}

// openLogged is openTown with a log of the test's own.
func openLogged(t *testing.T, town apptest.Town, log *slog.Logger) site {
	t.Helper()
	s := openTown(t, town, nil)
	s.Server.Close()
	s.Core.Config.Log = log
	s.Dossiers.Security = log
	s.Jobs.Log = log
	words, err := app.Words()
	if err != nil {
		t.Fatal(err)
	}
	return s.serve(t, app.Web{Node: "e2e", Words: words, ContactUnit: s.Commune})
}

// browse opens or posts a page as the citizen, by cookie as a browser does.
func (s site) browse(t *testing.T, path string, fields url.Values) {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Jar: jar}
	home, err := url.Parse(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	jar.SetCookies(home, []*http.Cookie{{Name: "mc_e2e_citizen", Value: strings.TrimPrefix(s.bearer(t, apptest.Lan), "Bearer "), Path: "/"}})
	var res *http.Response
	if fields == nil {
		res, err = client.Get(s.URL + path)
	} else {
		res, err = client.PostForm(s.URL+path, fields)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode >= 400 && fields == nil {
		t.Fatalf("%s: %d", path, res.StatusCode)
	}
}

func (s site) read(t *testing.T, path string) string {
	t.Helper()
	res, err := http.Get(s.URL + path)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// dump is every value of every table as text, so that a number in any column of
// any row is found; sealed bytes are printed in hexadecimal and plain.
func dump(t *testing.T, on *store.DB) string {
	t.Helper()
	var out strings.Builder
	db := on.SQL()
	for _, table := range tables(t, on) {
		rows, err := db.Query("SELECT * FROM " + table)
		if err != nil {
			t.Fatal(err)
		}
		columns, err := rows.Columns()
		if err != nil {
			t.Fatal(err)
		}
		values := make([]any, len(columns))
		for i := range values {
			values[i] = new(any)
		}
		for rows.Next() {
			err := rows.Scan(values...)
			if err != nil {
				t.Fatal(err)
			}
			for i, v := range values {
				fmt.Fprintf(&out, "%s.%s %v\n", table, columns[i], printable(*(v.(*any))))
			}
		}
		rows.Close()
	}
	return out.String()
}

func printable(v any) any {
	if b, ok := v.([]byte); ok {
		return string(b)
	}
	return v
}

func tables(t *testing.T, db *store.DB) []string {
	t.Helper()
	query := "SELECT name FROM sqlite_master WHERE type = 'table'"
	if db.Engine() == store.Postgres {
		query = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
	}
	rows, err := db.SQL().Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var name string
		err := rows.Scan(&name)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, name)
	}
	if len(out) < 30 {
		t.Fatalf("only %d tables", len(out))
	}
	return out
}
