package event

import (
	"bytes"
	"context"
	"fmt"

	"motcua/internal/clock"
	"motcua/internal/event/eventsql"
	"motcua/internal/store"
)

// OfDossier reads the whole chain of a dossier.
func OfDossier(ctx context.Context, tx *store.Tx, dossier int64) ([]Record, error) {
	rows, err := eventsql.New(tx).EventsOfDossier(ctx, eventsql.EventsOfDossierParams{Authority: tx.Authority, Dossier: dossier})
	if err != nil {
		return nil, err
	}
	return records(rows), nil
}

// After reads at most limit events behind (dossier, seq) in key order, across
// dossiers: the walk of verification.
func After(ctx context.Context, tx *store.Tx, dossier int64, seq int32, limit int) ([]Record, error) {
	rows, err := eventsql.New(tx).EventsAfter(ctx, eventsql.EventsAfterParams{Authority: tx.Authority, Dossier: dossier, Seq: seq, Batch: int32(limit)})
	if err != nil {
		return nil, err
	}
	return records(rows), nil
}

func records(rows []eventsql.Event) []Record {
	out := make([]Record, len(rows))
	for i, e := range rows {
		out[i] = Record{Authority: e.Authority, Dossier: e.Dossier, Seq: e.Seq, Kind: Kind(e.Kind), Version: int(e.Version),
			At: clock.Instant(e.At), Actor: Actor{Kind: e.ActorKind, Account: e.Actor}, Unit: e.Unit, Payload: []byte(e.Payload),
			Person: e.Person, Commitment: e.Commitment, Hash: e.Hash}
		if len(e.Person) == 0 {
			out[i].Person = nil
		}
	}
	return out
}

// CheckChain recomputes the hashes of one dossier's events, in order, and
// reports the first that does not follow.
func CheckChain(chain []Record) error {
	var prev []byte
	var at clock.Instant
	for i, r := range chain {
		switch {
		case r.Seq != int32(i)+1:
			return fmt.Errorf("event %d of dossier %d stands at place %d", r.Seq, r.Dossier, i+1)
		case r.At < at:
			return fmt.Errorf("event %d of dossier %d is dated before its predecessor", r.Seq, r.Dossier)
		case !bytes.Equal(r.Hash, r.Chain(prev)):
			return fmt.Errorf("event %d of dossier %d does not match its hash", r.Seq, r.Dossier)
		}
		prev, at = r.Hash, r.At
	}
	return nil
}
