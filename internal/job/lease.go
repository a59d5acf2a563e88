package job

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"motcua/internal/clock"
	"motcua/internal/job/jobsql"
	"motcua/internal/store"
)

var (
	errLeaseLost = errors.New("job: the lease was lost to another worker")
	errStopped   = errors.New("job: the worker was told to stop")
)

// underway is a job claimed by this worker. Owner and attempt name the claim: a
// job that was lost and claimed again, even by this worker, is another.
type underway struct {
	Job
	ctx context.Context // ends with the lease
	end context.CancelCauseFunc
}

// claim takes at most n due jobs that are nobody's, but none of a crowded kind
// (",kind,kind,"), and keeps their leases until each is ended. Their contexts
// come from base.
func (r *Runner) claim(ctx, base context.Context, n int, crowded string) ([]*underway, error) {
	var jobs []*underway
	err := r.DB.Update(ctx, r.Authority, func(tx *store.Tx) error {
		jobs = jobs[:0]
		q := jobsql.New(tx)
		rows, err := q.ReadyJobs(ctx, jobsql.ReadyJobsParams{Authority: r.Authority, Now: int64(tx.Now),
			LeaseBeyond: int64(r.leaseBeyond(tx.Now)), Crowded: crowded, Most: int32(n)})
		if err != nil {
			return err
		}
		for _, row := range rows {
			err := q.LeaseJob(ctx, jobsql.LeaseJobParams{Authority: r.Authority, ID: row.ID,
				LeaseOwner: r.Owner, LeaseUntil: int64(tx.Now.Add(r.Lease))})
			if err != nil {
				return err
			}
			jobs = append(jobs, &underway{Job: Job{ID: row.ID, Kind: row.Kind, Key: row.UniqueKey,
				Args: json.RawMessage(row.Args), Attempt: int(row.Attempt) + 1}})
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, j := range jobs {
		j.ctx, j.end = r.hold(base, func(ctx context.Context) error { return r.renew(ctx, j) })
	}
	return jobs, nil
}

// leaseBeyond is the moment up to which a lease can reach that is seen now: its
// length, and once more for the clock of its owner, which may be ahead of this
// one. A lease beyond it was taken before the clock went back and counts as run
// out: else it would stand for as long as the clock was set back. One that is
// kept alive is brought back within it by its next renewal.
//
// A run_at far ahead cannot be told from a back-off, nor from work that was put
// off on purpose: it is left, and what waits is run later, never lost.
func (r *Runner) leaseBeyond(now clock.Instant) clock.Instant { return now.Add(2 * r.Lease) }

// hold is a context that lasts as long as a lease: it is renewed at a third of
// its length, by this machine's time, until the context is ended. A lease that
// another worker took, or that could not be renewed for its whole length, ends
// the context with errLeaseLost.
func (r *Runner) hold(ctx context.Context, renew func(context.Context) error) (context.Context, context.CancelCauseFunc) {
	held, end := context.WithCancelCause(ctx)
	go func() {
		tick := time.NewTicker(r.Lease / 3)
		defer tick.Stop()
		renewed := time.Now()
		for {
			select {
			case <-held.Done():
				return
			case <-tick.C:
			}
			// A query cut off would cost a connection: an ended job lets it finish.
			once, stop := context.WithTimeout(context.WithoutCancel(held), r.Lease/3)
			err := renew(once)
			stop()
			switch {
			case err == nil:
				renewed = time.Now()
			case errors.Is(err, errLeaseLost), time.Since(renewed) >= r.Lease:
				end(errLeaseLost)
				return
			}
		}
	}()
	return held, end
}

func (r *Runner) renew(ctx context.Context, j *underway) error {
	return r.DB.Update(ctx, r.Authority, func(tx *store.Tx) error {
		rows, err := jobsql.New(tx).RenewJob(ctx, jobsql.RenewJobParams{Authority: r.Authority, ID: j.ID,
			LeaseOwner: r.Owner, Attempt: int32(j.Attempt), LeaseUntil: int64(tx.Now.Add(r.Lease))})
		if err == nil && len(rows) == 0 {
			return errLeaseLost
		}
		return err
	})
}

// own locks the job's row for the transaction that records how it went. A job
// that is ready no more has no owner, so its state need not be asked: PostgreSQL
// would look for it among all that are ready.
func (r *Runner) own(ctx context.Context, tx *store.Tx, j *underway) error {
	_, err := jobsql.New(tx).OwnJob(ctx, jobsql.OwnJobParams{Authority: r.Authority, ID: j.ID, LeaseOwner: r.Owner, Attempt: int32(j.Attempt)})
	if errors.Is(err, sql.ErrNoRows) {
		return errLeaseLost
	}
	return err
}

// giveBack frees jobs that did not begin: the claim is as if it never was.
func (r *Runner) giveBack(jobs []*underway) error {
	if len(jobs) == 0 {
		return nil
	}
	for _, j := range jobs {
		j.end(errStopped)
	}
	ctx, stop := context.WithTimeout(context.WithoutCancel(jobs[0].ctx), r.Lease)
	defer stop()
	return r.DB.Update(ctx, r.Authority, func(tx *store.Tx) error {
		for _, j := range jobs {
			err := jobsql.New(tx).ReleaseJob(ctx, jobsql.ReleaseJobParams{Authority: r.Authority, ID: j.ID, LeaseOwner: r.Owner, Attempt: int32(j.Attempt)})
			if err != nil {
				return err
			}
		}
		return nil
	})
}
