package job_test

import (
	"context"
	"runtime"
	"slices"
	"testing"
	"time"

	"motcua/internal/job"
	"motcua/internal/store"
)

// A clock that is set back an hour does not stop periodic work for an hour, and
// the work keeps its step from there.
func TestAClockSetBackStopsNoPeriod(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		ran := 0
		s.Periods = []job.Period{{Kind: "sweep", Every: time.Minute, Work: func(context.Context) error { ran++; return nil }}}
		s.drain(t)
		s.Bench.Clock.Advance(-time.Hour)
		s.drain(t)
		s.drain(t)
		if ran != 2 {
			t.Fatalf("after the clock went back it had run %d times, want 2", ran)
		}
		s.Bench.Clock.Advance(time.Minute)
		s.drain(t)
		if ran != 3 {
			t.Errorf("a minute later it had run %d times, want 3", ran)
		}
	})
}

// What a dead worker held is free when the clock was set back: its period and
// its job, which was due before.
func TestAClockSetBackKeepsNoDeadWorkersLease(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		s.enqueue(t, job.New{Kind: "say", Key: "x"})
		s.Bench.Clock.Advance(time.Hour)
		dead := s.worker("dead")
		dead.Handlers["say"] = func(context.Context, job.Job) (func(*store.Tx) error, error) {
			runtime.Goexit()
			return nil, nil
		}
		dies(t, dead)
		dead.Periods = []job.Period{{Kind: "sweep", Every: time.Minute, Work: func(context.Context) error { runtime.Goexit(); return nil }}}
		dies(t, dead)
		s.Bench.Clock.Advance(-time.Hour)
		ran := 0
		s.Periods = []job.Period{{Kind: "sweep", Every: time.Minute, Work: func(context.Context) error { ran++; return nil }}}
		s.drain(t)
		if ran != 1 || !slices.Equal(s.done, []string{"x"}) || s.count(t, "done") != 1 {
			t.Errorf("the period ran %d times, the jobs %v", ran, s.done)
		}
	})
}

// Machines' clocks differ: one that is behind by less than a lease takes neither
// a job nor a period from a worker that lives, nor does work again that was done.
func TestAClockALittleBehindTakesNothing(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		behind, ran := s.worker("behind"), 0
		look := func(ctx context.Context) error {
			s.Bench.Clock.Advance(-s.Lease)
			defer s.Bench.Clock.Advance(s.Lease)
			_, err := behind.Drain(ctx)
			return err
		}
		behind.Periods = []job.Period{{Kind: "sweep", Every: time.Hour, Work: func(context.Context) error { ran++; return nil }}}
		s.Periods = []job.Period{{Kind: "sweep", Every: time.Hour, Work: look}}
		s.drain(t)
		s.enqueue(t, job.New{Kind: "look", Key: "x"})
		s.Bench.Clock.Advance(2 * s.Lease)
		s.Handlers["look"] = func(ctx context.Context, _ job.Job) (func(*store.Tx) error, error) { return nil, look(ctx) }
		behind.Handlers["look"] = func(context.Context, job.Job) (func(*store.Tx) error, error) { ran++; return nil, nil }
		s.drain(t)
		if ran != 0 || s.count(t, "done") != 1 {
			t.Errorf("the worker whose clock is behind did %d things; %d done", ran, s.count(t, "done"))
		}
	})
}
