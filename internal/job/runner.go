package job

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"motcua/internal/clock"
	"motcua/internal/job/jobsql"
	"motcua/internal/store"
)

// claimMax is how many jobs one claim takes.
const claimMax = 32

// Runner runs the jobs of one authority.
type Runner struct {
	DB        *store.DB
	Queue     *Queue
	Authority int32
	Owner     string        // names this worker in leases; unique per process
	Lease     time.Duration // how long a claimed job belongs to this worker
	Handlers  map[string]Handler
	Periods   []Period
	Log       *slog.Logger
}

// Drain runs every job that is due by the database's clock, and those they
// enqueue, until none is left: the inline executor of seeded history and tests.
func (r *Runner) Drain(ctx context.Context) (int, error) {
	total := 0
	for {
		n, err := r.step(ctx)
		total += n
		if err != nil || n == 0 {
			return total, err
		}
	}
}

// Run works until ctx ends: at once when woken by an enqueue, else every poll.
func (r *Runner) Run(ctx context.Context, poll time.Duration) error {
	tick := time.NewTicker(poll)
	defer tick.Stop()
	for {
		_, err := r.Drain(ctx)
		if err != nil && ctx.Err() == nil {
			r.Log.Error("jobs", "error", err.Error())
		}
		select {
		case <-ctx.Done():
			return nil
		case <-r.Queue.wake:
		case <-tick.C:
		}
	}
}

// step runs one claim of jobs and the periods that are due.
func (r *Runner) step(ctx context.Context) (int, error) {
	n, err := r.runPeriods(ctx)
	if err != nil {
		return n, err
	}
	jobs, err := r.claim(ctx)
	if err != nil {
		return n, err
	}
	for _, j := range jobs {
		err := r.run(ctx, j)
		if err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

func (r *Runner) claim(ctx context.Context) ([]Job, error) {
	var jobs []Job
	err := r.DB.Update(ctx, r.Authority, func(tx *store.Tx) error {
		jobs = jobs[:0]
		q := jobsql.New(tx)
		rows, err := q.ReadyJobs(ctx, jobsql.ReadyJobsParams{Authority: r.Authority, RunAt: int64(tx.Now), Limit: claimMax})
		if err != nil {
			return err
		}
		for _, row := range rows {
			err := q.LeaseJob(ctx, jobsql.LeaseJobParams{Authority: r.Authority, ID: row.ID,
				LeaseOwner: r.Owner, LeaseUntil: int64(tx.Now.Add(r.Lease))})
			if err != nil {
				return err
			}
			jobs = append(jobs, Job{ID: row.ID, Kind: row.Kind, Key: row.UniqueKey,
				Args: json.RawMessage(row.Args), Attempt: int(row.Attempt) + 1})
		}
		return nil
	})
	return jobs, err
}

var errLeaseLost = errors.New("job: the lease was lost to another worker")

// run does one job and records how it went; only trouble with the database
// comes back as an error.
func (r *Runner) run(ctx context.Context, j Job) error {
	handler, ok := r.Handlers[j.Kind]
	if !ok {
		return r.fail(ctx, j, Park(fmt.Errorf("no handler for %q", j.Kind)))
	}
	write, err := r.handle(ctx, handler, j)
	if err != nil {
		return r.fail(ctx, j, err)
	}
	err = r.DB.Update(ctx, r.Authority, func(tx *store.Tx) error {
		err := r.own(ctx, tx, j)
		if err != nil {
			return err
		}
		if write != nil {
			err = write(tx)
			if err != nil {
				return err
			}
		}
		return jobsql.New(tx).FinishJob(ctx, jobsql.FinishJobParams{Authority: r.Authority, ID: j.ID})
	})
	if errors.Is(err, errLeaseLost) {
		r.Log.Warn("job lease lost", "kind", j.Kind, "id", j.ID)
		return nil
	}
	if err != nil && ctx.Err() == nil {
		return r.fail(ctx, j, err)
	}
	return err
}

// handle keeps a panicking handler from ending the worker.
func (r *Runner) handle(ctx context.Context, h Handler, j Job) (write func(*store.Tx) error, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	return h(ctx, j)
}

func (r *Runner) own(ctx context.Context, tx *store.Tx, j Job) error {
	owner, err := jobsql.New(tx).OwnJob(ctx, jobsql.OwnJobParams{Authority: r.Authority, ID: j.ID})
	if errors.Is(err, sql.ErrNoRows) || err == nil && owner != r.Owner {
		return errLeaseLost
	}
	return err
}

func (r *Runner) fail(ctx context.Context, j Job, cause error) error {
	final := isParked(cause) || j.Attempt >= MaxAttempts
	r.Log.Warn("job failed", "kind", j.Kind, "id", j.ID, "attempt", j.Attempt, "parked", final, "error", cause.Error())
	err := r.DB.Update(ctx, r.Authority, func(tx *store.Tx) error {
		err := r.own(ctx, tx, j)
		if err != nil {
			return err
		}
		q := jobsql.New(tx)
		if final {
			return q.ParkJob(ctx, jobsql.ParkJobParams{Authority: r.Authority, ID: j.ID, LastError: cause.Error()})
		}
		return q.RetryJob(ctx, jobsql.RetryJobParams{Authority: r.Authority, ID: j.ID,
			RunAt: int64(tx.Now.Add(Delay(j.Attempt))), LastError: cause.Error()})
	})
	if errors.Is(err, errLeaseLost) {
		return nil
	}
	return err
}

// Counts is how many jobs stand in each state.
func (r *Runner) Counts(ctx context.Context) (map[string]int64, error) {
	counts := map[string]int64{}
	err := r.DB.View(ctx, r.Authority, func(tx *store.Tx) error {
		rows, err := jobsql.New(tx).CountJobs(ctx, r.Authority)
		for _, row := range rows {
			counts[row.State] = row.N
		}
		return err
	})
	return counts, err
}

// NextRun is when the earliest waiting job is due; zero when none waits.
func (r *Runner) NextRun(ctx context.Context) (clock.Instant, error) {
	var at int64
	err := r.DB.View(ctx, r.Authority, func(tx *store.Tx) (err error) {
		at, err = jobsql.New(tx).NextRun(ctx, r.Authority)
		return err
	})
	return clock.Instant(at), err
}
