package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
)

// flush sends the collected writes and COMMIT in one round trip. A statement
// that changed the wrong number of rows is found after the commit, so such
// expectations must also be held by a key or a row lock; those that are not get
// their own round trip before COMMIT.
//
// COMMIT may be on its way when a client leaves: the flush goes on without her,
// so that what is answered is what happened, but not beyond its own limit.
func (db *DB) flush(ctx context.Context, conn *sql.Conn, pending []statement) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), db.limits.flush)
	defer cancel()
	expecting := false
	for _, s := range pending {
		expecting = expecting || s.want >= 0
	}
	return conn.Raw(func(dc any) error {
		pg := dc.(*stdlib.Conn).Conn()
		if !expecting {
			return sendAndCommit(ctx, pg, pending)
		}
		err := send(ctx, pg, pending)
		if err != nil {
			return err
		}
		return sendAndCommit(ctx, pg, nil)
	})
}

// send sends writes alone; without COMMIT their loss is certain.
func send(ctx context.Context, pg *pgx.Conn, pending []statement) error {
	results := pg.SendBatch(ctx, batchOf(pending))
	err := read(results, pending)
	closing := results.Close()
	if err == nil {
		err = closing
	}
	return err
}

var errRolledBack = errors.New("store: the server answered ROLLBACK to COMMIT: a statement before it had failed")

// sendAndCommit sends writes and COMMIT. Once the server said that it committed,
// nothing that befalls the connection is a failure.
func sendAndCommit(ctx context.Context, pg *pgx.Conn, pending []statement) error {
	batch := batchOf(pending)
	batch.Queue("COMMIT")
	results := pg.SendBatch(ctx, batch)
	defer results.Close()
	unsent := pg.IsClosed()
	err := read(results, pending)
	if err == nil {
		var tag pgconn.CommandTag
		tag, err = results.Exec()
		if err == nil && tag.String() != "COMMIT" {
			return errRolledBack
		}
	}
	if err != nil && pg.IsClosed() && uncertain(err, unsent) {
		return unavailable(errors.Join(ErrAmbiguous, err))
	}
	return err
}

func batchOf(pending []statement) *pgx.Batch {
	batch := &pgx.Batch{}
	for _, s := range pending {
		batch.Queue(s.text, s.args...)
	}
	return batch
}

// read checks the answers to writes, in their order.
func read(results pgx.BatchResults, pending []statement) error {
	for _, s := range pending {
		tag, err := results.Exec()
		if err == nil {
			err = s.check(tag.RowsAffected())
		} else {
			err = fmt.Errorf("%w (in: %.60s)", err, s.text)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// uncertain decides whether a transaction may have been committed although err
// ended its flush and its connection. Writes and COMMIT travel together, so any
// answer that stays out may be that of a transaction that was committed. It was
// not when the server refused one of its statements, or when the connection
// went while the statements were prepared, before any of them was sent; unsent
// says that it was gone when sending ended.
func uncertain(err error, unsent bool) bool {
	var refused *pgconn.PgError
	if errors.As(err, &refused) && (unsent || !fatal(refused)) {
		return false
	}
	var preparing pgx.ErrPreprocessingBatch
	if errors.As(err, &preparing) {
		return false
	}
	var op *net.OpError
	reading := errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.As(err, &op) && op.Op == "read"
	return !unsent || !reading && !pgconn.SafeToRetry(err)
}

// fatal reports an error by which the server ended the connection.
func fatal(pg *pgconn.PgError) bool {
	severity := pg.SeverityUnlocalized
	if severity == "" {
		severity = pg.Severity
	}
	return severity == "FATAL" || severity == "PANIC"
}
