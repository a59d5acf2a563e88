package job

import (
	"context"
	"time"

	"motcua/internal/clock"
	"motcua/internal/job/jobsql"
	"motcua/internal/store"
)

const (
	// keepDone is how long a finished job can still be asked about.
	keepDone = 30 * 24 * time.Hour
	// sweepBatch bounds one transaction of the sweep.
	sweepBatch = 1000
)

// Sweep deletes what was done more than thirty days ago. With its row goes the
// promise that a key is run once, so no key may come again: keys name an event
// (dossier and number), whose jobs are enqueued by the transaction that writes
// it, and by the one that completes such a job.
func (r *Runner) Sweep(ctx context.Context) error {
	for {
		swept := 0
		err := r.DB.Update(ctx, r.Authority, func(tx *store.Tx) error {
			rows, err := jobsql.New(tx).SweepJobs(ctx, jobsql.SweepJobsParams{Authority: r.Authority, RunAt: int64(tx.Now.Add(-keepDone)), Limit: sweepBatch})
			swept = len(rows)
			return err
		})
		if err != nil || swept < sweepBatch {
			return err
		}
	}
}

// SweepWanted reports whether Sweep would find anything.
func (r *Runner) SweepWanted(ctx context.Context) (bool, error) {
	wanted := false
	err := r.DB.Read(ctx, r.Authority, func(tx *store.Tx) error {
		done, err := jobsql.New(tx).OldestDone(ctx, r.Authority)
		wanted = len(done) > 0 && clock.Instant(done[0]) < tx.Now.Add(-keepDone)
		return err
	})
	return wanted, err
}
