package dossier_test

import (
	"context"
	"errors"
	"runtime"
	"testing"
	"time"

	"motcua/app/apptest"
	"motcua/dossier"
	"motcua/internal/event"
	"motcua/internal/store"
)

// asSchemaOne adds every delta to the totals, as a worker of the first release
// does: it looks at no feed, and knows no share by day of receipt.
func asSchemaOne(t *testing.T, town apptest.Town) {
	t.Helper()
	exec(t, town, `INSERT INTO stat_total (authority, unit, day, metric, n)
		SELECT authority, unit, day, metric, sum(n) FROM stat_delta WHERE authority = $1 AND metric NOT IN ('kept', 'missed')
		GROUP BY authority, unit, day, metric
		ON CONFLICT (authority, unit, day, metric) DO UPDATE SET n = stat_total.n + excluded.n`)
	exec(t, town, `DELETE FROM stat_delta WHERE authority = $1`)
}

// A database of the first release serves its totals until the first version is in
// force, and that counts the same; what a worker of the first release still adds
// up afterwards is taken over.
func TestTheFirstVersionTakesOverFromTheTotals(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		ids := received(t, town, 3)
		finish(t, town, ids[0])
		asSchemaOne(t, town)
		before := total(t, town.Dossiers)
		if before[dossier.CountReceived] != 3 || before.Results() != 1 {
			t.Fatalf("totals of schema 1: %v", before)
		}
		clean(t, town)
		wanted, err := town.Dossiers.RollUpWanted(context.Background())
		if err != nil || !wanted {
			t.Fatalf("no version is built: %v", err)
		}
		rollUp(t, town.Dossiers)
		after := total(t, town.Dossiers)
		for m, n := range before {
			if after[m] != n {
				t.Errorf("%s was %d, is %d", m, n, after[m])
			}
		}
		if after[dossier.CountKept] != 1 {
			t.Errorf("the share by receipt is not counted: %v", after)
		}
		if n := rows(t, town, `SELECT count(*) FROM stat_total WHERE authority = $1`); n != 0 {
			t.Errorf("%d totals of schema 1 are left", n)
		}
		clean(t, town)
		wanted, err = town.Dossiers.RollUpWanted(context.Background())
		if err != nil || wanted {
			t.Errorf("an idle worker would write: %v, %v", wanted, err)
		}
		received(t, town, 2)
		asSchemaOne(t, town)
		clean(t, town)
		rollUp(t, town.Dossiers)
		if n := rows(t, town, `SELECT count(*) FROM stat_total WHERE authority = $1`); n != 0 {
			t.Errorf("%d totals are not taken over", n)
		}
		if got := total(t, town.Dossiers); got[dossier.CountReceived] != 5 {
			t.Errorf("%v, want 5 received", got)
		}
		clean(t, town)
	})
}

// What the first release counted before it had a place in the feed is not lost
// when another sequencer is at work while the first version is built.
func TestTheTakeoverWaitsForASequencer(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		if town.Core.DB.Engine() == store.SQLite {
			t.Skip("one writer: no two are at it")
		}
		ctx := context.Background()
		feed := town.Dossiers.Log.Feeds[0]
		err := event.SequenceAll(ctx, town.Core.DB, town.Authority(), feed) // makes the head
		if err != nil {
			t.Fatal(err)
		}
		received(t, town, 3)
		asSchemaOne(t, town)
		built := make(chan error, 1)
		err = town.Core.DB.Update(ctx, town.Authority(), func(tx *store.Tx) error {
			var at int64
			err := tx.QueryRowContext(ctx, `SELECT position FROM feed_head WHERE authority = $1 AND feed = $2 FOR UPDATE`, tx.Authority, feed).Scan(&at)
			if err != nil {
				return err
			}
			go func() { built <- town.Dossiers.RollUp(ctx) }()
			return waits(ctx, town, 1)
		})
		if err != nil {
			t.Fatal(err)
		}
		err = <-built
		if got := total(t, town.Dossiers); err != nil || got[dossier.CountReceived] != 3 {
			t.Errorf("%v received, %v", got[dossier.CountReceived], err)
		}
		clean(t, town)
	})
}

// waits returns when so many of the database's connections wait for a lock.
func waits(ctx context.Context, town apptest.Town, want int) error {
	for late := time.Now().Add(20 * time.Second); time.Now().Before(late); runtime.Gosched() {
		var waiting int
		err := town.Core.DB.SQL().QueryRowContext(ctx, `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`).Scan(&waiting)
		if err != nil || waiting == want {
			return err
		}
	}
	return errors.New("nobody waits")
}

// finish walks a received dossier to its result.
func finish(t *testing.T, town apptest.Town, id int64) {
	t.Helper()
	specialist, chairman := town.Login(t, apptest.Specialist), town.Login(t, apptest.Chairman)
	do(t, town, town.Login(t, apptest.Counter), id, dossier.Transfer{})
	do(t, town, chairman, id, dossier.Assign{Assignee: specialist.Account})
	do(t, town, specialist, id, dossier.CompleteStep{PersonNumber: "020219000123"})
	do(t, town, chairman, id, dossier.Approve{})
	do(t, town, specialist, id, dossier.Deliver{})
}

// doubled is a rule of counting that a later program might have: what is received
// counts twice, what is filed not at all.
func doubled() *dossier.Counting {
	return &dossier.Counting{Rule: 1000, Deltas: func(after dossier.State, f dossier.Fact) []dossier.Delta {
		deltas := dossier.Deltas(after, f)
		for i := range deltas {
			switch deltas[i].Metric {
			case dossier.CountReceived:
				deltas[i].N = 2
			case dossier.CountSubmitted:
				return nil
			}
		}
		return deltas
	}}
}

// A program that counts by a new rule builds its version from the events and puts
// it in force; a former program leaves it alone.
func TestANewRuleIsCountedFromTheBeginning(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		ctx := context.Background()
		received(t, town, 3)
		rollUp(t, town.Dossiers)
		_, err := town.Dossiers.RebuildStatistics(ctx) // a version more does not hide that the rule rose
		if err != nil {
			t.Fatal(err)
		}
		former := second(t, town)
		town.Dossiers.Counting = doubled()
		report, err := town.Dossiers.Verify(ctx)
		if err != nil || len(report.Mismatches) != 1 || report.Mismatches[0].Table != "projection" {
			t.Errorf("before: %v, %v", report.Mismatches, err)
		}
		wanted, err := town.Dossiers.RollUpWanted(ctx)
		if err != nil || !wanted {
			t.Fatalf("the new rule is not counted: %v", err)
		}
		rollUp(t, town.Dossiers)
		received(t, town, 1)
		if got := total(t, town.Dossiers); got[dossier.CountReceived] != 8 || got[dossier.CountSubmitted] != 0 {
			t.Errorf("by the new rule %v, want 8 received", got)
		}
		clean(t, town)
		inForce, _, _ := version(t, town.Dossiers)
		rollUp(t, former) // adds up, and builds nothing
		if now, building, _ := version(t, former); now != inForce || building != 0 {
			t.Errorf("the former program made version %d and builds %d", now, building)
		}
		_, err = former.RebuildStatistics(ctx)
		if err == nil {
			t.Error("a former program counted by its rule again")
		}
		clean(t, town)
	})
}

// An event that this program cannot read stops the new version and nothing else:
// the figures go on under the old one.
func TestAnUnreadableEventStopsTheBuildOnly(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		ctx := context.Background()
		ids := received(t, town, 2)
		rollUp(t, town.Dossiers)
		old, _, _ := version(t, town.Dossiers)
		exec(t, town, `UPDATE event SET version = 99 WHERE authority = $1 AND dossier = $2 AND seq = 2`, ids[0])
		_, err := town.Dossiers.RebuildStatistics(ctx)
		if err == nil {
			t.Fatal("an unknown event was counted")
		}
		received(t, town, 1)
		err = town.Dossiers.RollUp(ctx)
		if err == nil || errors.Is(err, context.Canceled) {
			t.Errorf("the roll-up says %v", err)
		}
		if got := total(t, town.Dossiers); got[dossier.CountReceived] != 3 {
			t.Errorf("%v", got)
		}
		if now, _, _ := version(t, town.Dossiers); now != old {
			t.Errorf("version %d is in force", now)
		}
		if n := rows(t, town, `SELECT count(*) FROM stat_delta WHERE authority = $1`); n != 0 {
			t.Errorf("%d deltas are not added up", n)
		}
	})
}
