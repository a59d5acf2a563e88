package testkit

import (
	"net/url"
	"os"
	"strings"
	"testing"

	"motcua/internal/store"
)

// EachWay is EachEngine and PostgreSQL by way of PgBouncer besides: for tests of
// what depends on how statements reach the server.
func EachWay(t *testing.T, fn func(t *testing.T, b Bench)) {
	t.Helper()
	EachEngine(t, fn)
	if only := os.Getenv(EnginesEnv); only == "" || strings.Contains(only, string(store.Postgres)) {
		t.Run("pgbouncer", func(t *testing.T) { fn(t, Pooled(t)) })
	}
}

// Pooled is a bench on the package's PostgreSQL database behind PgBouncer in
// transaction mode. Without one the test is skipped aloud, and fails where CI
// says that all must run.
func Pooled(t testing.TB) Bench {
	t.Helper()
	return open(t, store.Config{DSN: PooledDSN(t, DSN(t, store.Postgres)), Pooler: true})
}

// PooledDSN names the database of a PostgreSQL DSN by way of PgBouncer.
func PooledDSN(t testing.TB, dsn string) string {
	t.Helper()
	bouncer := os.Getenv(PgBouncerEnv)
	if bouncer == "" {
		if os.Getenv("CI") == "true" {
			t.Fatalf("%s is not set: tests through PgBouncer must run here", PgBouncerEnv)
		}
		t.Skipf("%s is not set: scripts/pg.sh exec starts one, or run make test", PgBouncerEnv)
	}
	server, err := url.Parse(dsn)
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(bouncer)
	if err != nil {
		t.Fatal(err)
	}
	u.Path = server.Path
	return u.String()
}
