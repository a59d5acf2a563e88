package schema_test

import (
	"context"
	"database/sql"
	"io/fs"
	"maps"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"

	"motcua/internal/store"
	"motcua/internal/testkit"
	"motcua/schema"
)

func texts(t *testing.T, engine store.Engine) map[string]string {
	t.Helper()
	out := map[string]string{}
	names, err := fs.Glob(schema.OneStop, "onestop/"+string(engine)+"/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		raw, err := schema.OneStop.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		out[name[strings.LastIndex(name, "/")+1:]] = string(raw)
	}
	return out
}

// What PostgreSQL's text says in SQLite's words; nothing else may differ, so
// checks, comments and order are held too.
var inSQLite = strings.NewReplacer(` text COLLATE "C"`, " TEXT", " bigint", " INTEGER", " integer", " INTEGER", " bytea", " BLOB", "\n);", "\n) STRICT;")

func TestMigrationsAreOneTextInTwoDialects(t *testing.T) {
	pg, lite := texts(t, store.Postgres), texts(t, store.SQLite)
	if len(pg) == 0 {
		t.Fatal("no migration was found")
	}
	number := regexp.MustCompile(`^[0-9]{5}_[a-z0-9_]+\.sql$`)
	for name := range maps.Keys(pg) {
		if !number.MatchString(name) {
			t.Errorf("%s is not named NNNNN_name.sql", name)
		}
	}
	for name := range lite {
		if _, ok := pg[name]; !ok {
			t.Errorf("%s exists for SQLite only", name)
		}
	}
	for name, text := range pg {
		mine, ok := lite[name]
		if !ok {
			t.Errorf("%s exists for PostgreSQL only", name)
			continue
		}
		want, got := strings.Split(inSQLite.Replace(text), "\n"), strings.Split(mine, "\n")
		for i := range max(len(want), len(got)) {
			if i >= len(want) || i >= len(got) || want[i] != got[i] {
				t.Errorf("%s line %d: the SQLite text is not the PostgreSQL text", name, i+1)
				break
			}
		}
	}
}

// TestMigrationsGoDownAndUpAgain ends where it began, and leaves nothing behind
// in between.
func TestMigrationsGoDownAndUpAgain(t *testing.T) {
	for engine, dialect := range map[store.Engine]database.Dialect{store.SQLite: database.DialectSQLite3, store.Postgres: database.DialectPostgres} {
		t.Run(string(engine), func(t *testing.T) {
			ctx := context.Background()
			db := open(t, testkit.FreshDSN(t, engine))
			folder, err := fs.Sub(schema.OneStop, "onestop/"+string(engine))
			if err != nil {
				t.Fatal(err)
			}
			provider, err := goose.NewProvider(dialect, db, folder)
			if err != nil {
				t.Fatal(err)
			}
			_, err = provider.Up(ctx)
			if err != nil {
				t.Fatal(err)
			}
			before := describe(t, db, engine)
			_, err = provider.DownTo(ctx, 0)
			if err != nil {
				t.Fatal(err)
			}
			if rest := describe(t, db, engine); len(rest) != 0 {
				t.Errorf("down leaves %d tables: %v", len(rest), rest)
			}
			_, err = provider.Up(ctx)
			if err != nil {
				t.Fatal(err)
			}
			if after := describe(t, db, engine); !reflect.DeepEqual(before, after) {
				t.Error("up after down gives another schema")
			}
		})
	}
}

// open is a plain pool: store knows no way down, since no installation goes there.
func open(t *testing.T, dsn string) *sql.DB {
	t.Helper()
	driver, name := "pgx", dsn
	if path, ok := strings.CutPrefix(dsn, "sqlite:"); ok {
		driver, name = "sqlite", path
	}
	db, err := sql.Open(driver, name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}
