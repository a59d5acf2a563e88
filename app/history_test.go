package app_test

import (
	"context"
	"testing"

	"motcua/app"
	"motcua/app/apptest"
	"motcua/dossier"
	"motcua/internal/clock"
)

// A fortnight lived through the services leaves dossiers in every state, late
// ones too, and everything stored follows from the events.
func TestHistoryLooksAlive(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		ctx := context.Background()
		until := clock.At(clock.MustDate("2019-07-05"), clock.MustTimeOfDay("10:30"))
		town.Bench.Clock.Set(clock.At(clock.MustDate("2019-06-17"), 0))
		h := app.History{Core: town.Core, Clock: town.Bench.Clock, World: town.World, People: town.Accounts, Seed: 1, Days: 18, Until: until}
		filed, err := h.Run(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if filed < 18*app.PerDay {
			t.Errorf("%d applications in 19 days", filed)
		}
		report, err := town.Dossiers.Verify(ctx)
		if err != nil || len(report.Mismatches) > 0 {
			t.Fatalf("verify: %v, %v", err, report.Mismatches)
		}
		stats, err := town.Dossiers.Standings(ctx, clock.MustDate("2019-01-01"), clock.MustDate("2019-12-31"))
		if err != nil {
			t.Fatal(err)
		}
		all, open := dossier.Figures{}, int64(0)
		for _, f := range stats {
			open += f.Open()
			for m, n := range f.Figures {
				all[m] += n
			}
		}
		for _, m := range []dossier.Metric{dossier.CountReceived, dossier.CountRefused, dossier.CountOnTime, dossier.CountLate, dossier.CountReturned} {
			if all[m] == 0 {
				t.Errorf("no dossier was counted as %s: %v", m, all)
			}
		}
		if open == 0 {
			t.Errorf("nothing is open at half past ten: %v", all)
		}
		t.Logf("%d filed, %d events, %v", filed, report.Events, all)
	})
}
