package event_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // a lock is held beside the store

	"motcua/internal/event"
	"motcua/internal/seal"
	"motcua/internal/store"
	"motcua/internal/testkit"
)

// again is the database opened once more, as another process would.
func again(t testing.TB, b testkit.Bench, node int) testkit.Bench {
	t.Helper()
	db, err := store.Open(context.Background(), store.Config{DSN: testkit.DSN(t, store.Postgres), Clock: b.Clock, Node: node})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	b.DB = db
	return b
}

// reader follows a feed with a position of its own.
type reader struct {
	position int64
	met      map[string]bool // "dossier/seq"
	last     map[int64]int32 // dossier -> seq met last
}

// read takes what is behind the position. Every entry must be at the next
// position, new, behind its predecessor in its dossier, and its event readable.
func (r *reader) read(t testing.TB, b testkit.Bench) {
	t.Helper()
	err := b.DB.View(context.Background(), b.Authority, func(tx *store.Tx) error {
		page, err := event.FollowFeed(context.Background(), tx, "events", r.position, 200)
		for _, e := range page {
			name := fmt.Sprintf("%d/%d", e.Dossier, e.Seq)
			if e.Position != r.position+1 || r.met[name] || e.Seq != r.last[e.Dossier]+1 {
				t.Errorf("position %d after %d: event %s, met before: %t, behind %d", e.Position, r.position, name, r.met[name], r.last[e.Dossier])
			}
			r.position, r.met[name], r.last[e.Dossier] = e.Position, true, e.Seq
			var there int
			err := tx.QueryRowContext(context.Background(), `SELECT count(*) FROM event WHERE authority = $1 AND dossier = $2 AND seq = $3`, tx.Authority, e.Dossier, e.Seq).Scan(&there)
			if err != nil || there != 1 {
				t.Errorf("event %s has a place before it is there: %d, %v", name, there, err)
			}
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// lingers writes events to a dossier; their rows stand uncommitted for a while,
// and when it fails they never were.
func lingers(b testkit.Bench, l *event.Log, key seal.Key, dossier int64, events int, open time.Duration, fails bool) error {
	news := make([]event.New, events)
	for i := range news {
		news[i] = event.New{Kind: kind, Version: 1, Body: body{"x"}}
	}
	return b.DB.Update(context.Background(), b.Authority, func(tx *store.Tx) error {
		_, err := l.Append(context.Background(), tx, dossier, event.Head{}, key, event.Actor{}, news)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(context.Background(), `SELECT pg_sleep($1)`, open.Seconds())
		if err == nil && fails {
			_, err = tx.Expecting(1, errFails).ExecContext(context.Background(), `UPDATE event SET at = 0 WHERE authority = $1 AND seq = 99`, tx.Authority)
		}
		return err
	})
}

var errFails = errors.New("rolled back")

// Sixteen writers over two handles whose transactions stay open for a while and
// end in any order, some of them rolled back; two sequencers as fast as they can;
// and a reader beside them. The reader loses nothing, meets nothing twice, and
// finds no gap.
func TestAReaderLosesNothingUnderSixteenWriters(t *testing.T) {
	b := testkit.Open(t, store.Postgres)
	handles := []testkit.Bench{again(t, b, 1), again(t, b, 2)}
	turns := 25
	if testing.Short() {
		turns = 4
	}
	l, key := newLog(), seal.NewKey()
	var mu sync.Mutex
	committed, undone := map[string]bool{}, 0
	var writers, others sync.WaitGroup
	for w := range 16 {
		rng, h := rand.New(rand.NewPCG(uint64(w), 61)), handles[w%2]
		writers.Go(func() {
			for range turns {
				dossier, events, fails := h.DB.NewID(), 1+rng.IntN(3), rng.IntN(5) == 0
				err := lingers(h, l, key, dossier, events, time.Duration(rng.IntN(15))*time.Millisecond, fails)
				if (err != nil) != fails {
					t.Errorf("meant to fail: %t, and %v", fails, err)
				}
				mu.Lock()
				if fails {
					undone++
				} else {
					for seq := range events {
						committed[fmt.Sprintf("%d/%d", dossier, seq+1)] = true
					}
				}
				mu.Unlock()
			}
		})
	}
	var over atomic.Bool
	for _, h := range handles {
		others.Go(func() {
			for !over.Load() {
				_, err := event.Sequence(context.Background(), h.DB, h.Authority, "events", 7)
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	r := &reader{met: map[string]bool{}, last: map[int64]int32{}}
	early := 0
	others.Go(func() {
		for !over.Load() {
			r.read(t, b)
		}
		early = len(r.met)
	})
	writers.Wait()
	over.Store(true)
	others.Wait()
	sequence(t, b)
	for before := int64(-1); before != r.position; {
		before = r.position
		r.read(t, b)
	}
	if len(r.met) != len(committed) || undone == 0 || early == 0 {
		t.Errorf("%d events met (%d while they were written), %d committed, %d transactions undone", len(r.met), early, len(committed), undone)
	}
	for name := range committed {
		if !r.met[name] {
			t.Errorf("event %s was lost", name)
		}
	}
	if c := check(t, b); c.Gap != 0 || c.Stray != 0 || c.Pending != 0 || c.Placed != int64(len(committed)) || c.Head != c.Last {
		t.Errorf("the feed is %+v for %d events", c, len(committed))
	}
}

// beside is a connection of its own, for what the store never does: to hold a
// lock while others go on.
func beside(t testing.TB) *sql.Tx {
	t.Helper()
	db, err := sql.Open("pgx", testkit.DSN(t, store.Postgres))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	return tx
}

// While one sequencer holds the head, another moves nothing and does not wait.
func TestTwoSequencersNeverNumberAtOnce(t *testing.T) {
	b := testkit.Open(t, store.Postgres)
	sequence(t, b)
	write(t, b, newLog(), 1, seal.NewKey(), 3)
	first := beside(t)
	var position int64
	err := first.QueryRow(`SELECT position FROM feed_head WHERE authority = $1 AND feed = 'events' FOR UPDATE`, b.Authority).Scan(&position)
	if err != nil || position != 0 {
		t.Fatal(position, err)
	}
	ctx, stop := context.WithTimeout(context.Background(), 20*time.Second)
	defer stop()
	moved, err := event.Sequence(ctx, b.DB, b.Authority, "events", 100)
	if err != nil || moved != 0 || check(t, b).Pending != 3 {
		t.Errorf("a second sequencer moved %d, %v, while the first held the head", moved, err)
	}
	err = first.Rollback()
	if err != nil {
		t.Fatal(err)
	}
	moved, err = event.Sequence(ctx, b.DB, b.Authority, "events", 100)
	if err != nil || moved != 3 {
		t.Errorf("the head is free and %d were moved, %v", moved, err)
	}
}

// An event that becomes visible between the numbering and the clearing up of a
// batch is not cleared up: it waits for the next. The numbering is held at its
// first position by another transaction meanwhile.
func TestAnEventBetweenNumberingAndClearingStays(t *testing.T) {
	b := testkit.Open(t, store.Postgres)
	sequence(t, b)
	l, key := newLog(), seal.NewKey()
	write(t, b, l, 50, key, 3)
	held := beside(t)
	_, err := held.Exec(`INSERT INTO feed (authority, feed, position, dossier, seq) VALUES ($1, 'events', 1, 99, 1)`, b.Authority)
	if err != nil {
		t.Fatal(err)
	}
	var moved int
	var failed error
	var numbering sync.WaitGroup
	numbering.Go(func() { moved, failed = event.Sequence(context.Background(), b.DB, b.Authority, "events", 100) })
	blocked := func() (n int) {
		err := b.DB.SQL().QueryRow(`SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%PlacePending%'`).Scan(&n)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	for late := time.Now().Add(20 * time.Second); blocked() == 0; {
		if time.Now().After(late) {
			t.Fatal("the numbering was not held up")
		}
	}
	write(t, b, l, 7, key, 1) // sorts before what is being numbered
	err = held.Rollback()
	if err != nil {
		t.Fatal(err)
	}
	numbering.Wait()
	if c := check(t, b); failed != nil || moved != 3 || c != (event.FeedCount{Placed: 3, Pending: 1, Last: 3, Head: 3}) {
		t.Fatalf("moved %d, %v; the feed is %+v", moved, failed, c)
	}
	sequence(t, b)
	if c := check(t, b); c != (event.FeedCount{Placed: 4, Last: 4, Head: 4}) {
		t.Errorf("after the next: %+v", c)
	}
}

// A backlog is numbered in batches, each by a handful of statements.
func TestABacklogIsNumberedInBatches(t *testing.T) {
	testkit.EachEngine(t, func(t *testing.T, b testkit.Bench) {
		n := 100_000
		if testing.Short() {
			n = 8_000
		}
		for i := 0; i < n; i += 4000 {
			err := b.DB.Update(context.Background(), b.Authority, func(tx *store.Tx) error {
				for k := range 4000 {
					_, err := tx.ExecContext(context.Background(), `INSERT INTO feed_pending (authority, feed, dossier, seq) VALUES ($1, 'events', $2, $3)`, tx.Authority, (i+k)/2, k%2+1)
					if err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		start := time.Now()
		sequence(t, b)
		took := time.Since(start)
		if c := check(t, b); c.Placed != int64(n) || c.Last != int64(n) || c.Head != int64(n) || c.Pending != 0 || c.Gap != 0 {
			t.Errorf("%d events: %+v", n, c)
		}
		t.Logf("%d events numbered in %s", n, took.Round(time.Millisecond))
	})
}
