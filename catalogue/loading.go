package catalogue

import (
	"context"
	"fmt"

	"motcua/catalogue/cataloguesql"
	"motcua/internal/clock"
	"motcua/internal/store"
	"motcua/process"
)

// loading gathers the rows of procedures younger than an epoch into entries.
type loading struct {
	q         *cataloguesql.Queries
	authority int32
	since     int64
	entries   map[int64]*Entry
}

// entriesSince is every procedure that changed after the epoch since, whole.
func entriesSince(ctx context.Context, tx *store.Tx, since int64) (map[int64]*Entry, error) {
	l := loading{q: cataloguesql.New(tx), authority: tx.Authority, since: since, entries: map[int64]*Entry{}}
	rows, err := l.q.ProceduresSince(ctx, cataloguesql.ProceduresSinceParams{Authority: l.authority, Epoch: since})
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		l.entries[r.ID] = &Entry{ID: r.ID, Code: r.Code, PortalID: r.PortalID, Changed: r.Epoch}
	}
	for _, part := range []func(context.Context) error{l.editions, l.processes, l.listings, l.withdrawals, l.confirmations} {
		err := part(ctx)
		if err != nil {
			return nil, err
		}
	}
	for _, e := range l.entries {
		if len(e.Listings) == 0 {
			e.Listings = publishedPlaces(e.Newest().Card)
		}
	}
	return l.entries, nil
}

// publishedPlaces is where a procedure stands that nobody placed, as those stored
// before places were kept: at the levels its record names, where its vertical body or
// else the one-stop receives it. An import or an official places it for good.
func publishedPlaces(c Card) []Listing {
	levels := map[Level]string{LevelMinistry: Ministry, LevelProvince: "province", LevelCommune: "commune"}
	var out []Listing
	for _, l := range c.Levels {
		if level, ok := levels[l]; ok {
			out = append(out, Listing{Level: level, Basis: "detail", OneStop: level != Ministry && !c.Vertical})
		}
	}
	return out
}

// of is the entry a row belongs to; nil when the procedure changed between two
// statements: its number is younger then, and the next look takes it in.
func (l *loading) of(procedure int64) *Entry { return l.entries[procedure] }

func (l *loading) editions(ctx context.Context) error {
	rows, err := l.q.VersionsSince(ctx, cataloguesql.VersionsSinceParams{Authority: l.authority, Epoch: l.since})
	if err != nil {
		return err
	}
	for _, r := range rows {
		e := l.of(r.Procedure)
		if e == nil {
			continue
		}
		edition := Edition{Procedure: r.Procedure, Number: int(r.Version), Hash: r.Hash, Published: clock.Instant(r.PublishedAt)}
		edition.Effective, err = clock.ParseDate(r.EffectiveFrom)
		if err != nil {
			return fmt.Errorf("catalogue: version %d of %s: %w", r.Version, e.Code, err)
		}
		edition.Card, err = l.card(ctx, r)
		if err != nil {
			return fmt.Errorf("catalogue: version %d of %s: %w", r.Version, e.Code, err)
		}
		e.Editions = append(e.Editions, edition)
	}
	return nil
}

// card reads the card of a row, or makes it from the record of a version stored
// before there were cards.
func (l *loading) card(ctx context.Context, r cataloguesql.VersionsSinceRow) (Card, error) {
	if r.Card != "" {
		return parseCard(r.Card)
	}
	row, err := l.q.Record(ctx, cataloguesql.RecordParams{Authority: l.authority, Procedure: r.Procedure, Version: r.Version})
	if err != nil {
		return Card{}, err
	}
	v, err := OpenVersion(int(r.Version), clock.Date{}, row.Record, row.Hash)
	return CardOf(v.Record), err
}

func (l *loading) processes(ctx context.Context) error {
	rows, err := l.q.ProcessesSince(ctx, cataloguesql.ProcessesSinceParams{Authority: l.authority, Epoch: l.since})
	if err != nil {
		return err
	}
	for _, r := range rows {
		d, err := process.Parse([]byte(r.Definition), fmt.Sprintf("process %d version %d", r.Procedure, r.Version))
		if err != nil {
			return err
		}
		if e := l.of(r.Procedure); e != nil {
			e.Processes = append(e.Processes, NumberedProcess{Number: int(r.Version), Definition: d})
		}
	}
	return nil
}

func (l *loading) listings(ctx context.Context) error {
	rows, err := l.q.ListingsSince(ctx, cataloguesql.ListingsSinceParams{Authority: l.authority, Epoch: l.since})
	if err != nil {
		return err
	}
	for _, r := range rows {
		if e := l.of(r.Procedure); e != nil {
			e.Listings = append(e.Listings, Listing{Level: r.Level, Body: r.Body, Basis: r.Basis, OneStop: r.OneStop != 0, Vertical: r.Vertical})
		}
	}
	return nil
}

func (l *loading) withdrawals(ctx context.Context) error {
	rows, err := l.q.WithdrawalsSince(ctx, cataloguesql.WithdrawalsSinceParams{Authority: l.authority, Epoch: l.since})
	if err != nil {
		return err
	}
	for _, r := range rows {
		from, err := clock.ParseDate(r.WithdrawnFrom)
		if err != nil {
			return fmt.Errorf("catalogue: withdrawal of procedure %d: %w", r.Procedure, err)
		}
		if e := l.of(r.Procedure); e != nil {
			e.Withdrawals = append(e.Withdrawals, Withdrawal{From: from, Decision: r.Decision, At: clock.Instant(r.At)})
		}
	}
	return nil
}

func (l *loading) confirmations(ctx context.Context) error {
	rows, err := l.q.ConfirmationsSince(ctx, cataloguesql.ConfirmationsSinceParams{Authority: l.authority, Epoch: l.since})
	if err != nil {
		return err
	}
	for _, r := range rows {
		if e := l.of(r.Procedure); e != nil {
			e.Confirmed = append(e.Confirmed, Confirmation{Version: int(r.Version), Line: int(r.Line), Amount: r.Amount,
				Document: r.Document, Actor: r.Actor, At: clock.Instant(r.At)})
		}
	}
	return nil
}
