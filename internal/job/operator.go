package job

import (
	"context"
	"database/sql"
	"errors"
	"math"

	"motcua/internal/clock"
	"motcua/internal/job/jobsql"
	"motcua/internal/store"
)

// Tally is how many jobs of a kind stand in a state; those put away are
// "dismissed".
type Tally struct {
	Kind, State string
	N           int64
}

// Parked is a job that waits for an operator.
type Parked struct {
	ID         int64
	Kind, Key  string
	Attempts   int
	Since      clock.Instant
	Error      string // what the last attempt said, without what could name a person
	Operator   int64  // the account that last ran it again or put it away; 0: nobody
	OperatedAt clock.Instant
	Dismissal  string // why it was put away; "" when it was not
}

// Place is behind which parked job a page begins; the zero Place is the first page.
type Place struct {
	Since clock.Instant
	ID    int64
}

// ErrNotParked reports a job that is not where the operator saw it.
var ErrNotParked = errors.New("job: not parked, or put away already")

// Tallies counts the jobs by kind and state. It reads every job: for a page that
// an operator opens.
func (r *Runner) Tallies(ctx context.Context) ([]Tally, error) {
	var out []Tally
	err := r.DB.View(ctx, r.Authority, func(tx *store.Tx) error {
		rows, err := jobsql.New(tx).TallyJobs(ctx, r.Authority)
		out = make([]Tally, len(rows))
		for i, row := range rows {
			out[i] = Tally{Kind: row.Kind, State: row.Standing, N: row.N}
		}
		return err
	})
	return out, err
}

// ParkedJobs is at most limit parked jobs behind a place, the latest first: those
// that wait, or those that were put away.
func (r *Runner) ParkedJobs(ctx context.Context, dismissed bool, behind Place, limit int) ([]Parked, error) {
	if behind == (Place{}) {
		behind = Place{math.MaxInt64, math.MaxInt64}
	}
	p := jobsql.ParkedJobsParams{Authority: r.Authority, Since: int64(behind.Since), ID: behind.ID, Most: int32(limit)}
	if dismissed {
		p.Dismissed = 1
	}
	var out []Parked
	err := r.DB.View(ctx, r.Authority, func(tx *store.Tx) error {
		rows, err := jobsql.New(tx).ParkedJobs(ctx, p)
		out = make([]Parked, len(rows))
		for i, row := range rows {
			out[i] = parkedOf(row)
		}
		return err
	})
	return out, err
}

// ParkedJob is one parked job. ErrNotParked when it is not, or does not exist.
func (r *Runner) ParkedJob(ctx context.Context, id int64) (Parked, error) {
	var p Parked
	err := r.DB.View(ctx, r.Authority, func(tx *store.Tx) error {
		row, err := jobsql.New(tx).ParkedJob(ctx, jobsql.ParkedJobParams{Authority: r.Authority, ID: id})
		if errors.Is(err, sql.ErrNoRows) {
			return ErrNotParked
		}
		p = parkedOf(jobsql.ParkedJobsRow(row))
		return err
	})
	return p, err
}

func parkedOf(row jobsql.ParkedJobsRow) Parked {
	return Parked{ID: row.ID, Kind: row.Kind, Key: row.UniqueKey, Attempts: int(row.Attempt), Since: clock.Instant(row.RunAt),
		Error: row.LastError, Operator: row.Operator, OperatedAt: clock.Instant(row.OperatedAt), Dismissal: row.Dismissal}
}

// RunAgain makes a parked job ready, as if it had never been tried, in the name
// of an account. ErrNotParked when it is not parked.
func (r *Runner) RunAgain(ctx context.Context, id, by int64) error {
	return r.DB.Update(ctx, r.Authority, func(tx *store.Tx) error {
		tx.AfterCommit(r.Queue.signal)
		return jobsql.New(tx.Expecting(1, ErrNotParked)).RunAgain(ctx, jobsql.RunAgainParams{Authority: r.Authority, ID: id, RunAt: int64(tx.Now), Operator: by})
	})
}

// PutAway takes a parked job off the list of those that wait, in the name of an
// account and for a reason, which must not be empty. ErrNotParked when it does
// not wait there.
func (r *Runner) PutAway(ctx context.Context, id, by int64, reason string) error {
	reason = clean(reason)
	if reason == "" {
		return errors.New("job: put away without a reason")
	}
	return r.DB.Update(ctx, r.Authority, func(tx *store.Tx) error {
		return jobsql.New(tx.Expecting(1, ErrNotParked)).PutAway(ctx, jobsql.PutAwayParams{Authority: r.Authority, ID: id,
			OperatedAt: int64(tx.Now), Operator: by, Dismissal: reason})
	})
}
