package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"sync"
	"testing"
	"time"

	"motcua/internal/store"
	"motcua/internal/testkit"
	"motcua/internal/testkit/faultnet"
)

// The server is gone before a transaction begins: nothing happened, and the
// caller knows it.
func TestFaultServerGoneAtBegin(t *testing.T) {
	for name, kind := range map[string]faultnet.Kind{"stopped": faultnet.Refuse, "cut off": faultnet.Cut, "stalled": faultnet.Stall} {
		t.Run(name, func(t *testing.T) {
			slow(t)
			l := newLine(t, store.Config{}, store.Limits{})
			warm(t, l) // a connection lies idle in the pool
			l.db.Within(store.Limits{Answer: short, Rollback: short})
			l.Set(faultnet.Fault{Kind: kind})
			inTime(t, func() {
				told(t, l.pair(context.Background(), "p"), false)
				err := l.db.View(context.Background(), l.direct.Authority, func(tx *store.Tx) error { return look(context.Background(), tx) })
				told(t, err, false)
				ctx, cancel := context.WithTimeout(context.Background(), short)
				defer cancel()
				told(t, l.db.Ping(ctx), false)
			})
			if l.Hits() == 0 {
				t.Error("the fault never struck")
			}
			if n := l.rows(t, "p"); n != 0 {
				t.Errorf("%d rows", n)
			}
			l.mends(t)
		})
	}
}

// The server goes while a command or a page reads.
func TestFaultServerGoneDuringReads(t *testing.T) {
	ctx := context.Background()
	for name, strike := range map[string]func(*testing.T, line, *store.Tx){
		"a row is cut off":         func(_ *testing.T, l line, _ *store.Tx) { l.Set(faultnet.Fault{Kind: faultnet.CutInRead}) },
		"stopped":                  func(_ *testing.T, l line, _ *store.Tx) { l.Set(faultnet.Fault{Kind: faultnet.Refuse}) },
		"stalled":                  func(_ *testing.T, l line, _ *store.Tx) { l.Set(faultnet.Fault{Kind: faultnet.Stall}) },
		"our backend is shut down": terminate,
	} {
		t.Run(name, func(t *testing.T) {
			slow(t)
			l := newLine(t, store.Config{}, store.Limits{})
			fn := func(tx *store.Tx) error {
				err := look(ctx, tx)
				if err != nil {
					return err
				}
				strike(t, l, tx)
				return pair(ctx, tx, "p")
			}
			for _, run := range []func(context.Context, int32, func(*store.Tx) error) error{l.db.Update, l.db.View} {
				l.db.Within(store.Limits{Answer: longer, Rollback: short})
				inTime(t, func() { told(t, run(ctx, l.direct.Authority, fn), false) })
				l.mends(t)
			}
			if n := l.rows(t, "p"); n != 0 {
				t.Errorf("%d rows", n)
			}
		})
	}
}

// The server goes between the last read and the flush. Statements that are not
// prepared yet find out before COMMIT is sent; otherwise it is not known.
func TestFaultServerGoneBeforeTheFlush(t *testing.T) {
	ctx := context.Background()
	for name, strike := range map[string]func(*testing.T, line, *store.Tx){
		"our backend is shut down": terminate,
		"stalled":                  func(_ *testing.T, l line, _ *store.Tx) { l.Set(faultnet.Fault{Kind: faultnet.Stall}) },
	} {
		for _, way := range ways {
			t.Run(name+"/"+way.name, func(t *testing.T) {
				l := newLine(t, way.config, store.Limits{})
				if way.warm {
					warm(t, l)
				}
				l.db.Within(store.Limits{Flush: short, Rollback: short})
				var err error
				inTime(t, func() {
					err = l.db.Update(ctx, l.direct.Authority, func(tx *store.Tx) error {
						err := pair(ctx, tx, "p")
						strike(t, l, tx)
						return err
					})
				})
				sent := errors.Is(err, store.ErrAmbiguous)
				told(t, err, sent)
				if way.name == "cold" && sent {
					t.Errorf("COMMIT was never sent: %v", err)
				}
				if name == "stalled" && way.name != "cold" && !sent {
					t.Errorf("COMMIT was sent: %v", err)
				}
				l.mends(t)
				if n := l.rows(t, "p"); n != 0 && n != 2 || n == 2 && !sent {
					t.Errorf("%d rows after %v", n, err)
				}
			})
		}
	}
}

// A command overlooks that its reads failed with the connection: nothing of it
// was sent, and that is known.
func TestFaultLostConnectionOverlooked(t *testing.T) {
	ctx := context.Background()
	for _, way := range ways {
		t.Run(way.name, func(t *testing.T) {
			l := newLine(t, way.config, store.Limits{})
			if way.warm {
				warm(t, l)
			}
			err := l.db.Update(ctx, l.direct.Authority, func(tx *store.Tx) error {
				l.Set(faultnet.Fault{Kind: faultnet.CutInRead})
				if look(ctx, tx) == nil {
					t.Error("a read through a cut line")
				}
				return errors.Join(insert(tx, "p one"), insert(tx, "p two"))
			})
			told(t, err, false)
			l.mends(t)
			if n := l.rows(t, "p"); n != 0 {
				t.Errorf("%d rows", n)
			}
		})
	}
}

// The server was started again while connections lay idle: every one of them is
// dead, and the first command works all the same.
func TestFaultServerRestartedMeanwhile(t *testing.T) {
	l := newLine(t, store.Config{}, store.Limits{})
	ctx := context.Background()
	const idling = 5
	for range 2 { // the driver asks whether a connection lives before it is used for the second time, not soon after
		var held, all sync.WaitGroup
		held.Add(idling)
		for range idling {
			all.Go(func() {
				err := l.db.View(ctx, l.direct.Authority, func(tx *store.Tx) error {
					held.Done()
					held.Wait()
					return look(ctx, tx)
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
	}
	l.Set(faultnet.Fault{Kind: faultnet.Refuse})
	if l.Hits() < idling {
		t.Fatalf("%d connections were idle, want %d", l.Hits(), idling)
	}
	l.mends(t)
}

// terminate ends the backend of tx as an administrator does (57P01).
func terminate(t *testing.T, l line, tx *store.Tx) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), soon)
	defer cancel()
	var pid int
	err := tx.QueryRowContext(ctx, `SELECT pg_backend_pid()`).Scan(&pid)
	if err != nil {
		t.Fatal(err)
	}
	var done bool
	err = l.direct.DB.SQL().QueryRowContext(ctx, `SELECT pg_terminate_backend($1, 5000)`, pid).Scan(&done)
	if err != nil || !done {
		t.Fatalf("terminate: %v %v", done, err)
	}
}

// A lock nobody gives up and a statement that takes too long end by the server's
// clock, in a read and in the flush, also where settings travel with BEGIN.
func TestFaultTooLong(t *testing.T) {
	slow(t)
	ctx := context.Background()
	for _, way := range ways {
		if way.warm {
			continue
		}
		for name, text := range map[string]string{
			"a lock (55P03)":      `UPDATE regime SET text = 'z' WHERE authority = $1 AND hash = 'held'`,
			"a statement (57014)": `UPDATE regime SET text = 'z' WHERE authority = $1 AND pg_sleep(60) IS NULL`,
		} {
			t.Run(way.name+"/"+name, func(t *testing.T) {
				l := newLine(t, way.config, store.Limits{Lock: short, Statement: longer})
				err := l.db.Update(ctx, l.direct.Authority, func(tx *store.Tx) error { return insert(tx, "held") })
				if err != nil {
					t.Fatal(err)
				}
				release := hold(t, l.direct.DB.SQL(), `SELECT 1 FROM regime WHERE authority = $1 AND hash = 'held' FOR UPDATE`, l.direct.Authority)
				inTime(t, func() {
					err = l.db.Update(ctx, l.direct.Authority, func(tx *store.Tx) error {
						_, err := tx.ExecContext(ctx, text, tx.Authority)
						return errors.Join(insert(tx, "p one"), err, insert(tx, "p two"))
					})
					told(t, err, false)
					err = l.db.Update(ctx, l.direct.Authority, func(tx *store.Tx) error {
						var s string
						return tx.QueryRowContext(ctx, text+` RETURNING text`, tx.Authority).Scan(&s)
					})
					told(t, err, false)
				})
				release()
				if n := l.rows(t, "p"); n != 0 {
					t.Errorf("%d rows", n)
				}
				l.mends(t)
			})
		}
	}
}

// A page behind a pooler has the limits too: they travel with its BEGIN.
func TestFaultPageTakesTooLong(t *testing.T) {
	slow(t)
	for _, way := range ways {
		if way.warm {
			continue
		}
		l := newLine(t, way.config, store.Limits{Statement: longer})
		inTime(t, func() {
			err := l.db.View(context.Background(), l.direct.Authority, func(tx *store.Tx) error {
				var s string
				return tx.QueryRowContext(context.Background(), `SELECT CAST(pg_sleep(60) AS text)`).Scan(&s)
			})
			told(t, err, false)
		})
		l.mends(t)
	}
}

// A server that hangs must not hold whoever wants to undo her transaction.
func TestFaultRollbackOnAStuckServer(t *testing.T) {
	l := newLine(t, store.Config{}, store.Limits{})
	l.db.Within(store.Limits{Rollback: short})
	boom := errors.New("boom")
	inTime(t, func() {
		err := l.db.Update(context.Background(), l.direct.Authority, func(tx *store.Tx) error {
			l.Set(faultnet.Fault{Kind: faultnet.Stall})
			return errors.Join(insert(tx, "p one"), boom)
		})
		if !errors.Is(err, boom) {
			t.Errorf("error %v, want the command's own", err)
		}
	})
	l.mends(t)
}

// The server has no connection left (53300).
func TestFaultOutOfConnections(t *testing.T) {
	b := testkit.Open(t, store.Postgres)
	db := limited(t, b)
	ctx := context.Background()
	err := db.Update(ctx, b.Authority, func(tx *store.Tx) error {
		err := pair(ctx, tx, "first")
		told(t, db.Update(ctx, b.Authority, func(tx *store.Tx) error { return pair(ctx, tx, "second") }), false)
		told(t, db.View(ctx, b.Authority, func(tx *store.Tx) error { return look(ctx, tx) }), false)
		return err
	})
	if err != nil {
		t.Errorf("whoever has a connection: %v", err)
	}
	err = db.Update(ctx, b.Authority, func(tx *store.Tx) error { return pair(ctx, tx, "third") })
	if err != nil {
		t.Errorf("once a connection is free: %v", err)
	}
	for key, want := range map[string]int{"first": 1, "second": 0, "third": 1} {
		if one, two := count(t, b, key+" one"), count(t, b, key+" two"); one != want || two != want {
			t.Errorf("%s: %d and %d rows, want %d", key, one, two, want)
		}
	}
	idle(t, db)
}

// limited is a handle of a role that may connect once.
func limited(t *testing.T, b testkit.Bench) *store.DB {
	t.Helper()
	role := fmt.Sprintf("limited_%d", time.Now().UnixNano())
	do := func(query string) {
		_, err := b.DB.SQL().Exec(query)
		if err != nil {
			t.Fatal(err)
		}
	}
	do(`CREATE ROLE ` + role + ` LOGIN PASSWORD 'once' CONNECTION LIMIT 1`)
	t.Cleanup(func() { do(`DROP OWNED BY ` + role); do(`DROP ROLE ` + role) })
	do(`GRANT SELECT, INSERT ON regime TO ` + role)
	u, err := url.Parse(testkit.DSN(t, store.Postgres))
	if err != nil {
		t.Fatal(err)
	}
	u.User = url.UserPassword(role, "once")
	db, err := store.Open(context.Background(), store.Config{DSN: u.String(), Clock: b.Clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// Whoever has left already must not find her command done.
func TestFaultCallerHasLeftBefore(t *testing.T) {
	testkit.EachEngine(t, func(t *testing.T, b testkit.Bench) {
		ctx, leave := context.WithCancel(context.Background())
		leave()
		for i := range 50 { // which of two ready channels is taken is chance
			ran := false
			err := b.DB.Update(ctx, b.Authority, func(tx *store.Tx) error {
				ran = true
				return insert(tx, fmt.Sprint("late", i))
			})
			told(t, err, false)
			if ran || count(t, b, fmt.Sprint("late", i)) != 0 {
				t.Fatalf("try %d: the command ran", i)
			}
		}
	})
}

// Migrations are not held to the limit of a request's statement.
func TestFaultMigrationMayTakeLong(t *testing.T) {
	db, err := store.OpenWithin(context.Background(), store.Config{DSN: testkit.FreshDSN(t, store.Postgres)}, store.Limits{Statement: longer})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	_, err = db.Migrate(context.Background(), migrations("SELECT pg_sleep(0.8)"))
	if err != nil {
		t.Errorf("a step of twice a request's limit: %v", err)
	}
	var s sql.NullString
	err = db.SQL().QueryRow("SELECT CAST(pg_sleep(0.8) AS text)").Scan(&s)
	if err == nil {
		t.Error("the limit does not hold for others")
	}
}
