package job

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"motcua/internal/clock"
	"motcua/internal/job/jobsql"
	"motcua/internal/store"
)

// Runner runs the jobs and periods of one authority.
type Runner struct {
	DB        *store.DB
	Queue     *Queue
	Authority int32
	Owner     string        // names this worker in leases; unique per process
	Lease     time.Duration // how long a claimed job belongs to this worker; renewed at a third of it
	Workers   int           // jobs side by side in Run; 0 is defaultWorkers
	Limit     time.Duration // how long a handler may take; 0 is defaultLimit
	Grace     time.Duration // how long Run waits for what is under way when it is to end; 0 is defaultGrace
	Handlers  map[string]Handler
	Periods   []Period
	Log       *slog.Logger
}

const (
	defaultWorkers = 12
	defaultLimit   = 2 * time.Minute
	defaultGrace   = 10 * time.Second
	// inlineClaim is how many jobs one claim of Drain takes.
	inlineClaim = 32
	// periodLimit bounds the work of a period; what is left is done at its next turn.
	periodLimit = 15 * time.Minute
)

// Drain runs every job that is due by the database's clock, and those they
// enqueue, one after the other by (run_at, id), and the periods that are due,
// until none is left: the inline executor of seeded history and tests.
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

// step runs the periods that are due and one claim of jobs.
func (r *Runner) step(ctx context.Context) (int, error) {
	ran := 0
	for _, p := range r.Periods {
		done, err := r.turn(ctx, p)
		if err != nil {
			return ran, err
		}
		if done {
			ran++
		}
	}
	jobs, err := r.claim(ctx, ctx, inlineClaim, "")
	if err != nil {
		return ran, err
	}
	n, err := r.inline(ctx, jobs)
	return ran + n, err
}

// inline runs claimed jobs in their order; when it cannot go on it gives back
// those that did not begin.
func (r *Runner) inline(ctx context.Context, jobs []*underway) (int, error) {
	for _, j := range jobs {
		defer j.end(nil)
	}
	for i, j := range jobs {
		err := r.run(j)
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return i + 1, errors.Join(err, r.giveBack(jobs[i+1:]))
		}
	}
	return len(jobs), nil
}

// Counts is how many jobs stand in each state; those put away are "dismissed".
func (r *Runner) Counts(ctx context.Context) (map[string]int64, error) {
	counts := map[string]int64{}
	err := r.DB.View(ctx, r.Authority, func(tx *store.Tx) error {
		rows, err := jobsql.New(tx).CountJobs(ctx, r.Authority)
		for _, row := range rows {
			counts[row.Standing] = row.N
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
