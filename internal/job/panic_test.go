package job_test

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"motcua/internal/job"
)

// Periodic work that panics is logged as failed and has its next turn.
func TestAPanicInAPeriodIsAFailedTurn(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		var said bytes.Buffer
		s.Log = slog.New(slog.NewTextHandler(&said, nil))
		turns := 0
		s.Periods = []job.Period{{Kind: "sweep", Every: time.Hour, Work: func(context.Context) error {
			turns++
			if turns == 1 {
				panic("broken")
			}
			return nil
		}}}
		s.drain(t)
		if turns != 1 || !strings.Contains(said.String(), "panic: broken") {
			t.Fatalf("%d turns, said %q", turns, said.String())
		}
		s.Bench.Clock.Advance(time.Hour)
		s.drain(t)
		if turns != 2 {
			t.Errorf("an hour later it had had %d turns", turns)
		}
	})
}

// A running worker whose period cannot even say whether it is wanted goes on
// with it, and with its jobs.
func TestAPanicInWantedEndsNoWorker(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		var asked, worked atomic.Int32
		s.Periods = []job.Period{{Kind: "sweep", Every: time.Hour,
			Wanted: func(context.Context) (bool, error) {
				if asked.Add(1) == 1 {
					panic("broken")
				}
				return true, nil
			},
			Work: func(context.Context) error { worked.Add(1); return nil },
		}}
		s.enqueue(t, job.New{Kind: "say", Key: "x"})
		stop := running(t, s.Runner)
		until(t, "the period's next turn", func() bool { return worked.Load() == 1 })
		until(t, "the job", func() bool { return s.count(t, "done") == 1 })
		stop()
	})
}
