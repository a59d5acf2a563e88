package store

import (
	"context"
	"database/sql"
	"errors"

	"motcua/internal/fault"
)

// Read runs fn with reads that each see the newest committed state: for one
// statement, whose answer needs no snapshot with others. It saves the two round
// trips in which View begins and ends a transaction.
func (db *DB) Read(ctx context.Context, authority int32, fn func(*Tx) error) error {
	ctx, cancel := within(ctx, db.limits.answer) // a database that says nothing must not hold the reader
	defer cancel()
	tx := &Tx{db: db, life: ctx, Authority: authority, Now: db.clock.Now(), readOnly: true}
	if db.engine == SQLite {
		tx.reader = db.reads
		return db.judgePool(ctx, fn(tx))
	}
	conn, err := db.read.Conn(ctx) // the one that may be lost: it says whether it was
	if err != nil {
		return unavailable(err)
	}
	defer conn.Close()
	tx.reader = conn
	return judge(conn, fn(tx))
}

// judgePool is classify for what was reported on SQLite's reading pool: whatever
// failed while the pool gives no connection failed because of it.
func (db *DB) judgePool(ctx context.Context, err error) error {
	err = classify(err)
	var known *fault.Error
	if err == nil || errors.Is(err, sql.ErrNoRows) || errors.As(err, &known) || db.read.PingContext(ctx) == nil {
		return err
	}
	return unavailable(err)
}
