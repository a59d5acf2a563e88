package store_test

import (
	"context"
	"errors"
	"testing"

	"motcua/internal/fault"
	"motcua/internal/store"
	"motcua/internal/testkit"
	"motcua/internal/testkit/faultnet"
)

// ways are how statements travel: prepared in the flush itself, prepared before,
// and not prepared at all behind a pooler.
var ways = []struct {
	name   string
	warm   bool
	config store.Config
}{
	{name: "cold"},
	{name: "warm", warm: true},
	{name: "pooler", config: store.Config{Pooler: true}},
}

// A connection lost while writes and COMMIT are on their way leaves all of the
// writes or none, and is told as what it is: not known.
func TestFaultCommitLost(t *testing.T) {
	for _, way := range ways {
		for _, c := range []struct {
			name string
			kind faultnet.Kind
			want int
		}{
			{"in the flush", faultnet.CutInFlush, 0},
			{"before the server has it", faultnet.CutBeforeCommit, 0},
			{"after the server did it", faultnet.CutAfterCommit, 2},
			{"its answer never comes", faultnet.HoldCommit, 2},
		} {
			t.Run(way.name+"/"+c.name, func(t *testing.T) {
				if !way.warm {
					slow(t)
				}
				l := newLine(t, way.config, store.Limits{})
				if way.warm {
					warm(t, l)
				}
				l.db.Within(store.Limits{Flush: longer, Rollback: short})
				l.Set(faultnet.Fault{Kind: c.kind})
				var err error
				inTime(t, func() { err = l.pair(context.Background(), "p") })
				told(t, err, true)
				if l.Hits() != 1 {
					t.Errorf("the fault struck %d times: the row shows nothing", l.Hits())
				}
				if n := l.rows(t, "p"); n != c.want {
					t.Errorf("%d rows, want %d", n, c.want)
				}
				l.mends(t)
			})
		}
	}
}

func warm(t *testing.T, l line) {
	t.Helper()
	err := l.pair(context.Background(), "warm")
	if err != nil {
		t.Fatal(err)
	}
}

// With an expected number of rows the writes travel before COMMIT: lost then,
// they are known not to have happened.
func TestFaultExpectingCommitLost(t *testing.T) {
	for _, c := range []struct {
		name      string
		kind      faultnet.Kind
		ambiguous bool
		want      int
	}{
		{"in the writes", faultnet.CutInFlush, false, 0},
		{"before the server has COMMIT", faultnet.CutBeforeCommit, true, 0},
		{"after the server did it", faultnet.CutAfterCommit, true, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := newLine(t, store.Config{}, store.Limits{})
			warm(t, l)
			l.Set(faultnet.Fault{Kind: c.kind})
			err := l.db.Update(context.Background(), l.direct.Authority, func(tx *store.Tx) error {
				_, err := tx.Expecting(1, fault.New(fault.CodeStale)).ExecContext(context.Background(),
					`UPDATE regime SET text = 'y' WHERE authority = $1 AND hash = 'warm one'`, tx.Authority)
				return errors.Join(err, pair(context.Background(), tx, "p"))
			})
			told(t, err, c.ambiguous)
			if n := l.rows(t, "p"); n != c.want || l.Hits() != 1 {
				t.Errorf("%d rows, want %d; the fault struck %d times", n, c.want, l.Hits())
			}
			l.mends(t)
		})
	}
}

// Whoever leaves while her command is being committed does not turn it into a
// failure: what is answered is what happened.
func TestFaultClientLeavesDuringTheFlush(t *testing.T) {
	t.Run("while the answer is on its way", func(t *testing.T) {
		l := newLine(t, store.Config{}, store.Limits{})
		l.Set(faultnet.Fault{Kind: faultnet.HoldCommit})
		ctx, leave := context.WithCancel(context.Background())
		defer leave()
		struck, answer := l.Struck(), make(chan error, 1)
		go func() { answer <- l.pair(ctx, "left") }()
		<-struck
		leave()
		l.Set(faultnet.Fault{})
		err := <-answer
		if err != nil || l.rows(t, "left") != 2 {
			t.Errorf("answered %v with %d rows there", err, l.rows(t, "left"))
		}
		l.mends(t)
	})
	t.Run("while a write waits for a lock", func(t *testing.T) {
		l := newLine(t, store.Config{}, store.Limits{})
		ctx, leave := context.WithCancel(context.Background())
		defer leave()
		release := hold(t, l.direct.DB.SQL(), `INSERT INTO regime (authority, hash, text) VALUES ($1, 'left two', 'x')`, l.direct.Authority)
		answer := make(chan error, 1)
		go func() { answer <- l.pair(ctx, "left") }()
		waits(t, l.direct)
		leave()
		release()
		err := <-answer
		if err != nil || l.rows(t, "left") != 2 {
			t.Errorf("answered %v with %d rows there", err, l.rows(t, "left"))
		}
		l.mends(t)
	})
}

// waits returns once a connection of b's database waits for a lock.
func waits(t *testing.T, b testkit.Bench) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), soon)
	defer cancel()
	for n := 0; n == 0; {
		err := b.DB.SQL().QueryRowContext(ctx, `SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid)
			WHERE NOT l.granted AND a.datname = current_database()`).Scan(&n)
		if err != nil {
			t.Fatalf("nobody waits for a lock: %v", err)
		}
	}
}

// PostgreSQL answers ROLLBACK to COMMIT when a statement failed before: a command
// that overlooked the failure must not be told that it was done.
func TestFaultCommitAnsweredByRollback(t *testing.T) {
	b := testkit.Open(t, store.Postgres)
	ran := false
	err := b.DB.Update(context.Background(), b.Authority, func(tx *store.Tx) error {
		tx.AfterCommit(func() { ran = true })
		var n int
		tx.QueryRowContext(context.Background(), `SELECT 1/0`).Scan(&n) // overlooked
		return nil
	})
	if err == nil || ran || errors.Is(err, store.ErrAmbiguous) {
		t.Errorf("a transaction rolled back by the server: %v, after-commit ran %v", err, ran)
	}
	idle(t, b.DB)
}

// A write the server refuses in the flush is refused, also when the connection
// is lost behind the refusal: nothing about it is ambiguous. What is not prepared
// is read by the driver to its end, so that there the refusal is lost as well.
func TestFaultRefusedWriteIsNotAmbiguous(t *testing.T) {
	for _, way := range ways {
		t.Run(way.name, func(t *testing.T) {
			l := newLine(t, way.config, store.Limits{})
			for i, kind := range []faultnet.Kind{faultnet.None, faultnet.CutAfterError} {
				l.Set(faultnet.Fault{Kind: kind})
				err := l.db.Update(context.Background(), l.direct.Authority, func(tx *store.Tx) error {
					return errors.Join(insert(tx, "same"), insert(tx, "same"))
				})
				if l.Hits() != i {
					t.Errorf("the fault struck %d times", l.Hits())
				}
				if kind != faultnet.None && way.config.Pooler {
					told(t, err, true)
				} else if !errors.Is(err, store.ErrDuplicate) || errors.Is(err, store.ErrAmbiguous) {
					t.Errorf("try %d: %v, want a duplicate", i, err)
				}
				if n := count(t, l.direct, "same"); n != 0 {
					t.Errorf("try %d: %d rows", i, n)
				}
			}
			l.mends(t)
		})
	}
}
