package catalogue

import (
	"context"
	"math"

	"motcua/catalogue/cataloguesql"
	"motcua/internal/clock"
	"motcua/internal/fault"
	"motcua/internal/store"
)

// maxID is above every id: pages of the newest first begin there.
const maxID = math.MaxInt64

func runsOf(ctx context.Context, tx *store.Tx, before int64, limit int) ([]Run, error) {
	rows, err := cataloguesql.New(tx).Runs(ctx, cataloguesql.RunsParams{Authority: tx.Authority, ID: before, Limit: int32(limit)})
	if err != nil {
		return nil, err
	}
	var out []Run
	for _, r := range rows {
		from, err := clock.ParseDate(r.EffectiveFrom)
		if err != nil {
			return nil, err
		}
		out = append(out, Run{ID: r.ID, Source: r.Source, Digest: r.Digest, Actor: r.Actor, At: clock.Instant(r.At), Effective: from,
			Records: int(r.Records), Added: int(r.Added), Changed: int(r.Changed), Unchanged: int(r.Unchanged),
			Withdrawn: int(r.Withdrawn), Excluded: int(r.Excluded)})
	}
	return out, nil
}

// Runs is the imports of the authority, newest first, before the run with that
// id; 0 begins with the newest.
func (b *Book) Runs(ctx context.Context, before int64, limit int) (runs []Run, err error) {
	if before == 0 {
		before = maxID
	}
	err = b.db.Read(ctx, b.authority, func(tx *store.Tx) error {
		runs, err = runsOf(ctx, tx, before, limit)
		return err
	})
	return runs, err
}

// Run is the import with that id. Fault: not_found.
func (b *Book) Run(ctx context.Context, id int64) (Run, error) {
	if id < 1 || id == maxID {
		return Run{}, fault.New(fault.CodeNotFound)
	}
	runs, err := b.Runs(ctx, id+1, 1)
	if err == nil && (len(runs) == 0 || runs[0].ID != id) {
		err = fault.New(fault.CodeNotFound)
	}
	if err != nil {
		return Run{}, err
	}
	return runs[0], nil
}

// Tally is how many findings of a kind a run has.
type Tally struct {
	Kind string
	N    int64
}

// Tallies counts the findings of a run by kind.
func (b *Book) Tallies(ctx context.Context, run int64) (tallies []Tally, err error) {
	err = b.db.Read(ctx, b.authority, func(tx *store.Tx) error {
		rows, err := cataloguesql.New(tx).FindingTallies(ctx, cataloguesql.FindingTalliesParams{Authority: b.authority, Run: run})
		for _, r := range rows {
			tallies = append(tallies, Tally(r))
		}
		return err
	})
	return tallies, err
}

// NumberedFinding is a finding with its place among those of its kind.
type NumberedFinding struct {
	No int
	Found
}

// Findings is the findings of a run and kind behind number after.
func (b *Book) Findings(ctx context.Context, run int64, kind string, after, limit int) (found []NumberedFinding, err error) {
	err = b.db.Read(ctx, b.authority, func(tx *store.Tx) error {
		rows, err := cataloguesql.New(tx).Findings(ctx, cataloguesql.FindingsParams{Authority: b.authority, Run: run, Kind: kind,
			No: int32(after), Limit: int32(limit)})
		for _, r := range rows {
			found = append(found, NumberedFinding{int(r.No), Found{Kind: kind, Code: r.Code, PortalID: r.PortalID, Name: r.Name, Field: r.Field, Detail: r.Detail}})
		}
		return err
	})
	return found, err
}
