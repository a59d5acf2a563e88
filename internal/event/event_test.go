package event_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"motcua/internal/event"
	"motcua/internal/job"
	"motcua/internal/seal"
	"motcua/internal/store"
	"motcua/internal/testkit"
)

type body struct {
	Word string `json:"word"`
}

const kind event.Kind = "test.happened"

func newLog() *event.Log {
	return &event.Log{Queue: job.NewQueue(), Feeds: []string{"events"}, Subscriptions: map[event.Kind][]string{kind: {"test.follow"}}}
}

// write appends n events to a dossier, one transaction each, and returns the
// last head.
func write(t testing.TB, b testkit.Bench, l *event.Log, dossier int64, key seal.Key, n int) event.Head {
	t.Helper()
	var head event.Head
	for i := range n {
		err := b.DB.Update(context.Background(), b.Authority, func(tx *store.Tx) error {
			r, err := l.Append(context.Background(), tx, dossier, head, key, event.Actor{Kind: "citizen", Account: 7},
				[]event.New{{Kind: kind, Version: 1, Unit: 9, Body: body{fmt.Sprint("fact", i)}, Person: body{"Nguyễn Thị Mai"}}})
			if err == nil {
				head = event.Head{Seq: r[0].Seq, At: r[0].At, Hash: r[0].Hash}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return head
}

func chain(t testing.TB, b testkit.Bench, dossier int64) []event.Record {
	t.Helper()
	var out []event.Record
	err := b.DB.View(context.Background(), b.Authority, func(tx *store.Tx) (err error) {
		out, err = event.OfDossier(context.Background(), tx, dossier)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestAChainHoldsAndShowsEveryChange(t *testing.T) {
	testkit.EachWay(t, func(t *testing.T, b testkit.Bench) {
		key := seal.NewKey()
		write(t, b, newLog(), 1, key, 4)
		err := event.CheckChain(chain(t, b, 1))
		if err != nil {
			t.Fatal(err)
		}
		for name, damage := range map[string]func(c []event.Record) []event.Record{
			"payload":    func(c []event.Record) []event.Record { c[1].Payload = []byte(`{"word":"other"}`); return c },
			"commitment": func(c []event.Record) []event.Record { c[1].Commitment = c[2].Commitment; return c },
			"moment":     func(c []event.Record) []event.Record { c[3].At++; return c },
			"actor":      func(c []event.Record) []event.Record { c[3].Actor.Account++; return c },
			"unit":       func(c []event.Record) []event.Record { c[3].Unit++; return c },
			"kind":       func(c []event.Record) []event.Record { c[3].Kind = "test.other"; return c },
			"version":    func(c []event.Record) []event.Record { c[3].Version++; return c },
			"actor kind": func(c []event.Record) []event.Record { c[3].Actor.Kind = "official"; return c },
			"dossier":    func(c []event.Record) []event.Record { c[3].Dossier++; return c },
			"authority":  func(c []event.Record) []event.Record { c[3].Authority++; return c },
			"hash":       func(c []event.Record) []event.Record { c[3].Hash[0] ^= 1; return c },
			"removed":    func(c []event.Record) []event.Record { return append(c[:1], c[2:]...) },
			"swapped":    func(c []event.Record) []event.Record { c[1], c[2] = c[2], c[1]; return c },
			"first gone": func(c []event.Record) []event.Record { return c[1:] },
		} {
			if event.CheckChain(damage(chain(t, b, 1))) == nil {
				t.Errorf("%s changed and nothing is said", name)
			}
		}
	})
}

func TestThePersonOpensWithTheKeyAndInItsPlaceOnly(t *testing.T) {
	testkit.EachWay(t, func(t *testing.T, b testkit.Bench) {
		key := seal.NewKey()
		write(t, b, newLog(), 1, key, 2)
		c := chain(t, b, 1)
		plain, err := c[0].OpenPerson(key)
		if err != nil || string(plain) != `{"word":"Nguyễn Thị Mai"}` {
			t.Fatalf("%q, %v", plain, err)
		}
		_, err = c[0].OpenPerson(seal.NewKey())
		if !errors.Is(err, seal.ErrOpen) {
			t.Errorf("with another key: %v", err)
		}
		moved := c[0]
		moved.Person = c[1].Person
		_, err = moved.OpenPerson(key)
		if !errors.Is(err, seal.ErrOpen) {
			t.Errorf("another event's person opens here: %v", err)
		}
		moved.Commitment = c[1].Commitment // moved with it: the place alone refuses
		_, err = moved.OpenPerson(key)
		if !errors.Is(err, seal.ErrOpen) {
			t.Errorf("another event's person opens here with its commitment: %v", err)
		}
	})
}

func TestMomentsNeverGoBack(t *testing.T) {
	testkit.EachWay(t, func(t *testing.T, b testkit.Bench) {
		key, l := seal.NewKey(), newLog()
		head := write(t, b, l, 1, key, 1)
		b.Clock.Advance(-time.Hour)
		err := b.DB.Update(context.Background(), b.Authority, func(tx *store.Tx) error {
			_, err := l.Append(context.Background(), tx, 1, head, key, event.Actor{}, []event.New{{Kind: kind, Version: 1, Body: body{}}})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		c := chain(t, b, 1)
		if c[1].At != c[0].At || event.CheckChain(c) != nil {
			t.Errorf("after the clock went back an hour: %s then %s", c[0].At, c[1].At)
		}
	})
}

// Two writers on one head: the second finds the number taken and leaves nothing,
// neither feed row nor job.
func TestTheSameNumberIsNotWrittenTwice(t *testing.T) {
	testkit.EachWay(t, func(t *testing.T, b testkit.Bench) {
		ctx, key, l := context.Background(), seal.NewKey(), newLog()
		write(t, b, l, 1, key, 1)
		err := b.DB.Update(ctx, b.Authority, func(tx *store.Tx) error {
			_, err := l.Append(ctx, tx, 1, event.Head{}, key, event.Actor{}, []event.New{{Kind: kind, Version: 1, Body: body{"second first"}}})
			return err
		})
		if !errors.Is(err, store.ErrDuplicate) {
			t.Fatalf("err %v", err)
		}
		var jobs, pending int
		err = b.DB.View(ctx, b.Authority, func(tx *store.Tx) error {
			return errors.Join(
				tx.QueryRowContext(ctx, `SELECT count(*) FROM job WHERE authority = $1`, b.Authority).Scan(&jobs),
				tx.QueryRowContext(ctx, `SELECT count(*) FROM feed_pending WHERE authority = $1`, b.Authority).Scan(&pending))
		})
		if err != nil || jobs != 1 || pending != 1 {
			t.Errorf("%d jobs and %d pending rows, want one each (%v)", jobs, pending, err)
		}
	})
}

// What refuses a second event of one number is the key of events, not that a feed
// or a job would have it twice.
func TestTheKeyOfEventsAloneRefusesASecond(t *testing.T) {
	testkit.EachEngine(t, func(t *testing.T, b testkit.Bench) {
		ctx, alone := context.Background(), &event.Log{Queue: job.NewQueue()}
		write(t, b, alone, 1, seal.NewKey(), 1)
		err := b.DB.Update(ctx, b.Authority, func(tx *store.Tx) error {
			_, err := alone.Append(ctx, tx, 1, event.Head{}, seal.NewKey(), event.Actor{}, []event.New{{Kind: kind, Version: 1, Body: body{"second first"}}})
			return err
		})
		if n := len(chain(t, b, 1)); !errors.Is(err, store.ErrDuplicate) || n != 1 {
			t.Errorf("a second first event: %v, %d events", err, n)
		}
	})
}

// Sixteen writers and two sequencers: each event gets exactly one position, the
// positions are 1..n, and a reader that follows them meets every event.
func TestAFeedLosesNothing(t *testing.T) {
	testkit.EachWay(t, func(t *testing.T, b testkit.Bench) {
		const writers, each = 16, 12
		ctx, l := context.Background(), newLog()
		var writing, numbering sync.WaitGroup
		done := make(chan struct{})
		for range 2 {
			numbering.Go(func() {
				for {
					err := event.SequenceAll(ctx, b.DB, b.Authority, "events")
					if err != nil {
						t.Error(err)
					}
					select {
					case <-done:
						return
					default:
					}
				}
			})
		}
		for w := range writers {
			writing.Go(func() { write(t, b, l, int64(w+1), seal.NewKey(), each) })
		}
		writing.Wait()
		close(done)
		numbering.Wait()
		err := event.SequenceAll(ctx, b.DB, b.Authority, "events")
		if err != nil {
			t.Fatal(err)
		}
		seen := follow(t, b)
		for w := range writers {
			for seq := range each {
				if n := seen[fmt.Sprint(w+1, " ", seq+1)]; n != 1 {
					t.Errorf("event %d of dossier %d was met %d times", seq+1, w+1, n)
				}
			}
		}
	})
}

// follow reads the feed in small pages by position and checks that it has no gap.
func follow(t *testing.T, b testkit.Bench) map[string]int {
	t.Helper()
	seen := map[string]int{}
	err := b.DB.View(context.Background(), b.Authority, func(tx *store.Tx) error {
		var position int64
		for {
			page, err := event.FollowFeed(context.Background(), tx, "events", position, 7)
			if err != nil || len(page) == 0 {
				return err
			}
			for _, e := range page {
				if e.Position != position+1 {
					t.Errorf("position %d follows %d", e.Position, position)
				}
				position = e.Position
				seen[fmt.Sprint(e.Dossier, " ", e.Seq)]++
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return seen
}
