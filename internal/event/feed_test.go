package event_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"motcua/internal/event"
	"motcua/internal/seal"
	"motcua/internal/store"
	"motcua/internal/testkit"
)

func sequence(t testing.TB, b testkit.Bench) {
	t.Helper()
	err := event.SequenceAll(context.Background(), b.DB, b.Authority, "events")
	if err != nil {
		t.Fatal(err)
	}
}

// behind is what a reader of the feed meets after a position, and where it then
// stands.
func behind(t testing.TB, b testkit.Bench, position int64) (met []int64, last int64) {
	t.Helper()
	err := b.DB.View(context.Background(), b.Authority, func(tx *store.Tx) error {
		page, err := event.FollowFeed(context.Background(), tx, "events", position, 100)
		last = position
		for _, e := range page {
			met, last = append(met, e.Dossier), e.Position
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return met, last
}

// above is what a reader meets that remembers the greatest id it has seen: the
// way that loses events.
func above(t testing.TB, b testkit.Bench, id int64) (met []int64, last int64) {
	t.Helper()
	err := b.DB.View(context.Background(), b.Authority, func(tx *store.Tx) error {
		page, err := event.After(context.Background(), tx, id, 1<<30, 100)
		last = id
		for _, r := range page {
			met, last = append(met, r.Dossier), r.Dossier
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return met, last
}

// An id is made before its transaction commits. Of two dossiers the later one is
// committed first, and both readers read between the two commits.
func TestTheFeedMeetsWhatFollowingTheGreatestIDLoses(t *testing.T) {
	testkit.EachWay(t, func(t *testing.T, b testkit.Bench) {
		l, early, late := newLog(), b.DB.NewID(), b.DB.NewID()
		if early >= late {
			t.Fatalf("ids %d and %d", early, late)
		}
		write(t, b, l, late, seal.NewKey(), 1)
		sequence(t, b)
		met, position := behind(t, b, 0)
		naive, greatest := above(t, b, 0)
		if !slices.Equal(met, []int64{late}) || !slices.Equal(naive, []int64{late}) {
			t.Fatalf("after the first commit the feed shows %v, the greatest id %v", met, naive)
		}
		write(t, b, l, early, seal.NewKey(), 1)
		sequence(t, b)
		met, _ = behind(t, b, position)
		if !slices.Equal(met, []int64{early}) {
			t.Errorf("the feed shows %v after the second commit, want %d", met, early)
		}
		naive, _ = above(t, b, greatest)
		if len(naive) != 0 {
			t.Errorf("following the greatest id met %v: this test no longer shows the difference", naive)
		}
	})
}

// A page never shows less than there is before its end, and never a place twice.
func TestPagesOfAFeedMeetEndToEnd(t *testing.T) {
	testkit.EachWay(t, func(t *testing.T, b testkit.Bench) {
		write(t, b, newLog(), 1, seal.NewKey(), 15)
		sequence(t, b)
		met := follow(t, b) // pages of seven: two full ones and one of one
		if len(met) != 15 {
			t.Errorf("met %d of 15 events", len(met))
		}
	})
}

func check(t testing.TB, b testkit.Bench) event.FeedCount {
	t.Helper()
	var c event.FeedCount
	err := b.DB.View(context.Background(), b.Authority, func(tx *store.Tx) (err error) {
		c, err = event.CheckFeed(context.Background(), tx, "events")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func change(t testing.TB, b testkit.Bench, statement string) {
	t.Helper()
	err := b.DB.Update(context.Background(), b.Authority, func(tx *store.Tx) error {
		_, err := tx.ExecContext(context.Background(), statement, b.Authority)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestCheckFeedCountsAndNamesTheFirstGap(t *testing.T) {
	testkit.EachWay(t, func(t *testing.T, b testkit.Bench) {
		if c := check(t, b); c != (event.FeedCount{}) {
			t.Errorf("a feed without events: %+v", c)
		}
		l := newLog()
		write(t, b, l, 1, seal.NewKey(), 6)
		if c := check(t, b); c != (event.FeedCount{Pending: 6}) {
			t.Errorf("before the sequencing: %+v", c)
		}
		sequence(t, b)
		write(t, b, l, 2, seal.NewKey(), 2)
		if c := check(t, b); c != (event.FeedCount{Placed: 6, Pending: 2, Last: 6, Head: 6}) {
			t.Errorf("with two waiting: %+v", c)
		}
		for _, step := range []struct {
			position int64
			want     event.FeedCount
		}{
			{5, event.FeedCount{Placed: 5, Pending: 2, Last: 6, Head: 6, Gap: 5}},
			{3, event.FeedCount{Placed: 4, Pending: 2, Last: 6, Head: 6, Gap: 3}}, // the first of two
			{1, event.FeedCount{Placed: 3, Pending: 2, Last: 6, Head: 6, Gap: 1}},
		} {
			change(t, b, fmt.Sprintf(`DELETE FROM feed WHERE authority = $1 AND position = %d`, step.position))
			if c := check(t, b); c != step.want {
				t.Errorf("without position %d: %+v, want %+v", step.position, c, step.want)
			}
		}
	})
}

// A position that is missing at the end shows in the head, and one whose event
// is gone is named.
func TestCheckFeedNamesACutEndAndAStray(t *testing.T) {
	testkit.EachWay(t, func(t *testing.T, b testkit.Bench) {
		write(t, b, newLog(), 1, seal.NewKey(), 4)
		sequence(t, b)
		change(t, b, `DELETE FROM event WHERE authority = $1 AND seq = 2`)
		if c := check(t, b); c != (event.FeedCount{Placed: 4, Last: 4, Head: 4, Stray: 2}) {
			t.Errorf("without the second event: %+v", c)
		}
		change(t, b, `DELETE FROM feed WHERE authority = $1 AND position = 4`)
		if c := check(t, b); c.Last == c.Head || c.Head != 4 || c.Gap != 0 {
			t.Errorf("with the end cut off: %+v", c)
		}
	})
}
