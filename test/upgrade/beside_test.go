package upgrade_test

import (
	"context"
	"database/sql"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"motcua/app"
	"motcua/internal/store"
	"motcua/internal/testkit"
)

// While an update is under way, processes of the version before go on over the
// new schema: each statement they send must still be accepted, and rows they
// write know nothing of a new column.
func TestTheVersionBeforeRunsOnTodaysSchema(t *testing.T) {
	eachFixture(t, func(t *testing.T, dir string, engine store.Engine) {
		old := connect(t, engine, restore(t, dir, engine))
		before := columns(t, engine, old)
		dsn := testkit.FreshDSN(t, engine)
		db, err := store.Open(context.Background(), store.Config{DSN: dsn, Relaxed: true})
		must(t, err)
		testkit.Migrate(t, db)
		restarts(t, db, dir)
		must(t, db.Close())
		now := connect(t, engine, dsn)
		all := oldStatements(t, dir)
		if len(all) < 90 {
			t.Fatalf("only %d statements kept", len(all))
		}
		for _, s := range all {
			p, err := now.Prepare(s.On(engine))
			if err != nil {
				t.Errorf("%s %s: %v\n%s", s.Package, s.Name, err, s.Text)
				continue
			}
			must(t, p.Close())
		}
		for name, needed := range columns(t, engine, now) {
			table, _, _ := strings.Cut(name, ".")
			_, known := before[name]
			if _, was := before[table+".authority"]; was && !known && needed {
				t.Errorf("%s is new and must be given: rows of the version before are refused", name)
			}
		}
	})
}

// restarts opens the database as a process of the version before does when it is
// started again: it knows fewer migrations, and must leave the others in place.
func restarts(t *testing.T, db *store.DB, dir string) {
	t.Helper()
	known := fstest.MapFS{}
	last, err := strconv.ParseInt(filepath.Base(dir), 10, 64)
	must(t, err)
	err = fs.WalkDir(app.Migrations(), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".sql" {
			return err
		}
		n, err := strconv.ParseInt(filepath.Base(path)[:5], 10, 64)
		if err != nil || n > last {
			return err
		}
		text, err := fs.ReadFile(app.Migrations(), path)
		known[path] = &fstest.MapFile{Data: text}
		return err
	})
	must(t, err)
	version, err := db.Migrate(context.Background(), known)
	if want := store.Newest(app.Migrations(), db.Engine()); err != nil || version != want {
		t.Errorf("the version before starts again and finds schema %d, want %d: %v", version, want, err)
	}
}

func connect(t *testing.T, engine store.Engine, dsn string) *sql.DB {
	t.Helper()
	driver, source := "pgx", dsn
	if engine == store.SQLite {
		driver, source = "sqlite", strings.TrimPrefix(dsn, "sqlite:")
	}
	db, err := sql.Open(driver, source)
	must(t, err)
	t.Cleanup(func() { db.Close() })
	return db
}

var kept = regexp.MustCompile(`(?s)-- (\S+) (\w+)\n(.*?)\n\n`)

func oldStatements(t *testing.T, dir string) (out []testkit.Statement) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, statementsFile))
	must(t, err)
	for _, m := range kept.FindAllStringSubmatch(string(text), -1) {
		out = append(out, testkit.Statement{Package: m[1], Name: m[2], Text: m[3]})
	}
	return out
}

// columns tells of each "table.column" whether an INSERT must give it.
func columns(t *testing.T, engine store.Engine, db *sql.DB) map[string]bool {
	t.Helper()
	query := `SELECT table_name || '.' || column_name, is_nullable = 'NO' AND column_default IS NULL FROM information_schema.columns WHERE table_schema = 'public'`
	if engine == store.SQLite {
		query = `SELECT m.name || '.' || c.name, c."notnull" = 1 AND c.dflt_value IS NULL FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'`
	}
	rows, err := db.Query(query)
	must(t, err)
	defer rows.Close()
	out := map[string]bool{}
	for rows.Next() {
		var name string
		var needed bool
		must(t, rows.Scan(&name, &needed))
		out[name] = needed
	}
	must(t, rows.Err())
	if len(out) == 0 {
		t.Fatal("no columns")
	}
	return out
}

// The rule bites: a column taken away and one that must be given are both seen.
func TestBesideRuleBites(t *testing.T) {
	if testing.Short() {
		t.Skip("makes databases")
	}
	for _, engine := range []store.Engine{store.SQLite, store.Postgres} {
		t.Run(string(engine), func(t *testing.T) {
			db := connect(t, engine, testkit.FreshDSN(t, engine))
			_, err := db.Exec(`CREATE TABLE draft (authority integer NOT NULL, id bigint NOT NULL, added integer NOT NULL)`)
			must(t, err)
			if got := columns(t, engine, db); !got["draft.added"] {
				t.Errorf("a column that must be given is not seen: %v", got)
			}
			_, err = db.Prepare(`UPDATE draft SET unit = $3 WHERE authority = $1 AND id = $2`)
			if err == nil {
				t.Error("a statement on a column that is gone is accepted")
			}
		})
	}
}
