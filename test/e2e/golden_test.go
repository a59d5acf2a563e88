package e2e

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"motcua/authz"
	"motcua/internal/httpx"
)

// accessFile is written anew by -update; read the difference before it is
// committed: it is a change of who may do what.
const accessFile = "testdata/access.golden"

// TestAccessIsAsReviewed holds who may ask which route against a list that was
// read by people: behaviour and matrix may agree and both be wrong.
func TestAccessIsAsReviewed(t *testing.T) {
	got := strings.Join(access(open(t, nil).routes), "\n") + "\n"
	if *update {
		err := os.WriteFile(accessFile, []byte(got), 0o600)
		if err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(accessFile)
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Split(string(text), "\n")
	for _, line := range strings.Split(got, "\n") {
		if !slices.Contains(want, line) {
			t.Errorf("new: %s", line)
		}
	}
	for _, line := range want {
		if !slices.Contains(strings.Split(got, "\n"), line) {
			t.Errorf("gone: %s", line)
		}
	}
	if !slices.IsSorted(want[:len(want)-1]) {
		t.Errorf("%s is not sorted", accessFile)
	}
}

// access is a line per route: method, pattern, and the roles that may, each with
// the scope of objects it may on. Roles of another audience than the route's are
// nobody there.
func access(routes []httpx.Route) []string {
	var lines []string
	for _, row := range httpx.AccessTable(routes) {
		var may []string
		for _, g := range authz.Matrix() {
			if g.Action == row.Action && g.Scope != authz.Nowhere && (g.Role == authz.Anonymous || speaksTo(row.Audience, g.Role)) {
				may = append(may, fmt.Sprintf("%s(%s)", g.Role, g.Scope))
			}
		}
		if len(may) > 0 && strings.HasPrefix(may[0], string(authz.Anonymous)) {
			may = []string{"anybody"}
		}
		lines = append(lines, fmt.Sprintf("%s %s %s", row.Method, row.Pattern, strings.Join(may, " ")))
	}
	slices.Sort(lines)
	return lines
}

func speaksTo(audience string, role authz.Role) bool {
	switch {
	case audience == httpx.ForAll, role == authz.System: // a request of this machine
		return true
	case role == authz.Citizen:
		return audience == httpx.ForCitizens
	}
	return role.Official() && audience == httpx.ForOfficials
}
