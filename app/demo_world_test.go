package app

import (
	"context"
	"io"
	"log/slog"
	"os"
	"strings"
	"testing"

	"motcua/authz"
	"motcua/internal/clock"
	"motcua/world"
)

// The world of today lives a history through the same services, and its folder
// remembers it.
func TestDemoOfToday(t *testing.T) {
	if testing.Short() {
		t.Skip("seeds a province")
	}
	ctx := context.Background()
	d := Demo{Dir: t.TempDir(), World: "today", History: 1, Seed: 61, Out: io.Discard, Log: slog.New(slog.DiscardHandler)}
	w, err := d.world()
	if err != nil {
		t.Fatal(err)
	}
	_, err = d.prepare(ctx, w, nil, clock.System{}.Now())
	if err != nil {
		t.Fatal(err)
	}
	name, err := DemoLaw(d.Dir)
	if err != nil || name != world.LawToday {
		t.Errorf("law %q, %v", name, err)
	}
	dsn, err := DemoDSN(d.Dir)
	if err != nil {
		t.Fatal(err)
	}
	core, err := OpenCore(ctx, Config{Authority: demoAuthority, DSN: dsn, KeyDir: d.path("keys"), ReadOnly: true, Log: d.Log, Law: name})
	if err != nil {
		t.Fatal(err)
	}
	defer core.DB.Close()
	report, err := core.Dossiers.Verify(ctx)
	if err != nil || len(report.Mismatches) > 0 || report.Dossiers < PerDay {
		t.Errorf("verify: %d dossiers, %v, %v", report.Dossiers, report.Mismatches, err)
	}
	if communes := core.Units.AtLevel("commune"); len(communes) != 65 || len(core.Units.AtLevel("district")) != 0 {
		t.Errorf("%d communes are stored", len(communes))
	}
	control, _ := w.UnitByRef("province/20/van-phong-ubnd/kiem-soat-tthc")
	people, err := core.Identity.Officials(ctx, demoAuthority, control.ID, authz.ControlOfficial)
	if err != nil || len(people) != 1 {
		t.Errorf("control officials on %s: %v, %v", clock.System{}.Now().Date(), people, err)
	}
}

// Another world than the folder's is refused; one that remembers none is the first.
func TestDemoKnowsItsWorld(t *testing.T) {
	for _, c := range []struct{ kept, given, want, refused string }{
		{`{"seed":61}`, "", "nd61", ""},
		{`{"seed":61}`, "nd61", "nd61", ""},
		{`{"seed":61}`, "today", "", "is the world nd61, not today"},
		{`{"seed":61,"world":"today"}`, "", "today", ""},
		{`{"seed":61,"world":"today"}`, "nd61", "", "is the world today, not nd61"},
		{"", "", "nd61", ""},
		{"", "today", "today", ""},
		{"", "nd62", "", `"nd62" is no world: nd61, today`},
	} {
		d := Demo{Dir: t.TempDir(), World: c.given}
		if c.kept != "" {
			err := os.WriteFile(d.path(demoKept), []byte(c.kept), 0o600)
			if err != nil {
				t.Fatal(err)
			}
		}
		w, err := d.world()
		if c.refused != "" {
			if err == nil || !strings.Contains(err.Error(), c.refused) {
				t.Errorf("%s with --world %q: %v", c.kept, c.given, err)
			}
			continue
		}
		if err != nil || w.Name != c.want {
			t.Errorf("%s with --world %q: %v", c.kept, c.given, err)
		}
	}
}

func TestTimelines(t *testing.T) {
	for _, name := range []string{"", world.LawND61, world.LawToday} {
		law, err := timeline(name)
		if err != nil || law == nil {
			t.Errorf("%q: %v", name, err)
		}
	}
	_, err := timeline("nd99")
	if err == nil || !strings.Contains(err.Error(), `"nd99" is no timeline`) {
		t.Errorf("error %v", err)
	}
}
