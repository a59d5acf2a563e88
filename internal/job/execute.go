package job

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"motcua/internal/job/jobsql"
	"motcua/internal/store"
)

// run does one job and records how it went; only trouble with the database
// comes back as an error. What was done is recorded also when the worker was
// told to stop meanwhile, but for no longer than a lease.
func (r *Runner) run(j *underway) error {
	defer j.end(nil)
	if j.Attempt > MaxAttempts {
		return r.fail(j, Park(errNeverEnds))
	}
	handler, ok := r.Handlers[j.Kind]
	if !ok {
		return r.fail(j, Park(fmt.Errorf("no handler for %q", j.Kind)))
	}
	ctx, stop := context.WithTimeoutCause(j.ctx, cmp.Or(r.Limit, defaultLimit), errTooLong)
	defer stop()
	write, err := handle(ctx, handler, j.Job)
	switch cause := context.Cause(ctx); {
	case errors.Is(cause, errLeaseLost):
		r.lost(j)
		return nil
	case errors.Is(cause, errTooLong) && err != nil:
		return r.fail(j, errors.Join(errTooLong, err))
	case cause != nil && err != nil:
		return r.interrupted(j)
	case err != nil:
		return r.fail(j, err)
	}
	err = r.settle(j, func(ctx context.Context, tx *store.Tx) error {
		if write != nil {
			err := write(tx)
			if err != nil {
				return err
			}
		}
		return jobsql.New(tx).FinishJob(ctx, jobsql.FinishJobParams{Authority: r.Authority, ID: j.ID})
	})
	if err != nil {
		return r.fail(j, err)
	}
	return nil
}

var (
	errTooLong = errors.New("job: the handler took longer than it may")
	// errNeverEnds parks a job none of whose attempts recorded how it went at last:
	// it ended its worker, or did not heed its own end. It is not begun again.
	errNeverEnds = fmt.Errorf("job: begun %d times and the last left no result: it ends its worker or does not heed its end", MaxAttempts)
)

// handle keeps a panicking handler from ending the worker.
func handle(ctx context.Context, h Handler, j Job) (write func(*store.Tx) error, err error) {
	defer caught(&err)
	return h(ctx, j)
}

// caught, deferred, makes a panic the error of the function that it ends.
func caught(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("panic: %v", p)
	}
}

// settle records how a job went, unless its lease was lost.
func (r *Runner) settle(j *underway, record func(context.Context, *store.Tx) error) error {
	ctx, stop := context.WithTimeout(context.WithoutCancel(j.ctx), r.Lease)
	defer stop()
	err := r.DB.Update(ctx, r.Authority, func(tx *store.Tx) error {
		err := r.own(ctx, tx, j)
		if err != nil {
			return err
		}
		return record(ctx, tx)
	})
	if errors.Is(err, errLeaseLost) {
		r.lost(j)
		return nil
	}
	return err
}

func (r *Runner) lost(j *underway) {
	r.Log.Warn("job lease lost", "kind", j.Kind, "id", j.ID)
}

func (r *Runner) fail(j *underway, cause error) error {
	final, said := isParked(cause) || j.Attempt >= MaxAttempts, clean(cause.Error())
	r.Log.Warn("job failed", "kind", j.Kind, "id", j.ID, "attempt", j.Attempt, "parked", final, "error", said)
	return r.settle(j, func(ctx context.Context, tx *store.Tx) error {
		q := jobsql.New(tx)
		if final {
			return q.ParkJob(ctx, jobsql.ParkJobParams{Authority: r.Authority, ID: j.ID, RunAt: int64(tx.Now), LastError: said})
		}
		return q.RetryJob(ctx, jobsql.RetryJobParams{Authority: r.Authority, ID: j.ID,
			RunAt: int64(tx.Now.Add(Delay(j.Attempt))), LastError: said})
	})
}

// interrupted makes a job ready at once whose handler was cut off by the end of
// the worker. The attempt stays counted: a job that is cut off at its last one is
// parked. One that left nothing at all, because it took its worker along or went
// on past its lease, is parked by the next claim (run).
func (r *Runner) interrupted(j *underway) error {
	if j.Attempt >= MaxAttempts {
		return r.fail(j, errStopped)
	}
	return r.settle(j, func(ctx context.Context, tx *store.Tx) error {
		return jobsql.New(tx).RetryJob(ctx, jobsql.RetryJobParams{Authority: r.Authority, ID: j.ID,
			RunAt: int64(tx.Now), LastError: errStopped.Error()})
	})
}
