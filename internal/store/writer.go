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
	w := &writer{db: db, conn: conn, in: make(chan *command), quit: make(chan struct{})}
	w.done.Add(1)
	go w.run()
	return w, nil
}

func (w *writer) stop() {
	close(w.quit)
	w.done.Wait()
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

// batch runs c and whoever waits behind it, then commits once.
func (w *writer) batch(c *command) {
	ctx := context.Background() // a client that leaves must not break the others' commit
	_, err := w.conn.ExecContext(ctx, "BEGIN IMMEDIATE")
	if err != nil {
		c.reply <- classify(err)
		return
	}
	var accepted []*command
	for n := 1; ; n++ {
		err := w.one(ctx, c)
		if err != nil {
			c.reply <- err
		} else {
			accepted = append(accepted, c)
		}
		if n == batchMax {
			break
		}
		select {
		case c = <-w.in:
			continue
		default:
		}
		break
	}
	_, err = w.conn.ExecContext(ctx, "COMMIT")
	if err != nil {
		w.conn.ExecContext(ctx, "ROLLBACK") // fails when SQLite has already rolled back
	}
	for _, c := range accepted {
		c.reply <- classify(err)
	}
}

// one runs a command in its savepoint.
func (w *writer) one(ctx context.Context, c *command) error {
	_, err := w.conn.ExecContext(ctx, "SAVEPOINT command")
	if err != nil {
		return classify(err)
	}
	c.tx = &Tx{db: w.db, reader: w.conn, Authority: c.authority, Now: w.db.clock.Now()}
	err = w.apply(ctx, c)
	if err != nil {
		_, undo := w.conn.ExecContext(ctx, "ROLLBACK TO command")
		_, release := w.conn.ExecContext(ctx, "RELEASE command")
		return classify(errors.Join(err, undo, release))
	}
	_, err = w.conn.ExecContext(ctx, "RELEASE command")
	return classify(err)
}

func (w *writer) apply(ctx context.Context, c *command) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("store: panic in transaction: %v", p)
		}
	}()
	err = c.fn(c.tx)
	if err != nil {
		return err
	}
	for _, s := range c.tx.pending {
		result, err := w.conn.ExecContext(ctx, s.text, s.args...)
		if err != nil {
			return fmt.Errorf("%w (in: %.60s)", err, s.text)
		}
		changed, err := result.RowsAffected()
		if err != nil {
			return err
		}
		err = s.check(changed)
		if err != nil {
			return err
		}
	}
	return nil
}
