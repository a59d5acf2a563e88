package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// retries bounds how often a deadlocked transaction is run again.
const retries = 5

func (db *DB) openPostgres(ctx context.Context, c Config) error {
	db.engine = Postgres
	config, err := pgx.ParseConfig(c.DSN)
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	if c.Pooler {
		config.DefaultQueryExecMode = pgx.QueryExecModeExec
	}
	config.RuntimeParams["application_name"] = "motcua"
	config.RuntimeParams["lock_timeout"] = "10000" // milliseconds; a stuck lock becomes "try again"
	db.read = stdlib.OpenDB(*config)
	db.read.SetMaxOpenConns(32)
	db.read.SetMaxIdleConns(32)
	db.write = db.read
	return unavailable(db.read.PingContext(ctx))
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
		if try == retries || !retryable(err) {
			return classify(err)
		}
	}
}

func (db *DB) tryPostgres(ctx context.Context, authority int32, fn func(*Tx) error) (*Tx, error) {
	conn, err := db.write.Conn(ctx)
	if err != nil {
		return nil, unavailable(err)
	}
	defer conn.Close()
	_, err = conn.ExecContext(ctx, "BEGIN")
	if err != nil {
		return nil, unavailable(err)
	}
	finished := false
	defer func() {
		if !finished {
			rollback(conn)
		}
	}()
	tx := &Tx{db: db, reader: conn, Authority: authority, Now: db.clock.Now()}
	err = guarded(fn, tx)
	if err != nil {
		return nil, err
	}
	// COMMIT may be on its way when a client leaves: the flush is finished, so that
	// what is answered is what happened.
	err = flush(context.WithoutCancel(ctx), conn, tx.pending)
	finished = err == nil
	return tx, err
}

// rollback ends a failed transaction; a connection that cannot is thrown away.
func rollback(conn *sql.Conn) {
	_, err := conn.ExecContext(context.Background(), "ROLLBACK")
	if err != nil {
		conn.Raw(func(any) error { return driver.ErrBadConn })
	}
}

// flush sends the collected writes and COMMIT in one round trip. A statement
// that changed the wrong number of rows is found after the commit, so such
// expectations must also be held by a key or a row lock; those that are not get
// their own round trip before COMMIT.
func flush(ctx context.Context, conn *sql.Conn, pending []statement) error {
	expecting := false
	for _, s := range pending {
		expecting = expecting || s.want >= 0
	}
	return conn.Raw(func(dc any) error {
		pg := dc.(*stdlib.Conn).Conn()
		if !expecting {
			return send(ctx, pg, pending, true)
		}
		err := send(ctx, pg, pending, false)
		if err != nil {
			return err
		}
		return send(ctx, pg, nil, true)
	})
}

func send(ctx context.Context, pg *pgx.Conn, pending []statement, commit bool) error {
	batch := &pgx.Batch{}
	for _, s := range pending {
		batch.Queue(s.text, s.args...)
	}
	if commit {
		batch.Queue("COMMIT")
	}
	results := pg.SendBatch(ctx, batch)
	for _, s := range pending {
		tag, err := results.Exec()
		if err == nil {
			err = s.check(tag.RowsAffected())
		} else {
			err = fmt.Errorf("%w (in: %.60s)", err, s.text)
		}
		if err != nil {
			return errors.Join(err, discard(results))
		}
	}
	if commit {
		_, err := results.Exec()
		if err != nil {
			results.Close()
			return ambiguous(pg, err)
		}
	}
	return results.Close()
}

// discard closes the rest of a failed batch; its error only repeats the first.
func discard(results pgx.BatchResults) error {
	results.Close()
	return nil
}

// ambiguous marks a commit whose answer was lost with the connection.
func ambiguous(pg *pgx.Conn, err error) error {
	if pg.IsClosed() {
		return unavailable(errors.Join(ErrAmbiguous, err))
	}
	return err
}
