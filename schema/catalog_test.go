package schema_test

import (
	"context"
	"database/sql"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"

	_ "github.com/jackc/pgx/v5/stdlib" // opens PostgreSQL without the store
	_ "modernc.org/sqlite"             // opens SQLite without the store

	"motcua/internal/store"
	"motcua/internal/testkit"
	"motcua/schema"
)

// column is a column as both engines can tell it: int, text or bytes.
type column struct {
	Name, Type string
	Null       bool
	Default    string
}

// index is an index or a key; the name counts only where a statement gave one.
type index struct {
	Name, Columns, Where string
	Unique               bool
}

// foreign is a foreign key: its columns, the table and columns it points to and
// what happens to it there.
type foreign struct{ Columns, Table, To, OnUpdate, OnDelete string }

// table is everything compared of a table; the slices are sorted, but for the
// columns, which keep their order.
type table struct {
	Columns []column
	Primary string
	Keys    []index
	Indexes []index
	Foreign []foreign
}

// gooseTable is the migrator's own.
const gooseTable = "goose_db_version"

// migrated is a fresh database of the engine at the newest schema, opened beside
// the store so that catalogs can be read as they are.
func migrated(t *testing.T, engine store.Engine) *sql.DB {
	t.Helper()
	dsn := testkit.FreshDSN(t, engine)
	db, err := store.Open(context.Background(), store.Config{DSN: dsn, Relaxed: true})
	if err != nil {
		t.Fatal(err)
	}
	testkit.Migrate(t, db)
	err = db.Close()
	if err != nil {
		t.Fatal(err)
	}
	return raw(t, engine, dsn)
}

func raw(t *testing.T, engine store.Engine, dsn string) *sql.DB {
	t.Helper()
	driver, source := "pgx", dsn
	if engine == store.SQLite {
		driver, source = "sqlite", strings.TrimPrefix(dsn, "sqlite:")
	}
	db, err := sql.Open(driver, source)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// provider migrates db up and down.
func provider(t *testing.T, engine store.Engine, db *sql.DB) *goose.Provider {
	t.Helper()
	dialect := database.DialectSQLite3
	if engine == store.Postgres {
		dialect = database.DialectPostgres
	}
	p, err := goose.NewProvider(dialect, db, folder(t, engine))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func folder(t *testing.T, engine store.Engine) fs.FS {
	t.Helper()
	sub, err := fs.Sub(schema.OneStop, filepath.ToSlash(filepath.Join("onestop", string(engine))))
	if err != nil {
		t.Fatal(err)
	}
	return sub
}

// catalog reads the tables of db.
func catalog(t *testing.T, engine store.Engine, db *sql.DB) map[string]*table {
	t.Helper()
	if engine == store.SQLite {
		return sqliteCatalog(t, db)
	}
	return postgresCatalog(t, db)
}

// rows runs a query and gives each row as text.
func rows(t *testing.T, db *sql.DB, query string, args ...any) [][]string {
	t.Helper()
	found, err := db.Query(query, args...)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer found.Close()
	names, err := found.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var out [][]string
	for found.Next() {
		values := make([]sql.NullString, len(names))
		targets := make([]any, len(names))
		for i := range values {
			targets[i] = &values[i]
		}
		err = found.Scan(targets...)
		if err != nil {
			t.Fatal(err)
		}
		row := make([]string, len(names))
		for i, v := range values {
			row[i] = v.String
		}
		out = append(out, row)
	}
	if found.Err() != nil {
		t.Fatal(found.Err())
	}
	return out
}

// plainType is the type both engines share.
func plainType(t *testing.T, name string) string {
	t.Helper()
	switch strings.ToLower(name) {
	case "integer", "bigint":
		return "int"
	case "text":
		return "text"
	case "bytea", "blob":
		return "bytes"
	}
	t.Errorf("type %q is none of the portable ones", name)
	return name
}

// plainWhere is a predicate without the brackets and blanks an engine adds.
func plainWhere(text string) string {
	return strings.NewReplacer("(", "", ")", "", " ", "").Replace(strings.ToLower(text))
}
