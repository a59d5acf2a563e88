// Package testkit gives tests real databases: every storage test runs on SQLite
// and on PostgreSQL, each under an authority of its own in a database shared by
// the package, which is faster than a database per test and proves tenancy.
package testkit

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // creates and drops test databases

	"motcua/internal/clock"
	"motcua/internal/store"
	"motcua/schema"
)

// PostgresEnv names the variable with the DSN of a PostgreSQL server on which
// tests may create databases, PgBouncerEnv that of a PgBouncer in transaction
// mode before the same server. EnginesEnv limits the engines ("postgres").
const (
	PostgresEnv  = "MOTCUA_TEST_POSTGRES"
	PgBouncerEnv = "MOTCUA_TEST_PGBOUNCER"
	EnginesEnv   = "MOTCUA_TEST_ENGINES"
)

// Start is where the clocks of tests stand: Monday 2019-06-17 08:00 in Hà Nội.
var Start = clock.At(clock.MustDate("2019-06-17"), clock.MustTimeOfDay("08:00"))

// Bench is a database, a clock and a fresh authority.
type Bench struct {
	DB        *store.DB
	Clock     *clock.Manual
	Authority int32
}

var lastAuthority atomic.Int32

// EachEngine runs fn as a subtest on every engine. Without a PostgreSQL server
// that half is skipped aloud, and fails where CI says that all must run.
func EachEngine(t *testing.T, fn func(t *testing.T, b Bench)) {
	t.Helper()
	for _, engine := range engines() {
		t.Run(string(engine), func(t *testing.T) { fn(t, Open(t, engine)) })
	}
}

func engines() []store.Engine {
	all := []store.Engine{store.SQLite, store.Postgres}
	only := os.Getenv(EnginesEnv)
	if only == "" {
		return all
	}
	return slices.DeleteFunc(all, func(e store.Engine) bool { return !strings.Contains(only, string(e)) })
}

// Open is a bench on one engine; the database is closed with the test.
func Open(t testing.TB, engine store.Engine) Bench {
	t.Helper()
	return open(t, store.Config{DSN: DSN(t, engine)})
}

func open(t testing.TB, c store.Config) Bench {
	t.Helper()
	manual := clock.NewManual(Start)
	c.Relaxed, c.Clock = true, manual
	db, err := store.Open(context.Background(), c)
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	t.Cleanup(func() { db.Close() })
	Migrate(t, db)
	return Bench{DB: db, Clock: manual, Authority: 1000 + lastAuthority.Add(1)}
}

// Migrate brings db to the newest schema.
func Migrate(t testing.TB, db *store.DB) {
	t.Helper()
	folder, err := fs.Sub(schema.OneStop, "onestop")
	if err != nil {
		t.Fatal(err)
	}
	migrating.Lock() // tests of a package share the PostgreSQL database
	defer migrating.Unlock()
	_, err = db.Migrate(context.Background(), folder)
	if err != nil {
		t.Fatal(err)
	}
}

var (
	migrating sync.Mutex
	postgres  struct {
		once sync.Once
		dsn  string
		err  error
	}
)

// DSN names a database for the test: a file of its own on SQLite; on PostgreSQL
// the package's database, made on first use.
func DSN(t testing.TB, engine store.Engine) string {
	t.Helper()
	if engine == store.SQLite {
		return "sqlite:" + filepath.Join(t.TempDir(), "test.db")
	}
	server := os.Getenv(PostgresEnv)
	if server == "" {
		if os.Getenv("CI") == "true" {
			t.Fatalf("%s is not set: PostgreSQL tests must run here", PostgresEnv)
		}
		t.Skipf("%s is not set: start one with scripts/pg.sh, or run make test", PostgresEnv)
	}
	postgres.once.Do(func() { postgres.dsn, postgres.err = createDatabase(server) })
	if postgres.err != nil {
		t.Fatalf("create test database: %v", postgres.err)
	}
	return postgres.dsn
}

// FreshDSN is a database nobody else uses: for tests that count rows of all
// authorities, kill processes or compare schemas.
func FreshDSN(t testing.TB, engine store.Engine) string {
	t.Helper()
	if engine == store.SQLite {
		return DSN(t, engine)
	}
	DSN(t, engine) // skips or fails when there is no server
	dsn, err := createDatabase(os.Getenv(PostgresEnv))
	if err != nil {
		t.Fatal(err)
	}
	return dsn
}

var lastDatabase atomic.Int32

func createDatabase(server string) (string, error) {
	admin, err := sql.Open("pgx", server)
	if err != nil {
		return "", err
	}
	defer admin.Close()
	name := fmt.Sprintf("mc_%d_%d", os.Getpid(), lastDatabase.Add(1))
	cut := name + " WITH (FORCE)" // of an earlier process with this pid
	_, err = admin.Exec("DROP DATABASE IF EXISTS " + cut)
	if err != nil {
		return "", err
	}
	_, err = admin.Exec("CREATE DATABASE " + name)
	if err != nil {
		return "", err
	}
	u, err := url.Parse(server)
	if err != nil {
		return "", err
	}
	u.Path = "/" + name
	return u.String(), nil
}

// Again is another authority in the same database.
func (b Bench) Again() Bench {
	b.Authority = 1000 + lastAuthority.Add(1)
	b.Clock.Set(Start)
	return b
}
