package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
)

// batchMax bounds how many commands share one commit: enough to pay for the
// fsync, few enough that the first of them does not wait noticeably.
const batchMax = 64

// writer owns SQLite's one writing connection. Commands that wait together are
// committed together, each in its own savepoint, and answered after the commit.
type writer struct {
	db   *DB
	conn *sql.Conn
	stmt *prepared
	in   chan *command
	quit chan struct{}
	done sync.WaitGroup
}

type command struct {
	ctx       context.Context
	authority int32
	fn        func(*Tx) error
	tx        *Tx
	reply     chan error
}

func startWriter(ctx context.Context, db *DB) (*writer, error) {
	conn, err := db.write.Conn(ctx)
	if err != nil {
		return nil, unavailable(err)
	}
	w := &writer{db: db, conn: conn, stmt: newPrepared(conn), in: make(chan *command), quit: make(chan struct{})}
	w.done.Add(1)
	go w.run()
	return w, nil
}

func (w *writer) stop() {
	close(w.quit)
	w.done.Wait()
	w.stmt.close()
	w.conn.Close()
}

var errClosed = errors.New("store: closed")

func (w *writer) do(ctx context.Context, authority int32, fn func(*Tx) error) error {
	c := &command{ctx: ctx, authority: authority, fn: fn, reply: make(chan error, 1)}
	select {
	case w.in <- c:
	case <-ctx.Done():
		return unavailable(ctx.Err())
	case <-w.quit:
		return unavailable(errClosed)
	}
	err := <-c.reply // once taken it is answered: its effect may be durable
	if err == nil {
		c.tx.committed()
	}
	return err
}

func (w *writer) run() {
	defer w.done.Done()
	for {
		select {
		case c := <-w.in:
			w.batch(c)
		case <-w.quit:
			return
		}
	}
}

// batch runs c and whoever waits behind it, then commits once. When SQLite gives
// up the whole transaction (disk full, I/O error) every command of the batch
// fails: none was acknowledged yet.
func (w *writer) batch(c *command) {
	ctx := context.Background() // a client that leaves must not break the others' commit
	_, err := w.stmt.ExecContext(ctx, "BEGIN IMMEDIATE")
	if err != nil {
		c.reply <- classify(err)
		return
	}
	var accepted []*command
	for c != nil {
		own, broken := w.one(ctx, c)
		switch {
		case broken != nil:
			w.abandon(ctx, append(accepted, c), broken)
			return
		case own != nil:
			c.reply <- own
		default:
			accepted = append(accepted, c)
		}
		c = w.waiting(len(accepted))
	}
	_, err = w.stmt.ExecContext(ctx, "COMMIT")
	if err != nil {
		w.abandon(ctx, accepted, err)
		return
	}
	for _, c := range accepted {
		c.reply <- nil
	}
}

// waiting is the next command that is there already; nil when there is none or
// the batch is full.
func (w *writer) waiting(accepted int) *command {
	if accepted >= batchMax {
		return nil
	}
	select {
	case c := <-w.in:
		return c
	default:
		return nil
	}
}

// abandon undoes the batch and tells everybody in it.
func (w *writer) abandon(ctx context.Context, batch []*command, err error) {
	w.stmt.ExecContext(ctx, "ROLLBACK") // fails when SQLite has already rolled back
	for _, c := range batch {
		c.reply <- unavailable(err)
	}
}

// one runs a command in its savepoint. own is the command's failure, undone
// alone; broken means that the transaction itself is gone.
func (w *writer) one(ctx context.Context, c *command) (own, broken error) {
	_, err := w.stmt.ExecContext(ctx, "SAVEPOINT command")
	if err != nil {
		return nil, err
	}
	c.tx = &Tx{db: w.db, reader: w.stmt, calm: true, Authority: c.authority, Now: w.db.clock.Now()}
	own = w.apply(ctx, c)
	if own != nil {
		_, err = w.stmt.ExecContext(ctx, "ROLLBACK TO command")
		if err != nil {
			return nil, errors.Join(own, err)
		}
	}
	_, err = w.stmt.ExecContext(ctx, "RELEASE command")
	return classify(own), err
}

func (w *writer) apply(ctx context.Context, c *command) error {
	err := guarded(c.fn, c.tx)
	if err != nil {
		return err
	}
	for _, s := range c.tx.pending {
		err := w.write(ctx, s)
		if err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) write(ctx context.Context, s statement) error {
	result, err := w.stmt.ExecContext(ctx, s.text, s.args...)
	if err != nil {
		return fmt.Errorf("%w (in: %.60s)", err, s.text)
	}
	changed, err := result.RowsAffected()
	if err != nil {
		return err
	}
	return s.check(changed)
}
