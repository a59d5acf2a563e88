package schema_test

import (
	"slices"
	"strings"
	"testing"

	"motcua/internal/store"
	"motcua/schema"
)

// entry is a line of the data dictionary.
type entry struct{ table, column, class, purpose, retention string }

// The classes and retentions a column may have. A new one is a decision about
// people's data, so it is made here and not by writing a word.
var (
	classes    = []string{"public", "internal", "personal", "secret"}
	retentions = []string{"account", "dossier", "draft", "permanent", "session", "transient"}
)

func dictionary(t *testing.T) []entry {
	t.Helper()
	var out []entry
	for n, line := range strings.Split(strings.TrimSuffix(schema.Dictionary, "\n"), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 5 {
			t.Fatalf("columns.tsv:%d: %d fields, want 5", n+1, len(f))
		}
		out = append(out, entry{f[0], f[1], f[2], f[3], f[4]})
	}
	return out
}

// Every column has a class, a purpose and a retention, none is missing and none
// is stale.
func TestDictionaryNamesEveryColumn(t *testing.T) {
	named := map[string]bool{}
	for _, e := range dictionary(t) {
		at := e.table + "." + e.column
		if named[at] {
			t.Errorf("%s is named twice", at)
		}
		named[at] = true
		if !slices.Contains(classes, e.class) {
			t.Errorf("%s: class %q", at, e.class)
		}
		if !slices.Contains(retentions, e.retention) {
			t.Errorf("%s: retention %q", at, e.retention)
		}
		if strings.TrimSpace(e.purpose) == "" || e.purpose != strings.TrimSpace(e.purpose) {
			t.Errorf("%s: purpose %q", at, e.purpose)
		}
	}
	for name, one := range catalog(t, store.SQLite, migrated(t, store.SQLite)) {
		for _, c := range one.Columns {
			at := name + "." + c.Name
			if !named[at] {
				t.Errorf("%s is missing in columns.tsv", at)
			}
			delete(named, at)
		}
	}
	for at := range named {
		t.Errorf("%s is in columns.tsv and in no table", at)
	}
}
