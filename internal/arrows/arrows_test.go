package arrows

import (
	"strings"
	"testing"
)

// drawing is a small house: rules below a duty below two surfaces.
var drawing = Drawing{
	Module: "m", File: "arrows_test.go",
	Layers: []Layer{
		{Name: "rules", Members: []string{"law/...", "calendar"}, May: []string{"clock"},
			Outside: []string{"golang.org/x/text"}, NoStandard: []string{"os", "net", "net/http/..."}},
		{Name: "duties", Members: []string{"dossier/..."}, May: []string{"law/...", "calendar", "store"}},
		{Name: "surfaces", Members: []string{"web/portal/...", "web/desk/..."}, May: []string{"dossier", "web/ui"}},
		{Name: "machinery", Members: []string{"clock", "store", "web/ui"}},
	},
	Guarded: map[string][]string{"example.com/driver": {"store"}},
}

func TestCheck(t *testing.T) {
	cases := []struct {
		name, from, to string
		want           string // part of the only violation, "" when there is none
	}{
		{"rules know the clock", "m/law", "m/clock", ""},
		{"rules do not know duties", "m/law", "m/dossier", "rules may not"},
		{"rules do not know each other unless drawn", "m/law", "m/calendar", "rules may not"},
		{"a subtree knows itself", "m/law", "m/law/nd61", ""},
		{"rules do no I/O", "m/law", "os", "do no I/O"},
		{"nor below it", "m/calendar", "net/http/httptest", "do no I/O"},
		{"a parser beside it is none", "m/calendar", "net/mail", ""},
		{"strings are no I/O", "m/calendar", "strings", ""},
		{"a package that only starts alike", "m/calendar", "network", ""},
		{"rules use x/text", "m/law", "golang.org/x/text/unicode/norm", ""},
		{"and no other module", "m/law", "example.com/x", "use the standard library"},
		{"duties use any module", "m/dossier", "example.com/x", ""},
		{"duties know rules", "m/dossier", "m/law/nd61", ""},
		{"duties do not know surfaces", "m/dossier", "m/web/ui", "duties may not"},
		{"surfaces do not know each other", "m/web/portal", "m/web/desk", "surfaces may not"},
		{"surfaces do not know the store", "m/web/portal", "m/store", "surfaces may not"},
		{"the store has drivers", "m/store", "example.com/driver/v5", ""},
		{"duties have none", "m/dossier/sql", "example.com/driver/v5", "only store may"},
		{"an unlisted package", "m/gateway", "fmt", "add it to arrows_test.go"},
		{"another module is not ours", "example.com/m/law", "os", ""},
		{"nor one with a longer name", "mm/law", "os", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := drawing.Check([]Package{{Path: c.from, Imports: []string{c.to}}})
			switch {
			case c.want == "" && len(got) > 0:
				t.Errorf("violations %q, want none", got)
			case c.want != "" && (len(got) != 1 || !strings.Contains(got[0], c.want)):
				t.Errorf("violations %q, want one with %q", got, c.want)
			}
		})
	}
}
