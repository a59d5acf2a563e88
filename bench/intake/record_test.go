package intake

import (
	"context"
	"testing"
	"time"

	"motcua/internal/store"
	"motcua/internal/testkit"
)

func TestRawSQLite(t *testing.T) {
	ctx := context.Background()
	s, err := Prepare(ctx, testkit.FreshDSN(t, store.SQLite), t.TempDir(), 1, 3)
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.Record(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for i, n := range []int{1, 8, 32} {
		rate, err := r.Raw(ctx, s.DSN[len("sqlite:"):], int64(i+1)*1e12, n, 4*time.Second, 40000)
		t.Logf("%d: %.0f/s %v", n, rate, err)
	}
}

func TestRec(t *testing.T) {
	ctx := context.Background()
	s, err := Prepare(ctx, testkit.FreshDSN(t, store.Postgres), t.TempDir(), 1, 3)
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.Record(ctx)
	if err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(ctx, store.Config{DSN: s.DSN})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for i, n := range []int{1, 8, 32} {
		rate, err := r.Bare(ctx, db, s.DSN, "/usr/lib/postgresql/15/bin", int64(i+1)*1e12, n, 4, 8000)
		t.Logf("%d: %.0f/s %v", n, rate, err)
	}
}
