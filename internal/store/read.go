package store

import (
	"context"
	"errors"
	"io"

	"motcua/internal/fault"
)

// Read runs fn with reads that each see the newest committed state: for one
// statement, whose answer needs no snapshot with others. It saves the two round
// trips in which View begins and ends a transaction.
func (db *DB) Read(ctx context.Context, authority int32, fn func(*Tx) error) error {
	ctx, cancel := within(ctx, db.limits.answer) // a database that says nothing must not hold the reader
	defer cancel()
	tx := &Tx{db: db, reader: db.reads, life: ctx, Authority: authority, Now: db.clock.Now(), readOnly: true}
	err := classify(fn(tx))
	var known *fault.Error
	cut := errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
	if cut && !errors.As(err, &known) { // there is no connection to ask whether it is lost
		return unavailable(err)
	}
	return err
}
