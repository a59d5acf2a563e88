package app

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"os"
	"slices"

	"motcua/authz"
	"motcua/internal/clock"
	"motcua/internal/seal"
	"motcua/internal/store"
	"motcua/web/demo"
	"motcua/world"
)

// populate writes the world's people and lives the history.
func (d Demo) populate(ctx context.Context, c Config, db *store.DB, ring *seal.Ring, w *world.World, past *clock.Manual, until clock.Instant) (kept, error) {
	there, err := Seeded(ctx, db, c.Authority)
	if err != nil {
		return kept{}, err
	}
	if there {
		return kept{}, fmt.Errorf("the database holds authority %d already, but %s does not know its people: use an empty database", c.Authority, d.Dir)
	}
	accounts, err := Seed(ctx, Core{Config: c, DB: db, Ring: ring}, Seeding{World: w, Of: c.Authority, Password: password, Whole: true})
	if err != nil {
		return kept{}, err
	}
	core, err := NewCore(ctx, c, db, ring)
	if err != nil {
		return kept{}, err
	}
	if d.History > 0 {
		h := History{Core: core, Clock: past, World: w, People: accounts, Seed: d.Seed, Days: d.History, Until: until}
		filed, err := h.Run(ctx)
		if err != nil {
			return kept{}, err
		}
		fmt.Fprintf(d.Out, "history   %d days, %d applications\n", d.History, filed)
	}
	return kept{Seed: d.Seed, History: d.History, Accounts: accounts}, nil
}

// password makes one that can be typed: 12 characters of base 32.
func password() string { return rand.Text()[:12] }

// tour lists the demonstration's people for its front page.
func (d Demo) tour(k kept, w *world.World, own *clock.Running) *demo.Config {
	t := &demo.Config{Clock: own, World: demo.Text(w.Title), Note: demo.Text(w.Note), Procedure: BirthRegistration, SandboxURL: d.base(sandboxPort) + "/"}
	for _, a := range k.Accounts {
		person := demo.Account{ID: a.ID, Kind: a.Kind, Login: a.Login, Password: a.Password, Name: a.Name,
			Title: demo.Text{VI: a.Title.VI, EN: a.Title.EN}}
		if len(a.Roles) > 0 {
			person.Role = a.Roles[0]
		}
		if a.Unit == 0 {
			person.Title = demo.Text{VI: "Công dân", EN: "Citizen"}
		}
		if u, ok := w.Unit(a.Unit); ok {
			person.Unit = demo.Text{VI: u.Name.VI, EN: u.Name.EN}
		}
		t.Accounts = append(t.Accounts, person)
	}
	return t
}

// Token is one scriptable sign-in: send Authorization as that header.
type Token struct {
	Role          string `json:"role"`
	Surface       string `json:"surface"`
	Base          string `json:"base"`
	Authorization string `json:"authorization"`
}

// tokens opens a session for the first holder of each role and writes them to
// tokens.json, readable by the owner alone.
func (d Demo) tokens(ctx context.Context, core *Core, k kept) error {
	var out []Token
	for _, role := range []authz.Role{authz.Citizen, authz.CounterOfficial, authz.Specialist, authz.Leader, authz.OneStopHead, authz.ControlOfficial, authz.Administrator} {
		i := slices.IndexFunc(k.Accounts, func(a Account) bool { return slices.Contains(a.Roles, role) })
		if i < 0 {
			continue
		}
		token, err := core.Identity.OpenSession(ctx, core.Config.Authority, k.Accounts[i].ID)
		if err != nil {
			return err
		}
		out = append(out, Token{Role: string(role), Surface: "province", Base: d.base(provincePort), Authorization: "Bearer " + string(token)})
	}
	raw, err := json.MarshalIndent(out, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(d.path("tokens.json"), append(raw, '\n'), 0o600)
}
