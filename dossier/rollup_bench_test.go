package dossier_test

import (
	"context"
	"fmt"
	"testing"

	"motcua/app/apptest"
	"motcua/dossier"
	"motcua/internal/store"
	"motcua/internal/testkit"
)

// BenchmarkRollUp adds up 100,000 deltas of 40 agencies, two days and four metrics:
// what a whole day of a large province leaves without a worker.
func BenchmarkRollUp(b *testing.B) {
	for _, engine := range []store.Engine{store.SQLite, store.Postgres} {
		b.Run(string(engine), func(b *testing.B) {
			town := apptest.Build(b, testkit.Open(b, engine))
			err := town.Dossiers.RollUp(context.Background()) // the first version, of nothing
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				b.StopTimer()
				heap(b, town, 100_000)
				b.StartTimer()
				err := town.Dossiers.RollUp(context.Background())
				if err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), "ms/100k")
		})
	}
}

// BenchmarkRebuild counts 1,200 events of 600 dossiers again.
func BenchmarkRebuild(b *testing.B) {
	for _, engine := range []store.Engine{store.SQLite, store.Postgres} {
		b.Run(string(engine), func(b *testing.B) {
			ctx := context.Background()
			town := apptest.Build(b, testkit.Open(b, engine))
			lan, counter := town.Login(b, apptest.Lan), town.Login(b, apptest.Counter)
			const n = 600
			for i := range n {
				_, err := town.Dossiers.Do(ctx, counter, town.File(b, lan, uint64(i+1)), 1, dossier.Receive{})
				if err != nil {
					b.Fatal(err)
				}
			}
			err := town.Dossiers.RollUp(ctx)
			for b.Loop() && err == nil {
				_, err = town.Dossiers.RebuildStatistics(ctx)
			}
			if err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(2*n*float64(b.N)/b.Elapsed().Seconds(), "events/s")
		})
	}
}

// heap writes deltas whose events stand in the feed.
func heap(b *testing.B, town apptest.Town, n int) {
	b.Helper()
	ctx := context.Background()
	const chunk = 10_000
	metrics := []dossier.Metric{dossier.CountSubmitted, dossier.CountReceived, dossier.CountOnTime, dossier.CountKept}
	for from := 0; from < n; from += chunk {
		err := town.Core.DB.Update(ctx, town.Authority(), func(tx *store.Tx) error {
			first := tx.NewID()
			for i := from; i < from+chunk; i++ {
				id := first + int64(i)<<12
				_, err := tx.ExecContext(ctx, `INSERT INTO stat_delta (authority, dossier, seq, metric, unit, day, n) VALUES ($1, $2, 1, $3, $4, $5, 1)`,
					tx.Authority, id, string(metrics[i%4]), int64(i%40), fmt.Sprintf("2019-06-%02d", 17+i%7%2))
				if err != nil {
					return err
				}
				_, err = tx.ExecContext(ctx, `INSERT INTO feed (authority, feed, position, dossier, seq) VALUES ($1, 'events', $2, $2, 1)`, tx.Authority, id)
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}
