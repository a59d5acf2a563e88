package app

import (
	"context"
	"io"
	"log/slog"
	"os"
	"strings"
	"testing"

	"motcua/internal/clock"
	"motcua/internal/store"
	"motcua/internal/testkit"
	"motcua/world"
)

// A demonstration goes on with the database it was made with, whoever opens it,
// and says so when another is named.
func TestDemoKnowsItsDatabase(t *testing.T) {
	if testing.Short() {
		t.Skip("seeds a province")
	}
	ctx := context.Background()
	w, err := world.ND61()
	if err != nil {
		t.Fatal(err)
	}
	d := Demo{Dir: t.TempDir(), DSN: testkit.FreshDSN(t, store.Postgres), Out: io.Discard, Log: slog.New(slog.DiscardHandler)}
	_, err = DemoDSN(d.Dir)
	if err == nil || !strings.Contains(err.Error(), "no demonstration") {
		t.Errorf("an empty folder: %v", err)
	}
	_, err = d.prepare(ctx, w, nil, clock.System{}.Now())
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(d.path(demoKept))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%s names passwords and has mode %v, %v", demoKept, info.Mode(), err)
	}
	made := d.DSN
	d.DSN = ""
	k, err := d.prepare(ctx, w, nil, clock.System{}.Now())
	if err != nil || k.DB != made {
		t.Errorf("started again without --db it runs on %q, %v", k.DB, err)
	}
	for _, other := range []string{"sqlite", "postgres://u:geheim@127.0.0.1/other"} {
		d.DSN = other
		_, err = d.prepare(ctx, w, nil, clock.System{}.Now())
		if err == nil || !strings.Contains(err.Error(), "was made with --db postgres://") || strings.Contains(err.Error(), "geheim") {
			t.Errorf("started with --db %s: %v", other, err)
		}
	}
	dsn, err := DemoDSN(d.Dir)
	if err != nil || dsn != made {
		t.Fatalf("the database is %q, %v", dsn, err)
	}
	core, err := OpenCore(ctx, Config{Authority: demoAuthority, DSN: dsn, KeyDir: d.path("keys"), ReadOnly: true, Log: d.Log})
	if err != nil {
		t.Fatal(err)
	}
	defer core.DB.Close()
	report, err := core.Dossiers.Verify(ctx)
	if err != nil || len(report.Mismatches) > 0 {
		t.Errorf("verify: %v, %v", report.Mismatches, err)
	}
}

// A folder made on PostgreSQL by a version that did not write it down learns it.
func TestDemoLearnsItsDatabase(t *testing.T) {
	d := Demo{Dir: t.TempDir(), DSN: "postgres://127.0.0.1/province"}
	err := os.WriteFile(d.path(demoKept), []byte(`{"seed":61}`), 0o600)
	if err != nil {
		t.Fatal(err)
	}
	_, err = d.prepare(context.Background(), nil, nil, clock.System{}.Now())
	if err != nil {
		t.Fatal(err)
	}
	dsn, err := DemoDSN(d.Dir)
	if err != nil || dsn != d.DSN {
		t.Errorf("%q, %v", dsn, err)
	}
}

// Folders made on SQLite, and by versions that did not remember, are found too.
func TestDemoOnSQLite(t *testing.T) {
	for _, kept := range []string{`{"seed":61}`, `{"seed":61,"db":"sqlite"}`} {
		d := Demo{Dir: t.TempDir()}
		err := os.WriteFile(d.path(demoKept), []byte(kept), 0o600)
		if err != nil {
			t.Fatal(err)
		}
		dsn, err := DemoDSN(d.Dir)
		if err != nil || dsn != "sqlite:"+d.path("province.db") {
			t.Errorf("%s: %q, %v", kept, dsn, err)
		}
		for _, given := range []string{"", "sqlite", dsn} {
			d.DSN = given
			_, err = d.prepare(context.Background(), nil, nil, clock.System{}.Now())
			if err != nil {
				t.Errorf("%s again with %q: %v", kept, given, err)
			}
		}
	}
}
