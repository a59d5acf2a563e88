package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	command "os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	_ "modernc.org/sqlite" // another program on the same file

	"motcua/internal/fault"
	"motcua/internal/store"
	"motcua/internal/testkit"
)

const authority = 7

// regime is a table as in the product's schema; the rest is not needed here.
const regime = `CREATE TABLE regime (authority INTEGER NOT NULL, hash TEXT NOT NULL, text TEXT NOT NULL,
	PRIMARY KEY (authority, hash)) STRICT, WITHOUT ROWID`

// file is a handle on a SQLite file of its own.
type file struct {
	db   *store.DB
	path string
}

func newFile(t *testing.T, path string, relaxed bool) file {
	t.Helper()
	db, err := store.OpenWithin(context.Background(), store.Config{DSN: "sqlite:" + path, Relaxed: relaxed}, store.Limits{Busy: short})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	_, err = db.Migrate(context.Background(), migrations(regime))
	if err != nil {
		t.Fatal(err)
	}
	return file{db: db, path: path}
}

func newTempFile(t *testing.T) file { return newFile(t, filepath.Join(t.TempDir(), "fault.db"), true) }

func (f file) pair(key string) error {
	ctx := context.Background()
	return f.db.Update(ctx, authority, func(tx *store.Tx) error { return pair(ctx, tx, key) })
}

// fat writes a pair with a text that needs a page of its own.
func (f file) fat(key string) error {
	ctx := context.Background()
	return f.db.Update(ctx, authority, func(tx *store.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO regime (authority, hash, text) VALUES ($1, $2, $3)`,
			tx.Authority, key+" fat", strings.Repeat("x", 64<<10))
		return errors.Join(pair(ctx, tx, key), err)
	})
}

func (f file) rows(t *testing.T, key string) int {
	t.Helper()
	b := testkit.Bench{DB: f.db, Authority: authority}
	return count(t, b, key+" one") + count(t, b, key+" two")
}

// refuses fails unless writes and ping are told as unavailable with nothing
// half-written, while pages still read.
func (f file) refuses(t *testing.T, commands int, write func(string) error) {
	t.Helper()
	ctx := context.Background()
	var many sync.WaitGroup
	errs := make([]error, commands)
	for i := range errs {
		many.Go(func() { errs[i] = write(fmt.Sprint("refused ", i)) })
	}
	many.Wait()
	for i, err := range errs {
		if !fault.Is(err, fault.CodeUnavailable) {
			t.Errorf("a write was told %v, want unavailable", err)
		}
		if n := f.rows(t, fmt.Sprint("refused ", i)); n != 0 {
			t.Errorf("%d rows of a refused pair", n)
		}
	}
	err := f.db.View(ctx, authority, func(tx *store.Tx) error { return look(ctx, tx) })
	if err != nil {
		t.Errorf("a page: %v", err)
	}
}

// mends fails unless the same handle writes at once.
func (f file) mends(t *testing.T, key string) {
	t.Helper()
	err := f.pair(key)
	if err != nil || f.rows(t, key) != 2 {
		t.Errorf("once the fault is gone: %v, %d rows", err, f.rows(t, key))
	}
	err = f.db.Ping(context.Background())
	if err != nil {
		t.Errorf("once the fault is gone, ping: %v", err)
	}
	idle(t, f.db)
}

func (f file) pings(t *testing.T) error {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), soon)
	defer cancel()
	return f.db.Ping(ctx)
}

// Another program holds the file's lock, as a backup tool or a shell does.
func TestFaultSQLiteLocked(t *testing.T) {
	f := newTempFile(t)
	other, err := sql.Open("sqlite", f.path)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	other.SetMaxOpenConns(1)
	exec := func(text string) {
		_, err := other.Exec(text)
		if err != nil {
			t.Fatal(err)
		}
	}
	exec("BEGIN IMMEDIATE")
	f.refuses(t, 3, f.pair)
	told(t, f.pings(t), false)
	ctx, cancel := context.WithTimeout(context.Background(), short/10)
	defer cancel()
	told(t, f.db.Ping(ctx), false) // whoever asks does not wait for the lock
	exec("ROLLBACK")
	f.mends(t, "unlocked")
}

// The file may not grow: a statement fails in the middle of its command, whose
// first writes had been done.
func TestFaultSQLiteFullAtAStatement(t *testing.T) {
	f := newTempFile(t)
	writer(t, f, "PRAGMA max_page_count = 1") // it is the present size at least
	f.refuses(t, 1, f.fat)
	writer(t, f, "PRAGMA max_page_count = 1000000")
	f.mends(t, "grown")
}

func writer(t *testing.T, f file, text string) {
	t.Helper()
	err := f.db.OnWriter(text)
	if err != nil {
		t.Fatal(err)
	}
}

// The disk is full: pages wait in memory until COMMIT, which is what fails.
func TestFaultSQLiteDiskFull(t *testing.T) {
	disk := smallDisk(t, "4m")
	f := newFile(t, filepath.Join(disk, "fault.db"), false)
	err := f.pair("before")
	if err != nil {
		t.Fatal(err)
	}
	ballast := filepath.Join(disk, "ballast")
	fill(t, ballast)
	f.refuses(t, 5, f.fat)
	told(t, f.pings(t), false)
	err = os.Remove(ballast)
	if err != nil {
		t.Fatal(err)
	}
	f.mends(t, "after")
	if f.rows(t, "before") != 2 {
		t.Error("what was committed before is gone")
	}
}

// smallDisk is a file system of its own, which takes root to make.
func smallDisk(t *testing.T, size string) string {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("mounting takes root")
	}
	dir := t.TempDir()
	err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+size)
	if err != nil {
		t.Skipf("mounting is not allowed here: %v", err)
	}
	t.Cleanup(func() { syscall.Unmount(dir, syscall.MNT_DETACH) })
	return dir
}

// fill writes until the disk takes no more.
func fill(t *testing.T, path string) {
	t.Helper()
	out, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	for chunk := make([]byte, 4096); err == nil; {
		_, err = out.Write(chunk)
	}
	if !errors.Is(err, syscall.ENOSPC) {
		t.Fatal(err)
	}
}

// The writing connection may only read: it is replaced.
func TestFaultSQLiteReadOnly(t *testing.T) {
	f := newTempFile(t)
	writer(t, f, "PRAGMA query_only = 1")
	f.refuses(t, 1, f.pair)
	f.mends(t, "writable")
	writer(t, f, "PRAGMA query_only = 1")
	told(t, f.pings(t), false)
	f.mends(t, "writable again")
}

// The file and its log can no longer be changed, as after a disk error or by an
// administrator's hand.
func TestFaultSQLiteImmutable(t *testing.T) {
	f := newTempFile(t)
	err := f.pair("before")
	if err != nil {
		t.Fatal(err)
	}
	change := func(how string) error { return command.Command("chattr", how, f.path, f.path+"-wal").Run() }
	err = change("+i")
	if err != nil {
		t.Skipf("the file system has no such mark, or it takes root: %v", err)
	}
	defer change("-i")
	f.refuses(t, 5, f.pair)
	err = f.pings(t)
	told(t, err, errors.Is(err, store.ErrAmbiguous))
	err = change("-i")
	if err != nil {
		t.Fatal(err)
	}
	f.mends(t, "after")
}
