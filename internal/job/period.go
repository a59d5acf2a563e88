package job

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"motcua/internal/clock"
	"motcua/internal/job/jobsql"
	"motcua/internal/store"
)

// Period is work done again and again by one worker at a time.
type Period struct {
	Kind  string
	Every time.Duration
	Work  func(ctx context.Context) error
	// Wanted reports whether there is anything to do, so that an idle node writes
	// nothing; nil: always.
	Wanted func(ctx context.Context) (bool, error)
}

// runPeriods runs those whose time has come and counts them.
func (r *Runner) runPeriods(ctx context.Context) (int, error) {
	ran := 0
	for _, p := range r.Periods {
		mine, err := r.leasePeriod(ctx, p)
		if err != nil {
			return ran, err
		}
		if !mine {
			continue
		}
		err = p.Work(ctx)
		if err != nil {
			r.Log.Error("periodic job", "kind", p.Kind, "error", err.Error())
		}
		err = r.DB.Update(ctx, r.Authority, func(tx *store.Tx) error {
			return jobsql.New(tx).FinishPeriod(ctx, jobsql.FinishPeriodParams{Authority: r.Authority,
				Kind: p.Kind, LeaseOwner: r.Owner, NextAt: int64(tx.Now.Add(p.Every))})
		})
		if err != nil {
			return ran, err
		}
	}
	return ran, nil
}

// leasePeriod takes the lease row when the period is due and free.
func (r *Runner) leasePeriod(ctx context.Context, p Period) (bool, error) {
	due, err := r.periodDue(ctx, p.Kind)
	if err != nil || !due {
		return false, err
	}
	if p.Wanted != nil {
		wanted, err := p.Wanted(ctx)
		if err != nil || !wanted {
			return false, err
		}
	}
	mine := false
	err = r.DB.Update(ctx, r.Authority, func(tx *store.Tx) error {
		mine = false
		q := jobsql.New(tx)
		_, err := q.DuePeriod(ctx, jobsql.DuePeriodParams{Authority: r.Authority, Kind: p.Kind, NextAt: int64(tx.Now)})
		if errors.Is(err, sql.ErrNoRows) {
			return r.firstPeriod(ctx, tx, p, &mine)
		}
		if err != nil {
			return err
		}
		mine = true
		return q.LeasePeriod(ctx, jobsql.LeasePeriodParams{Authority: r.Authority, Kind: p.Kind,
			LeaseOwner: r.Owner, LeaseUntil: int64(tx.Now.Add(r.Lease))})
	})
	if errors.Is(err, errTaken) {
		return false, nil
	}
	return mine, err
}

var errTaken = errors.New("job: another worker was first")

// firstPeriod makes the row of a period that never ran, leased to this worker;
// two workers that find none make one. A row that is there but leased or not due
// is not ours either.
func (r *Runner) firstPeriod(ctx context.Context, tx *store.Tx, p Period, mine *bool) error {
	*mine = true
	return jobsql.New(tx.Expecting(1, errTaken)).CreatePeriod(ctx, jobsql.CreatePeriodParams{Authority: r.Authority, Kind: p.Kind,
		LeaseOwner: r.Owner, LeaseUntil: int64(tx.Now.Add(r.Lease)), NextAt: int64(tx.Now)})
}

// periodDue reads before it locks, so that an idle worker writes nothing.
func (r *Runner) periodDue(ctx context.Context, kind string) (bool, error) {
	due := false
	err := r.DB.View(ctx, r.Authority, func(tx *store.Tx) error {
		next, err := jobsql.New(tx).PeriodState(ctx, jobsql.PeriodStateParams{Authority: r.Authority, Kind: kind})
		if errors.Is(err, sql.ErrNoRows) {
			due = true
			return nil
		}
		due = clock.Instant(next.NextAt) <= tx.Now && clock.Instant(next.LeaseUntil) <= tx.Now
		return err
	})
	return due, err
}
