package dossier

import (
	"context"
	"fmt"
	"strings"

	"motcua/dossier/dossiersql"
	"motcua/internal/store"
)

// statistics holds the version in force, and what is not yet added to it, against
// the events.
func (v *verifier) statistics(ctx context.Context, tx *store.Tx) error {
	p, err := projection(ctx, tx)
	if err != nil {
		return err
	}
	rule := v.counting().Rule
	if p.version != 0 && p.version/perRule != rule {
		v.add("projection", statisticsProjection, articleTrack, "version %d was counted by rule %d, this program counts by rule %d: motcua rebuild statistics", p.version, p.version/perRule, rule)
		return nil
	}
	days, years, err := v.version(ctx, tx, p.version)
	if err != nil {
		return err
	}
	table := "statistic"
	if p.version == 0 {
		table = "stat_total"
	}
	v.differ(table, years, onlyYears(withYears(days)), "its days sum up to")
	err = addMoving(ctx, tx, days)
	if err != nil {
		return err
	}
	want := v.counts
	if p.version == 0 {
		// The totals of schema 1 know nothing of days of receipt.
		days, want = byOwnDay(days), byOwnDay(want)
	}
	v.differ(table, days, want, "events give")
	return nil
}

// version reads the days of a version and its sums of years.
func (v *verifier) version(ctx context.Context, tx *store.Tx, version int32) (days, years map[Count]int64, err error) {
	days, years = map[Count]int64{}, map[Count]int64{}
	if version == 0 {
		return days, years, nil
	}
	rows, err := dossiersql.New(tx).Statistics(ctx, dossiersql.StatisticsParams{Authority: tx.Authority, Version: version})
	for _, r := range rows {
		c := Count{r.Unit, r.Day, Metric(r.Metric)}
		if strings.HasPrefix(r.Day, "y") {
			years[c] = r.N
		} else {
			days[c] = r.N
		}
	}
	return days, years, err
}

// addMoving adds the totals of schema 1 and the deltas, day by day.
func addMoving(ctx context.Context, tx *store.Tx, days map[Count]int64) error {
	q := dossiersql.New(tx)
	totals, err := q.Totals(ctx, tx.Authority)
	if err != nil {
		return err
	}
	for _, r := range totals {
		days[Count{r.Unit, r.Day, Metric(r.Metric)}] += r.N
	}
	deltas, err := q.DeltaTotals(ctx, tx.Authority)
	for _, r := range deltas {
		days[Count{r.Unit, r.Day, Metric(r.Metric)}] += r.N
	}
	return err
}

// differ names every statistic that is not what it should be.
func (v *verifier) differ(table string, got, want map[Count]int64, says string) {
	name := func(c Count) string { return fmt.Sprint(c.Unit, " ", c.Day, " ", c.Metric) }
	for c, n := range got {
		if want[c] != n {
			v.add(table, name(c), articleTrack, "%d counted, %s %d", n, says, want[c])
		}
	}
	for c, n := range want {
		if _, known := got[c]; !known {
			v.add(table, name(c), articleTrack, "not counted, %s %d", says, n)
		}
	}
}

func onlyYears(counts map[Count]int64) map[Count]int64 {
	return filter(counts, func(c Count) bool { return strings.HasPrefix(c.Day, "y") })
}

func byOwnDay(counts map[Count]int64) map[Count]int64 {
	return filter(counts, func(c Count) bool { return !c.Metric.byReceipt() })
}

func filter(counts map[Count]int64, keep func(Count) bool) map[Count]int64 {
	out := map[Count]int64{}
	for c, n := range counts {
		if keep(c) {
			out[c] = n
		}
	}
	return out
}
