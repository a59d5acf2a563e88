package job_test

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"motcua/internal/job"
	"motcua/internal/store"
	"motcua/internal/testkit"
)

// bulk is how many jobs are drained at once.
func bulk() int {
	if testing.Short() {
		return 5_000
	}
	return 100_000
}

// A hundred thousand jobs and four workers: on PostgreSQL two processes' handles
// of the database with two workers each; on SQLite the one process there can be.
// No job is lost, and the effect of each is there once.
func TestAHundredThousandJobsLoseNoneAndDoubleNone(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		n, start := bulk(), time.Now()
		for i := 0; i < n; i += 5_000 {
			batch := make([]job.New, 5_000)
			for k := range batch {
				batch[k] = job.New{Kind: "effect", Key: fmt.Sprint(i + k)}
			}
			s.enqueue(t, batch...)
		}
		written := time.Now()
		var committed atomic.Int64
		all := make(chan struct{})
		effect := func(_ context.Context, j job.Job) (func(*store.Tx) error, error) {
			return func(tx *store.Tx) error {
				tx.AfterCommit(func() {
					if committed.Add(1) == int64(n) {
						close(all)
					}
				})
				return mark(tx, j.Key)
			}, nil
		}
		ctx, stop := context.WithCancel(context.Background())
		defer stop()
		var workers sync.WaitGroup
		processes := 4
		if s.Bench.DB.Engine() == store.SQLite {
			processes = 1
		}
		for w := range processes {
			r := s.worker(fmt.Sprint("worker", w))
			r.Handlers["effect"], r.Workers = effect, 12
			if w%2 == 1 && s.Bench.DB.Engine() == store.Postgres {
				r.DB = s.handle(t)
			}
			workers.Go(func() { r.Run(ctx, time.Second) })
		}
		select {
		case <-all:
		case <-time.After(3 * time.Minute):
			t.Fatalf("%d of %d effects: jobs are lost", committed.Load(), n)
		}
		t.Logf("%d jobs written in %s, drained in %s", n, written.Sub(start).Round(time.Millisecond), time.Since(written).Round(time.Millisecond))
		stop()
		workers.Wait()
		if effects, done := s.effects(t), s.count(t, "done"); effects != int64(n) || done != int64(n) || committed.Load() != int64(n) {
			t.Errorf("%d effects, %d done, %d commits of %d jobs", effects, done, committed.Load(), n)
		}
	})
}

// handle is the database opened once more, as another process would.
func (s *shop) handle(t testing.TB) *store.DB {
	t.Helper()
	db, err := store.Open(context.Background(), store.Config{DSN: testkit.DSN(t, store.Postgres), Relaxed: true, Clock: s.Bench.Clock, Node: 2})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func (s *shop) effects(t testing.TB) (n int64) {
	t.Helper()
	err := s.Bench.DB.View(context.Background(), s.Bench.Authority, func(tx *store.Tx) error {
		return tx.QueryRowContext(context.Background(), `SELECT count(*) FROM regime WHERE authority = $1`, s.Bench.Authority).Scan(&n)
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}
