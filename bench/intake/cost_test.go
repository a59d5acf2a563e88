package intake

import (
	"context"
	"os"
	"testing"

	"motcua/internal/store"
	"motcua/internal/testkit"
)

// bounds are what one intake may cost (DESIGN: numbers to hold); they are lowered
// when it costs less, and raised only with a reason.
func bounds(engine store.Engine) Cost {
	if engine == store.SQLite { // reads the draft once more, outside the one writer
		return Cost{Statements: 26, Allocations: 1700, Bytes: 160 << 10}
	}
	return Cost{Statements: 25, Allocations: 1700, Bytes: 200 << 10, WAL: 14 << 10}
}

// aloneEnv says that nobody else uses the server, as in the part of scripts/test.sh
// that gates the bytes of its log.
const aloneEnv = "MOTCUA_ALONE"

// An intake costs no more than it did: counts, never seconds.
func TestAnIntakeCostsNoMore(t *testing.T) {
	testkit.EachEngine(t, func(t *testing.T, b testkit.Bench) {
		ctx := context.Background()
		engine := b.DB.Engine()
		s, err := Prepare(ctx, testkit.FreshDSN(t, engine), t.TempDir(), 1, func(int) int { return 32 })
		if err != nil {
			t.Fatal(err)
		}
		got, err := s.Cost(ctx, 30)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("an intake: %d statements, %d allocations, %d bytes allocated, %d bytes of WAL", got.Statements, got.Allocations, got.Bytes, got.WAL)
		most := bounds(engine)
		if os.Getenv(aloneEnv) == "" {
			most.WAL = 1 << 62 // the log is the whole server's: other tests write into it too
		}
		for _, one := range []struct {
			what      string
			got, most int64
		}{{"statements", int64(got.Statements), int64(most.Statements)}, {"allocations", got.Allocations, most.Allocations},
			{"bytes allocated", got.Bytes, most.Bytes}, {"bytes of WAL", got.WAL, most.WAL}} {
			if one.got > one.most {
				t.Errorf("%s of an intake: %d, bound %d", one.what, one.got, one.most)
			}
		}
		if got.Statements < 10 || engine == store.Postgres && got.WAL < 1000 {
			t.Errorf("the measure misses something: %+v", got)
		}
	})
}
