package e2e

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"motcua/app/apptest"
	"motcua/authz"
	"motcua/internal/httpx"
)

// junk is what no page offers to type: bytes that are no text, characters that
// databases refuse, far too much of it, markup, numbers out of range.
func junk() map[string]string {
	return map[string]string{
		"NUL": "a\x00b", "no UTF-8": "\xff\xfe", "10,000 characters": strings.Repeat("ă", 10000),
		"markup": `"><svg onload=alert(1)>`, "zero width": "\u200b\u202e", "huge number": "99999999999999999999", "negative": "-1", "nothing": "",
	}
}

// fields are the names the forms of all surfaces use.
var fields = []string{"login", "password", "full_name", "person_number", "phone", "email", "unit", "paper", "declare", "next", "resume", "q", "ma",
	"seq", "assignee", "reason", "ground", "method", "receipt", "collector", "book_signed", "account", "back", "lang", "theme",
	"child.full_name", "child.birth_date.day", "requester.full_name"}

// TestJunkBreaksNoRoute sends junk to every route that takes a form, as everybody
// who may use it, on both engines: it is refused or corrected, never an internal
// error.
func TestJunkBreaksNoRoute(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		s := openTown(t, town, nil)
		lan := s.Login(t, apptest.Lan)
		dossier := s.File(t, lan, 3)
		draft, err := s.Draft(lan, s.Commune, 4)
		if err != nil {
			t.Fatal(err)
		}
		real := strings.NewReplacer("/ho-so/{id}", fmt.Sprintf("/ho-so/%d", dossier), "/nhap/{id}", fmt.Sprintf("/nhap/%d", draft))
		for _, row := range httpx.AccessTable(s.routes) {
			for role, who := range s.people(t) {
				if !allowed(row, role, who.actor) || row.Action == authz.OpsHealth { // readiness compares clocks, and the town's stands in 2019
					continue
				}
				for name, value := range junk() {
					body := url.Values{}
					for _, f := range fields {
						body.Set(f, value)
					}
					path, sent := fill(real.Replace(row.Pattern)), body.Encode()
					if row.Method == http.MethodGet {
						path, sent = path+"?"+sent, ""
					}
					if status := s.send(t, row.Method, path, s.bearer(t, who.login), sent); status >= 500 {
						t.Errorf("%s %s as %s with %s: %d", row.Method, row.Pattern, role, name, status)
					}
				}
			}
		}
	})
}
