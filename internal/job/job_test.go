package job_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"motcua/internal/clock"
	"motcua/internal/job"
	"motcua/internal/store"
	"motcua/internal/testkit"
)

// shop is a queue, a worker and what its jobs did.
type shop struct {
	testkit.Bench
	*job.Runner
	mu   sync.Mutex
	done []string
}

func open(b testkit.Bench) *shop {
	s := &shop{Bench: b}
	s.Runner = s.worker("first")
	return s
}

// worker is another process on the same queue.
func (s *shop) worker(name string) *job.Runner {
	return &job.Runner{DB: s.Bench.DB, Queue: job.NewQueue(), Authority: s.Bench.Authority, Owner: name, Lease: time.Minute,
		Handlers: map[string]job.Handler{"say": s.say}, Log: slog.New(slog.DiscardHandler)}
}

func (s *shop) say(_ context.Context, j job.Job) (func(*store.Tx) error, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.done = append(s.done, j.Key)
	return nil, nil
}

func (s *shop) enqueue(t testing.TB, n ...job.New) {
	t.Helper()
	err := s.Bench.DB.Update(context.Background(), s.Bench.Authority, func(tx *store.Tx) error {
		for _, one := range n {
			err := s.Queue.Enqueue(context.Background(), tx, one)
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (s *shop) drain(t testing.TB) int {
	t.Helper()
	n, err := s.Drain(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func (s *shop) count(t testing.TB, state string) int64 {
	t.Helper()
	c, err := s.Counts(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return c[state]
}

func each(t *testing.T, fn func(t *testing.T, s *shop)) {
	t.Helper()
	testkit.EachWay(t, func(t *testing.T, b testkit.Bench) { fn(t, open(b)) })
}

func TestAJobExistsOnlyWithWhatCausedIt(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		undone := errors.New("undone")
		err := s.Bench.DB.Update(context.Background(), s.Bench.Authority, func(tx *store.Tx) error {
			s.Queue.Enqueue(context.Background(), tx, job.New{Kind: "say", Key: "lost"})
			return undone
		})
		if !errors.Is(err, undone) || s.drain(t) != 0 {
			t.Fatalf("a rolled back transaction left a job (%v): %v", err, s.done)
		}
		s.enqueue(t, job.New{Kind: "say", Key: "a"}, job.New{Kind: "say", Key: "b", At: s.Bench.Clock.Now().Add(time.Hour)})
		s.enqueue(t, job.New{Kind: "say", Key: "a"})
		s.drain(t)
		if !slices.Equal(s.done, []string{"a"}) {
			t.Errorf("ran %v, want a once and b not yet", s.done)
		}
		next, err := s.NextRun(context.Background())
		if err != nil || next != s.Bench.Clock.Now().Add(time.Hour) {
			t.Errorf("the next job is due at %s, %v", next, err)
		}
		s.Bench.Clock.Advance(time.Hour)
		s.drain(t)
		if !slices.Equal(s.done, []string{"a", "b"}) || s.count(t, "done") != 2 {
			t.Errorf("an hour later: %v", s.done)
		}
	})
}

func TestRetriesWaitLongerEachTimeAndEndParked(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		var at []clock.Instant
		s.Handlers["fail"] = func(context.Context, job.Job) (func(*store.Tx) error, error) {
			at = append(at, s.Bench.Clock.Now())
			return nil, errors.New("no answer")
		}
		s.enqueue(t, job.New{Kind: "fail", Key: "x"})
		for range job.MaxAttempts {
			s.drain(t)
			s.drain(t) // not due again before its time
			s.Bench.Clock.Advance(job.Delay(len(at)))
		}
		s.drain(t)
		if len(at) != job.MaxAttempts || s.count(t, "parked") != 1 {
			t.Fatalf("%d attempts, parked %d", len(at), s.count(t, "parked"))
		}
		for i := 1; i < len(at); i++ {
			if wait := at[i].Sub(at[i-1]); wait != job.Delay(i) {
				t.Errorf("attempt %d came %s after the one before, want %s", i+1, wait, job.Delay(i))
			}
		}
		if job.Delay(1) != 10*time.Second || job.Delay(2) != 20*time.Second || job.Delay(40) != time.Hour {
			t.Errorf("delays %s, %s, %s", job.Delay(1), job.Delay(2), job.Delay(40))
		}
	})
}

func TestWhatNoRetryMendsIsParkedAtOnce(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		s.Handlers["refused"] = func(context.Context, job.Job) (func(*store.Tx) error, error) {
			return nil, job.Park(errors.New("refused"))
		}
		s.enqueue(t, job.New{Kind: "refused", Key: "x"}, job.New{Kind: "unknown", Key: "y"})
		s.drain(t)
		if s.count(t, "parked") != 2 {
			t.Errorf("%d parked", s.count(t, "parked"))
		}
	})
}

func TestAPanicIsAFailedAttempt(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		tries := 0
		s.Handlers["panics"] = func(context.Context, job.Job) (func(*store.Tx) error, error) {
			tries++
			if tries == 1 {
				panic("broken")
			}
			return nil, nil
		}
		s.enqueue(t, job.New{Kind: "panics", Key: "x"}, job.New{Kind: "say", Key: "after"})
		s.drain(t)
		s.Bench.Clock.Advance(job.Delay(1))
		s.drain(t)
		if tries != 2 || s.count(t, "done") != 2 {
			t.Errorf("%d tries, %d done", tries, s.count(t, "done"))
		}
	})
}

// The effect on the database and the completion are one transaction: when it
// fails the job runs again, and the effect is there once.
func TestEffectAndCompletionAreOne(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		tries := 0
		s.Handlers["write"] = func(context.Context, job.Job) (func(*store.Tx) error, error) {
			tries++
			return func(tx *store.Tx) error {
				err := mark(tx, "effect")
				if tries == 1 {
					return errors.New("the write failed")
				}
				return err
			}, nil
		}
		s.enqueue(t, job.New{Kind: "write", Key: "x"})
		s.drain(t)
		if s.marks(t, "effect") != 0 || s.count(t, "done") != 0 {
			t.Fatalf("after the failed write: %d effects, %d done", s.marks(t, "effect"), s.count(t, "done"))
		}
		s.Bench.Clock.Advance(job.Delay(1))
		s.drain(t)
		if s.marks(t, "effect") != 1 || s.count(t, "done") != 1 {
			t.Errorf("after the retry: %d effects, %d done", s.marks(t, "effect"), s.count(t, "done"))
		}
	})
}

func mark(tx *store.Tx, key string) error {
	_, err := tx.ExecContext(context.Background(), `INSERT INTO regime (authority, hash, text) VALUES ($1, $2, 'x')`, tx.Authority, key)
	return err
}

func (s *shop) marks(t testing.TB, key string) (n int) {
	t.Helper()
	err := s.Bench.DB.View(context.Background(), s.Bench.Authority, func(tx *store.Tx) error {
		return tx.QueryRowContext(context.Background(), `SELECT count(*) FROM regime WHERE authority = $1 AND hash = $2`, s.Bench.Authority, key).Scan(&n)
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// A worker that was away longer than its lease finds its job taken: what it
// wanted to write is not written.
func TestALostLeaseWritesNothing(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		second := s.worker("second")
		slow := true
		handler := func(ctx context.Context, j job.Job) (func(*store.Tx) error, error) {
			who := "second"
			if slow {
				slow, who = false, "first"
				s.Bench.Clock.Advance(2 * time.Minute) // beyond the lease
				_, err := second.Drain(ctx)
				if err != nil {
					t.Error(err)
				}
			}
			return func(tx *store.Tx) error { return mark(tx, who) }, nil
		}
		s.Handlers["slow"], second.Handlers["slow"] = handler, handler
		s.enqueue(t, job.New{Kind: "slow", Key: "x"})
		s.drain(t)
		if s.marks(t, "first") != 0 || s.marks(t, "second") != 1 || s.count(t, "done") != 1 {
			t.Errorf("first wrote %d, second %d, done %d", s.marks(t, "first"), s.marks(t, "second"), s.count(t, "done"))
		}
	})
}

// A worker that comes back while the next one is still at its job neither writes
// nor finishes it: the job is not done yet, and not the first's any more.
func TestAJobTakenOverIsLeftToTheSecond(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		second := s.worker("second")
		taken, release, ended := make(chan struct{}), make(chan struct{}), make(chan error, 1)
		second.Handlers["slow"] = func(context.Context, job.Job) (func(*store.Tx) error, error) {
			close(taken)
			<-release
			return func(tx *store.Tx) error { return mark(tx, "second") }, nil
		}
		s.Handlers["slow"] = func(context.Context, job.Job) (func(*store.Tx) error, error) {
			s.Bench.Clock.Advance(2 * time.Minute) // beyond the lease
			go func() {
				_, err := second.Drain(context.Background())
				ended <- err
			}()
			<-taken
			return func(tx *store.Tx) error { return mark(tx, "first") }, nil
		}
		s.enqueue(t, job.New{Kind: "slow", Key: "x"})
		s.drain(t)
		if s.marks(t, "first") != 0 || s.count(t, "ready") != 1 {
			t.Errorf("the first wrote %d, %d ready", s.marks(t, "first"), s.count(t, "ready"))
		}
		close(release)
		err := <-ended
		if err != nil || s.marks(t, "second") != 1 || s.count(t, "done") != 1 {
			t.Errorf("the second wrote %d, %d done, %v", s.marks(t, "second"), s.count(t, "done"), err)
		}
	})
}

func TestJobsOfJobsRunInTheSameDrain(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		s.Handlers["chain"] = func(_ context.Context, j job.Job) (func(*store.Tx) error, error) {
			var left int
			err := json.Unmarshal(j.Args, &left)
			s.done = append(s.done, j.Key)
			return func(tx *store.Tx) error {
				if left == 0 {
					return nil
				}
				return s.Queue.Enqueue(context.Background(), tx, job.New{Kind: "chain", Key: fmt.Sprint(left - 1), Args: left - 1})
			}, err
		}
		s.enqueue(t, job.New{Kind: "chain", Key: "3", Args: 3})
		s.drain(t)
		if !slices.Equal(s.done, []string{"3", "2", "1", "0"}) {
			t.Errorf("ran %v", s.done)
		}
	})
}

func TestPeriodsBelongToOneWorkerAtATime(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		ran := map[string]int{}
		period := func(who string, err error) []job.Period {
			return []job.Period{{Kind: "sweep", Every: time.Hour, Work: func(context.Context) error { ran[who]++; return err }}}
		}
		second := s.worker("second")
		s.Periods, second.Periods = period("first", nil), period("second", errors.New("it fails and is tried at the next turn"))
		for range 3 {
			s.drain(t)
			_, err := second.Drain(context.Background())
			if err != nil {
				t.Fatal(err)
			}
		}
		if ran["first"] != 1 || ran["second"] != 0 {
			t.Fatalf("within one hour it ran %v", ran)
		}
		s.Bench.Clock.Advance(time.Hour)
		_, err := second.Drain(context.Background())
		if err != nil || ran["second"] != 1 {
			t.Fatalf("an hour later it ran %v, %v", ran, err)
		}
		s.drain(t)
		if ran["first"] != 1 {
			t.Errorf("both ran in one hour: %v", ran)
		}
		s.Bench.Clock.Advance(time.Hour)
		s.Periods[0].Wanted = func(context.Context) (bool, error) { return false, nil }
		s.drain(t)
		if ran["first"] != 1 {
			t.Error("work that nobody wanted was done")
		}
	})
}

// Four workers, 2,000 jobs: each is run once.
func TestManyWorkersRunEachJobOnce(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		const n = 2000
		all := make([]job.New, n)
		for i := range all {
			all[i] = job.New{Kind: "say", Key: fmt.Sprint(i)}
		}
		s.enqueue(t, all...)
		var wg sync.WaitGroup
		for w := range 4 {
			wg.Go(func() {
				_, err := s.worker(fmt.Sprint("worker", w)).Drain(context.Background())
				if err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		s.drain(t)
		slices.Sort(s.done)
		if len(s.done) != n || len(slices.Compact(s.done)) != n || s.count(t, "done") != n {
			t.Errorf("%d runs, %d done", len(s.done), s.count(t, "done"))
		}
	})
}
