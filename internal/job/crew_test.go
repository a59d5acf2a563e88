package job_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"motcua/internal/clock"
	"motcua/internal/job"
	"motcua/internal/store"
)

// until waits for something that another goroutine brings about.
func until(t testing.TB, what string, done func() bool) {
	t.Helper()
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	for late := time.Now().Add(20 * time.Second); !done(); <-tick.C {
		if time.Now().After(late) {
			t.Fatalf("waited in vain: %s", what)
		}
	}
}

// running starts a worker; stop ends it and waits.
func running(t testing.TB, r *job.Runner) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- r.Run(ctx, 5*time.Millisecond) }()
	return func() {
		cancel()
		select {
		case err := <-ended:
			if err != nil {
				t.Error(err)
			}
		case <-time.After(20 * time.Second):
			t.Fatal("the worker does not end")
		}
	}
}

// row is a job as stored.
type row struct {
	State      string
	Attempt    int
	RunAt      clock.Instant
	LeaseOwner string
	LeaseUntil clock.Instant
	Error      string
}

func (s *shop) row(t testing.TB, key string) (r row) {
	t.Helper()
	err := s.Bench.DB.View(context.Background(), s.Bench.Authority, func(tx *store.Tx) error {
		return tx.QueryRowContext(context.Background(), `SELECT state, attempt, run_at, lease_owner, lease_until, last_error FROM job
			WHERE authority = $1 AND unique_key = $2`, s.Bench.Authority, key).Scan(&r.State, &r.Attempt, &r.RunAt, &r.LeaseOwner, &r.LeaseUntil, &r.Error)
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// steal gives a lease to another worker, as its claim would after the end.
func (s *shop) steal(t testing.TB, statement string) {
	t.Helper()
	err := s.Bench.DB.Update(context.Background(), s.Bench.Authority, func(tx *store.Tx) error {
		_, err := tx.Expecting(1, errors.New("nothing to steal")).ExecContext(context.Background(), statement, s.Bench.Authority, int64(s.Bench.Clock.Now().Add(s.Lease)))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// heeds is a handler that goes on until it is told to end.
func heeds(begun *atomic.Int32) job.Handler {
	return func(ctx context.Context, _ job.Job) (func(*store.Tx) error, error) {
		begun.Add(1)
		<-ctx.Done()
		return nil, ctx.Err()
	}
}

// Handlers that hang take no more than a third of the places, whatever waits of
// their kind, and while they hang their leases are renewed: nobody else takes them.
func TestAHangingHandlerDelaysNobodyElseAndKeepsItsLease(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		const lease = 900 * time.Millisecond
		var hang atomic.Int32
		release := make(chan struct{})
		s.Runner.Lease, s.Workers = lease, 6
		s.Handlers["hang"] = func(context.Context, job.Job) (func(*store.Tx) error, error) {
			hang.Add(1)
			<-release
			return func(tx *store.Tx) error { return mark(tx, "first") }, nil
		}
		for i := range 5 {
			s.enqueue(t, job.New{Kind: "hang", Key: fmt.Sprint("hang", i)})
		}
		for i := range 20 {
			s.enqueue(t, job.New{Kind: "say", Key: fmt.Sprint(i)})
		}
		stop := running(t, s.Runner)
		until(t, "the jobs behind those that hang", func() bool { return s.count(t, "done") == 20 })
		if hang.Load() != 2 {
			t.Errorf("%d hanging jobs were begun at 6 places, want 2", hang.Load())
		}
		held := s.row(t, "hang0").LeaseUntil
		for range 2 { // twice the lease, in steps that leave time to renew
			s.Bench.Clock.Advance(lease - time.Millisecond)
			until(t, "the renewal of the leases", func() bool {
				now := s.Bench.Clock.Now()
				return s.row(t, "hang0").LeaseUntil == now.Add(lease) && s.row(t, "hang1").LeaseUntil == now.Add(lease)
			})
		}
		if r := s.row(t, "hang0"); r.LeaseUntil <= held || r.Attempt != 1 || r.LeaseOwner != "first" {
			t.Errorf("the lease of a job under way: %+v", r)
		}
		s.steal(t, `UPDATE job SET run_at = $2 WHERE authority = $1 AND unique_key = 'hang2'`)
		s.steal(t, `UPDATE job SET run_at = $2 WHERE authority = $1 AND unique_key = 'hang3'`)
		s.steal(t, `UPDATE job SET run_at = $2 WHERE authority = $1 AND unique_key = 'hang4'`)
		second := s.worker("second")
		n, err := second.Drain(context.Background())
		if err != nil || n != 0 {
			t.Errorf("another worker took %d jobs under way, %v", n, err)
		}
		close(release)
		until(t, "the end of what hung", func() bool { return s.count(t, "done") >= 21 })
		stop()
	})
}

// A lease lost in the middle ends the handler's context, and what it returns is
// not written, whatever it returns.
func TestALeaseLostInTheMiddleEndsTheHandler(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		begun, ended := make(chan struct{}), make(chan error, 1)
		s.Runner.Lease = 300 * time.Millisecond
		s.Handlers["long"] = func(ctx context.Context, _ job.Job) (func(*store.Tx) error, error) {
			close(begun)
			<-ctx.Done()
			ended <- ctx.Err()
			return func(tx *store.Tx) error { return mark(tx, "first") }, nil
		}
		s.enqueue(t, job.New{Kind: "long", Key: "x"})
		stop := running(t, s.Runner)
		<-begun
		s.steal(t, `UPDATE job SET lease_owner = 'second', lease_until = $2, attempt = attempt + 1 WHERE authority = $1`)
		select {
		case <-ended:
		case <-time.After(20 * time.Second):
			t.Fatal("the handler was not told")
		}
		stop()
		if r := s.row(t, "x"); s.marks(t, "first") != 0 || r.State != "ready" || r.LeaseOwner != "second" || r.Attempt != 2 {
			t.Errorf("%d effects, the job is %+v", s.marks(t, "first"), r)
		}
	})
}

// Also its own job may have been lost: a worker that slept beyond its lease and
// claims the job again does so as another claim, and the first writes nothing
// while the second is at it.
func TestAWorkerThatClaimsItsLostJobAgainWritesOnce(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		begun, release := make(chan struct{}), make(chan struct{})
		second := make(chan error, 1)
		s.Handlers["slow"] = func(ctx context.Context, j job.Job) (func(*store.Tx) error, error) {
			name := fmt.Sprint("attempt", j.Attempt)
			if j.Attempt == 1 {
				s.Bench.Clock.Advance(2 * time.Minute)
				go func() {
					_, err := s.Drain(context.Background())
					second <- err
				}()
				<-begun
			} else {
				close(begun)
				<-release
			}
			return func(tx *store.Tx) error { return mark(tx, name) }, nil
		}
		s.enqueue(t, job.New{Kind: "slow", Key: "x"})
		s.drain(t)
		if r := s.row(t, "x"); s.marks(t, "attempt1") != 0 || r.State != "ready" || r.Attempt != 2 {
			t.Errorf("the first claim wrote %d effects and left %+v", s.marks(t, "attempt1"), r)
		}
		close(release)
		err := <-second
		if err != nil || s.marks(t, "attempt2") != 1 || s.count(t, "done") != 1 {
			t.Errorf("the second claim wrote %d effects, %v", s.marks(t, "attempt2"), err)
		}
	})
}

func TestTheTimeOfAHandlerIsLimited(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		var begun atomic.Int32
		s.Limit, s.Handlers["long"] = 10*time.Millisecond, heeds(&begun)
		s.enqueue(t, job.New{Kind: "long", Key: "x"})
		s.drain(t)
		r := s.row(t, "x")
		if r.State != "ready" || r.RunAt != s.Bench.Clock.Now().Add(job.Delay(1)) || !strings.Contains(r.Error, "longer than it may") {
			t.Errorf("a handler beyond its time left %+v", r)
		}
	})
}

// The inline executor: by moment, then by number, over several claims; told to
// stop it finishes the job at hand and gives back the rest as if it never took it.
func TestTheInlineExecutorKeepsOrderAndGivesBack(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		var want []string
		now := s.Bench.Clock.Now()
		for i := range 100 {
			want = append(want, fmt.Sprint(i))
			s.enqueue(t, job.New{Kind: "say", Key: fmt.Sprint(i), At: now.Add(time.Duration(i/10) * time.Second)})
		}
		s.Bench.Clock.Advance(time.Minute)
		ctx, cancel := context.WithCancel(context.Background())
		say := s.Handlers["say"]
		s.Handlers["say"] = func(ctx context.Context, j job.Job) (func(*store.Tx) error, error) {
			if j.Key == "40" {
				cancel()
			}
			return say(ctx, j)
		}
		_, err := s.Drain(ctx)
		if !errors.Is(err, context.Canceled) || len(s.done) != 41 || s.count(t, "done") != 41 {
			t.Fatalf("told to stop at the 41st job: %d done, %v", len(s.done), err)
		}
		if r := s.row(t, "41"); r.Attempt != 0 || r.LeaseUntil != 0 || r.LeaseOwner != "" || r.State != "ready" {
			t.Errorf("a job that did not begin is left as %+v", r)
		}
		s.drain(t)
		if !slices.Equal(s.done, want) {
			t.Errorf("ran in the order %v", s.done)
		}
	})
}

// A worker told to stop lets what is under way finish for a while, then cuts it
// off and makes it ready at once; what heeds nothing is left to its lease.
func TestShutdownWaitsThenGivesBack(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		var heeding, deaf, waiting atomic.Int32
		finish, forever := make(chan struct{}), make(chan struct{})
		defer close(forever)
		s.Workers, s.Grace = 12, 150*time.Millisecond
		s.Handlers["heeds"] = heeds(&heeding)
		s.Handlers["deaf"] = func(context.Context, job.Job) (func(*store.Tx) error, error) {
			deaf.Add(1)
			<-forever
			return nil, nil
		}
		s.Handlers["finishes"] = func(context.Context, job.Job) (func(*store.Tx) error, error) {
			waiting.Add(1)
			<-finish
			return func(tx *store.Tx) error { return mark(tx, "finished") }, nil
		}
		s.enqueue(t, job.New{Kind: "heeds", Key: "heeds"}, job.New{Kind: "deaf", Key: "deaf"}, job.New{Kind: "finishes", Key: "finishes"})
		stop := running(t, s.Runner)
		until(t, "three handlers", func() bool { return heeding.Load()+deaf.Load()+waiting.Load() == 3 })
		time.AfterFunc(20*time.Millisecond, func() { close(finish) })
		stop()
		s.enqueue(t, job.New{Kind: "say", Key: "late"})
		if r := s.row(t, "finishes"); r.State != "done" || s.marks(t, "finished") != 1 {
			t.Errorf("what could finish is %+v", r)
		}
		if r := s.row(t, "heeds"); r.State != "ready" || r.LeaseUntil != 0 || r.RunAt > s.Bench.Clock.Now() || r.Attempt != 1 {
			t.Errorf("what was cut off is %+v", r)
		}
		if r := s.row(t, "deaf"); r.State != "ready" || r.LeaseUntil == 0 {
			t.Errorf("what heeds nothing is %+v", r)
		}
		if r := s.row(t, "late"); r.Attempt != 0 {
			t.Errorf("a worker that ended claimed %+v", r)
		}
	})
}

// A period that hangs delays neither jobs nor other periods, keeps its lease, is
// cancelled when that is lost, and is due at once when its worker ends.
func TestPeriodsRunApart(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		var begun, ended, other atomic.Int32
		const lease = 900 * time.Millisecond
		s.Runner.Lease = lease
		s.Periods = []job.Period{
			{Kind: "hangs", Every: time.Hour, Work: func(ctx context.Context) error {
				begun.Add(1)
				<-ctx.Done()
				ended.Add(1)
				return ctx.Err()
			}},
			{Kind: "other", Every: time.Hour, Work: func(context.Context) error { other.Add(1); return nil }},
		}
		stop := running(t, s.Runner)
		until(t, "both periods", func() bool { return begun.Load() == 1 && other.Load() == 1 })
		s.enqueue(t, job.New{Kind: "say", Key: "beside"})
		until(t, "a job beside the period", func() bool { return s.count(t, "done") == 1 })
		for range 2 {
			s.Bench.Clock.Advance(lease - time.Millisecond)
			until(t, "the renewal", func() bool { return s.period(t, "hangs").LeaseUntil == s.Bench.Clock.Now().Add(lease) })
		}
		if begun.Load() != 1 || ended.Load() != 0 {
			t.Fatalf("begun %d, ended %d while the lease was kept", begun.Load(), ended.Load())
		}
		s.steal(t, `UPDATE job_period SET lease_owner = 'second', lease_until = $2 WHERE authority = $1 AND kind = 'hangs'`)
		until(t, "the end of work whose lease was lost", func() bool { return ended.Load() == 1 })
		s.steal(t, `UPDATE job_period SET lease_owner = '', lease_until = CAST($2 AS bigint) * 0 WHERE authority = $1 AND kind = 'hangs'`)
		until(t, "the next turn", func() bool { return begun.Load() == 2 })
		stop()
		if p := s.period(t, "hangs"); ended.Load() != 2 || p.LeaseUntil != 0 || p.RunAt > s.Bench.Clock.Now() {
			t.Errorf("ended %d times, the period is left as %+v", ended.Load(), p)
		}
	})
}

func (s *shop) period(t testing.TB, kind string) (r row) {
	t.Helper()
	err := s.Bench.DB.View(context.Background(), s.Bench.Authority, func(tx *store.Tx) error {
		return tx.QueryRowContext(context.Background(), `SELECT lease_owner, lease_until, next_at FROM job_period WHERE authority = $1 AND kind = $2`,
			s.Bench.Authority, kind).Scan(&r.LeaseOwner, &r.LeaseUntil, &r.RunAt)
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}
