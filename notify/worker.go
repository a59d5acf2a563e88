package notify

import (
	"context"
	"encoding/json"
	"fmt"

	"motcua/internal/event"
	"motcua/internal/job"
	"motcua/internal/store"
)

// worker runs the jobs of one authority.
type worker struct {
	*Service
	authority int32
	from      Sender
}

// load asks the source about the event a job follows.
func (w worker) load(ctx context.Context, j job.Job) (event.Follow, Notice, bool, error) {
	var f event.Follow
	err := json.Unmarshal(j.Args, &f)
	if err != nil {
		return f, Notice{}, false, job.Park(fmt.Errorf("notify: arguments of %s: %w", j.Kind, err))
	}
	var n Notice
	var tell bool
	err = w.DB.View(ctx, w.authority, func(tx *store.Tx) (err error) {
		n, tell, err = w.Source(ctx, tx, f)
		return err
	})
	return f, n, tell, err
}

// applicant writes the message in the portal and enqueues the other ways, all
// in the transaction that marks the job done.
func (w worker) applicant(ctx context.Context, j job.Job) (func(*store.Tx) error, error) {
	f, n, tell, err := w.load(ctx, j)
	if err != nil || !tell {
		return nil, err
	}
	args, err := json.Marshal(n.Args)
	if err != nil {
		return nil, fmt.Errorf("notify: arguments of %s: %w", n.Template, err)
	}
	return func(tx *store.Tx) error {
		if n.Account != 0 {
			err := insertInbox(ctx, tx, n, string(args))
			if err != nil {
				return err
			}
		}
		for _, kind := range w.ways(n) {
			err := w.Queue.Enqueue(ctx, tx, job.New{Kind: kind, Key: j.Key, Args: f})
			if err != nil {
				return err
			}
		}
		return nil
	}, nil
}

// ways is the jobs for the addresses the person has.
func (w worker) ways(n Notice) []string {
	var kinds []string
	if n.Email != "" && w.Mailer != nil {
		kinds = append(kinds, KindMail)
	}
	if n.Phone != "" && w.Texter != nil {
		kinds = append(kinds, KindSMS)
	}
	return kinds
}

// mail sends the mail of an event. The time between sending and recording is
// covered by the mail's ID, which a repeated run repeats.
func (w worker) mail(ctx context.Context, j job.Job) (func(*store.Tx) error, error) {
	f, n, tell, err := w.load(ctx, j)
	if err != nil {
		return nil, err
	}
	d := outcome{job: j.ID, channel: ChannelMail, dossier: f.Dossier, template: n.Template, state: StateSkipped}
	if !tell || n.Email == "" || w.Mailer == nil {
		return d.write(ctx), nil // the address was withdrawn meanwhile
	}
	m, err := composeMail(w.Texts, n)
	if err != nil {
		return nil, job.Park(err)
	}
	m.ID = w.key(j)
	m.From, m.FromName, m.Date = w.from.Address, w.from.Name, w.DB.Clock().Now()
	err = w.Mailer.Send(ctx, m)
	d.ref = m.ID
	return w.settle(ctx, d, err)
}

// sms sends the text message of an event, as mail does.
func (w worker) sms(ctx context.Context, j job.Job) (func(*store.Tx) error, error) {
	f, n, tell, err := w.load(ctx, j)
	if err != nil {
		return nil, err
	}
	d := outcome{job: j.ID, channel: ChannelSMS, dossier: f.Dossier, template: n.Template, state: StateSkipped}
	if !tell || n.Phone == "" || w.Texter == nil {
		return d.write(ctx), nil
	}
	text, err := composeSMS(w.Texts, n)
	if err != nil {
		return nil, job.Park(err)
	}
	to, ok := internationalPhone(n.Phone)
	if !ok {
		return w.settle(ctx, d, &RefusedError{Peer: "sms", Why: "the number is not a telephone number"})
	}
	d.ref, err = w.Texter.Send(ctx, SMS{Key: w.key(j), Brand: w.from.Brand, To: to, Text: text})
	return w.settle(ctx, d, err)
}

// key names a message to the carrier: the same on every run of the job.
func (w worker) key(j job.Job) string { return fmt.Sprintf("%d-%d", w.authority, j.ID) }

// settle turns what the carrier said into what the job does next.
func (w worker) settle(ctx context.Context, d outcome, err error) (func(*store.Tx) error, error) {
	switch {
	case err == nil:
		d.state = StateSent
		return d.write(ctx), nil
	case !isRefused(err):
		return nil, err
	}
	// A parked job commits nothing of the handler's, so the refusal is recorded
	// here; a later run that succeeds overwrites it.
	d.state, d.ref = StateRefused, ""
	record := w.DB.Update(ctx, w.authority, d.write(ctx))
	if record != nil {
		return nil, record
	}
	return nil, job.Park(err)
}
