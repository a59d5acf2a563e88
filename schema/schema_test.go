package schema_test

import (
	"context"
	"io/fs"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/pressly/goose/v3"

	"motcua/internal/store"
)

// Both engines have the same tables, columns, keys, foreign keys and indexes, so
// that one SQL text means the same on both.
func TestEnginesHaveOneSchema(t *testing.T) {
	lite := catalog(t, store.SQLite, migrated(t, store.SQLite))
	post := catalog(t, store.Postgres, migrated(t, store.Postgres))
	if len(lite) == 0 {
		t.Fatal("no table at all")
	}
	for name := range union(lite, post) {
		a, b := lite[name], post[name]
		if a == nil || b == nil {
			t.Errorf("%s is on one engine only (sqlite %t, postgres %t)", name, a != nil, b != nil)
			continue
		}
		same(t, name, "columns", a.Columns, b.Columns)
		same(t, name, "primary key", a.Primary, b.Primary)
		same(t, name, "unique keys", a.Keys, b.Keys)
		same(t, name, "indexes", a.Indexes, b.Indexes)
		same(t, name, "foreign keys", a.Foreign, b.Foreign)
	}
}

func union(a, b map[string]*table) map[string]bool {
	out := map[string]bool{}
	for _, m := range []map[string]*table{a, b} {
		for name := range maps.Keys(m) {
			out[name] = true
		}
	}
	return out
}

func same(t *testing.T, table, what string, lite, post any) {
	t.Helper()
	if !reflect.DeepEqual(lite, post) {
		t.Errorf("%s: %s differ\n  sqlite   %+v\n  postgres %+v", table, what, lite, post)
	}
}

var checkText = regexp.MustCompile(`(?m)^\s*(CREATE TABLE \w+|CHECK .*?),?$`)

// Engines rewrite a CHECK each in its way, so the two texts are compared.
func TestEnginesHaveOneSetOfChecks(t *testing.T) {
	lite, post := checks(t, store.SQLite), checks(t, store.Postgres)
	if !strings.Contains(strings.Join(lite, "\n"), "CHECK") || !slices.Equal(lite, post) {
		t.Errorf("checks differ\n  sqlite   %q\n  postgres %q", lite, post)
	}
}

func checks(t *testing.T, engine store.Engine) []string {
	t.Helper()
	var out []string
	for _, name := range migrations(t, engine) {
		text, err := fs.ReadFile(folder(t, engine), name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range checkText.FindAllStringSubmatch(strings.ReplaceAll(string(text), " (\n", "\n"), -1) {
			out = append(out, m[1])
		}
	}
	return out
}

func migrations(t *testing.T, engine store.Engine) []string {
	t.Helper()
	names, err := fs.Glob(folder(t, engine), "*.sql")
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// looseTables need not lead with the authority, each with its reason.
var looseTables = map[string]string{}

// A national installation spreads the tables over many servers by authority: it
// must lead every key, foreign key and index, or a row could not be found, nor
// held unique, on one server alone.
func TestAuthorityLeadsEveryKey(t *testing.T) {
	tables := catalog(t, store.SQLite, migrated(t, store.SQLite))
	for name, one := range tables {
		if _, loose := looseTables[name]; loose {
			continue
		}
		for _, complaint := range unled(one) {
			t.Errorf("%s: %s", name, complaint)
		}
	}
	for name := range looseTables {
		if tables[name] == nil {
			t.Errorf("exception for %s, which does not exist", name)
		}
	}
}

func TestAuthorityRuleSeesEveryKind(t *testing.T) {
	good := table{Columns: []column{{Name: "authority", Type: "int"}}, Primary: "authority,id"}
	if got := unled(&good); len(got) != 0 {
		t.Fatalf("a good table: %q", got)
	}
	for name, spoil := range map[string]func(*table){
		"first column": func(o *table) { o.Columns = []column{{Name: "id"}, {Name: "authority"}} },
		"nullable":     func(o *table) { o.Columns = []column{{Name: "authority", Null: true}} },
		"primary key":  func(o *table) { o.Primary = "id,authority" },
		"no key":       func(o *table) { o.Primary = "" },
		"similar name": func(o *table) { o.Primary = "authority_code" },
		"unique key":   func(o *table) { o.Keys = []index{{Columns: "code"}} },
		"index":        func(o *table) { o.Indexes = []index{{Columns: "code,authority"}} },
		"foreign key":  func(o *table) { o.Foreign = []foreign{{Columns: "unit", To: "authority"}} },
		"pointed to":   func(o *table) { o.Foreign = []foreign{{Columns: "authority", To: "id"}} },
	} {
		bad := good
		spoil(&bad)
		if len(unled(&bad)) == 0 {
			t.Errorf("%s passes", name)
		}
	}
}

func unled(one *table) []string {
	var out []string
	led := func(what, columns string) {
		if columns != "authority" && !strings.HasPrefix(columns, "authority,") {
			out = append(out, what+" ("+columns+") does not lead with authority")
		}
	}
	first := one.Columns[0]
	if first.Name != "authority" || first.Null {
		out = append(out, "the first column is not authority NOT NULL")
	}
	led("primary key", one.Primary)
	for _, k := range one.Keys {
		led("unique key", k.Columns)
	}
	for _, k := range one.Indexes {
		led("index "+k.Name, k.Columns)
	}
	for _, f := range one.Foreign {
		led("foreign key", f.Columns)
		led("foreign key to "+f.Table, f.To)
	}
	return out
}

// A STRICT table refuses text in a number, as PostgreSQL does.
func TestSQLiteTablesAreStrict(t *testing.T) {
	db := migrated(t, store.SQLite)
	for _, name := range sqliteTables(t, db) {
		strict := rows(t, db, `SELECT strict FROM pragma_table_list WHERE schema = 'main' AND name = ?`, name)
		if len(strict) != 1 || strict[0][0] != "1" {
			t.Errorf("%s is not STRICT: %v", name, strict)
		}
	}
}

func TestMigrationsAreNumberedAlike(t *testing.T) {
	lite, post := migrations(t, store.SQLite), migrations(t, store.Postgres)
	if len(lite) == 0 || !slices.Equal(lite, post) {
		t.Errorf("sqlite %q, postgres %q", lite, post)
	}
	for i, name := range lite {
		n, err := goose.NumericComponent(name)
		if err != nil || n != int64(i+1) {
			t.Errorf("%s: number %d, want %d (%v)", name, n, i+1, err)
		}
	}
}

// Every migration goes back to nothing and comes again as it was.
func TestMigrationsGoDownAndUp(t *testing.T) {
	for _, engine := range []store.Engine{store.SQLite, store.Postgres} {
		t.Run(string(engine), func(t *testing.T) {
			ctx, db := context.Background(), migrated(t, engine)
			before := catalog(t, engine, db)
			p := provider(t, engine, db)
			_, err := p.DownTo(ctx, 0)
			if err != nil {
				t.Fatal(err)
			}
			if left := catalog(t, engine, db); len(left) != 0 {
				t.Errorf("left behind: %v", slices.Collect(maps.Keys(left)))
			}
			_, err = p.Up(ctx)
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(before, catalog(t, engine, db)) {
				t.Error("another schema than before")
			}
		})
	}
}
