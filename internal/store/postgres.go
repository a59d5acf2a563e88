package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"math/rand/v2"
	"net"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// retries bounds how often a deadlocked transaction is run again.
const retries = 5

// poolSize is how many connections a process holds at most.
const poolSize = 32

func (db *DB) openPostgres(ctx context.Context, c Config) error {
	db.engine = Postgres
	if c.ReadOnly {
		db.limits = db.limits.unhurried()
	}
	config, err := pgx.ParseConfig(c.DSN)
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	config.RuntimeParams["application_name"] = "motcua"
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = db.limits.connect
	}
	db.begin, db.beginView = "BEGIN", "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
	if c.Pooler { // a session's settings and statements stay with the pooler's connection, not with ours
		config.DefaultQueryExecMode = pgx.QueryExecModeExec
		db.begin += db.limits.local()
		db.beginView += db.limits.local()
	} else {
		config.RuntimeParams["lock_timeout"] = milliseconds(db.limits.lock)
		config.RuntimeParams["statement_timeout"] = milliseconds(db.limits.statement)
	}
	db.config = config
	db.read = stdlib.OpenDB(*config)
	db.read.SetMaxOpenConns(poolSize)
	db.read.SetMaxIdleConns(poolSize)
	db.write, db.reads = db.read, db.read
	return unavailable(db.read.PingContext(ctx))
}

// local are the limits as settings of one transaction, to follow BEGIN in its
// round trip.
func (l limits) local() string {
	return "; SET LOCAL lock_timeout = " + milliseconds(l.lock) + "; SET LOCAL statement_timeout = " + milliseconds(l.statement)
}

// updatePostgres runs fn under READ COMMITTED. A hot counter would make
// stricter levels retry most transactions; what must not change between read
// and write is locked by row or caught by the event's key.
func (db *DB) updatePostgres(ctx context.Context, authority int32, fn func(*Tx) error) error {
	for try := 1; ; try++ {
		tx, err := db.tryPostgres(ctx, authority, fn)
		if err == nil {
			tx.committed()
			return nil
		}
		if try == retries || !retryable(err) || !pause(ctx, try) {
			return err
		}
	}
}

// pause lets the others of a deadlock finish: a random while, longer at every
// try, so that they do not meet again. It is false when ctx ends before.
func pause(ctx context.Context, try int) bool {
	timer := time.NewTimer(rand.N(5 * time.Millisecond << try))
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

func (db *DB) tryPostgres(ctx context.Context, authority int32, fn func(*Tx) error) (*Tx, error) {
	conn, err := db.begun(ctx, db.begin)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	finished := false
	defer func() {
		if !finished {
			db.rollback(conn)
		}
	}()
	tx := &Tx{db: db, reader: db.watched(conn), life: context.Background(), Authority: authority, Now: db.clock.Now()}
	err = guarded(fn, tx)
	if err == nil {
		err = db.flush(ctx, conn, tx.pending)
	}
	finished = err == nil
	return tx, judge(conn, err)
}

// viewPostgres runs fn on one snapshot, for a page made of several reads.
func (db *DB) viewPostgres(ctx context.Context, authority int32, fn func(*Tx) error) error {
	conn, err := db.begun(ctx, db.beginView)
	if err != nil {
		return err
	}
	defer conn.Close()
	defer db.rollback(conn)
	return judge(conn, fn(&Tx{db: db, reader: db.watched(conn), Authority: authority, Now: db.clock.Now(), readOnly: true}))
}

// begun is a connection on which a transaction was just begun; text is BEGIN and
// what goes with it. A connection that died while it lay idle is found out here,
// where nothing has happened yet: the next one is taken.
func (db *DB) begun(ctx context.Context, text string) (*sql.Conn, error) {
	ctx, cancel := within(ctx, db.limits.answer)
	defer cancel()
	for try := 0; ; try++ {
		conn, err := db.write.Conn(ctx)
		if err != nil {
			return nil, unavailable(err)
		}
		_, err = conn.ExecContext(ctx, text)
		if err == nil {
			return conn, nil
		}
		died := lost(conn)
		throwAway(conn)
		if !died || ctx.Err() != nil || try == poolSize {
			return nil, unavailable(err)
		}
	}
}

func within(ctx context.Context, d time.Duration) (context.Context, context.CancelFunc) {
	if d == 0 {
		return ctx, func() {}
	}
	return context.WithTimeout(ctx, d)
}

// rollback ends a failed transaction; a connection that cannot, or not in time,
// is thrown away.
func (db *DB) rollback(conn *sql.Conn) {
	ctx, cancel := context.WithTimeout(context.Background(), db.limits.rollback)
	defer cancel()
	_, err := conn.ExecContext(ctx, "ROLLBACK")
	if err != nil {
		throwAway(conn)
	}
}

// throwAway closes a connection that must not come back from the pool.
func throwAway(conn *sql.Conn) {
	conn.Raw(func(any) error { return driver.ErrBadConn })
}

// lost reports whether the connection to the server is gone.
func lost(conn *sql.Conn) bool {
	closed := false
	err := conn.Raw(func(dc any) error {
		closed = dc.(*stdlib.Conn).Conn().IsClosed()
		return nil
	})
	return closed || err != nil
}

// watched reads on a connection and closes its line when the server says nothing
// for too long: neither the caller's context nor the server's own time-out ends
// a read from a server that hangs. It closes the line and not the context, which
// must outlive the call as long as rows are read.
type watched struct {
	*sql.Conn
	line   net.Conn
	answer time.Duration
}

func (db *DB) watched(conn *sql.Conn) querier {
	w := watched{Conn: conn, answer: db.limits.answer}
	conn.Raw(func(dc any) error {
		w.line = dc.(*stdlib.Conn).Conn().PgConn().Conn()
		return nil
	})
	if w.line == nil || w.answer == 0 {
		return conn
	}
	return w
}

// QueryContext is that of the connection, in time.
func (w watched) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	defer time.AfterFunc(w.answer, func() { w.line.Close() }).Stop()
	return w.Conn.QueryContext(ctx, query, args...)
}

// QueryRowContext is that of the connection, in time.
func (w watched) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	defer time.AfterFunc(w.answer, func() { w.line.Close() }).Stop()
	return w.Conn.QueryRowContext(ctx, query, args...)
}
