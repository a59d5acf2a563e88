package store

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"

	"motcua/internal/clock"
	"motcua/internal/store/storesql"
)

// Times of a reservation: it reaches ten minutes ahead and is renewed once a
// third has passed. The rest bounds a silent database.
const (
	reserved     = 10 * time.Minute
	renewBelow   = reserved - reserved/3
	renewCheck   = 10 * time.Second
	renewTimeout = 10 * time.Second
	leaveTimeout = 2 * time.Second
)

// lapses bounds how often a command is run again because its ids passed the end
// of the reservation while it ran.
const lapses = 3

var (
	errLapsed = errors.New("store: ids passed the reservation of this process's number")
	errTaken  = errors.New("store: the number belongs to another process")
)

// seat is this process's number in one authority.
//
// A row of the table node says up to which instant its owner may make ids. The
// owner commits no id behind that instant, and whoever takes the number later
// begins behind it: so an id is never made twice, whatever the clocks say. A
// clock decides only whether a silent owner counts as gone.
type seat struct {
	db        *DB
	authority int32
	owner     string
	flight    singleflight.Group // those who wait for a renewal share one
	work      sync.Mutex         // held while the row is written

	mu     sync.Mutex
	node   int64
	term   int // counts the claims: the same number twice is not the same seat
	until  clock.Instant
	closed bool // under work

	stop context.CancelFunc
	done sync.WaitGroup
}

// Join reserves a number for this process among those that share the
// authority's database, and keeps it until Close. From then on ids carry it and
// lie behind all that its owners before made, also when the clock was set back;
// Update fails with the fault unavailable while the number cannot be renewed.
// owner names the process and must be unique. A SQLite file has one process and
// one number, 0. On PostgreSQL 0 is left to tools that do not join. Joining
// again does nothing.
func (db *DB) Join(ctx context.Context, authority int32, owner string) error {
	db.seating.Lock()
	defer db.seating.Unlock()
	if db.seats[authority] != nil {
		return nil
	}
	s := &seat{db: db, authority: authority, owner: owner}
	err := s.claim(ctx)
	if err != nil {
		return err
	}
	keep, stop := context.WithCancel(context.Background())
	s.stop = stop
	s.done.Go(func() { s.keep(keep) })
	db.seats[authority] = s
	return nil
}

// Node is the number this process has in an authority; false before Join.
func (db *DB) Node(authority int32) (int, bool) {
	s := db.seat(authority)
	if s == nil {
		return 0, false
	}
	node, _ := s.number()
	return int(node), true
}

func (db *DB) seat(authority int32) *seat {
	db.seating.RLock()
	defer db.seating.RUnlock()
	return db.seats[authority]
}

// covered reports whether every number held is good for ids made now.
func (db *DB) covered(ctx context.Context) error {
	db.seating.RLock()
	held := slices.Collect(maps.Values(db.seats))
	db.seating.RUnlock()
	for _, s := range held {
		err := s.cover(ctx)
		if err != nil {
			return err
		}
	}
	return nil
}

// leave gives all numbers back.
func (db *DB) leave() {
	db.seating.RLock()
	defer db.seating.RUnlock()
	for _, s := range db.seats {
		s.leave()
	}
}

// update is Update for whoever holds a number: before the command the
// reservation must reach the present, after it all ids made.
func (s *seat) update(ctx context.Context, fn func(*Tx) error) error {
	for range lapses {
		err := s.cover(ctx)
		if err != nil {
			return unavailable(err)
		}
		err = s.db.update(ctx, s.authority, s.within(fn))
		if !errors.Is(err, errLapsed) {
			return err
		}
	}
	return unavailable(errLapsed)
}

// within is fn with ids under the seat's number; its writes are kept only when
// the number was not lost meanwhile and the reservation covers every id made.
func (s *seat) within(fn func(*Tx) error) func(*Tx) error {
	return func(tx *Tx) error {
		node, term := s.number()
		tx.newID = func() int64 { return s.db.ids.next(s.db.clock.Now(), node) }
		err := fn(tx)
		if err != nil {
			return err
		}
		if _, still := s.number(); still != term || s.left(0) < 0 {
			return errLapsed
		}
		return nil
	}
}

func (s *seat) number() (node int64, term int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.node, s.term
}

// left is how far the reservation reaches beyond now and beyond every id made.
func (s *seat) left(now clock.Instant) time.Duration {
	now = max(now, s.db.ids.reached())
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.until.Sub(now)
}

// cover renews the reservation when the present is behind it: the database was
// away, the process was suspended, or a simulated clock jumped.
func (s *seat) cover(ctx context.Context) error {
	if s.left(s.db.clock.Now()) >= 0 {
		return nil
	}
	renewal := s.flight.DoChan("", func() (any, error) { return nil, s.renew() })
	select {
	case r := <-renewal:
		return r.Err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// keep renews in time until the seat is left. What fails is tried again at the
// next check; when all tries fail, Update tells.
func (s *seat) keep(ctx context.Context) {
	tick := time.NewTicker(renewCheck)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if s.left(s.db.clock.Now()) < renewBelow {
			s.flight.Do("", func() (any, error) { return nil, s.renew() })
		}
	}
}

// renew moves the reservation on, or takes another number when this one has
// been given to somebody else meanwhile.
func (s *seat) renew() error {
	ctx, cancel := context.WithTimeout(context.Background(), renewTimeout)
	defer cancel()
	err := s.extend(ctx)
	if errors.Is(err, errTaken) {
		return s.claim(ctx)
	}
	return err
}

func (s *seat) extend(ctx context.Context) error {
	s.work.Lock()
	defer s.work.Unlock()
	if s.closed {
		return errClosed
	}
	node, term := s.number()
	var until clock.Instant
	err := s.db.update(ctx, s.authority, func(tx *Tx) error {
		until = s.ahead(tx.Now)
		return storesql.New(tx.Expecting(1, errTaken)).ReserveNode(ctx, storesql.ReserveNodeParams{
			Authority: s.authority, Node: int32(node), Owner: s.owner, ReservedUntil: int64(until)})
	})
	if err == nil {
		s.hold(node, term, until)
	}
	return err
}

// ahead is the end of a reservation made now; it is never before an earlier one.
func (s *seat) ahead(now clock.Instant) clock.Instant {
	s.mu.Lock()
	defer s.mu.Unlock()
	return max(now, s.db.ids.reached(), s.until-clock.Instant(reserved.Microseconds())).Add(reserved)
}

func (s *seat) hold(node int64, term int, until clock.Instant) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.node, s.term, s.until = node, term, until
	s.db.node.Store(node)
}

// leave ends the renewals and gives the number back: its next owner begins
// behind the last id made, not behind the reservation. When the database is away
// the number runs out by itself.
func (s *seat) leave() {
	s.stop()
	s.done.Wait()
	s.work.Lock()
	defer s.work.Unlock()
	if s.closed {
		return
	}
	s.closed = true
	node, term := s.number()
	s.hold(node, term, 0) // commands under way make no more ids that count
	ctx, cancel := context.WithTimeout(context.Background(), leaveTimeout)
	defer cancel()
	s.db.update(ctx, s.authority, func(tx *Tx) error {
		return storesql.New(tx).LeaveNode(ctx, storesql.LeaveNodeParams{Authority: s.authority, Node: int32(node), Owner: s.owner,
			ReservedUntil: int64(s.db.ids.reached())})
	})
}
