package job_test

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"motcua/internal/job"
)

func count(ran *int) []job.Period {
	return []job.Period{{Kind: "sweep", Every: time.Hour, Work: func(context.Context) error { *ran++; return nil }}}
}

// A worker that died in its work holds the period until its lease ends; then
// another takes it.
func TestADeadLeaseholderIsReplaced(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		ran := 0
		s.Periods = count(&ran)
		dead := s.worker("dead")
		dead.Periods = []job.Period{{Kind: "sweep", Every: time.Hour, Work: func(context.Context) error { runtime.Goexit(); return nil }}}
		dies(t, dead)
		s.Bench.Clock.Advance(time.Minute - time.Microsecond)
		s.drain(t)
		if ran != 0 {
			t.Fatal("it was taken before the lease ended")
		}
		s.Bench.Clock.Advance(time.Microsecond)
		s.drain(t)
		s.drain(t)
		if ran != 1 {
			t.Fatalf("after the lease ended it ran %d times", ran)
		}
		s.Bench.Clock.Advance(time.Hour)
		s.drain(t)
		if ran != 2 {
			t.Errorf("an hour later it had run %d times", ran)
		}
	})
}

// A worker that comes back after another took its period over moves nothing.
func TestALateLeaseholderMovesNothing(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		first, second := 0, 0
		other := s.worker("second")
		other.Periods = count(&second)
		s.Periods = []job.Period{{Kind: "sweep", Every: time.Hour, Work: func(ctx context.Context) error {
			first++
			s.Bench.Clock.Advance(time.Minute)
			_, err := other.Drain(ctx)
			s.Bench.Clock.Advance(time.Minute)
			return err
		}}}
		s.drain(t)
		if first != 1 || second != 1 {
			t.Fatalf("the first ran %d times, the second %d", first, second)
		}
		// Due an hour after the second's end, not after the first's.
		s.Bench.Clock.Advance(time.Hour - time.Minute)
		_, err := other.Drain(context.Background())
		if err != nil || second != 2 {
			t.Errorf("the second ran %d times, %v", second, err)
		}
	})
}

// Workers that start together on a period that never ran, and again when it is
// due, do its work once.
func TestWorkersTogetherDoAPeriodOnce(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		var ran atomic.Int32
		for turn := range int32(3) {
			var wg sync.WaitGroup
			for w := range 8 {
				r := s.worker(fmt.Sprint("worker", w))
				r.Periods = []job.Period{{Kind: "sweep", Every: time.Hour, Work: func(context.Context) error { ran.Add(1); return nil }}}
				wg.Go(func() {
					_, err := r.Drain(context.Background())
					if err != nil {
						t.Error(err)
					}
				})
			}
			wg.Wait()
			if ran.Load() != turn+1 {
				t.Fatalf("at turn %d it had run %d times", turn+1, ran.Load())
			}
			s.Bench.Clock.Advance(time.Hour)
		}
	})
}
