package store_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"motcua/internal/store"
	"motcua/internal/testkit"
)

// Opened as if PostgreSQL stood there itself, a PgBouncer refuses the first
// connection, because a session's settings cannot follow it: a node set up
// wrongly does not start, rather than failing now and then.
func TestWithoutPoolerPgBouncerIsRefusedAtTheStart(t *testing.T) {
	dsn := testkit.PooledDSN(t, testkit.DSN(t, store.Postgres))
	db, err := store.Open(context.Background(), store.Config{DSN: dsn})
	if err == nil {
		db.Close()
	}
	// Two settings are refused; which of them is named first is chance.
	if err == nil || !strings.Contains(err.Error(), "lock_timeout") && !strings.Contains(err.Error(), "statement_timeout") {
		t.Errorf("opened without Pooler: %v", err)
	}
}

// Why Pooler exists: a statement prepared on one connection of the server is not
// there on the next, or is there already for somebody else. PgBouncer uses its
// latest connection first, so both happen every time.
func TestPreparedStatementsBreakBehindPgBouncer(t *testing.T) {
	ctx := context.Background()
	dsn := testkit.PooledDSN(t, testkit.FreshDSN(t, store.Postgres)) // a fresh database has a pool of its own
	client := func() *pgx.Conn {
		c, err := pgx.Connect(ctx, dsn)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { c.Close(ctx) })
		return c
	}
	const query = `SELECT $1::bigint + 1`
	ask := func(c *pgx.Conn) string {
		var n int64
		err := c.QueryRow(ctx, query, int64(1)).Scan(&n)
		var pg *pgconn.PgError
		if err != nil && !errors.As(err, &pg) {
			t.Fatal(err)
		}
		if err != nil {
			return pg.Code
		}
		return ""
	}
	first, second := client(), client()
	if code := ask(first); code != "" {
		t.Fatalf("the first: %s", code)
	}
	code := ask(second)
	if code == "" {
		t.Skip("this PgBouncer follows prepared statements, as 1.21 and newer can")
	}
	if code != "42P05" {
		t.Errorf("a statement that another client prepared: code %q, want 42P05 (already exists)", code)
	}
	_, err := second.Exec(ctx, "BEGIN") // holds the connection that has the statement
	if err != nil {
		t.Fatal(err)
	}
	if code := ask(first); code != "26000" {
		t.Errorf("a statement on another connection: code %q, want 26000 (does not exist)", code)
	}
}

// Migrations run by way of the pooler too, and a second time find nothing to do.
func TestMigratingThroughPgBouncer(t *testing.T) {
	dsn := testkit.PooledDSN(t, testkit.FreshDSN(t, store.Postgres))
	for range 2 {
		db, err := store.Open(context.Background(), store.Config{DSN: dsn, Pooler: true})
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		testkit.Migrate(t, db)
		v, err := db.Version(context.Background())
		if err != nil || v < 2 {
			t.Errorf("version %d, %v", v, err)
		}
	}
}

// A transaction waits ten seconds for a lock, however it reaches the server, and
// leaves no setting behind on a connection that others will use.
func TestTheLockTimeoutBelongsToTheTransaction(t *testing.T) {
	b := testkit.Pooled(t)
	var within, after string
	err := b.DB.Update(context.Background(), b.Authority, func(tx *store.Tx) error {
		return tx.QueryRowContext(context.Background(), `SHOW lock_timeout`).Scan(&within)
	})
	if err != nil {
		t.Fatal(err)
	}
	err = b.DB.SQL().QueryRow(`SHOW lock_timeout`).Scan(&after)
	if err != nil || within != "10s" || after != "0" {
		t.Errorf("within a transaction %q, after it %q, %v", within, after, err)
	}
}
