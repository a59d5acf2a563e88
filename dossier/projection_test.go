package dossier_test

import (
	"context"
	"sync"
	"testing"

	"motcua/app"
	"motcua/app/apptest"
	"motcua/authz"
	"motcua/dossier"
	"motcua/internal/clock"
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
	units, err := s.Standings(context.Background(), clock.MustDate("2019-01-01"), clock.MustDate("2019-12-31"))
	if err != nil {
		t.Fatal(err)
	}
	all := dossier.Figures{}
	for _, f := range units {
		for m, n := range f.Figures {
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
					err := walk(town, lan, counter, uint64(w*each+i+1))
					if err != nil {
						t.Error(err)
					}
				}
			})
		}
		looks := make(chan struct{}, 1000)
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
			looks <- struct{}{}
			return err
		})
		work.Wait()
		for range 2 {
			<-swaps
		}
		for range 3 {
			<-looks
		}
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
		t.Logf("%d versions swapped in, %d looks", len(swaps)+2, len(looks)+3)
	})
}

// walk files, receives and transfers one dossier.
func walk(town apptest.Town, citizen, counter authz.Actor, seed uint64) error {
	id, err := town.Filed(citizen, town.Commune, seed)
	if err == nil {
		_, err = town.Dossiers.Do(context.Background(), counter, id, 1, dossier.Receive{})
	}
	if err == nil {
		_, err = town.Dossiers.Do(context.Background(), counter, id, 2, dossier.Transfer{})
	}
	return err
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
		if n := rows(t, town, `SELECT count(*) FROM statistic WHERE authority = $1 AND version > 2000001`); n == 0 {
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
		if n := rows(t, town, `SELECT count(*) FROM statistic WHERE authority = $1 AND version = 2000001`); n != 0 {
			t.Errorf("%d rows of the former version are left", n)
		}
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
