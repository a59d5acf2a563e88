package store_test

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"

	"motcua/internal/fault"
	"motcua/internal/store"
)

// gather runs n commands that share one commit: the first keeps the writer busy
// until all others stand in line.
func gather(f file, n int, fn func(tx *store.Tx, i int) error) []error {
	errs := make([]error, n)
	var all sync.WaitGroup
	taken, goOn := make(chan struct{}), make(chan struct{})
	run := func(i int, hold bool) {
		errs[i] = f.db.Update(context.Background(), authority, func(tx *store.Tx) error {
			if hold {
				close(taken)
				<-goOn
			}
			return fn(tx, i)
		})
	}
	all.Go(func() { run(0, true) })
	<-taken
	for i := 1; i < n; i++ {
		all.Go(func() { run(i, false) })
	}
	for standing() < n-1 {
		runtime.Gosched()
	}
	close(goOn)
	all.Wait()
	return errs
}

// standing is how many commands stand in line before a writer: only their stacks
// say so.
func standing() int {
	stacks := make([]byte, 1<<20)
	stacks = stacks[:runtime.Stack(stacks, true)]
	return strings.Count(string(stacks), "store.(*writer).hand(")
}

// When COMMIT fails, everybody whose command it held is told, nothing of it is
// left, and the next batch works.
func TestFaultSQLiteCommitFails(t *testing.T) {
	f := newTempFile(t)
	writer(t, f, `CREATE TABLE parent (id INTEGER PRIMARY KEY)`)
	writer(t, f, `CREATE TABLE child (parent INTEGER REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED)`)
	ctx := context.Background()
	errs := gather(f, 8, func(tx *store.Tx, i int) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO child (parent) VALUES (1)`)
		if err != nil {
			return err
		}
		return pair(ctx, tx, fmt.Sprint("p", i))
	})
	for i, err := range errs {
		if !fault.Is(err, fault.CodeUnavailable) || f.rows(t, fmt.Sprint("p", i)) != 0 {
			t.Errorf("command %d was told %v and left %d rows", i, err, f.rows(t, fmt.Sprint("p", i)))
		}
	}
	f.mends(t, "after")
}

// When the transaction breaks under a command, those accepted before it are told
// as well; a ROLLBACK that fails costs the connection and not the writer.
func TestFaultSQLiteTransactionBreaks(t *testing.T) {
	f := newTempFile(t)
	ctx := context.Background()
	writer(t, f, `CREATE TEMP TABLE marker (n)`) // seen by the connection that made it
	const breaks = 3
	errs := gather(f, 6, func(tx *store.Tx, i int) error {
		if i == breaks { // from outside of its savepoint, as a full disk does
			_, err := tx.ExecContext(ctx, `ROLLBACK`)
			return err
		}
		return pair(ctx, tx, fmt.Sprint("p", i))
	})
	for i, err := range errs {
		want := 2
		if err != nil {
			want = 0
		}
		if n := f.rows(t, fmt.Sprint("p", i)); i != breaks && n != want {
			t.Errorf("command %d was told %v and left %d rows", i, err, n)
		}
	}
	if !fault.Is(errs[0], fault.CodeUnavailable) || !fault.Is(errs[breaks], fault.CodeUnavailable) {
		t.Errorf("accepted before the break: %v; the breaking one: %v", errs[0], errs[breaks])
	}
	if f.db.OnWriter(`DELETE FROM marker`) == nil {
		t.Error("a connection whose ROLLBACK failed is used again")
	}
	f.mends(t, "after")
}

// A transaction left open on the writing connection, whatever left it, costs one
// refusal and not the writer.
func TestFaultSQLiteTransactionLeftOpen(t *testing.T) {
	f := newTempFile(t)
	writer(t, f, "BEGIN")
	told(t, f.pair("p"), false)
	if f.rows(t, "p") != 0 {
		t.Error("a refused pair is there")
	}
	f.mends(t, "after")
}

// Commands wait for a migration. When the writing connection does not come back,
// they are told, and closing twice is no panic.
func TestFaultSQLiteMigrationLosesTheWriter(t *testing.T) {
	f := newTempFile(t)
	release, err := f.db.Lend()
	if err != nil {
		t.Fatal(err)
	}
	answer := make(chan error, 1)
	go func() { answer <- f.pair("waited") }()
	select {
	case err := <-answer:
		t.Fatalf("a command did not wait for the migration: %v", err)
	default:
	}
	release()
	release() // again does nothing
	err = <-answer
	if err != nil || f.rows(t, "waited") != 2 {
		t.Errorf("a command that waited for a migration: %v", err)
	}
	release, err = f.db.Lend()
	if err != nil {
		t.Fatal(err)
	}
	f.db.ClosePool()
	release()
	inTime(t, func() {
		told(t, f.pair("p"), false)
		told(t, f.pings(t), false)
		f.db.Close()
		told(t, f.pair("q"), false)
		_, err := f.db.Migrate(context.Background(), migrations("SELECT 1"))
		told(t, err, false)
		f.db.Close()
	})
}

// A file opened for reading has no writer: a migration is refused.
func TestFaultSQLiteReadOnlyHandleMigrates(t *testing.T) {
	f := newTempFile(t)
	db, err := store.Open(context.Background(), store.Config{DSN: "sqlite:" + f.path, ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	_, err = db.Migrate(context.Background(), migrations("SELECT 1"))
	if err == nil {
		t.Error("a migration through a handle that only reads")
	}
}
