// Package job runs what follows a state change: mail, messages, roll-ups.
//
// A job is a row written in the transaction that causes it, so both exist or
// neither does. It is run at least once, under a lease; its effect on the
// database is committed together with its completion, so that effect happens
// exactly once. Effects outside (a mail) carry the job's id as their key.
//
//	ready ──run──▶ done
//	  │ ▲ └─error, attempts left: run_at moves on (back-off)
//	  │ └──lease ran out: another worker takes it
//	  └─error on the last attempt, a last attempt that left nothing, or Park: parked, shown to the operator, who
//	    runs it again (ready, attempt 0) or puts it away with a reason
//
// A handler heeds its context: it ends when the lease is lost, when the time of
// the handler is over, or when the worker was told to stop and waited for it.
package job

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"motcua/internal/clock"
	"motcua/internal/job/jobsql"
	"motcua/internal/store"
)

// New is a job to be enqueued.
type New struct {
	Kind string
	// Key is unique per authority and kind; enqueuing it again does nothing, as long
	// as the row is kept (Sweep): it must name what happens once, as an event's
	// dossier and number do.
	Key  string
	Args any           // JSON; never personal data: job rows are read by operators
	At   clock.Instant // earliest run; zero is now
}

// Job is a job being run.
type Job struct {
	ID      int64
	Kind    string
	Key     string
	Args    json.RawMessage
	Attempt int // 1 on the first run
}

// Handler does the outside part of a job and returns what to write in the
// transaction that marks it done (nil: nothing).
type Handler func(ctx context.Context, j Job) (func(*store.Tx) error, error)

// parked marks an error that no retry can mend.
type parked struct{ error }

// Park marks err as final: the job is parked at once.
func Park(err error) error { return parked{err} }

func isParked(err error) bool {
	var p parked
	return errors.As(err, &p)
}

// Queue enqueues jobs and wakes the runner of the same process.
type Queue struct{ wake chan struct{} }

// NewQueue is an empty queue signal.
func NewQueue() *Queue { return &Queue{wake: make(chan struct{}, 1)} }

// Enqueue writes the job in tx.
func (q *Queue) Enqueue(ctx context.Context, tx *store.Tx, n New) error {
	args, err := json.Marshal(n.Args)
	if err != nil {
		return fmt.Errorf("job: arguments of %s: %w", n.Kind, err)
	}
	tx.AfterCommit(q.signal)
	return jobsql.New(tx).InsertJob(ctx, jobsql.InsertJobParams{
		Authority: tx.Authority, ID: tx.NewID(), Kind: n.Kind, UniqueKey: n.Key, Args: string(args),
		RunAt: int64(max(n.At, tx.Now)), CreatedAt: int64(tx.Now),
	})
}

func (q *Queue) signal() {
	select {
	case q.wake <- struct{}{}:
	default:
	}
}

// Back-off after a failed attempt: 10 s, doubled each time, at most an hour; a
// job that failed MaxAttempts times is parked.
const (
	firstDelay  = 10 * time.Second
	longest     = time.Hour
	MaxAttempts = 12
)

// Delay is the wait after the given failed attempt (1 is the first).
func Delay(attempt int) time.Duration {
	return min(firstDelay<<min(max(attempt-1, 0), 20), longest)
}
