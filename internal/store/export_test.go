package store

import (
	"context"
	"time"
)

// Limits are shorter waits than the product's, so that tests of them end; zero
// keeps the product's.
type Limits struct {
	Connect, Lock, Statement, Answer, Flush, Rollback, Busy time.Duration
}

// OpenWithin is Open with other limits.
func OpenWithin(ctx context.Context, c Config, l Limits) (*DB, error) { return open(ctx, c, l.all()) }

// Within sets other limits for what follows; those of a connection (Connect,
// Lock, Statement, Busy) are fixed when it is made.
func (db *DB) Within(l Limits) { db.limits = l.all() }

func (l Limits) all() limits {
	all := standard()
	for _, pair := range []struct {
		to   *time.Duration
		from time.Duration
	}{
		{&all.connect, l.Connect}, {&all.lock, l.Lock}, {&all.statement, l.Statement}, {&all.answer, l.Answer},
		{&all.flush, l.Flush}, {&all.rollback, l.Rollback}, {&all.busy, l.Busy},
	} {
		if pair.from != 0 {
			*pair.to = pair.from
		}
	}
	return all
}

// Retries is how often a transaction is run at most.
const Retries = retries

// OnWriter runs a statement on SQLite's writing connection between two batches.
func (db *DB) OnWriter(query string) error {
	release, err := db.writer.lend()
	if err != nil {
		return err
	}
	defer release()
	_, err = db.write.ExecContext(context.Background(), query)
	return err
}

// Lend takes the writing connection from the writer until release.
func (db *DB) Lend() (release func(), err error) { return db.writer.lend() }

// ClosePool closes the pool of the writing connection behind the writer's back.
func (db *DB) ClosePool() { db.write.Close() }
