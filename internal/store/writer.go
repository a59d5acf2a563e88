package store

import (
	"context"
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
	db    *DB
	conn  *prepared // nil when the next batch must take one anew
	stale bool      // conn must not outlive the batch
	in    chan *command
	loans chan chan struct{}
	quit  chan struct{}
	once  sync.Once
	done  sync.WaitGroup
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
	w := &writer{db: db, conn: newPrepared(conn), in: make(chan *command), loans: make(chan chan struct{}), quit: make(chan struct{})}
	w.done.Go(w.run)
	return w, nil
}

// stop ends the writer after the batch under way; a second stop does nothing.
func (w *writer) stop() {
	w.once.Do(func() { close(w.quit) })
	w.done.Wait()
}

var errClosed = errors.New("store: closed")

func (w *writer) do(ctx context.Context, authority int32, fn func(*Tx) error) error {
	c := &command{ctx: ctx, authority: authority, fn: fn, reply: make(chan error, 1)}
	err := w.hand(c)
	if err != nil {
		return err
	}
	err = <-c.reply // once taken it is answered: its effect may be durable
	if err == nil {
		c.tx.committed()
	}
	return err
}

// hand gives a command to the writer, when it has time for one.
func (w *writer) hand(c *command) error {
	select {
	case w.in <- c:
		return nil
	case <-c.ctx.Done():
		return unavailable(c.ctx.Err())
	case <-w.quit:
		return unavailable(errClosed)
	}
}

// probe commits a change that changes nothing: it goes all the way of a command,
// through the lock, the log and the disk. It has no effect worth waiting for.
func (w *writer) probe(ctx context.Context) error {
	c := &command{ctx: ctx, reply: make(chan error, 1), fn: func(tx *Tx) error {
		_, err := tx.ExecContext(ctx, "PRAGMA user_version = 0") // a page is written all the same
		return err
	}}
	err := w.hand(c)
	if err != nil {
		return err
	}
	select {
	case err = <-c.reply:
		return err
	case <-ctx.Done():
		return unavailable(ctx.Err())
	}
}

func (w *writer) run() {
	defer w.giveBack()
	for {
		select {
		case c := <-w.in:
			w.batch(c)
		case back := <-w.loans:
			w.giveBack()
			select {
			case <-back:
			case <-w.quit:
				return
			}
		case <-w.quit:
			return
		}
	}
}

// lend leaves the one writing connection to whoever asks the pool for it, until
// release; commands wait meanwhile.
func (w *writer) lend() (release func(), err error) {
	back := make(chan struct{})
	select {
	case w.loans <- back:
		return sync.OnceFunc(func() { close(back) }), nil
	case <-w.quit:
		return nil, unavailable(errClosed)
	}
}

// giveBack returns the connection to the pool.
func (w *writer) giveBack() {
	if w.conn != nil {
		w.conn.close()
		w.conn = nil
	}
}

// renew throws away a connection in an unknown state; the next batch takes a
// fresh one.
func (w *writer) renew() {
	w.conn.throwAway()
	w.conn, w.stale = nil, false
}

// begin opens a transaction with the right to write.
func (w *writer) begin(ctx context.Context) (err error) {
	if w.conn == nil {
		conn, err := w.db.write.Conn(ctx)
		if err != nil {
			return err
		}
		w.conn = newPrepared(conn)
	}
	_, err = w.conn.ExecContext(ctx, "BEGIN IMMEDIATE")
	if err != nil && !busy(err) {
		w.renew()
	}
	return err
}

// batch runs c and whoever waits behind it, then commits once. When SQLite gives
// up the whole transaction (disk full, I/O error) every command of the batch
// fails: none was acknowledged yet.
func (w *writer) batch(c *command) {
	ctx := context.Background() // a client that leaves must not break the others' commit
	err := w.begin(ctx)
	if err != nil {
		w.turnAway(c, err)
		return
	}
	var accepted []*command
	for taken := 1; c != nil; taken++ {
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
		c = w.waiting(taken)
	}
	_, err = w.conn.ExecContext(ctx, "COMMIT")
	if err != nil {
		w.abandon(ctx, accepted, doubtful(err))
		return
	}
	if w.stale {
		w.renew()
	}
	for _, c := range accepted {
		c.reply <- nil
	}
}

// turnAway tells c and those who wait with it that no transaction began: they have
// waited as long. They are gathered first: who comes once somebody was told may find
// the fault gone.
func (w *writer) turnAway(c *command, err error) {
	var all []*command
	for ; c != nil; c = w.waiting(len(all)) {
		all = append(all, c)
	}
	for _, c := range all {
		c.reply <- unavailable(err)
	}
}

// waiting is the next command that is there already; nil when there is none, the
// batch is full or its connection is not to be used further.
func (w *writer) waiting(accepted int) *command {
	if accepted >= batchMax || w.stale {
		return nil
	}
	select {
	case c := <-w.in:
		return c
	default:
		return nil
	}
}

// abandon undoes the batch and tells everybody in it. ROLLBACK fails when SQLite
// has rolled back by itself, and when it cannot: a fresh connection is in no
// transaction in either case.
func (w *writer) abandon(ctx context.Context, batch []*command, err error) {
	_, undone := w.conn.ExecContext(ctx, "ROLLBACK")
	if undone != nil || w.stale || damaged(err) {
		w.renew()
	}
	for _, c := range batch {
		c.reply <- unavailable(err)
	}
}

// one runs a command in its savepoint. own is the command's failure, undone
// alone; broken means that the transaction itself is gone.
func (w *writer) one(ctx context.Context, c *command) (own, broken error) {
	_, err := w.conn.ExecContext(ctx, "SAVEPOINT command")
	if err != nil {
		return nil, err
	}
	c.tx = &Tx{db: w.db, reader: w.conn, life: context.Background(), Authority: c.authority, Now: w.db.clock.Now()}
	own = w.apply(ctx, c)
	if own != nil {
		w.stale = w.stale || damaged(own)
		_, err = w.conn.ExecContext(ctx, "ROLLBACK TO command")
		if err != nil {
			return nil, errors.Join(own, err)
		}
	}
	_, err = w.conn.ExecContext(ctx, "RELEASE command")
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
	result, err := w.conn.ExecContext(ctx, s.text, s.args...)
	if err != nil {
		return fmt.Errorf("%w (in: %.60s)", err, s.text)
	}
	changed, err := result.RowsAffected()
	if err != nil {
		return err
	}
	return s.check(changed)
}
