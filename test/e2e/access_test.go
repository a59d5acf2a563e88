package e2e

import (
	"context"
	"fmt"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"motcua/app/apptest"
	"motcua/authz"
	"motcua/internal/httpx"
	"motcua/internal/store"
)

// fill puts a value into each wildcard of a pattern: an id nobody has, a real
// procedure, a page of the form, a slip.
func fill(pattern string) string {
	return strings.NewReplacer("{id}", "1", "{file}", "1", "{code}", "1.001193", "{page}", "child", "{form}", "01", "{$}", "",
		"{kind}", "no_steps", "{version}", "1", "{line}", "1").Replace(pattern)
}

// TestEveryRouteAsEveryRole calls each route of the table as each role and holds
// the answer against the matrix: who may not gets 401, 403 or 404, who may never
// does for lack of rights, and nobody gets an internal error.
func TestEveryRouteAsEveryRole(t *testing.T) {
	each(t, func(t *testing.T, s site) {
		people := s.people(t)
		for _, row := range httpx.AccessTable(s.routes) {
			for role, who := range people {
				name := fmt.Sprintf("%s %s as %s", row.Method, row.Pattern, role)
				status := s.call(t, row.Method, fill(row.Pattern), s.bearer(t, who.login)) // a session of its own: one route signs out
				allowed := allowed(row, role, who.actor)
				denied := status == http.StatusUnauthorized || status == http.StatusForbidden
				switch {
				case row.Pattern == "/readyz" && s.Core.DB.Engine() == store.Postgres: // the test's clock is years from the server's
					if status != http.StatusServiceUnavailable {
						t.Errorf("%s: %d on a clock that is wrong by years", name, status)
					}
				case status >= 500:
					t.Errorf("%s: %d", name, status)
				case allowed && denied:
					t.Errorf("%s: %d, the matrix allows %s", name, status, row.Action)
				case !allowed && !denied && status != http.StatusNotFound:
					t.Errorf("%s: %d, the matrix does not allow %s", name, status, row.Action)
				}
			}
		}
	})
}

// allowed is what the matrix says of a role at a route. A route speaks to one
// audience: a citizen's session is nobody's at the desk. Requests of this machine
// without a sign-in count as the system at the metrics.
func allowed(row httpx.Access, role authz.Role, a authz.Actor) bool {
	if row.Action == authz.OpsMetrics && role == authz.Anonymous {
		return true
	}
	if row.Audience != httpx.ForAll && row.Audience != a.Kind {
		a = authz.Actor{}
	}
	return authz.Permits(a, row.Action) == nil
}

// TestEveryRouteIsInTheMatrix keeps an action without a rule from hiding.
func TestEveryRouteIsInTheMatrix(t *testing.T) {
	s := open(t, nil)
	known := map[authz.Action]bool{}
	for _, a := range authz.Actions() {
		known[a] = true
	}
	seen := map[string]bool{}
	for _, row := range httpx.AccessTable(s.routes) {
		if !known[row.Action] {
			t.Errorf("%s %s asks for %q, which the matrix does not know", row.Method, row.Pattern, row.Action)
		}
		if seen[row.Method+row.Pattern] {
			t.Errorf("%s %s stands twice", row.Method, row.Pattern)
		}
		seen[row.Method+row.Pattern] = true
	}
	if len(seen) < 40 {
		t.Errorf("only %d routes: is a surface missing?", len(seen))
	}
}

// TestOthersDossiersAreNotThere calls each page of one real dossier as people who
// have no part in it: existence is not told.
func TestOthersDossiersAreNotThere(t *testing.T) {
	s := open(t, nil)
	id := s.File(t, s.Login(t, apptest.Lan), 5)
	outsiders := map[string]string{"another citizen": apptest.Phuc, "another commune's counter": "tiepnhan.dongdang",
		"another commune's chairman and head": "chutich.dongdang", "the administrator": apptest.Admin}
	for _, row := range httpx.AccessTable(s.routes) {
		if !strings.Contains(row.Pattern, "/ho-so/{id}") {
			continue
		}
		path := strings.Replace(fill(row.Pattern), "/ho-so/1", fmt.Sprintf("/ho-so/%d", id), 1)
		for name, login := range outsiders {
			status := s.call(t, row.Method, path, s.bearer(t, login))
			if status != http.StatusNotFound && status != http.StatusUnauthorized && status != http.StatusForbidden {
				t.Errorf("%s %s as %s: %d", row.Method, row.Pattern, name, status)
			}
		}
	}
}

// TestOthersDraftsAreNotThere calls each page of one real draft as another
// citizen, reading and writing: it does not exist for her, and stays as it was.
func TestOthersDraftsAreNotThere(t *testing.T) {
	each(t, func(t *testing.T, s site) {
		ctx, lan := context.Background(), s.Login(t, apptest.Lan)
		id, err := s.Draft(lan, s.Commune, 5)
		if err != nil {
			t.Fatal(err)
		}
		before, err := s.Dossiers.Draft(ctx, lan, id)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range httpx.AccessTable(s.routes) {
			if !strings.HasPrefix(row.Pattern, "/nhap/{id}") {
				continue
			}
			path := strings.Replace(fill(row.Pattern), "/nhap/1", fmt.Sprintf("/nhap/%d", id), 1)
			if status := s.send(t, row.Method, path, s.bearer(t, apptest.Phuc), "declare=1&child.full_name=X&unit=1"); status != http.StatusNotFound {
				t.Errorf("%s %s as another citizen: %d, want 404", row.Method, row.Pattern, status)
			}
			if row.Method == http.MethodGet {
				if status := s.call(t, row.Method, path, s.bearer(t, apptest.Lan)); status != http.StatusOK {
					t.Errorf("%s %s as its author: %d", row.Method, row.Pattern, status)
				}
				continue
			}
			after, err := s.Dossiers.Draft(ctx, lan, id)
			if err != nil || !reflect.DeepEqual(before.Answers, after.Answers) {
				t.Fatalf("the draft after %s %s as another citizen: %v", row.Method, row.Pattern, err)
			}
		}
	})
}
