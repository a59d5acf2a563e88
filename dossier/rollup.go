package dossier

import (
	"cmp"
	"context"

	"motcua/dossier/dossiersql"
	"motcua/internal/store"
)

// rollUpBatch is how many deltas one roll-up transaction moves: enough that many
// share one upsert, few enough that SQLite's one writer is held for less than a
// tenth of a second.
const rollUpBatch = 5000

// RollUp is the periodic work of the statistics: it gives waiting events their
// positions, adds deltas to the version in force until none of a placed event is
// left, and builds a version when there is none or when it was counted by a former
// rule. Any number of workers may call it at once.
func (s *Service) RollUp(ctx context.Context) error {
	err := s.createProjection(ctx)
	if err != nil {
		return err
	}
	err = s.sequence(ctx)
	if err != nil {
		return err
	}
	_, err = s.addDeltas(ctx)
	if err != nil {
		return err
	}
	stale, err := s.stale(ctx)
	if err != nil {
		return err
	}
	if !stale {
		return s.dropFormer(ctx)
	}
	_, err = s.RebuildStatistics(ctx)
	return err
}

func (s *Service) stale(ctx context.Context) (bool, error) {
	stale := false
	err := s.DB.Read(ctx, s.authority(), func(tx *store.Tx) error {
		p, err := projection(ctx, tx)
		stale = p.stale(s.counting().Rule)
		return err
	})
	return stale, err
}

// RollUpWanted reports whether RollUp has something to do.
func (s *Service) RollUpWanted(ctx context.Context) (bool, error) {
	wanted, err := s.deltasWait(ctx)
	if err != nil || wanted {
		return wanted, err
	}
	wanted, err = s.stale(ctx)
	if err != nil || wanted {
		return wanted, err
	}
	_, wanted, err = s.former(ctx)
	return wanted, err
}

func (s *Service) deltasWait(ctx context.Context) (bool, error) {
	wait := false
	err := s.DB.View(ctx, s.authority(), func(tx *store.Tx) error {
		q := dossiersql.New(tx)
		deltas, err := q.SomeDelta(ctx, tx.Authority)
		if err != nil {
			return err
		}
		p, err := projection(ctx, tx)
		if err != nil {
			return err
		}
		totals, err := q.SomeTotal(ctx, tx.Authority)
		wait = len(deltas) > 0 || p.version != 0 && len(totals) > 0
		return err
	})
	return wait, err
}

// addDeltas moves the deltas into the version in force and returns how many. Only
// deltas whose events stand in the feed are moved, so that a version under
// construction meets each of them before it is swapped in.
func (s *Service) addDeltas(ctx context.Context) (int, error) {
	wait, err := s.deltasWait(ctx)
	if err != nil || !wait {
		return 0, err
	}
	moved := 0
	var last deltaKey
	for {
		n, key, err := s.addBatch(ctx, last)
		moved += n
		if err != nil || n < rollUpBatch {
			return moved, err
		}
		last = key
	}
}

// deltaKey is a place in the order of the deltas. A pass goes on behind it, and
// not from the beginning, where PostgreSQL would meet the rows deleted before.
type deltaKey struct {
	dossier int64
	seq     int32
	metric  string
}

func (k deltaKey) compare(o deltaKey) int {
	return cmp.Or(cmp.Compare(k.dossier, o.dossier), cmp.Compare(k.seq, o.seq), cmp.Compare(k.metric, o.metric))
}

// addBatch moves one batch behind a key and returns the last key moved.
func (s *Service) addBatch(ctx context.Context, after deltaKey) (moved int, last deltaKey, err error) {
	err = s.DB.Update(ctx, s.authority(), func(tx *store.Tx) error {
		p, err := lockProjection(ctx, tx)
		if err != nil {
			return err
		}
		// Deleted and returned at once: what is added is exactly what is gone, even
		// when a worker of the first release moves the same rows.
		q := dossiersql.New(tx)
		rows, err := q.TakeDeltas(ctx, dossiersql.TakeDeltasParams{Authority: tx.Authority, Feed: s.feed(), Batch: rollUpBatch,
			Dossier: after.dossier, Seq: after.seq, Metric: after.metric})
		if err != nil {
			return err
		}
		moved, last = len(rows), after
		sums := map[Count]int64{}
		for _, r := range rows {
			sums[Count{r.Unit, r.Day, Metric(r.Metric)}] += r.N
			if key := (deltaKey{r.Dossier, r.Seq, r.Metric}); key.compare(last) > 0 {
				last = key
			}
		}
		if p.version == 0 {
			return addTotals(ctx, tx, sums)
		}
		totals, err := q.TakeTotals(ctx, tx.Authority)
		if err != nil {
			return err
		}
		for _, r := range totals {
			sums[Count{r.Unit, r.Day, Metric(r.Metric)}] += r.N
		}
		return addStatistics(ctx, tx, p.version, sums)
	})
	return moved, last, err
}

func addTotals(ctx context.Context, tx *store.Tx, sums map[Count]int64) error {
	q := dossiersql.New(tx)
	for c, n := range sums {
		err := q.AddTotal(ctx, dossiersql.AddTotalParams{Authority: tx.Authority, Unit: c.Unit, Day: c.Day, Metric: string(c.Metric), N: n})
		if err != nil {
			return err
		}
	}
	return nil
}

// addStatistics adds to a version: to each day and to each year as a whole, from
// which openings are read.
func addStatistics(ctx context.Context, tx *store.Tx, version int32, days map[Count]int64) error {
	q := dossiersql.New(tx)
	for c, n := range withYears(days) {
		err := q.AddStatistic(ctx, dossiersql.AddStatisticParams{Authority: tx.Authority, Version: version,
			Day: c.Day, Unit: c.Unit, Metric: string(c.Metric), N: n})
		if err != nil {
			return err
		}
	}
	return nil
}

// withYears is the sums of days with the sums of their years beside them.
func withYears(days map[Count]int64) map[Count]int64 {
	out := make(map[Count]int64, len(days)+len(days)/8)
	for c, n := range days {
		out[c] += n
		c.Day = yearOf(c.Day)
		out[c] += n
	}
	return out
}

// yearOf is the key under which the sum of the year of a day stands: "y2019" for
// "2019-06-17". A letter sorts behind every digit, so that no span of days meets
// the sum of a year.
func yearOf(day string) string { return "y" + day[:min(4, len(day))] }
