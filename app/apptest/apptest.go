// Package apptest gives tests a small authority with everything in it: the demo
// communes of a world, their officials, two citizens, the catalogue and the
// services, on either engine.
package apptest

import (
	"context"
	"log/slog"
	"slices"
	"testing"

	"motcua/app"
	"motcua/authz"
	"motcua/form/sample"
	"motcua/internal/seal"
	"motcua/internal/store"
	"motcua/internal/testkit"
	"motcua/world"
)

// Town is a seeded authority.
type Town struct {
	testkit.Bench
	*app.Core
	World    *world.World
	Accounts []app.Account
	Commune  int64 // the main demo commune
}

// Each runs fn with a fresh town on every engine.
func Each(t *testing.T, fn func(t *testing.T, town Town)) {
	t.Helper()
	testkit.EachEngine(t, func(t *testing.T, b testkit.Bench) { fn(t, Build(t, b)) })
}

// EachWay is Each and PostgreSQL by way of PgBouncer besides.
func EachWay(t *testing.T, fn func(t *testing.T, town Town)) {
	t.Helper()
	testkit.EachWay(t, func(t *testing.T, b testkit.Bench) { fn(t, Build(t, b)) })
}

// New is a fresh town on SQLite, for tests of what is above the store.
func New(t testing.TB) Town {
	t.Helper()
	return Build(t, testkit.Open(t, store.SQLite))
}

// Build seeds a town into an open bench.
func Build(t testing.TB, b testkit.Bench) Town {
	t.Helper()
	ctx := context.Background()
	ring := seal.NewRing()
	ring.Add(b.Authority, seal.NewKey())
	config := app.Config{Authority: b.Authority, Clock: b.Clock, Log: slog.New(slog.DiscardHandler), BaseURL: "http://portal.test",
		Texts: Keys{}, FilesDir: t.TempDir()}
	w, err := world.ND61()
	if err != nil {
		t.Fatal(err)
	}
	accounts, err := app.Seed(ctx, app.Core{Config: config, DB: b.DB, Ring: ring},
		app.Seeding{World: w, Of: w.Authorities[0].ID, Keep: town(w), Password: func() string { return "" }})
	if err != nil {
		t.Fatal(err)
	}
	core, err := app.NewCore(ctx, config, b.DB, ring)
	if err != nil {
		t.Fatal(err)
	}
	return Town{Bench: b, Core: core, World: w, Accounts: accounts, Commune: w.DemoCommunes[0].ID}
}

// Keys stands in for the words of notices: tests of the core need none.
type Keys struct{}

// T is the key itself.
func (Keys) T(_, key string, _ ...any) string { return key }

// town keeps the demo communes with their parts, the units in which officials have
// their posts, and what stands above.
func town(w *world.World) func(world.Unit) bool {
	whole, keep := map[int64]bool{}, map[int64]bool{}
	up := func(id int64) {
		for id != 0 {
			keep[id] = true
			u, _ := w.Unit(id)
			id = u.Parent
		}
	}
	for _, c := range w.DemoCommunes {
		whole[c.ID] = true
		up(c.ID)
	}
	for _, o := range w.Officials {
		for _, g := range o.Grants {
			up(g.Unit)
		}
	}
	return func(u world.Unit) bool { return keep[u.ID] || whole[u.Parent] }
}

// Login is the actor behind a login of the world.
func (town Town) Login(t testing.TB, login string) authz.Actor {
	t.Helper()
	a := town.Account(t, login)
	token, err := town.Identity.OpenSession(context.Background(), town.Authority(), a.ID)
	if err != nil {
		t.Fatal(err)
	}
	p, err := town.Identity.Session(context.Background(), town.Authority(), token)
	if err != nil {
		t.Fatal(err)
	}
	return p.Actor
}

// Authority is the town's tenant number.
func (town Town) Authority() int32 { return town.Core.Config.Authority }

// Account is the account with a login.
func (town Town) Account(t testing.TB, login string) app.Account {
	t.Helper()
	i := slices.IndexFunc(town.Accounts, func(a app.Account) bool { return a.Login == login })
	if i < 0 {
		t.Fatalf("no account %q", login)
	}
	return town.Accounts[i]
}

// Logins of the main commune and its citizen.
const (
	Lan        = "0900000011"
	Phuc       = "0900000022"
	Counter    = "tiepnhan.vinhtrai"
	Specialist = "hotich.vinhtrai"
	Vice       = "phochutich.vinhtrai"
	Chairman   = "chutich.vinhtrai"
	Admin      = "quantri.ls"
)

// File files a birth registration as the citizen and returns the dossier.
func (town Town) File(t testing.TB, citizen authz.Actor, seed uint64) int64 {
	t.Helper()
	id, err := town.Filed(citizen, town.Commune, seed)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// Filed is File with its error, for many at once.
func (town Town) Filed(citizen authz.Actor, commune int64, seed uint64) (int64, error) {
	draft, err := town.Draft(citizen, commune, seed)
	if err != nil {
		return 0, err
	}
	return town.Dossiers.Submit(context.Background(), citizen, draft, true)
}

// Draft writes a complete draft.
func (town Town) Draft(citizen authz.Actor, commune int64, seed uint64) (int64, error) {
	return town.DraftBirth(context.Background(), citizen, commune, sample.BirthRegistration(seed, town.Bench.Clock.Now().Date()))
}
