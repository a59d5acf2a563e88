// Package store is the only package that knows the database engines.
//
// One SQL text runs on SQLite (default) and PostgreSQL. A transaction reads at
// once and collects its writes; they are flushed together before COMMIT: as one
// pipelined batch on PostgreSQL, as a loop on SQLite. A function given to Update
// therefore never sees its own writes, and must not need to.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"

	"motcua/internal/clock"
	"motcua/internal/fault"
)

// Engine names a database engine.
type Engine string

// The two engines.
const (
	SQLite   Engine = "sqlite"
	Postgres Engine = "postgres"
)

// Config says which database and with what care.
type Config struct {
	DSN string // "sqlite:/path/file.db" or "postgres://…"
	// Relaxed gives up durability against power loss (SQLite synchronous=OFF):
	// for seeded history and tests, never where a citizen was answered.
	Relaxed bool
	// Pooler says that a PgBouncer in transaction mode stands before PostgreSQL:
	// statements are then not prepared.
	Pooler bool
	Clock  clock.Source // nil is the machine's clock
	Node   int          // 0..1023, this process's part of an id until it joins
	// ReadOnly opens for reading alone: a SQLite file is not locked, so that it can
	// be verified while its program runs. Update fails.
	ReadOnly bool
	// LockWait is how long a statement waits for another's lock; 0 is 10 s on
	// PostgreSQL and 5 s on SQLite.
	LockWait time.Duration
	// Observe hears of every statement with its arguments, in the order services
	// ask for them, and of BEGIN and COMMIT of changes; now says that it ran at once,
	// not at the flush. For measuring and tests: arguments hold personal data.
	Observe func(statement string, args []any, now bool)
}

// DB is an open database. It is safe for use by many goroutines.
type DB struct {
	engine Engine
	read   *sql.DB
	write  *sql.DB // SQLite: one connection; PostgreSQL: the same pool as read
	writer *writer // SQLite only
	clock  clock.Source
	ids    ids
	node   atomic.Int64 // part of ids made outside a transaction
	texts  texts
	unlock func() error
	limits limits

	reads   querier // SQLite: the reading pool, for single reads
	observe func(statement string, args []any, now bool)

	// PostgreSQL: how connections are made and what opens a transaction.
	config           *pgx.ConnConfig
	begin, beginView string

	seating sync.RWMutex
	seats   map[int32]*seat // by authority
}

// ErrAmbiguous reports a connection lost while COMMIT was under way: the
// transaction may or may not have happened; the idempotency key decides.
var ErrAmbiguous = errors.New("store: the outcome of the commit is not known")

// Open opens the database of c. A SQLite file is locked for this process; a
// second process gets an error that names the file.
func Open(ctx context.Context, c Config) (*DB, error) {
	l := standard()
	if c.LockWait > 0 {
		l.lock, l.busy = c.LockWait, c.LockWait
	}
	return open(ctx, c, l)
}

func open(ctx context.Context, c Config, l limits) (*DB, error) {
	if c.Clock == nil {
		c.Clock = clock.System{}
	}
	db := &DB{clock: c.Clock, seats: map[int32]*seat{}, limits: l, observe: c.Observe}
	if db.observe == nil {
		db.observe = func(string, []any, bool) {}
	}
	db.node.Store(int64(c.Node) & nodeMask)
	scheme, rest, found := strings.Cut(c.DSN, ":")
	if !found {
		return nil, fmt.Errorf("store: %q is neither sqlite:PATH nor postgres://…", c.DSN)
	}
	var err error
	switch scheme {
	case "sqlite":
		err = db.openSQLite(ctx, rest, c)
	case "postgres", "postgresql":
		err = db.openPostgres(ctx, c)
	default:
		err = fmt.Errorf("store: unknown database %q", scheme)
	}
	if err != nil {
		return nil, errors.Join(err, db.Close()) // its file is free again
	}
	return db, nil
}

// Engine is the engine underneath.
func (db *DB) Engine() Engine { return db.engine }

// OneWriter says that changes are carried out one after the other by one writer:
// what can be worked out before Update is worth working out there.
func (db *DB) OneWriter() bool { return db.engine == SQLite }

// Clock is the clock transactions are dated by.
func (db *DB) Clock() clock.Source { return db.clock }

// SQL is the reading pool, for migrations, verification and tests.
func (db *DB) SQL() *sql.DB { return db.read }

// NewID is a fresh 64-bit id: 41 bits of milliseconds since 2018-01-01 UTC, 10
// bits of node, 12 bits of sequence. Ids sort by the time they were made. It is
// used in an Update soon or never; Tx.NewID is meant for all that is stored.
func (db *DB) NewID() int64 { return db.ids.next(db.clock.Now(), db.node.Load()) }

// Close gives the number of the process back, ends the writer and closes the
// pools.
func (db *DB) Close() error {
	var errs []error
	db.leave()
	if db.writer != nil {
		db.writer.stop()
	}
	if db.write != nil && db.write != db.read {
		errs = append(errs, db.write.Close())
	}
	if db.read != nil {
		errs = append(errs, db.read.Close())
	}
	if db.unlock != nil {
		errs = append(errs, db.unlock())
	}
	return errors.Join(errs...)
}

// Update runs fn in one transaction of authority and commits its writes, or
// leaves no trace when fn or the flush fails. fn may run more than once (after a
// deadlock, a serialisation failure or a lapse of the process's number), so it must have no outside effect; what
// should happen after success goes to Tx.AfterCommit.
// When the database is the cause it fails with the fault unavailable, and with
// ErrAmbiguous besides when the commit may have happened all the same.
func (db *DB) Update(ctx context.Context, authority int32, fn func(*Tx) error) error {
	if s := db.seat(authority); s != nil {
		return s.update(ctx, fn)
	}
	return db.update(ctx, authority, fn)
}

func (db *DB) update(ctx context.Context, authority int32, fn func(*Tx) error) error {
	if ctx.Err() != nil {
		return unavailable(ctx.Err()) // whoever has left already must not find it done
	}
	if db.engine == SQLite && db.writer == nil {
		return errReadOnly
	}
	db.observe("BEGIN", nil, true)
	defer db.observe("COMMIT", nil, false)
	if db.engine == SQLite {
		return db.writer.do(ctx, authority, fn)
	}
	return db.updatePostgres(ctx, authority, fn)
}

// View runs fn with reads that see one state of the database.
func (db *DB) View(ctx context.Context, authority int32, fn func(*Tx) error) error {
	if db.engine == Postgres {
		return db.viewPostgres(ctx, authority, fn)
	}
	sqlTx, err := db.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return unavailable(err)
	}
	defer sqlTx.Rollback()
	tx := &Tx{db: db, reader: sqlTx, Authority: authority, Now: db.clock.Now(), readOnly: true}
	return classify(fn(tx))
}

// Ping reports whether the database answers and this process may change it: a
// number that lapsed and cannot be renewed makes it unavailable, and so does a
// SQLite file that is locked, full or read-only, which answers reads for long.
func (db *DB) Ping(ctx context.Context) error {
	err := db.read.PingContext(ctx)
	if err == nil {
		err = db.covered(ctx)
	}
	if err == nil && db.writer != nil {
		err = db.writer.probe(ctx)
	}
	return unavailable(err)
}

func unavailable(err error) error {
	if err == nil {
		return nil
	}
	return fault.Wrap(err, fault.CodeUnavailable)
}
