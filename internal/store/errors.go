package store

import (
	"context"
	"database/sql"
	"errors"
	"net"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"motcua/internal/fault"
)

// PostgreSQL error codes (appendix A of its manual).
const (
	pgUniqueViolation      = "23505"
	pgSerialisationFailure = "40001"
	pgDeadlock             = "40P01"
	pgLockTimeout          = "55P03"
	pgReadOnly             = "25006"
)

// ErrDuplicate marks a write refused by a unique key.
var ErrDuplicate = errors.New("store: duplicate key")

// classify turns what a driver reports into what callers act on: ErrDuplicate,
// or a fault that says to try again. Everything else passes unchanged.
func classify(err error) error {
	if err == nil || errors.Is(err, sql.ErrNoRows) {
		return err
	}
	var known *fault.Error
	if errors.As(err, &known) {
		return err
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return classifyPostgres(pg, err)
	}
	var lite *sqlite.Error
	if errors.As(err, &lite) {
		return classifySQLite(lite, err)
	}
	var lost net.Error
	if errors.As(err, &lost) || errors.Is(err, context.DeadlineExceeded) || pgconn.SafeToRetry(err) {
		return unavailable(err)
	}
	return err
}

func classifyPostgres(pg *pgconn.PgError, err error) error {
	switch {
	case pg.Code == pgUniqueViolation:
		return errors.Join(ErrDuplicate, err)
	case pg.Code == pgLockTimeout, pg.Code == pgReadOnly, pg.Code[:2] == "57", pg.Code[:2] == "53":
		return unavailable(err) // shutdown, crash recovery, out of resources
	}
	return err
}

func classifySQLite(lite *sqlite.Error, err error) error {
	switch lite.Code() & 0xff {
	case sqlite3.SQLITE_CONSTRAINT:
		if c := lite.Code(); c == sqlite3.SQLITE_CONSTRAINT_UNIQUE || c == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY {
			return errors.Join(ErrDuplicate, err)
		}
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY,
		sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return unavailable(err)
	}
	return err
}

// retryable reports the two PostgreSQL failures after which the same
// transaction may simply be run again.
func retryable(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && (pg.Code == pgDeadlock || pg.Code == pgSerialisationFailure)
}
