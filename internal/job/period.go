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

// Period is work done again and again by one worker at a time. Work heeds its
// context, which ends with the lease: what is left is done at the next turn.
type Period struct {
	Kind  string
	Every time.Duration
	Work  func(ctx context.Context) error
	// Wanted reports whether there is anything to do, so that an idle node writes
	// nothing; nil: always.
	Wanted func(ctx context.Context) (bool, error)
}

// work keeps work that panics from ending the process: it failed, and has its
// next turn.
func (p Period) work(ctx context.Context) (err error) {
	defer caught(&err)
	return p.Work(ctx)
}

func (p Period) wanted(ctx context.Context) (wanted bool, err error) {
	if p.Wanted == nil {
		return true, nil
	}
	defer caught(&err)
	return p.Wanted(ctx)
}

// repeat does p's work whenever its time has come, until ctx ends.
func (r *Runner) repeat(ctx context.Context, p Period, poll time.Duration) {
	tick := time.NewTicker(poll)
	defer tick.Stop()
	for ctx.Err() == nil {
		_, err := r.turn(ctx, p)
		if err != nil && ctx.Err() == nil {
			r.Log.Error("periodic job", "kind", p.Kind, "error", clean(err.Error()))
		}
		select {
		case <-ctx.Done():
		case <-tick.C:
		}
	}
}

// turn does p's work when it is due and nobody else's, and reports whether it
// did. The lease is renewed while the work lasts; work whose lease was lost is
// cancelled.
func (r *Runner) turn(ctx context.Context, p Period) (bool, error) {
	mine, err := r.leasePeriod(ctx, p)
	if err != nil || !mine {
		return false, err
	}
	held, end := r.hold(ctx, func(ctx context.Context) error { return r.renewPeriod(ctx, p) })
	defer end(nil)
	limited, stop := context.WithTimeout(held, periodLimit)
	defer stop()
	err = p.work(limited)
	if err != nil && ctx.Err() == nil {
		r.Log.Error("periodic job", "kind", p.Kind, "error", clean(err.Error()))
	}
	return true, r.finishPeriod(ctx, p)
}

// finishPeriod says when the work is due again: at once when it was cut off by
// the end of this worker.
func (r *Runner) finishPeriod(ctx context.Context, p Period) error {
	every := p.Every
	if ctx.Err() != nil {
		every = 0
	}
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), r.Lease)
	defer stop()
	return r.DB.Update(ctx, r.Authority, func(tx *store.Tx) error {
		return jobsql.New(tx).FinishPeriod(ctx, jobsql.FinishPeriodParams{Authority: r.Authority,
			Kind: p.Kind, LeaseOwner: r.Owner, NextAt: int64(tx.Now.Add(every))})
	})
}

func (r *Runner) renewPeriod(ctx context.Context, p Period) error {
	return r.DB.Update(ctx, r.Authority, func(tx *store.Tx) error {
		rows, err := jobsql.New(tx).RenewPeriod(ctx, jobsql.RenewPeriodParams{Authority: r.Authority,
			Kind: p.Kind, LeaseOwner: r.Owner, LeaseUntil: int64(tx.Now.Add(r.Lease))})
		if err == nil && len(rows) == 0 {
			return errLeaseLost
		}
		return err
	})
}

// leasePeriod takes the lease row when the period is due and free.
func (r *Runner) leasePeriod(ctx context.Context, p Period) (bool, error) {
	due, err := r.periodDue(ctx, p)
	if err != nil || !due {
		return false, err
	}
	wanted, err := p.wanted(ctx)
	if err != nil || !wanted {
		return false, err
	}
	mine := false
	err = r.DB.Update(ctx, r.Authority, func(tx *store.Tx) error {
		mine = false
		q := jobsql.New(tx)
		_, err := q.DuePeriod(ctx, jobsql.DuePeriodParams{Authority: r.Authority, Kind: p.Kind, Now: int64(tx.Now),
			NextBeyond: int64(r.nextBeyond(p, tx.Now)), LeaseBeyond: int64(r.leaseBeyond(tx.Now))})
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
func (r *Runner) periodDue(ctx context.Context, p Period) (bool, error) {
	due := false
	err := r.DB.Read(ctx, r.Authority, func(tx *store.Tx) error {
		next, err := jobsql.New(tx).PeriodState(ctx, jobsql.PeriodStateParams{Authority: r.Authority, Kind: p.Kind})
		if errors.Is(err, sql.ErrNoRows) {
			due = true
			return nil
		}
		due = outside(next.NextAt, tx.Now, r.nextBeyond(p, tx.Now)) && outside(next.LeaseUntil, tx.Now, r.leaseBeyond(tx.Now))
		return err
	})
	return due, err
}

// nextBeyond is the moment up to which p can have been put off that is seen now;
// as in leaseBeyond, what is put off beyond it was so before the clock went back.
func (r *Runner) nextBeyond(p Period, now clock.Instant) clock.Instant {
	return now.Add(p.Every + r.Lease)
}

// outside reports whether at has come, or lies so far ahead that it can only
// stem from before the clock went back.
func outside(at int64, now, beyond clock.Instant) bool {
	return clock.Instant(at) <= now || clock.Instant(at) > beyond
}
