package intake

import (
	"context"
	"testing"

	"motcua/internal/store"
	"motcua/internal/testkit"
)

func TestCost(t *testing.T) {
	ctx := context.Background()
	for _, engine := range []store.Engine{store.SQLite, store.Postgres} {
		s, err := Prepare(ctx, testkit.FreshDSN(t, engine), t.TempDir(), 1, 60)
		if err != nil {
			t.Fatal(err)
		}
		c, err := s.Cost(ctx, 50)
		t.Logf("%s: %+v %v", engine, c, err)
	}
}
