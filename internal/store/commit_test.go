package store_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"

	"motcua/internal/store"
	"motcua/internal/testkit"
)

// A constraint that is checked at COMMIT makes the COMMIT itself fail: whoever
// was answered before would have been told of something that did not happen.
func TestNothingIsAnsweredBeforeTheCommit(t *testing.T) {
	testkit.EachEngine(t, func(t *testing.T, b testkit.Bench) {
		ctx := context.Background()
		write := func(statement string, args ...any) (answered bool, err error) {
			err = b.DB.Update(ctx, b.Authority, func(tx *store.Tx) error {
				tx.AfterCommit(func() { answered = true })
				_, err := tx.ExecContext(ctx, statement, args...)
				return err
			})
			return answered, err
		}
		_, err := write(`CREATE TABLE late (authority INTEGER NOT NULL, id INTEGER NOT NULL, parent INTEGER NOT NULL, PRIMARY KEY (authority, id),
			FOREIGN KEY (authority, parent) REFERENCES late (authority, id) DEFERRABLE INITIALLY DEFERRED)`)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { write(`DROP TABLE late`) })
		for _, c := range []struct {
			name       string
			id, parent int
			want       bool
		}{{"its own parent", 1, 1, true}, {"a parent that never comes", 2, 9, false}} {
			answered, err := write(`INSERT INTO late (authority, id, parent) VALUES ($1, $2, $3)`, b.Authority, c.id, c.parent)
			if answered != c.want || (err == nil) != c.want {
				t.Errorf("%s: answered %t with %v", c.name, answered, err)
			}
		}
	})
}

// What a failing command has written already goes with it. It is looked for by a
// command, behind the failed one: a failure is answered before SQLite's writer
// ends its transaction.
func TestAFailingCommandLeavesNoHalf(t *testing.T) {
	testkit.EachEngine(t, func(t *testing.T, b testkit.Bench) {
		ctx := context.Background()
		for range 2 { // and it does not keep the same command from failing alike
			err := b.DB.Update(ctx, b.Authority, func(tx *store.Tx) error {
				insert(tx, "half")
				insert(tx, "whole")
				return insert(tx, "whole")
			})
			if !errors.Is(err, store.ErrDuplicate) {
				t.Fatal(err)
			}
			var left int
			err = b.DB.Update(ctx, b.Authority, func(tx *store.Tx) error {
				return tx.QueryRowContext(ctx, `SELECT count(*) FROM regime WHERE authority = $1`, tx.Authority).Scan(&left)
			})
			if err != nil || left != 0 {
				t.Errorf("%d rows of the failed command are left, %v", left, err)
			}
		}
	})
}

// Commands that fail are not committed, but they take the time of those that are:
// a batch ends also when they fill it, and what was accepted is committed.
func TestFailingCommandsDelayNoCommitForEver(t *testing.T) {
	b := testkit.Open(t, store.SQLite)
	ctx := context.Background()
	errNo := errors.New("no")
	held, release := make(chan struct{}), make(chan struct{})
	var all sync.WaitGroup
	all.Go(func() { // its batch is the one that the others join
		_ = b.DB.Update(ctx, b.Authority, func(tx *store.Tx) error {
			close(held)
			<-release
			return insert(tx, "accepted")
		})
	})
	<-held
	var failed, seen atomic.Int64
	for range 300 {
		all.Go(func() {
			_ = b.DB.Update(ctx, b.Authority, func(tx *store.Tx) error {
				if failed.Add(1) == 150 { // more than a batch
					seen.Store(int64(count(t, b, "accepted"))) // by another connection: what is committed
				}
				return errNo
			})
		})
	}
	close(release)
	all.Wait()
	if seen.Load() != 1 {
		t.Errorf("while the 150th command failed, %d rows of the first were committed", seen.Load())
	}
}
