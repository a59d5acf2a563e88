package main

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"testing"

	"motcua/app"
	"motcua/app/apptest"
	"motcua/authz"
	"motcua/form/sample"
	"motcua/internal/store"
	"motcua/internal/testkit"
	"motcua/world"
)

// installation is an authority's database and key folder, closed, with one
// application in it.
func installation(t *testing.T, engine store.Engine) database {
	t.Helper()
	d := database{DB: testkit.FreshDSN(t, engine), Keys: t.TempDir(), Authority: 37}
	ctx := context.Background()
	config := app.Config{Authority: d.Authority, DSN: d.DB, KeyDir: d.Keys, CreateKey: true, Relaxed: true, Log: slog.New(slog.DiscardHandler)}
	ring, err := app.OpenRing(config)
	if err != nil {
		t.Fatal(err)
	}
	db, err := app.OpenDB(ctx, config)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	w, err := world.ND61()
	if err != nil {
		t.Fatal(err)
	}
	accounts, err := app.Seed(ctx, app.Core{Config: config, DB: db, Ring: ring}, app.Seeding{World: w, Of: d.Authority, Password: func() string { return "" }})
	if err != nil {
		t.Fatal(err)
	}
	core, err := app.NewCore(ctx, config, db, ring)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range accounts {
		if a.Login != apptest.Lan {
			continue
		}
		lan := authz.Actor{Kind: authz.KindCitizen, Account: a.ID}
		draft, err := core.DraftBirth(ctx, lan, w.DemoCommunes[0].ID, sample.BirthRegistration(1, db.Clock().Now().Date()))
		if err == nil {
			_, err = core.Dossiers.Submit(ctx, lan, draft, true)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return d
}

// spoil changes what is stored behind the program's back.
func (d database) spoil(t *testing.T, query string) {
	t.Helper()
	db, err := store.Open(context.Background(), store.Config{DSN: d.DB})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	err = db.Update(context.Background(), d.Authority, func(tx *store.Tx) error {
		_, err := tx.ExecContext(context.Background(), query, d.Authority)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// What verify names, rebuild mends from the events; what it cannot mend it names,
// and fails.
func TestRebuildMakesVerifyClean(t *testing.T) {
	for _, engine := range []store.Engine{store.SQLite, store.Postgres} {
		t.Run(string(engine), func(t *testing.T) {
			d := installation(t, engine)
			var out bytes.Buffer
			r := &run{ctx: context.Background(), out: &out, log: slog.New(slog.DiscardHandler)}
			say := func(what string, err error, failed bool, want string) {
				t.Helper()
				if (err != nil) != failed || !strings.Contains(out.String(), want) {
					t.Errorf("%s: %v, says %q, want %q", what, err, out.String(), want)
				}
				out.Reset()
			}
			say("verify", verifyCommand{database: d}.Run(r), false, "1 dossiers, 1 events, 0 mismatches")
			say("statistics", rebuildCommand{"statistics", d}.Run(r), false, "version 3000001")
			say("worklist", rebuildCommand{"worklist", d}.Run(r), false, "1 dossiers, 0 written anew, 0 left")
			d.spoil(t, `UPDATE statistic SET n = 7 WHERE authority = $1`)
			d.spoil(t, `DELETE FROM work_item WHERE authority = $1`)
			say("verify of damage", verifyCommand{database: d}.Run(r), true, "work_item\t")
			say("statistics again", rebuildCommand{"statistics", d}.Run(r), false, "version 3000002")
			say("worklist again", rebuildCommand{"worklist", d}.Run(r), false, "1 written anew")
			say("verify afterwards", verifyCommand{database: d}.Run(r), false, "0 mismatches")
			d.spoil(t, `UPDATE event SET payload = '{}' WHERE authority = $1`)
			say("worklist of a damaged event", rebuildCommand{"worklist", d}.Run(r), true, "event\t")
		})
	}
}
