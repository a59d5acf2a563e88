package job_test

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"motcua/internal/job"
	"motcua/internal/store"
)

// Jobs run by the moment they are due, not by the order they were written in.
func TestTheEarliestDueRunsFirst(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		now := s.Bench.Clock.Now()
		next, err := s.NextRun(context.Background())
		if err != nil || next != 0 {
			t.Errorf("nothing waits and the next run is %s, %v", next, err)
		}
		for _, minute := range []int{3, 1, 2, 9} {
			at := now.Add(time.Duration(minute) * time.Minute)
			s.enqueue(t, job.New{Kind: "say", Key: at.String(), At: at})
		}
		s.Bench.Clock.Advance(5 * time.Minute)
		s.drain(t)
		want := []string{now.Add(time.Minute).String(), now.Add(2 * time.Minute).String(), now.Add(3 * time.Minute).String()}
		if !slices.Equal(s.done, want) {
			t.Errorf("ran %v, want %v", s.done, want)
		}
		if s.count(t, "done") != 3 || s.count(t, "ready") != 1 {
			t.Errorf("%d done and %d ready, want 3 and 1", s.count(t, "done"), s.count(t, "ready"))
		}
	})
}

// dies drains with a worker whose goroutine ends in its work, so that it records
// nothing of what it did.
func dies(t testing.TB, r *job.Runner) {
	t.Helper()
	var wg sync.WaitGroup
	lived := false
	wg.Go(func() {
		r.Drain(context.Background())
		lived = true
	})
	wg.Wait()
	if lived {
		t.Fatal("the worker was to die in its work")
	}
}

// A claimed job is nobody else's until its lease ends, and then it is: a worker
// that died with it keeps it no longer than that.
func TestADeadWorkersJobIsTakenWhenItsLeaseEnds(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		dead := s.worker("dead")
		dead.Handlers["say"] = func(context.Context, job.Job) (func(*store.Tx) error, error) {
			runtime.Goexit()
			return nil, nil
		}
		s.enqueue(t, job.New{Kind: "say", Key: "x"})
		dies(t, dead)
		start := s.Bench.Clock.Now()
		next, err := s.NextRun(context.Background())
		if err != nil || next != start.Add(time.Minute) {
			t.Fatalf("the job is free at %s, %v; its lease ends at %s", next, err, start.Add(time.Minute))
		}
		s.Bench.Clock.Set(next - 1)
		if s.drain(t) != 0 {
			t.Fatal("a job was taken before its lease ended")
		}
		s.Bench.Clock.Set(next)
		s.drain(t)
		if !slices.Equal(s.done, []string{"x"}) || s.count(t, "done") != 1 {
			t.Errorf("ran %v, %d done", s.done, s.count(t, "done"))
		}
	})
}

// A worker that fails after its lease was lost must not put a job back that the
// next one has finished, nor park it.
func TestALostLeaseFailsNothing(t *testing.T) {
	for name, cause := range map[string]error{"retry": errors.New("late"), "park": job.Park(errors.New("late"))} {
		t.Run(name, func(t *testing.T) {
			each(t, func(t *testing.T, s *shop) {
				second := s.worker("second")
				s.Handlers["slow"] = func(ctx context.Context, j job.Job) (func(*store.Tx) error, error) {
					s.Bench.Clock.Advance(2 * time.Minute)
					_, err := second.Drain(ctx)
					return nil, errors.Join(cause, err)
				}
				second.Handlers["slow"] = func(context.Context, job.Job) (func(*store.Tx) error, error) {
					return func(tx *store.Tx) error { return mark(tx, "second") }, nil
				}
				s.enqueue(t, job.New{Kind: "slow", Key: "x"})
				s.drain(t)
				if s.count(t, "done") != 1 || s.count(t, "ready") != 0 || s.count(t, "parked") != 0 || s.marks(t, "second") != 1 {
					t.Errorf("done %d, ready %d, parked %d, effects %d", s.count(t, "done"), s.count(t, "ready"), s.count(t, "parked"), s.marks(t, "second"))
				}
			})
		})
	}
}

// A panic while the effect is written undoes the effect and counts as a failed
// attempt.
func TestAPanicInTheWriteUndoesIt(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		tries := 0
		s.Handlers["write"] = func(context.Context, job.Job) (func(*store.Tx) error, error) {
			tries++
			return func(tx *store.Tx) error {
				err := mark(tx, "effect")
				if tries == 1 {
					panic("broken")
				}
				return err
			}, nil
		}
		s.enqueue(t, job.New{Kind: "write", Key: "x"})
		s.drain(t)
		if tries != 1 || s.marks(t, "effect") != 0 || s.count(t, "ready") != 1 {
			t.Fatalf("%d tries, %d effects, %d ready", tries, s.marks(t, "effect"), s.count(t, "ready"))
		}
		s.Bench.Clock.Advance(job.Delay(1))
		s.drain(t)
		if s.marks(t, "effect") != 1 || s.count(t, "done") != 1 {
			t.Errorf("%d effects, %d done", s.marks(t, "effect"), s.count(t, "done"))
		}
	})
}
