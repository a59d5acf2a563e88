package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"motcua/internal/clock"
)

// querier is what both *sql.Tx and *sql.Conn can do for reads.
type querier interface {
	QueryContext(context.Context, string, ...any) (*sql.Rows, error)
	QueryRowContext(context.Context, string, ...any) *sql.Row
}

// Tx is one transaction of one authority. It has the shape sqlc asks of a
// database, with a difference: ExecContext collects.
type Tx struct {
	db       *DB
	reader   querier
	pending  []statement
	after    []func()
	readOnly bool
	// life is what ends reads early, in place of the caller's context; nil: that. A
	// change is not ended by a client who leaves: on SQLite an interrupted write
	// would undo the commands that share its transaction, and on PostgreSQL each
	// read would be watched for it at a cost; time limits bound both.
	life  context.Context
	newID func() int64 // nil: the database's

	// Authority is the tenant: the first column of every key.
	Authority int32
	// Now is the moment of the transaction; all its rows carry it.
	Now clock.Instant
}

// statement is a collected write and how many rows it must change (-1: any).
type statement struct {
	text string
	args []any
	want int64
	miss error
}

var errReadOnly = errors.New("store: write in a reading transaction")

// NewID is a fresh id.
func (tx *Tx) NewID() int64 {
	if tx.newID != nil {
		return tx.newID()
	}
	return tx.db.NewID()
}

// Engine is the engine underneath, for the few statements that exist twice.
func (tx *Tx) Engine() Engine { return tx.db.engine }

// AfterCommit runs f once the transaction is durable; never when it failed.
func (tx *Tx) AfterCommit(f func()) { tx.after = append(tx.after, f) }

// ExecContext collects a write; it happens at the flush before COMMIT.
func (tx *Tx) ExecContext(_ context.Context, query string, args ...any) (sql.Result, error) {
	return tx.collect(query, args, -1, nil)
}

// QueryContext reads now. A write with RETURNING may pass here: it happens now,
// so only a counter that must be read back should (its row lock is then held
// until COMMIT; take it last).
func (tx *Tx) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if tx.life != nil {
		ctx = tx.life
	}
	tx.db.observe(query, args, true)
	return tx.reader.QueryContext(ctx, tx.db.texts.of(tx.db.engine, query), args...)
}

// QueryRowContext is QueryContext for one row.
func (tx *Tx) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	if tx.life != nil {
		ctx = tx.life
	}
	tx.db.observe(query, args, true)
	return tx.reader.QueryRowContext(ctx, tx.db.texts.of(tx.db.engine, query), args...)
}

// PrepareContext is part of the shape sqlc asks for; statements are prepared
// and cached by the drivers.
func (tx *Tx) PrepareContext(context.Context, string) (*sql.Stmt, error) {
	return nil, errors.New("store: statements are prepared by the driver")
}

func (tx *Tx) collect(query string, args []any, want int64, miss error) (sql.Result, error) {
	if tx.readOnly {
		return nil, errReadOnly
	}
	tx.db.observe(query, args, false)
	tx.pending = append(tx.pending, statement{tx.db.texts.of(tx.db.engine, query), args, want, miss})
	return collected{}, nil
}

// Expecting is tx for writes that must change exactly n rows, else the whole
// transaction fails with miss.
func (tx *Tx) Expecting(n int64, miss error) *Expecting { return &Expecting{Tx: tx, n: n, miss: miss} }

// Expecting collects writes with an expectation.
type Expecting struct {
	*Tx
	n    int64
	miss error
}

// ExecContext collects a write that must change the expected number of rows.
func (e *Expecting) ExecContext(_ context.Context, query string, args ...any) (sql.Result, error) {
	return e.collect(query, args, e.n, e.miss)
}

// collected stands in for a result that is not known yet.
type collected struct{}

func (collected) LastInsertId() (int64, error) { return 0, errors.New("store: ids are made in Go") }
func (collected) RowsAffected() (int64, error) {
	return 0, errors.New("store: the write has not happened yet")
}

func (s statement) check(changed int64) error {
	if s.want < 0 || changed == s.want {
		return nil
	}
	if s.miss != nil {
		return s.miss
	}
	return fmt.Errorf("store: %d rows changed, %d expected", changed, s.want)
}

func (tx *Tx) committed() {
	for _, f := range tx.after {
		f()
	}
}

// guarded runs fn; a panic in it undoes the transaction and is its error, alike
// on both engines.
func guarded(fn func(*Tx) error, tx *Tx) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("store: panic in transaction: %v", p)
		}
	}()
	return fn(tx)
}
