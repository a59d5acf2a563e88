package upgrade_test

import (
	"compress/gzip"
	"context"
	"database/sql"
	"io"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"motcua/app"
	"motcua/app/apptest"
	"motcua/internal/clock"
	"motcua/internal/store"
	"motcua/internal/testkit"
	"motcua/notify"
	"motcua/world"
)

// eachFixture runs fn for every released version kept, on both engines.
func eachFixture(t *testing.T, fn func(t *testing.T, dir string, engine store.Engine)) {
	t.Helper()
	if testing.Short() {
		t.Skip("restores databases")
	}
	dirs, err := filepath.Glob("testdata/[0-9]*")
	if err != nil || len(dirs) == 0 {
		t.Fatalf("no fixture: %v", err)
	}
	for _, dir := range dirs {
		for _, engine := range []store.Engine{store.SQLite, store.Postgres} {
			t.Run(filepath.Base(dir)+"/"+string(engine), func(t *testing.T) { fn(t, dir, engine) })
		}
	}
}

// restored is the configuration of a fixture, its database put back as it was and
// its clock some minutes after it was packed.
func restored(t *testing.T, dir string, engine store.Engine, r recorded) app.Config {
	t.Helper()
	at, err := time.Parse(time.RFC3339, r.Until)
	must(t, err)
	return app.Config{Authority: authority, DSN: restore(t, dir, engine), KeyDir: keyDir(t, dir), Relaxed: true,
		Clock: clock.NewManual(clock.FromTime(at).Add(5 * time.Minute)), Log: slog.New(slog.DiscardHandler),
		BaseURL: "http://portal.test", Texts: keys{}, Mailer: postman{}, Sender: notify.Sender{Address: "motcua@langson.example.vn", Name: "Một Cửa"}}
}

// keyDir holds the fixture's key as only its owner may read it.
func keyDir(t *testing.T, dir string) string {
	t.Helper()
	name := "authority-37.key"
	raw, err := os.ReadFile(filepath.Join(dir, name))
	must(t, err)
	to := t.TempDir()
	must(t, os.WriteFile(filepath.Join(to, name), raw, 0o600))
	return to
}

func restore(t *testing.T, dir string, engine store.Engine) (dsn string) {
	t.Helper()
	dsn = testkit.FreshDSN(t, engine)
	plain := unpack(t, dump(dir, engine))
	if engine == store.SQLite {
		must(t, os.WriteFile(strings.TrimPrefix(dsn, "sqlite:"), plain, 0o600))
		return dsn
	}
	u, err := url.Parse(dsn)
	must(t, err)
	q := u.Query()
	q.Set("default_query_exec_mode", "simple_protocol") // a dump is many statements in one text
	u.RawQuery = q.Encode()
	db, err := sql.Open("pgx", u.String())
	must(t, err)
	defer db.Close()
	_, err = db.Exec(psqlOnly.ReplaceAllString(string(plain), ""))
	must(t, err)
	return dsn
}

// psqlOnly are the lines of a dump that speak to psql.
var psqlOnly = regexp.MustCompile(`(?m)^\\(un)?restrict .*$`)

func unpack(t *testing.T, file string) []byte {
	t.Helper()
	f, err := os.Open(file)
	must(t, err)
	defer f.Close()
	z, err := gzip.NewReader(f)
	must(t, err)
	plain, err := io.ReadAll(z)
	must(t, err)
	return plain
}

// open is the town of a fixture under today's program.
func open(t *testing.T, c app.Config, r recorded) apptest.Town {
	t.Helper()
	core, err := app.OpenCore(context.Background(), c)
	must(t, err)
	t.Cleanup(func() { core.DB.Close() })
	w, err := world.ND61()
	must(t, err)
	return apptest.Town{Bench: testkit.Bench{DB: core.DB, Clock: c.Clock.(*clock.Manual), Authority: authority}, Core: core, World: w,
		Accounts: r.Accounts, Commune: w.DemoCommunes[0].ID}
}

// postman delivers every mail.
type postman struct{}

// Send delivers.
func (postman) Send(context.Context, notify.Mail) error { return nil }
