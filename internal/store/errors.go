package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"net"
	"strings"

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
	pgDuplicateTable       = "42P07" // or index
	pgDuplicateColumn      = "42701"
	pgDuplicateObject      = "42710" // the row type of a table
	pgUndefinedObject      = "42704" // an index that is to be dropped
)

// ErrDuplicate marks a write refused by a unique key.
var ErrDuplicate = errors.New("store: duplicate key")

// ErrInUse: another process has the SQLite file.
var ErrInUse = errors.New("đang do một tiến trình khác dùng, hãy dừng nó trước / is in use by another process, stop that first")

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
	var line net.Error
	if errors.As(err, &line) || pgconn.SafeToRetry(err) || endedEarly(err) {
		return unavailable(err)
	}
	return err
}

// errPoolClosed is database/sql's own error for a pool that was closed under a
// reader, as at the end of the process; the library tells it but does not name it.
var errPoolClosed = func() error {
	pool := sql.OpenDB(nil)
	pool.Close()
	return pool.Ping()
}()

// endedEarly reports that a caller left or a connection was not there.
func endedEarly(err error) bool {
	for _, known := range []error{context.DeadlineExceeded, context.Canceled, driver.ErrBadConn, sql.ErrConnDone, errPoolClosed, pgconn.ErrConnClosed} {
		if errors.Is(err, known) {
			return true
		}
	}
	return false
}

// judge is classify for what was reported on a PostgreSQL connection: whatever
// failed while the connection was lost failed because of it.
func judge(conn *sql.Conn, err error) error {
	err = classify(err)
	var known *fault.Error
	if err == nil || errors.Is(err, sql.ErrNoRows) || errors.As(err, &known) || !lost(conn) {
		return err
	}
	return unavailable(err)
}

func classifyPostgres(pg *pgconn.PgError, err error) error {
	switch {
	case pg.Code == pgUniqueViolation:
		return errors.Join(ErrDuplicate, err)
	case pg.Code == pgLockTimeout, pg.Code == pgReadOnly, pg.Code == pgDeadlock, pg.Code == pgSerialisationFailure:
		return unavailable(err)
	}
	for _, class := range unavailableClasses {
		if strings.HasPrefix(pg.Code, class) {
			return unavailable(err)
		}
	}
	return err
}

// unavailableClasses of error codes: connection lost, out of resources, shutdown
// or a time-out of a statement, the server's disk.
var unavailableClasses = [...]string{"08", "53", "57", "58"}

func classifySQLite(lite *sqlite.Error, err error) error {
	switch lite.Code() & 0xff {
	case sqlite3.SQLITE_CONSTRAINT:
		if c := lite.Code(); c == sqlite3.SQLITE_CONSTRAINT_UNIQUE || c == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY {
			return errors.Join(ErrDuplicate, err)
		}
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY,
		sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB,
		sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_NOMEM:
		return unavailable(err)
	}
	return err
}

// busy reports that another connection holds a lock on a SQLite file.
func busy(err error) bool {
	var lite *sqlite.Error
	return errors.As(err, &lite) && lite.Code()&0xff == sqlite3.SQLITE_BUSY
}

// damaged reports an error of a SQLite file and not of a statement. The
// connection it came from is not used again: one that was opened while the file
// could not be written, for instance, would stay so after the fault is gone.
func damaged(err error) bool {
	var lite *sqlite.Error
	if !errors.As(err, &lite) {
		return false
	}
	switch lite.Code() & 0xff {
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return true
	}
	return false
}

// doubtful marks a failed COMMIT of SQLite whose record may stand in the log
// although it could not be made durable: a crash before the next commit would
// bring it back.
func doubtful(err error) error {
	var lite *sqlite.Error
	if errors.As(err, &lite) && lite.Code()&0xff == sqlite3.SQLITE_IOERR {
		return errors.Join(ErrAmbiguous, err)
	}
	return err
}

// retryable reports the two PostgreSQL failures after which the same
// transaction may simply be run again.
func retryable(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && !errors.Is(err, ErrAmbiguous) && (pg.Code == pgDeadlock || pg.Code == pgSerialisationFailure)
}
