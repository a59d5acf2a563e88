package apptest

import (
	"context"
	"fmt"
	"testing"

	"motcua/app"
	"motcua/authz"
	"motcua/dossier"
	"motcua/world"
)

// Province is the number of the world's province, for tests in which several
// processes open one database.
const Province = 37

// Seed writes the province into the empty database of c and makes its key.
func Seed(t testing.TB, c app.Config) {
	t.Helper()
	ctx := context.Background()
	ring, err := app.OpenRing(c)
	if err != nil {
		t.Fatal(err)
	}
	db, err := app.OpenDB(ctx, c)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	w, err := world.ND61()
	if err != nil {
		t.Fatal(err)
	}
	_, err = app.Seed(ctx, app.Core{Config: c, DB: db, Ring: ring}, app.Seeding{World: w, Of: Province, Password: func() string { return "" }})
	if err != nil {
		t.Fatal(err)
	}
}

// Staff is who works at a commune.
type Staff struct {
	Commune                           int64
	Counter, Specialist, Leader, Head authz.Actor // Head of the one-stop unit
}

// Hire finds the staff of a demo commune (0 is the main one) in a seeded province.
func Hire(ctx context.Context, core *app.Core, commune int) (Staff, error) {
	w, err := world.ND61()
	if err != nil {
		return Staff{}, err
	}
	s := Staff{Commune: w.DemoCommunes[commune].ID}
	places, _ := dossier.PlacesOf(core.Units, s.Commune)
	for _, post := range []struct {
		unit int64
		role authz.Role
		who  *authz.Actor
	}{{places.OneStop, authz.CounterOfficial, &s.Counter}, {places.Division, authz.Specialist, &s.Specialist}, {places.Leadership, authz.Leader, &s.Leader},
		{places.OneStop, authz.OneStopHead, &s.Head}} {
		people, err := core.Identity.Officials(ctx, core.Authority, post.unit, post.role)
		if err != nil || len(people) == 0 {
			return s, fmt.Errorf("nobody is %s: %w", post.role, err)
		}
		*post.who = authz.Actor{Kind: authz.KindOfficial, Account: people[0].Account, Posts: []authz.Post{{Unit: post.unit, Role: post.role}}}
	}
	return s, nil
}
