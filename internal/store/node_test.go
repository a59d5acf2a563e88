package store_test

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"motcua/internal/clock"
	"motcua/internal/fault"
	"motcua/internal/store"
	"motcua/internal/testkit"
)

const lastNode = 1023

// process is a handle of its own on b's database, joined.
func process(t *testing.T, dsn string, b testkit.Bench, c clock.Source) *store.DB {
	t.Helper()
	db, err := store.Open(context.Background(), store.Config{DSN: dsn, Relaxed: true, Clock: c})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	join(t, db, b.Authority, rand.Text())
	return db
}

func join(t *testing.T, db *store.DB, authority int32, owner string) int {
	t.Helper()
	err := db.Join(context.Background(), authority, owner)
	if err != nil {
		t.Fatal(err)
	}
	n, ok := db.Node(authority)
	if !ok {
		t.Fatal("joined without a number")
	}
	return n
}

// made is an id that a transaction kept.
func made(t *testing.T, db *store.DB, authority int32) (id int64) {
	t.Helper()
	err := db.Update(context.Background(), authority, func(tx *store.Tx) error {
		id = tx.NewID()
		return insert(tx, fmt.Sprint("id", id))
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// exec writes behind the program's back.
func exec(t *testing.T, b testkit.Bench, query string, args ...any) {
	t.Helper()
	err := b.DB.Update(context.Background(), b.Authority, func(tx *store.Tx) error {
		_, err := tx.ExecContext(context.Background(), query, args...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Two processes whose clocks stand at the same moment make no id twice.
func TestTwoProcessesMakeNoIDTwice(t *testing.T) {
	b := testkit.Open(t, store.Postgres)
	dsn := testkit.DSN(t, store.Postgres)
	const each, goroutines = 100_000, 4
	all := make([]int64, 0, 2*each)
	var mu sync.Mutex
	var wg sync.WaitGroup
	for range 2 {
		db := process(t, dsn, b, clock.NewManual(testkit.Start))
		for range goroutines {
			wg.Go(func() {
				own := make([]int64, 0, each/goroutines)
				for len(own) < cap(own) {
					err := db.Update(context.Background(), b.Authority, func(tx *store.Tx) error {
						for range 1000 {
							own = append(own, tx.NewID())
						}
						return nil
					})
					if err != nil {
						t.Error(err)
						return
					}
				}
				mu.Lock()
				defer mu.Unlock()
				all = append(all, own...)
			})
		}
	}
	wg.Wait()
	slices.Sort(all)
	if len(slices.Compact(all)) != 2*each {
		t.Errorf("%d different ids of %d", len(slices.Compact(all)), 2*each)
	}
}

// A process started again while the clock stands an hour back makes ids behind
// those of the one before, whether that one ended in order or was killed.
func TestARestartWithTheClockBackRepeatsNoID(t *testing.T) {
	for _, engine := range []store.Engine{store.SQLite, store.Postgres} {
		for _, killed := range []bool{false, true} {
			t.Run(fmt.Sprint(engine, "/killed=", killed), func(t *testing.T) {
				dsn := testkit.FreshDSN(t, engine)
				b := testkit.Bench{Clock: clock.NewManual(testkit.Start), Authority: 7}
				open := func() *store.DB {
					db, err := store.Open(context.Background(), store.Config{DSN: dsn, Relaxed: true, Clock: b.Clock})
					if err != nil {
						t.Fatal(err)
					}
					return db
				}
				first := open()
				testkit.Migrate(t, first)
				node := join(t, first, b.Authority, "first")
				last := made(t, first, b.Authority)
				row := reservation(t, first, b.Authority, node)
				first.Close()
				second := open()
				defer second.Close()
				b.DB = second
				if killed { // what a killed process leaves behind
					exec(t, b, `UPDATE node SET owner = $2, reserved_until = $3 WHERE authority = $1`, b.Authority, row.owner, row.until)
				}
				b.Clock.Advance(-time.Hour)
				again := join(t, second, b.Authority, "second")
				next := made(t, second, b.Authority)
				if again == node && next <= last {
					t.Errorf("number %d made id %d after %d", node, next, last)
				}
				if again != node && (engine == store.SQLite || !killed) {
					t.Errorf("number %d was not given again but %d", node, again)
				}
				if again == node && killed && idAt(next) <= clock.Instant(row.until).Add(-time.Millisecond) {
					t.Errorf("an id at %s lies within the reservation until %s", idAt(next), clock.Instant(row.until))
				}
			})
		}
	}
}

type row struct {
	owner string
	until int64
}

func reservation(t *testing.T, db *store.DB, authority int32, node int) (r row) {
	t.Helper()
	err := db.SQL().QueryRow(`SELECT owner, reserved_until FROM node WHERE authority = $1 AND node = $2`, authority, int32(node)).Scan(&r.owner, &r.until)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// idAt is the millisecond that an id holds.
func idAt(id int64) clock.Instant {
	return clock.FromTime(time.Date(2018, 1, 1, 0, 0, 0, 0, time.UTC)) + clock.Instant(id>>22*1000)
}

// Close gives the number back with the position of the last id; the next
// process takes that number rather than a new one.
func TestANumberGivenBackIsTakenFirst(t *testing.T) {
	b := testkit.Open(t, store.Postgres)
	dsn := testkit.DSN(t, store.Postgres)
	first := process(t, dsn, b, b.Clock)
	node, _ := first.Node(b.Authority)
	last := made(t, first, b.Authority)
	first.Close()
	r := reservation(t, b.DB, b.Authority, node)
	if r.owner != "" || clock.Instant(r.until) != idAt(last)+999 {
		t.Errorf("left with owner %q until %s, the last id is of %s", r.owner, clock.Instant(r.until), idAt(last))
	}
	second := process(t, dsn, b, b.Clock)
	if n, _ := second.Node(b.Authority); n != node {
		t.Errorf("number %d, not the free %d", n, node)
	}
	if next := made(t, second, b.Authority); next <= last {
		t.Errorf("id %d after %d", next, last)
	}
	if err := first.Update(context.Background(), b.Authority, func(*store.Tx) error { return nil }); !fault.Is(err, fault.CodeUnavailable) {
		t.Errorf("a closed database answered %v", err)
	}
}

// Whoever renews a number ends with Close.
func TestNothingRunsOnAfterClose(t *testing.T) {
	testkit.EachEngine(t, func(t *testing.T, b testkit.Bench) {
		if n := renewing(); n != 0 {
			t.Fatalf("%d are at work before the first joined", n)
		}
		db, err := store.Open(context.Background(), store.Config{DSN: testkit.FreshDSN(t, b.DB.Engine()), Clock: b.Clock})
		if err != nil {
			t.Fatal(err)
		}
		testkit.Migrate(t, db)
		join(t, db, b.Authority, "one")
		join(t, db, b.Authority, "one") // again is nothing
		for renewing() == 0 {           // it starts in its own time
			runtime.Gosched()
		}
		if n := renewing(); n != 1 {
			t.Errorf("%d renew one number", n)
		}
		db.Close()
		if n := renewing(); n != 0 {
			t.Errorf("%d are at work after the end", n)
		}
	})
}

func renewing() int {
	stacks := make([]byte, 1<<20)
	return strings.Count(string(stacks[:runtime.Stack(stacks, true)]), "store.(*seat).keep(")
}

// When every number is owned the one that ran out the longest ago is taken; when
// none ran out, the process says so and does not start.
func TestNumbersRunOut(t *testing.T) {
	b := testkit.Open(t, store.Postgres)
	dsn := testkit.DSN(t, store.Postgres)
	ctx := context.Background()
	for n := 1; n <= lastNode; n++ {
		exec(t, b, `INSERT INTO node (authority, node, owner, reserved_until) VALUES ($1, $2, 'other', $3)`,
			b.Authority, int32(n), int64(testkit.Start.Add(time.Minute)))
	}
	db, err := store.Open(ctx, store.Config{DSN: dsn, Clock: b.Clock})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	err = db.Join(ctx, b.Authority, "late")
	if err == nil || err.Error() != fmt.Sprintf("store: authority %d: all 1023 numbers of processes are in use; the first runs out at 2019-06-17T01:01:00.000000Z", b.Authority) {
		t.Fatalf("no number is free: %v", err)
	}
	exec(t, b, `UPDATE node SET reserved_until = $2 WHERE authority = $1 AND node = 500`, b.Authority, int64(testkit.Start.Add(-time.Hour)))
	exec(t, b, `UPDATE node SET reserved_until = $2 WHERE authority = $1 AND node = 400`, b.Authority, int64(testkit.Start.Add(-time.Minute)))
	if n := join(t, db, b.Authority, "late"); n != 500 {
		t.Errorf("took %d, want 500, the longest out", n)
	}
}

// A process that finds its number given to another takes one anew; a command
// that was under way runs again under the new number.
func TestALostNumberIsReplaced(t *testing.T) {
	b := testkit.Open(t, store.Postgres)
	dsn := testkit.DSN(t, store.Postgres)
	mine := clock.NewManual(testkit.Start)
	db := process(t, dsn, b, mine)
	before, _ := db.Node(b.Authority)
	exec(t, b, `UPDATE node SET owner = 'thief', reserved_until = $2 WHERE authority = $1`, b.Authority, int64(testkit.Start.Add(time.Hour)))
	if n := made(t, db, b.Authority); n>>12&1023 != int64(before) {
		t.Errorf("within its reservation the process makes ids of its number; got %d", n>>12&1023)
	}
	runs := 0
	err := db.Update(context.Background(), b.Authority, func(tx *store.Tx) error {
		runs++
		if runs == 1 {
			mine.Advance(15 * time.Minute) // it was suspended in the middle
		}
		tx.NewID()
		return insert(tx, "once")
	})
	after, _ := db.Node(b.Authority)
	if err != nil || runs != 2 || after == before || count(t, b, "once") != 1 {
		t.Errorf("%v after %d runs, number %d then %d, %d rows", err, runs, before, after, count(t, b, "once"))
	}
}

// While the reservation cannot be renewed nothing is changed; afterwards all
// goes on. A clock that jumps by months renews in passing.
func TestALapsedReservationRefusesUpdate(t *testing.T) {
	b := testkit.Open(t, store.Postgres)
	dsn := testkit.DSN(t, store.Postgres)
	mine := clock.NewManual(testkit.Start)
	db := process(t, dsn, b, mine)
	mine.Advance(100 * 24 * time.Hour)
	made(t, db, b.Authority)
	mine.Advance(11 * time.Minute)
	exec(t, b, `ALTER TABLE node RENAME TO node_away`)
	err := db.Update(context.Background(), b.Authority, func(tx *store.Tx) error { return insert(tx, "refused") })
	if !fault.Is(err, fault.CodeUnavailable) || count(t, b, "refused") != 0 {
		t.Errorf("without a reservation: %v", err)
	}
	if err := db.Ping(context.Background()); !fault.Is(err, fault.CodeUnavailable) {
		t.Errorf("it says that it is ready: %v", err)
	}
	mine.Advance(-2 * time.Minute) // back within it: the ids are ours
	made(t, db, b.Authority)
	mine.Advance(2 * time.Minute)
	exec(t, b, `ALTER TABLE node_away RENAME TO node`)
	if err := db.Ping(context.Background()); err != nil {
		t.Errorf("it says that it is not ready: %v", err)
	}
	made(t, db, b.Authority)
}

// A command undone because of its own error stays undone, and its error is what
// comes back, also when the clock jumped while it ran.
func TestAFailedCommandIsNotRunAgain(t *testing.T) {
	testkit.EachEngine(t, func(t *testing.T, b testkit.Bench) {
		join(t, b.DB, b.Authority, "one")
		boom, runs := errors.New("boom"), 0
		err := b.DB.Update(context.Background(), b.Authority, func(tx *store.Tx) error {
			runs++
			b.Clock.Advance(time.Hour)
			tx.NewID()
			return boom
		})
		if !errors.Is(err, boom) || runs != 1 {
			t.Errorf("%v after %d runs", err, runs)
		}
		err = b.DB.Update(context.Background(), b.Authority, func(tx *store.Tx) error {
			b.Clock.Advance(time.Hour)
			tx.NewID()
			return nil
		})
		if !fault.Is(err, fault.CodeUnavailable) {
			t.Errorf("a clock that outruns every reservation: %v", err)
		}
		made(t, b.DB, b.Authority)
	})
}

// A dozen processes that start together get a dozen numbers.
func TestProcessesThatStartTogetherDiffer(t *testing.T) {
	b := testkit.Open(t, store.Postgres)
	dsn := testkit.DSN(t, store.Postgres)
	const n = 12
	numbers, errs := make([]int, n), make([]error, n)
	var wg sync.WaitGroup
	for i := range n {
		db, err := store.Open(context.Background(), store.Config{DSN: dsn, Clock: b.Clock})
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		wg.Go(func() {
			errs[i] = db.Join(context.Background(), b.Authority, fmt.Sprint("process", i))
			numbers[i], _ = db.Node(b.Authority)
		})
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	slices.Sort(numbers)
	if len(slices.Compact(numbers)) != n || numbers[0] < 1 {
		t.Errorf("numbers %v", numbers)
	}
}
