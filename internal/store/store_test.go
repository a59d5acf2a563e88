package store_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"motcua/internal/fault"
	"motcua/internal/store"
	"motcua/internal/testkit"
)

func count(t *testing.T, b testkit.Bench, key string) (n int) {
	t.Helper()
	err := b.DB.View(context.Background(), b.Authority, func(tx *store.Tx) error {
		return tx.QueryRowContext(context.Background(),
			`SELECT count(*) FROM regime WHERE authority = $1 AND hash = $2`, b.Authority, key).Scan(&n)
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func insert(tx *store.Tx, key string) error {
	_, err := tx.ExecContext(context.Background(),
		`INSERT INTO regime (authority, hash, text) VALUES ($1, $2, 'x')`, tx.Authority, key)
	return err
}

func TestUpdateIsAllOrNothing(t *testing.T) {
	testkit.EachWay(t, func(t *testing.T, b testkit.Bench) {
		ctx := context.Background()
		boom := errors.New("boom")
		ran := false
		err := b.DB.Update(ctx, b.Authority, func(tx *store.Tx) error {
			tx.AfterCommit(func() { ran = true })
			insert(tx, "a")
			return boom
		})
		if !errors.Is(err, boom) || count(t, b, "a") != 0 || ran {
			t.Errorf("failed transaction: err %v, rows %d, after-commit ran %v", err, count(t, b, "a"), ran)
		}
		err = b.DB.Update(ctx, b.Authority, func(tx *store.Tx) error {
			tx.AfterCommit(func() { ran = true })
			return insert(tx, "a")
		})
		if err != nil || count(t, b, "a") != 1 || !ran {
			t.Errorf("committed transaction: err %v, rows %d, after-commit ran %v", err, count(t, b, "a"), ran)
		}
		err = b.DB.Update(ctx, b.Authority, func(tx *store.Tx) error {
			insert(tx, "b")
			return insert(tx, "a")
		})
		if !errors.Is(err, store.ErrDuplicate) || count(t, b, "b") != 0 {
			t.Errorf("duplicate at the flush: err %v, rows of the same transaction left: %d", err, count(t, b, "b"))
		}
	})
}

func TestAPanicUndoesTheCommandOnly(t *testing.T) {
	testkit.EachWay(t, func(t *testing.T, b testkit.Bench) {
		ctx := context.Background()
		err := b.DB.Update(ctx, b.Authority, func(tx *store.Tx) error {
			insert(tx, "p")
			panic("broken rule")
		})
		if err == nil || count(t, b, "p") != 0 {
			t.Fatalf("panic: err %v, rows %d", err, count(t, b, "p"))
		}
		err = b.DB.Update(ctx, b.Authority, func(tx *store.Tx) error { return insert(tx, "q") })
		if err != nil || count(t, b, "q") != 1 {
			t.Fatalf("the writer did not survive: %v", err)
		}
	})
}

func TestExpectedRowsMissingFailsTheTransaction(t *testing.T) {
	testkit.EachWay(t, func(t *testing.T, b testkit.Bench) {
		ctx := context.Background()
		err := b.DB.Update(ctx, b.Authority, func(tx *store.Tx) error {
			insert(tx, "kept?")
			_, err := tx.Expecting(1, fault.New(fault.CodeStale)).ExecContext(ctx,
				`UPDATE regime SET text = 'y' WHERE authority = $1 AND hash = 'absent'`, tx.Authority)
			return err
		})
		if !fault.Is(err, fault.CodeStale) || count(t, b, "kept?") != 0 {
			t.Errorf("err %v, rows left %d", err, count(t, b, "kept?"))
		}
	})
}

func TestBatchedCommandsFailAlone(t *testing.T) {
	testkit.EachWay(t, func(t *testing.T, b testkit.Bench) {
		const n = 200
		var wg sync.WaitGroup
		errs := make([]error, n)
		for i := range n {
			wg.Go(func() {
				errs[i] = b.DB.Update(context.Background(), b.Authority, func(tx *store.Tx) error {
					err := insert(tx, fmt.Sprint("row", i))
					if i%3 == 0 {
						return fault.New(fault.CodeState)
					}
					return err
				})
			})
		}
		wg.Wait()
		for i := range n {
			want := 1
			if i%3 == 0 {
				want = 0
			}
			if got := count(t, b, fmt.Sprint("row", i)); got != want || (errs[i] == nil) != (want == 1) {
				t.Fatalf("command %d: %d rows, error %v", i, got, errs[i])
			}
		}
	})
}

func TestAuthoritiesDoNotMeet(t *testing.T) {
	testkit.EachWay(t, func(t *testing.T, b testkit.Bench) {
		for _, authority := range []int32{b.Authority, b.Authority + 100000} {
			err := b.DB.Update(context.Background(), authority, func(tx *store.Tx) error { return insert(tx, "same") })
			if err != nil {
				t.Fatalf("authority %d: %v", authority, err)
			}
		}
		if n := count(t, b, "same"); n != 1 {
			t.Errorf("authority sees %d rows, want its own", n)
		}
	})
}

func TestViewRefusesWrites(t *testing.T) {
	testkit.EachWay(t, func(t *testing.T, b testkit.Bench) {
		err := b.DB.View(context.Background(), b.Authority, func(tx *store.Tx) error { return insert(tx, "v") })
		if err == nil || count(t, b, "v") != 0 {
			t.Errorf("write in a view: err %v", err)
		}
	})
}

func TestSQLiteFileBelongsToOneProcess(t *testing.T) {
	dsn := testkit.DSN(t, store.SQLite)
	first, err := store.Open(context.Background(), store.Config{DSN: dsn})
	if err != nil {
		t.Fatal(err)
	}
	_, err = store.Open(context.Background(), store.Config{DSN: dsn})
	if err == nil {
		t.Error("the same file was opened twice")
	}
	first.Close()
	again, err := store.Open(context.Background(), store.Config{DSN: dsn})
	if err != nil {
		t.Fatalf("after close: %v", err)
	}
	again.Close()
}

func TestIDsNeverRepeatAndSortByTime(t *testing.T) {
	b := testkit.Open(t, store.SQLite)
	last := int64(0)
	for range 10000 { // the clock stands still: the sequence must run on
		id := b.DB.NewID()
		if id <= last {
			t.Fatalf("id %d after %d", id, last)
		}
		last = id
	}
	b.Clock.Advance(-3600e9)
	if id := b.DB.NewID(); id <= last {
		t.Errorf("after the clock went back an hour: id %d after %d", id, last)
	}
}

// A client that leaves in the middle of her command must not undo the commands
// that share its commit: on SQLite an interrupted write rolls back everything.
func TestALeavingClientBreaksNobodysCommit(t *testing.T) {
	testkit.EachWay(t, func(t *testing.T, b testkit.Bench) {
		const n = 120
		var wg sync.WaitGroup
		errs := make([]error, n)
		for i := range n {
			wg.Go(func() {
				ctx, leave := context.WithCancel(context.Background())
				defer leave()
				errs[i] = b.DB.Update(ctx, b.Authority, func(tx *store.Tx) error {
					if i%4 == 0 {
						leave()
					}
					var last int32
					err := tx.QueryRowContext(ctx, `INSERT INTO code_counter (authority, unit, day, last) VALUES ($1, 1, 'd', 1)
						ON CONFLICT (authority, unit, day) DO UPDATE SET last = code_counter.last + 1 RETURNING last`, tx.Authority).Scan(&last)
					if err != nil {
						return err
					}
					return insert(tx, fmt.Sprint("leaver", i))
				})
			})
		}
		wg.Wait()
		for i := range n {
			want := 1
			if errs[i] != nil {
				want = 0
			}
			if got := count(t, b, fmt.Sprint("leaver", i)); got != want {
				t.Errorf("command %d answered %v and left %d rows", i, errs[i], got)
			}
			if (i%4 != 0 || b.DB.Engine() == store.SQLite) && errs[i] != nil {
				t.Errorf("command %d failed; SQLite's writer finishes what it took: %v", i, errs[i])
			}
		}
	})
}
