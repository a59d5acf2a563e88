package racetest

import (
	"context"
	"errors"
	"fmt"
	"time"

	"motcua/dossier"
	"motcua/form"
	"motcua/form/sample"
	"motcua/identity"
	"motcua/internal/clock"
	"motcua/internal/event"
	"motcua/internal/job"
	"motcua/internal/store"
)

// operations are what a process can be told to do.
var operations = map[string]func(racer, context.Context, op) (result, error){
	"draft":    racer.draft,
	"file":     racer.file,
	"submit":   racer.submit,
	"edit":     racer.edit,
	"receive":  racer.receive,
	"transfer": racer.transfer,
	"void":     racer.void,
	"register": racer.register,
	"ids":      racer.makeIDs,
	"drain":    racer.drain,
	"number":   racer.sequence,
	"roll_up":  racer.rollUp,
	"clock":    racer.setClock,
}

func (r racer) draft(ctx context.Context, o op) (result, error) {
	id, err := r.DraftBirth(ctx, o.Actor, o.Unit, sample.BirthRegistration(uint64(o.ID), r.clock.Now().Date()))
	return result{ID: id}, err
}

func (r racer) file(ctx context.Context, o op) (result, error) {
	draft, err := r.draft(ctx, o)
	if err != nil {
		return draft, err
	}
	return r.submit(ctx, op{Actor: o.Actor, ID: draft.ID})
}

func (r racer) submit(ctx context.Context, o op) (result, error) {
	id, err := r.Dossiers.Submit(ctx, o.Actor, o.ID, true)
	return result{ID: id}, err
}

// edit answers one question of one page of a draft.
func (r racer) edit(ctx context.Context, o op) (result, error) {
	return result{}, r.Dossiers.Edit(ctx, o.Actor, o.ID, func(d *dossier.Draft) {
		d.Answer(o.Text, form.Answers{o.Text + ".full_name": o.Value})
	})
}

func (r racer) receive(ctx context.Context, o op) (result, error) {
	st, err := r.Dossiers.Do(ctx, o.Actor, o.ID, 1, dossier.Receive{})
	return result{ID: st.ID, Code: st.Code}, err
}

func (r racer) transfer(ctx context.Context, o op) (result, error) {
	_, err := r.Dossiers.Do(ctx, o.Actor, o.ID, 2, dossier.Transfer{})
	return result{}, err
}

func (r racer) void(ctx context.Context, o op) (result, error) {
	_, err := r.Dossiers.Do(ctx, o.Actor, o.ID, 2, dossier.Void{Reason: "Tiếp nhận nhầm."})
	return result{}, err
}

func (r racer) register(ctx context.Context, o op) (result, error) {
	id, err := r.Identity.Register(ctx, r.Authority, identity.NewCitizen{Login: o.Text, Password: "mật khẩu đủ dài 61",
		Profile: identity.Profile{FullName: "Lăng Thị Mai"}})
	return result{ID: id}, err
}

// makeIDs makes ids in committed transactions of a hundred each.
func (r racer) makeIDs(ctx context.Context, o op) (out result, err error) {
	for len(out.IDs) < o.N && err == nil {
		err = r.DB.Update(ctx, r.Authority, func(tx *store.Tx) error {
			for range 100 {
				out.IDs = append(out.IDs, tx.NewID())
			}
			return nil
		})
	}
	return out, err
}

func (r racer) drain(ctx context.Context, _ op) (result, error) {
	n, err := r.Jobs.Drain(ctx)
	return result{ID: int64(n)}, err
}

// sequence numbers the feed as its period would, without the period's lease.
func (r racer) sequence(ctx context.Context, _ op) (result, error) {
	return result{}, event.SequenceAll(ctx, r.DB, r.Authority, feed)
}

func (r racer) rollUp(ctx context.Context, _ op) (result, error) {
	return result{}, r.Dossiers.RollUp(ctx)
}

func (r racer) setClock(_ context.Context, o op) (result, error) {
	r.clock.Set(clock.Instant(o.ID))
	return result{}, nil
}

// What the workers of the race do besides the product's own jobs.
const (
	feed       = "events"
	markJob    = "race.mark"
	markPeriod = "race.period"
	running    = "period running"
	overlap    = "period overlap "
	ran        = "period ran "
	effect     = "effect "
)

// work adds a job whose effect can be there once only and a period that tells
// when two processes are in it.
func (r racer) work() {
	r.Jobs.Handlers[markJob] = func(_ context.Context, j job.Job) (func(*store.Tx) error, error) {
		return func(tx *store.Tx) error {
			query, args := mark(effect + j.Key)
			_, err := tx.ExecContext(context.Background(), query, args...)
			return err
		}, nil
	}
	r.Jobs.Periods = append(r.Jobs.Periods, job.Period{Kind: markPeriod, Every: time.Hour, Work: r.period})
}

// period stands in the house alone, or leaves a note that it did not.
func (r racer) period(ctx context.Context) error {
	err := r.exec(ctx, running)
	if errors.Is(err, store.ErrDuplicate) {
		return r.exec(ctx, unique(overlap))
	}
	if err != nil {
		return err
	}
	err = r.exec(ctx, unique(ran))
	if err != nil {
		return err
	}
	return r.DB.Update(ctx, r.Authority, func(tx *store.Tx) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM idempotency WHERE authority = $1 AND actor = 0 AND key = $2`, r.Authority, running)
		return err
	})
}

func (r racer) exec(ctx context.Context, key string) error {
	return r.DB.Update(ctx, r.Authority, func(tx *store.Tx) error {
		query, args := mark(key)
		_, err := tx.ExecContext(ctx, query, args...)
		if err != nil {
			return fmt.Errorf("mark %q: %w", key, err)
		}
		return nil
	})
}
