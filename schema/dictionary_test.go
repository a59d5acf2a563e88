package schema_test

import (
	"slices"
	"strings"
	"testing"

	"motcua/internal/store"
	"motcua/schema"
)

var classes = []string{"public", "internal", "personal", "secret"}

// TestEveryColumnIsInTheDictionary: a column without class, purpose and
// retention does not enter the schema (Law on personal data: purpose and limit).
func TestEveryColumnIsInTheDictionary(t *testing.T) {
	listed := map[string]bool{}
	for n, line := range strings.Split(strings.TrimSpace(schema.Dictionary), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(line, "\t")
		if len(cells) != 5 || slices.ContainsFunc(cells, func(c string) bool { return strings.TrimSpace(c) != c || c == "" }) {
			t.Errorf("columns.tsv line %d is not table, column, class, purpose, retention: %q", n+1, line)
			continue
		}
		name := cells[0] + "." + cells[1]
		if listed[name] {
			t.Errorf("columns.tsv names %s twice", name)
		}
		listed[name] = true
		if !slices.Contains(classes, cells[2]) {
			t.Errorf("%s has the unknown class %q", name, cells[2])
		}
	}
	for name, d := range live(t, store.SQLite) {
		for _, c := range d.columns {
			column, _, _ := strings.Cut(c, " ")
			if key := name + "." + column; !listed[key] {
				t.Errorf("%s is missing from columns.tsv", key)
			} else {
				delete(listed, key)
			}
		}
	}
	for key := range listed {
		t.Errorf("columns.tsv names %s, which does not exist", key)
	}
}
