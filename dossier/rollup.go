package dossier

import (
	"context"

	"motcua/dossier/dossiersql"
	"motcua/internal/clock"
	"motcua/internal/store"
)

// rollUpBatch is how many deltas one roll-up transaction moves.
const rollUpBatch = 500

// RollUp moves deltas into totals until none is left. Requests only append
// deltas, so no two of them wait for one row; a single periodic worker adds them
// up. Each statistic is totals plus deltas at every moment.
func (s *Service) RollUp(ctx context.Context) error {
	for {
		moved, err := s.rollUp(ctx)
		if err != nil || moved < rollUpBatch {
			return err
		}
	}
}

// RollUpWanted reports whether deltas wait to be added up.
func (s *Service) RollUpWanted(ctx context.Context) (bool, error) {
	wanted := false
	err := s.DB.View(ctx, s.authority(), func(tx *store.Tx) error {
		rows, err := dossiersql.New(tx).SomeDelta(ctx, tx.Authority)
		wanted = len(rows) > 0
		return err
	})
	return wanted, err
}

func (s *Service) rollUp(ctx context.Context) (int, error) {
	moved := 0
	err := s.DB.Update(ctx, s.authority(), func(tx *store.Tx) error {
		q := dossiersql.New(tx)
		rows, err := q.OldestDeltas(ctx, dossiersql.OldestDeltasParams{Authority: tx.Authority, Limit: rollUpBatch})
		if err != nil {
			return err
		}
		moved = len(rows)
		for _, r := range rows {
			err := q.AddTotal(ctx, dossiersql.AddTotalParams{Authority: tx.Authority, Unit: r.Unit, Day: r.Day, Metric: r.Metric, N: r.N})
			if err != nil {
				return err
			}
			err = q.DeleteDelta(ctx, dossiersql.DeleteDeltaParams{Authority: tx.Authority, Dossier: r.Dossier, Seq: r.Seq, Metric: r.Metric})
			if err != nil {
				return err
			}
		}
		return nil
	})
	return moved, err
}

// Count is a statistic of one agency and day.
type Count struct {
	Unit   int64
	Day    string // YYYY-MM-DD
	Metric Metric
}

// counts reads every statistic: totals plus deltas.
func counts(ctx context.Context, tx *store.Tx) (map[Count]int64, error) {
	out := map[Count]int64{}
	q := dossiersql.New(tx)
	totals, err := q.Totals(ctx, tx.Authority)
	if err != nil {
		return nil, err
	}
	for _, r := range totals {
		out[Count{r.Unit, r.Day, Metric(r.Metric)}] += r.N
	}
	deltas, err := q.DeltaTotals(ctx, tx.Authority)
	for _, r := range deltas {
		out[Count{r.Unit, r.Day, Metric(r.Metric)}] += r.N
	}
	return out, err
}

// Figures are the statistics of a span of days, over all agencies or one.
type Figures map[Metric]int64

// Results is how many results were given, whatever their timeliness.
func (f Figures) Results() int64 { return f[CountEarly] + f[CountOnTime] + f[CountLate] }

// InTime is how many results were early or on time.
func (f Figures) InTime() int64 { return f[CountEarly] + f[CountOnTime] }

// Open is how many received dossiers have no result yet.
func (f Figures) Open() int64 { return f[CountReceived] - f.Results() }

// Statistics adds up each agency's figures from one day to another, both
// included. They are public (TT32 Đ11 k3) and name nobody.
func (s *Service) Statistics(ctx context.Context, from, to clock.Date) (map[int64]Figures, error) {
	out := map[int64]Figures{}
	err := s.DB.View(ctx, s.authority(), func(tx *store.Tx) error {
		all, err := counts(ctx, tx)
		for c, n := range all {
			if c.Day < from.String() || c.Day > to.String() {
				continue
			}
			if out[c.Unit] == nil {
				out[c.Unit] = Figures{}
			}
			out[c.Unit][c.Metric] += n
		}
		return err
	})
	return out, err
}
