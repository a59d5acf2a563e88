package app

import (
	"context"
	"errors"

	"motcua/authz"
	"motcua/internal/fault"
	"motcua/internal/job"
	"motcua/web/desk"
)

// DeskJobs is the background jobs as the administrator's page sees them.
func (c *Core) DeskJobs() desk.Jobs { return deskJobs{c} }

type deskJobs struct{ *Core }

func (d deskJobs) Attempts() int { return job.MaxAttempts }

func (d deskJobs) Tallies(ctx context.Context) ([]desk.JobTally, error) {
	rows, err := d.Jobs.Tallies(ctx)
	out := make([]desk.JobTally, len(rows))
	for i, t := range rows {
		out[i] = desk.JobTally(t)
	}
	return out, err
}

func (d deskJobs) Parked(ctx context.Context, away bool, behind desk.JobPlace, limit int) ([]desk.ParkedJob, error) {
	rows, err := d.Jobs.ParkedJobs(ctx, away, job.Place(behind), limit)
	out := make([]desk.ParkedJob, len(rows))
	for i, p := range rows {
		out[i] = desk.ParkedJob(p)
	}
	return out, err
}

func (d deskJobs) One(ctx context.Context, id int64) (desk.ParkedJob, error) {
	p, err := d.Jobs.ParkedJob(ctx, id)
	return desk.ParkedJob(p), parkedFault(err)
}

func (d deskJobs) RunAgain(ctx context.Context, actor authz.Actor, id int64) error {
	return d.change(actor, id, "job run again", func() error { return d.Jobs.RunAgain(ctx, id, actor.Account) })
}

func (d deskJobs) PutAway(ctx context.Context, actor authz.Actor, id int64, reason string) error {
	return d.change(actor, id, "job put away", func() error { return d.Jobs.PutAway(ctx, id, actor.Account, reason) })
}

// change checks, carries out and records who did it in the security log. The row
// keeps the same, for as long as it is there.
func (d deskJobs) change(actor authz.Actor, id int64, what string, do func() error) error {
	err := authz.Check(actor, authz.OpsJobsRetry, authz.Object{})
	if err == nil {
		err = do()
	}
	if err != nil {
		return parkedFault(err)
	}
	d.Dossiers.Security.Warn(what, "action", string(authz.OpsJobsRetry), "actor_kind", actor.Kind, "actor", actor.Account, "job", id)
	return nil
}

func parkedFault(err error) error {
	if errors.Is(err, job.ErrNotParked) {
		return fault.New(fault.CodeNotFound)
	}
	return err
}
