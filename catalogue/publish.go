package catalogue

import (
	"context"

	"motcua/catalogue/cataloguesql"
	"motcua/internal/clock"
	"motcua/internal/epoch"
	"motcua/internal/store"
)

// Publication is changes of a catalogue in one transaction, under one epoch.
type Publication struct {
	tx    *store.Tx
	q     *cataloguesql.Queries
	epoch int64
	// Run is the import the changes belong to; 0: none.
	Run int64
}

// Publishing begins a publication.
func Publishing(ctx context.Context, tx *store.Tx) (*Publication, error) {
	p := &Publication{tx: tx, q: cataloguesql.New(tx)}
	var err error
	p.epoch, err = epoch.Take(ctx, tx, epoch.Catalogue)
	return p, err
}

// Add writes the first version of a procedure and returns the procedure's id.
func (p *Publication) Add(ctx context.Context, v Version) (int64, error) {
	id := p.tx.NewID()
	err := p.q.InsertProcedure(ctx, cataloguesql.InsertProcedureParams{Authority: p.tx.Authority, ID: id,
		Code: v.Record.Code, PortalID: v.Record.PortalID, Epoch: p.epoch})
	if err != nil {
		return 0, err
	}
	return id, p.version(ctx, id, v)
}

// Renew writes another version of a procedure.
func (p *Publication) Renew(ctx context.Context, procedure int64, v Version) error {
	err := p.Touch(ctx, procedure)
	if err != nil {
		return err
	}
	return p.version(ctx, procedure, v)
}

// Touch marks a procedure as changed.
func (p *Publication) Touch(ctx context.Context, procedure int64) error {
	return p.q.TouchProcedure(ctx, cataloguesql.TouchProcedureParams{Authority: p.tx.Authority, ID: procedure, Epoch: p.epoch})
}

func (p *Publication) version(ctx context.Context, procedure int64, v Version) error {
	return p.q.InsertVersion(ctx, cataloguesql.InsertVersionParams{Authority: p.tx.Authority, Procedure: procedure, Version: int32(v.Number),
		EffectiveFrom: v.Effective.String(), Hash: v.Hash, Record: v.Canonical, PublishedAt: int64(p.tx.Now),
		Card: CardOf(v.Record).text(), Import: p.Run})
}

// List says where a procedure is published, in the place of what was said before.
// The procedure must be of this publication or touched by it.
func (p *Publication) List(ctx context.Context, procedure int64, listings []Listing) error {
	err := p.q.DeleteListings(ctx, cataloguesql.DeleteListingsParams{Authority: p.tx.Authority, Procedure: procedure})
	if err != nil {
		return err
	}
	return p.addListings(ctx, procedure, listings)
}

func (p *Publication) addListings(ctx context.Context, procedure int64, listings []Listing) error {
	for _, l := range listings {
		oneStop := int32(0)
		if l.OneStop {
			oneStop = 1
		}
		err := p.q.InsertListing(ctx, cataloguesql.InsertListingParams{Authority: p.tx.Authority, Procedure: procedure,
			Level: l.Level, Body: l.Body, Basis: l.Basis, OneStop: oneStop, Vertical: l.Vertical})
		if err != nil {
			return err
		}
	}
	return nil
}

// Withdraw ends a procedure from a day (NĐ63 Đ14 k2c): it leaves the lists and
// stays readable.
func (p *Publication) Withdraw(ctx context.Context, procedure int64, w Withdrawal, actor int64) error {
	err := p.Touch(ctx, procedure)
	if err != nil {
		return err
	}
	return p.q.InsertWithdrawal(ctx, cataloguesql.InsertWithdrawalParams{Authority: p.tx.Authority, Procedure: procedure,
		WithdrawnFrom: w.From.String(), Decision: w.Decision, Actor: actor, At: int64(p.tx.Now)})
}

// Process writes an internal process of a procedure as text.
func (p *Publication) Process(ctx context.Context, procedure int64, number int, from clock.Date, text string) error {
	err := p.Touch(ctx, procedure)
	if err != nil {
		return err
	}
	return p.q.InsertProcess(ctx, cataloguesql.InsertProcessParams{Authority: p.tx.Authority, Procedure: procedure,
		Version: int32(number), EffectiveFrom: from.String(), Definition: text})
}

// Confirm writes an official's word on a fee line.
func (p *Publication) Confirm(ctx context.Context, procedure int64, c Confirmation) error {
	err := p.Touch(ctx, procedure)
	if err != nil {
		return err
	}
	return p.q.InsertConfirmation(ctx, cataloguesql.InsertConfirmationParams{Authority: p.tx.Authority, Procedure: procedure,
		Version: int32(c.Version), Line: int32(c.Line), ID: p.tx.NewID(), Amount: c.Amount, Document: c.Document, Actor: c.Actor, At: int64(p.tx.Now)})
}
