package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"testing"
	"testing/fstest"
	"time"

	"motcua/internal/fault"
	"motcua/internal/store"
	"motcua/internal/testkit"
	"motcua/internal/testkit/faultnet"
)

// short is a limit that a fault runs into; longer is one that leaves room for
// what must come before the fault; soon is time enough for what waits for nothing.
const (
	short  = 250 * time.Millisecond
	longer = 2 * short
	soon   = 8 * time.Second
)

// slow skips what takes seconds where time is short.
func slow(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("waits for time-outs")
	}
}

// line is a handle behind a proxy, and a bench that looks at the same database
// directly.
type line struct {
	*faultnet.Proxy
	db     *store.DB
	direct testkit.Bench
}

func newLine(t *testing.T, c store.Config, l store.Limits) line {
	t.Helper()
	direct := testkit.Open(t, store.Postgres)
	p := faultnet.New(t, testkit.DSN(t, store.Postgres))
	c.DSN, c.Clock = p.DSN(), direct.Clock
	db, err := store.OpenWithin(context.Background(), c, l)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return line{Proxy: p, db: db, direct: direct}
}

// pair writes two rows of one key in one transaction, after a read.
func (l line) pair(ctx context.Context, key string) error {
	return l.db.Update(ctx, l.direct.Authority, func(tx *store.Tx) error { return pair(ctx, tx, key) })
}

func pair(ctx context.Context, tx *store.Tx, key string) error {
	err := look(ctx, tx)
	if err != nil {
		return err
	}
	return errors.Join(insert(tx, key+" one"), insert(tx, key+" two"))
}

// look reads one row.
func look(ctx context.Context, tx *store.Tx) error {
	var n int
	return tx.QueryRowContext(ctx, `SELECT count(*) FROM regime WHERE authority = $1`, tx.Authority).Scan(&n)
}

// rows is how many of a pair are in the table.
func (l line) rows(t *testing.T, key string) int {
	t.Helper()
	l.quiet(t)
	return count(t, l.direct, key+" one") + count(t, l.direct, key+" two")
}

// quiet waits until no transaction of this or a lost connection writes.
func (l line) quiet(t *testing.T) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), soon)
	defer cancel()
	_, err := l.direct.DB.SQL().ExecContext(ctx, `BEGIN; LOCK TABLE regime IN SHARE MODE; COMMIT`)
	if err != nil {
		t.Fatalf("a transaction is left behind: %v", err)
	}
}

// mends lifts the fault; the same handle must work at once and hold nothing.
func (l line) mends(t *testing.T) {
	t.Helper()
	l.Set(faultnet.Fault{})
	l.db.Within(store.Limits{})
	idle(t, l.db)
	key := fmt.Sprint("mended ", time.Now().UnixNano())
	err := l.pair(context.Background(), key)
	if err != nil {
		t.Errorf("once the fault is gone: %v", err)
	}
	if n := l.rows(t, key); n != 2 {
		t.Errorf("once the fault is gone: %d rows of a pair", n)
	}
	err = l.db.Ping(context.Background())
	if err != nil {
		t.Errorf("once the fault is gone, ping: %v", err)
	}
	idle(t, l.db)
}

// idle fails when a connection is still in use.
func idle(t *testing.T, db *store.DB) {
	t.Helper()
	if n := db.SQL().Stats().InUse; n != 0 {
		t.Errorf("%d connections are still in use", n)
	}
}

// told fails unless err says to try again, and says whether the outcome is known.
func told(t *testing.T, err error, ambiguous bool) {
	t.Helper()
	if !fault.Is(err, fault.CodeUnavailable) {
		t.Errorf("error %v, want unavailable", err)
	}
	if errors.Is(err, store.ErrAmbiguous) != ambiguous {
		t.Errorf("error %v: ambiguous is %v, want %v", err, !ambiguous, ambiguous)
	}
}

// inTime fails when f takes long.
func inTime(t *testing.T, f func()) {
	t.Helper()
	done := make(chan struct{})
	go func() {
		defer close(done)
		f()
	}()
	select {
	case <-done:
	case <-time.After(soon):
		t.Fatal("it waits for ever")
	}
}

// hold runs statements in a transaction of another connection that stays open
// until release.
func hold(t *testing.T, pool *sql.DB, query string, args ...any) (release func()) {
	t.Helper()
	tx, err := pool.Begin()
	if err != nil {
		t.Fatal(err)
	}
	release = func() { tx.Rollback() }
	t.Cleanup(release)
	_, err = tx.Exec(query, args...)
	if err != nil {
		t.Fatal(err)
	}
	return release
}

// migrations is a schema of one step for both engines.
func migrations(step string) fs.FS {
	text := &fstest.MapFile{Data: []byte("-- +goose Up\n-- +goose StatementBegin\n" + step + ";\n-- +goose StatementEnd\n")}
	return fstest.MapFS{"sqlite/00001_step.sql": text, "postgres/00001_step.sql": text}
}
