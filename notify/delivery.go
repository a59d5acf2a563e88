package notify

import (
	"context"

	"motcua/internal/clock"
	"motcua/internal/store"
	"motcua/notify/notifysql"
)

// The channels of a delivery.
const (
	ChannelMail = "mail"
	ChannelSMS  = "sms"
)

// The states of a delivery.
const (
	StateSent    = "sent"    // accepted by the carrier
	StateRefused = "refused" // the carrier will never accept it; the job is parked
	StateSkipped = "skipped" // when it was to be sent there was no address any more
)

// Delivery is how one message outside the portal went. It says that somebody
// was told, not where.
type Delivery struct {
	ID       int64
	Job      int64
	Channel  string
	Template string
	State    string
	Ref      string // mail: the ID of its Message-ID; SMS: the carrier's reference
	At       clock.Instant
}

// Deliveries is every delivery about a dossier, the oldest first.
func (s *Service) Deliveries(ctx context.Context, authority int32, dossier int64) ([]Delivery, error) {
	var out []Delivery
	err := s.DB.View(ctx, authority, func(tx *store.Tx) error {
		rows, err := notifysql.New(tx).Deliveries(ctx, notifysql.DeliveriesParams{Authority: authority, Dossier: dossier})
		for _, r := range rows {
			out = append(out, Delivery{ID: r.ID, Job: r.Job, Channel: r.Channel, Template: r.Template,
				State: r.State, Ref: r.ProviderRef, At: clock.Instant(r.At)})
		}
		return err
	})
	return out, err
}

// outcome is a delivery about to be recorded.
type outcome struct {
	job      int64
	dossier  int64
	channel  string
	template string
	state    string
	ref      string
}

// write records d; again for the same job and channel replaces the state.
func (d outcome) write(ctx context.Context) func(*store.Tx) error {
	return func(tx *store.Tx) error {
		return notifysql.New(tx).RecordDelivery(ctx, notifysql.RecordDeliveryParams{
			Authority: tx.Authority, ID: tx.NewID(), Job: d.job, Dossier: d.dossier,
			Channel: d.channel, Template: d.template, State: d.state, ProviderRef: d.ref, At: int64(tx.Now),
		})
	}
}
