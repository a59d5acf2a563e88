package dossier_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"

	"motcua/app"
	"motcua/app/apptest"
	"motcua/dossier"
	"motcua/internal/clock"
	"motcua/internal/event"
	"motcua/internal/store"
)

// second is another process's services on the town's database.
func second(t *testing.T, town apptest.Town) *dossier.Service {
	t.Helper()
	core, err := app.NewCore(context.Background(), town.Core.Config, town.Core.DB, town.Core.Ring)
	if err != nil {
		t.Fatal(err)
	}
	return core.Dossiers
}

// total adds up the year of all agencies.
func total(t testing.TB, s *dossier.Service) dossier.Figures {
	t.Helper()
	units, err := s.Statistics(context.Background(), clock.MustDate("2019-01-01"), clock.MustDate("2019-12-31"))
	if err != nil {
		t.Fatal(err)
	}
	all := dossier.Figures{}
	for _, f := range units {
		for m, n := range f {
			all[m] += n
		}
	}
	return all
}

func rollUp(t *testing.T, s *dossier.Service) {
	t.Helper()
	err := s.RollUp(context.Background())
	if err != nil {
		t.Fatal(err)
	}
}

func version(t *testing.T, s *dossier.Service) (inForce, building int32, position int64) {
	t.Helper()
	inForce, building, position, err := s.Version(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return inForce, building, position
}

func rows(t *testing.T, town apptest.Town, query string) (n int) {
	t.Helper()
	err := town.Core.DB.View(context.Background(), town.Authority(), func(tx *store.Tx) error {
		return tx.QueryRowContext(context.Background(), query, town.Authority()).Scan(&n)
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// received files and receives n dossiers.
func received(t *testing.T, town apptest.Town, n int) (ids []int64) {
	t.Helper()
	lan, counter := town.Login(t, apptest.Lan), town.Login(t, apptest.Counter)
	for i := range n {
		id := town.File(t, lan, uint64(i+1))
		do(t, town, counter, id, dossier.Receive{})
		ids = append(ids, id)
	}
	return ids
}

// At every moment the statistics are what the events count, and they never fall,
// while eight people work, deltas are added up and versions are built and swapped.
func TestStatisticsHoldWhileTheyAreRebuilt(t *testing.T) {
	if testing.Short() {
		t.Skip("builds versions again and again for some seconds")
	}
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		const writers, each = 8, 8
		ctx, stop := context.WithCancel(context.Background())
		lan, counter := town.Login(t, apptest.Lan), town.Login(t, apptest.Counter)
		other := second(t, town)
		var work, machinery sync.WaitGroup
		for w := range writers {
			work.Go(func() {
				for i := range each {
					id, err := town.Filed(lan, town.Commune, uint64(w*each+i+1))
					if err == nil {
						_, err = town.Dossiers.Do(ctx, counter, id, 1, dossier.Receive{})
					}
					if err == nil {
						_, err = town.Dossiers.Do(ctx, counter, id, 2, dossier.Transfer{})
					}
					if err != nil {
						t.Error(err)
					}
				}
			})
		}
		var looks atomic.Int32
		swaps := make(chan struct{}, 1000)
		again := func(f func() error) {
			machinery.Go(func() {
				for ctx.Err() == nil {
					err := f()
					if err != nil && ctx.Err() == nil {
						t.Error(err)
						return
					}
				}
			})
		}
		again(func() error { return town.Dossiers.RollUp(ctx) })
		again(func() error {
			err := rebuildInSteps(ctx, other)
			if err == nil {
				swaps <- struct{}{}
			}
			return err
		})
		last := dossier.Figures{}
		again(func() error {
			now := total(t, town.Dossiers)
			for m, n := range last {
				if now[m] < n {
					t.Errorf("%s fell from %d to %d", m, n, now[m])
				}
			}
			last = now
			report, err := town.Dossiers.Verify(ctx)
			for _, m := range report.Mismatches {
				t.Errorf("verify in the middle: %s", m)
			}
			looks.Add(1)
			return err
		})
		work.Wait()
		<-swaps
		<-swaps
		stop()
		machinery.Wait()
		if got := total(t, town.Dossiers); got[dossier.CountSubmitted] != writers*each || got[dossier.CountReceived] != writers*each {
			t.Errorf("counted %v, want %d filed and received", got, writers*each)
		}
		clean(t, town)
		rollUp(t, town.Dossiers)
		if n := rows(t, town, `SELECT count(*) FROM stat_delta WHERE authority = $1`); n != 0 {
			t.Errorf("%d deltas are left", n)
		}
		clean(t, town)
		if looks.Load() < 3 {
			t.Errorf("%d looks: nothing was tried", looks.Load())
		}
		t.Logf("%d versions swapped in, %d looks", len(swaps)+2, looks.Load())
	})
}

// rebuildInSteps builds one version, ten events at a time.
func rebuildInSteps(ctx context.Context, s *dossier.Service) error {
	_, err := s.Begin(ctx)
	for done := false; err == nil && !done; {
		done, err = s.BuildStep(ctx, 10)
	}
	return err
}

// A builder that dies leaves what it counted; the next goes on from there, and
// the figures are served from the old version meanwhile.
func TestABuildGoesOnWhereItWasKilled(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		received(t, town, 6)
		rollUp(t, town.Dossiers)
		old, _, _ := version(t, town.Dossiers)
		before := total(t, town.Dossiers)
		ctx, kill := context.WithCancel(context.Background())
		target, err := town.Dossiers.Begin(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for range 2 {
			done, err := town.Dossiers.BuildStep(ctx, 4)
			if err != nil || done {
				t.Fatalf("a step: done %v, %v", done, err)
			}
		}
		kill()
		_, err = town.Dossiers.BuildStep(ctx, 4)
		if err == nil {
			t.Fatal("a step was made by the dead")
		}
		inForce, building, position := version(t, town.Dossiers)
		if inForce != old || building != target || position != 8 {
			t.Fatalf("left version %d in force and %d at position %d, want %d, %d at 8", inForce, building, position, old, target)
		}
		clean(t, town)
		// What is received meanwhile is added to the old version, and met by the new.
		received(t, town, 1)
		next := second(t, town)
		wanted, err := next.RollUpWanted(context.Background())
		if err != nil || !wanted {
			t.Fatalf("nobody goes on: %v", err)
		}
		if n := rows(t, town, `SELECT count(*) FROM statistic WHERE authority = $1 AND version > 1000001`); n == 0 {
			t.Error("what was built is gone")
		}
		rollUp(t, next)
		inForce, building, position = version(t, next)
		if inForce != target || building != 0 || position != 14 {
			t.Errorf("version %d in force, %d under construction, position %d", inForce, building, position)
		}
		after := total(t, next)
		if after[dossier.CountReceived] != before[dossier.CountReceived]+1 {
			t.Errorf("%v, then %v", before, after)
		}
		if n := rows(t, town, `SELECT count(*) FROM statistic WHERE authority = $1 AND version = 1000001`); n != 0 {
			t.Errorf("%d rows of the former version are left", n)
		}
		clean(t, town)
	})
}

// The swap takes away the deltas that the new version holds already.
func TestTheSwapDropsWhatItCounts(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		received(t, town, 2)
		_, err := town.Dossiers.RebuildStatistics(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if got := total(t, town.Dossiers); got[dossier.CountReceived] != 2 {
			t.Errorf("%v, want 2 received", got)
		}
		if n := rows(t, town, `SELECT count(*) FROM stat_delta WHERE authority = $1`); n != 0 {
			t.Errorf("%d deltas are counted twice", n)
		}
		clean(t, town)
	})
}

// What has no position in the feed yet is neither in the version swapped in nor in
// the one before: it stays a delta, and is counted once, before and after.
func TestWhatHasNoPositionStaysADelta(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		ctx := context.Background()
		received(t, town, 2)
		rollUp(t, town.Dossiers)
		target, err := town.Dossiers.Begin(ctx)
		if err != nil {
			t.Fatal(err)
		}
		received(t, town, 1) // not sequenced
		moved, err := town.Dossiers.AddDeltas(ctx)
		if err != nil || moved != 0 {
			t.Fatalf("%d deltas of events without a position were added up: %v", moved, err)
		}
		for done := false; !done; {
			done, err = town.Dossiers.BuildPlaced(ctx, 3)
			if err != nil {
				t.Fatal(err)
			}
		}
		if now, _, position := version(t, town.Dossiers); now != target || position != 4 {
			t.Errorf("version %d at %d is in force", now, position)
		}
		if got := total(t, town.Dossiers); got[dossier.CountReceived] != 3 {
			t.Errorf("after the swap %v, want 3 received", got)
		}
		clean(t, town)
		rollUp(t, town.Dossiers)
		if got := total(t, town.Dossiers); got[dossier.CountReceived] != 3 {
			t.Errorf("added up %v, want 3 received", got)
		}
		clean(t, town)
	})
}

// What is placed and rolled up into the old version after the builder looked is
// met before the new version is put in force.
func TestWhatIsRolledUpDuringAStepIsNotLost(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		received(t, town, 2)
		rollUp(t, town.Dossiers)
		old, _, _ := version(t, town.Dossiers)
		target, err := town.Dossiers.Begin(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		meanwhile := func() {
			received(t, town, 1)
			err := event.SequenceAll(context.Background(), town.Core.DB, town.Authority(), "events")
			if err != nil {
				t.Fatal(err)
			}
			moved, err := town.Dossiers.AddDeltas(context.Background())
			if err != nil || moved != 2 {
				t.Fatalf("%d deltas moved: %v", moved, err)
			}
		}
		err = town.Dossiers.Interrupted(context.Background(), 100, meanwhile)
		if err != nil {
			t.Fatal(err)
		}
		if now, building, _ := version(t, town.Dossiers); now != old || building != target {
			t.Errorf("version %d is in force and %d under construction: events behind it were left", now, building)
		}
		rollUp(t, town.Dossiers)
		if now, _, _ := version(t, town.Dossiers); now != target {
			t.Errorf("version %d is in force, want %d", now, target)
		}
		if got := total(t, town.Dossiers); got[dossier.CountReceived] != 3 {
			t.Errorf("%v, want 3 received", got)
		}
		clean(t, town)
	})
}

// A builder that was overtaken by another between its look and its transaction
// adds nothing.
func TestAnOvertakenBuilderAddsNothing(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		received(t, town, 3)
		rollUp(t, town.Dossiers)
		other := second(t, town)
		_, err := town.Dossiers.Begin(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		err = town.Dossiers.Interrupted(context.Background(), 4, func() {
			_, err := other.BuildStep(context.Background(), 4)
			if err != nil {
				t.Fatal(err)
			}
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, _, position := version(t, other); position != 4 {
			t.Errorf("position %d, want 4", position)
		}
		rollUp(t, other)
		clean(t, town)
	})
}

// Builders that work at one version at once count each event once.
func TestManyBuildersCountOnce(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		received(t, town, 8)
		rollUp(t, town.Dossiers)
		var all sync.WaitGroup
		for _, s := range []*dossier.Service{town.Dossiers, second(t, town), second(t, town)} {
			all.Go(func() {
				_, err := s.Begin(context.Background())
				for done := false; err == nil && !done; {
					done, err = s.BuildStep(context.Background(), 2)
				}
				if err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if got := total(t, town.Dossiers); got[dossier.CountReceived] != 8 {
			t.Errorf("%v", got)
		}
		clean(t, town)
	})
}

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
	return &dossier.Counting{Rule: 2, Deltas: func(after dossier.State, f dossier.Fact) []dossier.Delta {
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
