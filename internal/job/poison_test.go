package job_test

import (
	"context"
	"runtime"
	"strings"
	"testing"
	"time"

	"motcua/internal/job"
	"motcua/internal/store"
)

// A job that takes its worker along each time is parked after its last attempt,
// with a reason an operator can read, and harms no further worker.
func TestAJobThatKillsItsWorkersIsParked(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		s.enqueue(t, job.New{Kind: "kills", Key: "x"})
		kills := func(context.Context, job.Job) (func(*store.Tx) error, error) {
			runtime.Goexit()
			return nil, nil
		}
		for range job.MaxAttempts {
			dead := s.worker("dead")
			dead.Handlers["kills"] = kills
			dies(t, dead)
			s.Bench.Clock.Advance(time.Minute)
		}
		called := false
		s.Handlers["kills"] = func(context.Context, job.Job) (func(*store.Tx) error, error) { called = true; return nil, nil }
		s.enqueue(t, job.New{Kind: "say", Key: "after"})
		s.drain(t)
		if r := s.row(t, "x"); called || r.State != "parked" || !strings.Contains(r.Error, "ends its worker") {
			t.Errorf("called again: %t; the job is %+v", called, r)
		}
		if s.count(t, "done") != 1 {
			t.Error("the job behind it was not run")
		}
	})
}

// A job that every worker's end cuts off is begun MaxAttempts times and parked.
func TestAJobCutOffEachTimeIsParked(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		s.enqueue(t, job.New{Kind: "long", Key: "x"})
		begun := 0
		for range job.MaxAttempts {
			ctx, stop := context.WithCancel(context.Background())
			s.Handlers["long"] = func(ctx context.Context, _ job.Job) (func(*store.Tx) error, error) {
				begun++
				stop()
				<-ctx.Done()
				return nil, ctx.Err()
			}
			if r := s.row(t, "x"); r.State != "ready" {
				t.Fatalf("after %d attempts: %+v", begun, r)
			}
			s.Drain(ctx)
		}
		if r := s.row(t, "x"); begun != job.MaxAttempts || r.State != "parked" {
			t.Errorf("begun %d times; the job is %+v", begun, r)
		}
	})
}
