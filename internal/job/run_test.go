package job_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"testing"
	"time"

	"motcua/internal/job"
	"motcua/internal/store"
)

// The signal comes with the commit: earlier the worker would look, find nothing
// and go back to waiting.
func TestOnlyACommitWakes(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		undone := errors.New("undone")
		for _, end := range []error{undone, nil} {
			err := s.Bench.DB.Update(context.Background(), s.Bench.Authority, func(tx *store.Tx) error {
				err := s.Queue.Enqueue(context.Background(), tx, job.New{Kind: "say", Key: "x"})
				if s.Queue.Woken() {
					t.Error("the worker was woken before the commit")
				}
				return errors.Join(err, end)
			})
			if !errors.Is(err, end) {
				t.Fatal(err)
			}
			if woken := s.Queue.Woken(); woken != (end == nil) {
				t.Errorf("the transaction ended with %v; woken: %t", end, woken)
			}
		}
	})
}

// A running worker runs what is committed long before its poll, and ends with
// its context. Each job is written when the one before is done, while the worker
// goes to wait: twenty times, so that some find it waiting.
func TestARunningWorkerIsWoken(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		ctx, stop := context.WithCancel(context.Background())
		ended := make(chan error, 1)
		go func() { ended <- s.Run(ctx, time.Hour) }()
		defer stop()
		for i := range 20 {
			s.enqueue(t, job.New{Kind: "say", Key: fmt.Sprint(i)})
			for late := time.Now().Add(20 * time.Second); s.count(t, "done") != int64(i+1); runtime.Gosched() {
				if time.Now().After(late) {
					t.Fatalf("job %d was not run before the poll", i)
				}
			}
		}
		stop()
		select {
		case err := <-ended:
			if err != nil {
				t.Error(err)
			}
		case <-time.After(20 * time.Second):
			t.Fatal("the worker did not end with its context")
		}
	})
}
