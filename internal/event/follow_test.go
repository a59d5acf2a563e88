package event_test

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"testing"

	"motcua/internal/event"
	"motcua/internal/job"
	"motcua/internal/seal"
	"motcua/internal/store"
	"motcua/internal/testkit"
)

// rows is what one query says about the bench's authority, one text a row.
func rows(t testing.TB, b testkit.Bench, query string) []string {
	t.Helper()
	out := []string{}
	err := b.DB.View(context.Background(), b.Authority, func(tx *store.Tx) error {
		found, err := tx.QueryContext(context.Background(), query, b.Authority)
		if err != nil {
			return err
		}
		defer found.Close()
		for found.Next() {
			var one string
			err := found.Scan(&one)
			if err != nil {
				return err
			}
			out = append(out, one)
		}
		return found.Err()
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

const (
	jobsByKey    = `SELECT kind || ' ' || unique_key FROM job WHERE authority = $1 ORDER BY kind, unique_key`
	pendingByKey = `SELECT feed || ' ' || CAST(dossier AS text) || '/' || CAST(seq AS text) FROM feed_pending WHERE authority = $1 ORDER BY feed, dossier, seq`
	eventsByKey  = `SELECT CAST(dossier AS text) || '/' || CAST(seq AS text) || ' ' || payload FROM event WHERE authority = $1 ORDER BY dossier, seq`
)

func expect(t testing.TB, b testkit.Bench, query string, want ...string) {
	t.Helper()
	got := rows(t, b, query)
	if !slices.Equal(got, want) {
		t.Errorf("%s\n got %q\nwant %q", query, got, want)
	}
}

// Each event enqueues the jobs that follow its kind, and only those, with the
// event as their arguments; a transaction rolled back leaves neither.
func TestWhatFollowsAnEventIsWrittenWithIt(t *testing.T) {
	testkit.EachWay(t, func(t *testing.T, b testkit.Bench) {
		ctx, undone := context.Background(), errors.New("undone")
		l := &event.Log{Queue: job.NewQueue(), Feeds: []string{"events", "partner"}, Subscriptions: map[event.Kind][]string{
			"test.received": {"mail", "roll-up"}, "test.closed": {"mail"}}}
		both := func(last error) error {
			return b.DB.Update(ctx, b.Authority, func(tx *store.Tx) error {
				_, err := l.Append(ctx, tx, 5, event.Head{}, seal.NewKey(), event.Actor{Kind: "system"}, []event.New{
					{Kind: "test.received", Version: 1, Body: body{"a"}}, {Kind: "test.noted", Version: 1, Body: body{"b"}}, {Kind: "test.closed", Version: 1, Body: body{"c"}}})
				return errors.Join(err, last)
			})
		}
		err := both(undone)
		if !errors.Is(err, undone) {
			t.Fatalf("err %v", err)
		}
		expect(t, b, jobsByKey)
		expect(t, b, pendingByKey)
		expect(t, b, eventsByKey)
		err = both(nil)
		if err != nil {
			t.Fatal(err)
		}
		expect(t, b, jobsByKey, "mail 5/1", "mail 5/3", "roll-up 5/1")
		expect(t, b, pendingByKey, "events 5/1", "events 5/2", "events 5/3", "partner 5/1", "partner 5/2", "partner 5/3")
		expect(t, b, eventsByKey, `5/1 {"word":"a"}`, `5/2 {"word":"b"}`, `5/3 {"word":"c"}`)
		var f event.Follow
		err = json.Unmarshal([]byte(rows(t, b, `SELECT args FROM job WHERE authority = $1 AND kind = 'mail' AND unique_key = '5/3'`)[0]), &f)
		if err != nil || f != (event.Follow{Dossier: 5, Seq: 3, Event: "test.closed"}) {
			t.Errorf("the job of the third event has the arguments %+v, %v", f, err)
		}
	})
}

// The writer that comes second on a head leaves nothing, not even of the events
// behind the taken number.
func TestASecondAppendOnAHeadLeavesNoTrace(t *testing.T) {
	testkit.EachWay(t, func(t *testing.T, b testkit.Bench) {
		ctx, l := context.Background(), newLog()
		write(t, b, l, 1, seal.NewKey(), 1)
		err := b.DB.Update(ctx, b.Authority, func(tx *store.Tx) error {
			tx.AfterCommit(func() { t.Error("the failed transaction was taken for committed") })
			_, err := l.Append(ctx, tx, 1, event.Head{}, seal.NewKey(), event.Actor{},
				[]event.New{{Kind: kind, Version: 1, Body: body{"taken"}}, {Kind: kind, Version: 1, Body: body{"behind it"}}})
			return err
		})
		if !errors.Is(err, store.ErrDuplicate) {
			t.Fatalf("err %v", err)
		}
		expect(t, b, jobsByKey, "test.follow 1/1")
		expect(t, b, pendingByKey, "events 1/1")
		expect(t, b, eventsByKey, `1/1 {"word":"fact0"}`)
		err = event.CheckChain(chain(t, b, 1))
		if err != nil {
			t.Error(err)
		}
	})
}

// A dossier's key is kept wrapped; destroying the wrapped key closes the person
// parts for ever, and the chain still proves that nothing else was changed.
func TestADestroyedKeyLeavesTheProof(t *testing.T) {
	testkit.EachWay(t, func(t *testing.T, b testkit.Bench) {
		ring, key, place := seal.NewRing(), seal.NewKey(), seal.Place(b.Authority, 1, "key")
		ring.Add(b.Authority, seal.NewKey())
		id, wrapped, err := ring.Wrap(b.Authority, key, place)
		if err != nil {
			t.Fatal(err)
		}
		write(t, b, newLog(), 1, key, 3)
		key, err = ring.Unwrap(id, wrapped, place)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range chain(t, b, 1) {
			_, err := r.OpenPerson(key)
			if err != nil {
				t.Fatalf("event %d before: %v", r.Seq, err)
			}
		}
		clear(wrapped)
		key, err = ring.Unwrap(id, wrapped, place)
		if !errors.Is(err, seal.ErrOpen) {
			t.Fatalf("the destroyed key opens: %v", err)
		}
		after := chain(t, b, 1)
		for _, r := range after {
			plain, err := r.OpenPerson(key)
			if !errors.Is(err, seal.ErrOpen) || plain != nil {
				t.Errorf("event %d after: %q, %v", r.Seq, plain, err)
			}
		}
		err = event.CheckChain(after)
		if err != nil {
			t.Errorf("with the key destroyed: %v", err)
		}
		for i := range after { // the sealed text itself may go too
			after[i].Person = nil
		}
		err = event.CheckChain(after)
		if err != nil {
			t.Errorf("with the sealed text gone: %v", err)
		}
		after[1].Commitment = after[0].Commitment
		if event.CheckChain(after) == nil {
			t.Error("a changed commitment is not noticed any more")
		}
	})
}
