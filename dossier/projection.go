package dossier

import (
	"context"

	"motcua/dossier/dossiersql"
	"motcua/internal/event"
	"motcua/internal/store"
)

// The statistics are a projection of the events with versions (docs/adr/0014):
//
//   - Requests append deltas (stat_delta) with the event, and touch nothing shared.
//   - The roll-up adds deltas whose events stand in the feed to the version in
//     force. Before there is one it adds to stat_total, the totals of schema 1.
//   - A new version is built beside the one in force, from the feed by position.
//   - The swap puts it in force, and in the same transaction drops the deltas of
//     events up to its position, and stat_total: all of it is counted in it.
//
// Roll-up and swap lock the projection's row, so they exclude each other. What was
// rolled up stood in the feed, so a version that has followed the feed to its end
// holds it; what was not is still a delta. At every moment a statistic is version
// in force plus stat_total plus stat_delta.
//
// stat_total stays empty once a version is in force, unless a worker of the first
// release still runs beside this one and rolls up into it; the roll-up then moves
// that over. A later migration drops the table (expand, backfill, contract).

// statisticsProjection names the row of the statistics in the table projection.
const statisticsProjection = "statistics"

// perRule is how many versions fit under one rule of counting: version 2000003 is
// the third one built by rule 2. So a version forced anew never hides that the
// rule rose.
const perRule = 1_000_000

// projected is where the statistics stand.
type projected struct {
	version  int32 // in force; 0: none yet
	building int32 // 0: none
	position int64 // of the building version in the feed
}

// stale reports whether a program counting by rule must build: a version it
// began, or that a former program began and left, is not done, or the rule of the
// one in force is behind. What a newer program builds is left to that.
func (p projected) stale(rule int32) bool {
	if p.building != 0 {
		return p.building/perRule <= rule
	}
	return p.version/perRule < rule
}

// begun is p with a version of rule under construction: the one at hand when it
// is of that rule, else a new one from the beginning of the feed.
func (p projected) begun(rule int32) projected {
	if p.building/perRule == rule {
		return p
	}
	p.building = max(p.version, p.building, rule*perRule) + 1
	p.position = 0
	return p
}

// swapped is p with the version under construction in force.
func (p projected) swapped() projected { return projected{version: p.building, position: p.position} }

// feed is the feed projections follow: the log's first, of every event.
func (s *Service) feed() string { return s.Log.Feeds[0] }

// projection reads where the statistics stand.
func projection(ctx context.Context, tx *store.Tx) (projected, error) {
	rows, err := dossiersql.New(tx).Projection(ctx, dossiersql.ProjectionParams{Authority: tx.Authority, Name: statisticsProjection})
	if err != nil || len(rows) == 0 {
		return projected{}, err
	}
	return projected{rows[0].Version, rows[0].Building, rows[0].Position}, nil
}

// lockProjection reads where the statistics stand and keeps it until the end of
// the transaction. The row must exist: see createProjection.
func lockProjection(ctx context.Context, tx *store.Tx) (projected, error) {
	row, err := dossiersql.New(tx).LockProjection(ctx, dossiersql.LockProjectionParams{Authority: tx.Authority, Name: statisticsProjection})
	return projected{row.Version, row.Building, row.Position}, err
}

func setProjection(ctx context.Context, tx *store.Tx, p projected) error {
	return dossiersql.New(tx).SetProjection(ctx, dossiersql.SetProjectionParams{Authority: tx.Authority, Name: statisticsProjection,
		Version: p.version, Building: p.building, Position: p.position})
}

// createProjection makes the row that is locked, once per authority.
func (s *Service) createProjection(ctx context.Context) error {
	there := false
	err := s.DB.Read(ctx, s.authority(), func(tx *store.Tx) error {
		rows, err := dossiersql.New(tx).Projection(ctx, dossiersql.ProjectionParams{Authority: tx.Authority, Name: statisticsProjection})
		there = len(rows) > 0
		return err
	})
	if err != nil || there {
		return err
	}
	return s.DB.Update(ctx, s.authority(), func(tx *store.Tx) error {
		return dossiersql.New(tx).CreateProjection(ctx, dossiersql.CreateProjectionParams{Authority: tx.Authority, Name: statisticsProjection})
	})
}

// sequence gives waiting events their positions, so that they can be followed.
func (s *Service) sequence(ctx context.Context) error {
	waiting, err := event.Waiting(ctx, s.DB, s.authority(), s.feed())
	if err != nil || !waiting {
		return err
	}
	return event.SequenceAll(ctx, s.DB, s.authority(), s.feed())
}
