package store_test

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"motcua/internal/fault"
	"motcua/internal/store"
	"motcua/internal/testkit"
)

// Two commands lock two rows in opposite order: PostgreSQL ends one of them, and
// both succeed.
func TestFaultDeadlock(t *testing.T) {
	b := testkit.Open(t, store.Postgres)
	ctx := context.Background()
	err := b.DB.Update(ctx, b.Authority, func(tx *store.Tx) error { return pair(ctx, tx, "d") })
	if err != nil {
		t.Fatal(err)
	}
	var both sync.WaitGroup
	both.Add(2)
	var runs atomic.Int32
	lock := func(tx *store.Tx, hash string) error {
		var s string
		return tx.QueryRowContext(ctx, `SELECT text FROM regime WHERE authority = $1 AND hash = $2 FOR UPDATE`, tx.Authority, hash).Scan(&s)
	}
	command := func(name, first, second string) error {
		meet := sync.OnceFunc(func() { both.Done(); both.Wait() })
		return b.DB.Update(ctx, b.Authority, func(tx *store.Tx) error {
			runs.Add(1)
			err := lock(tx, first)
			meet() // at the first run each holds a row the other wants
			if err == nil {
				err = lock(tx, second)
			}
			if err != nil {
				return err
			}
			return pair(ctx, tx, name)
		})
	}
	errs := make(chan error, 2)
	go func() { errs <- command("left", "d one", "d two") }()
	go func() { errs <- command("right", "d two", "d one") }()
	for range 2 {
		err := <-errs
		if err != nil {
			t.Errorf("a command of a deadlock: %v", err)
		}
	}
	if runs.Load() < 3 {
		t.Errorf("%d runs: there was no deadlock", runs.Load())
	}
	for _, key := range []string{"left one", "left two", "right one", "right two"} {
		if n := count(t, b, key); n != 1 {
			t.Errorf("%s: %d rows", key, n)
		}
	}
	idle(t, b.DB)
}

// A serialisation failure is tried again in a fresh transaction, in a read, in a
// write of the flush and at COMMIT itself; one that never ends is told as
// unavailable, after a bounded number of tries.
func TestFaultSerialisation(t *testing.T) {
	b := testkit.Open(t, store.Postgres)
	ctx := context.Background()
	for _, way := range ways {
		t.Run(way.name, func(t *testing.T) {
			l := newLine(t, way.config, store.Limits{})
			runs := 0
			err := l.db.Update(ctx, b.Authority, func(tx *store.Tx) error {
				runs++
				if runs < store.Retries {
					tx.ExecContext(ctx, `DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = 'serialization_failure'; END $$`)
				}
				return insert(tx, "flush"+way.name)
			})
			if err != nil || runs != store.Retries || count(t, b, "flush"+way.name) != 1 {
				t.Errorf("after %d runs: %v, %d rows", runs, err, count(t, b, "flush"+way.name))
			}
			runs = 0
			err = l.db.Update(ctx, b.Authority, func(tx *store.Tx) error {
				runs++
				return raise(ctx, tx, "serialization_failure")
			})
			told(t, err, false)
			if runs != store.Retries {
				t.Errorf("%d runs, want %d", runs, store.Retries)
			}
			runs = 0
			err = l.db.Update(ctx, b.Authority, func(tx *store.Tx) error {
				runs++
				return raise(ctx, tx, "raise_exception")
			})
			if err == nil || runs != 1 || fault.Is(err, fault.CodeUnavailable) {
				t.Errorf("another error: %v after %d runs, want it at once and as it is", err, runs)
			}
			l.mends(t)
		})
	}
}

// raise fails a read with a named condition.
func raise(ctx context.Context, tx *store.Tx, condition string) error {
	rows, err := tx.QueryContext(ctx, `DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '`+condition+`'; END $$`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
	}
	return rows.Err()
}

// Two serialisable commands each read what the other writes: the server refuses
// one, at its write or at COMMIT, and the second run sees what the other did.
func TestFaultSerialisableCommands(t *testing.T) {
	b := testkit.Open(t, store.Postgres)
	ctx := context.Background()
	var both sync.WaitGroup
	both.Add(2)
	var runs atomic.Int32
	command := func() error {
		meet := sync.OnceFunc(func() { both.Done(); both.Wait() })
		return b.DB.Update(ctx, b.Authority, func(tx *store.Tx) error {
			runs.Add(1)
			rows, err := tx.QueryContext(ctx, `SET TRANSACTION ISOLATION LEVEL SERIALIZABLE`)
			if err != nil {
				return err
			}
			rows.Close()
			var n int
			err = tx.QueryRowContext(ctx, `SELECT count(*) FROM regime WHERE authority = $1`, tx.Authority).Scan(&n)
			if err != nil {
				return err
			}
			meet()
			return insert(tx, fmt.Sprint("seen ", n))
		})
	}
	errs := make(chan error, 2)
	go func() { errs <- command() }()
	go func() { errs <- command() }()
	for range 2 {
		err := <-errs
		if err != nil {
			t.Error(err)
		}
	}
	if count(t, b, "seen 0") != 1 || count(t, b, "seen 1") != 1 || runs.Load() < 3 {
		t.Errorf("%d saw nothing, %d saw the other, in %d runs", count(t, b, "seen 0"), count(t, b, "seen 1"), runs.Load())
	}
	idle(t, b.DB)
}
