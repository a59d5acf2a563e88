package event

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"motcua/internal/event/eventsql"
	"motcua/internal/store"
)

// Entry is a place in a feed.
type Entry struct {
	Position int64
	Dossier  int64
	Seq      int32
}

// Sequence moves at most limit committed events of a feed to the next gap-free
// positions and returns how many. Readers follow positions: an id or a time is
// made before its transaction commits, so following those would lose events.
//
// The head row is locked from before the events are chosen until the commit, so
// two sequencers never number at once. A second one does not wait for the first:
// it moves nothing and leaves the work to who is at it.
func Sequence(ctx context.Context, db *store.DB, authority int32, feed string, limit int) (int, error) {
	moved := 0
	err := db.Update(ctx, authority, func(tx *store.Tx) error {
		q := eventsql.New(tx)
		position, err := q.LockHead(ctx, eventsql.LockHeadParams{Authority: authority, Feed: feed})
		if errors.Is(err, sql.ErrNoRows) { // another is at it, or the feed is new
			moved = 0
			return q.CreateHead(ctx, eventsql.CreateHeadParams{Authority: authority, Feed: feed})
		}
		if err == nil {
			moved, err = place(ctx, tx, feed, position, limit)
		}
		return err
	})
	return moved, err
}

// place numbers pending events behind position, whose head is locked.
func place(ctx context.Context, tx *store.Tx, feed string, position int64, limit int) (moved int, err error) {
	q := eventsql.New(tx)
	placed, err := q.PlacePending(ctx, eventsql.PlacePendingParams{Authority: tx.Authority, Feed: feed, Column3: position, Limit: int32(limit)})
	if err != nil || len(placed) == 0 {
		return 0, err
	}
	// An event that became visible only now has no place: it stays. The greatest
	// dossier bounds the search; OFFSET 0 keeps PostgreSQL from joining, which it
	// does badly while it knows nothing of how many rows there are.
	err = q.DeletePlaced(ctx, eventsql.DeletePlacedParams{Authority: tx.Authority, Feed: feed, Dossier: slices.Max(placed)})
	if err != nil {
		return 0, err
	}
	return len(placed), q.MoveHead(ctx, eventsql.MoveHeadParams{Authority: tx.Authority, Feed: feed, Position: position + int64(len(placed))})
}

// CatchUp gives every event that was committed before the call its position: it
// waits for a sequencer that is at it, and sees what that one left.
func CatchUp(ctx context.Context, db *store.DB, authority int32, feed string) error {
	for moved := sequenceBatch; moved == sequenceBatch; {
		err := db.Update(ctx, authority, func(tx *store.Tx) error {
			q := eventsql.New(tx)
			position, err := q.WaitForHead(ctx, eventsql.WaitForHeadParams{Authority: authority, Feed: feed})
			if errors.Is(err, sql.ErrNoRows) { // the feed is new: look again
				moved = sequenceBatch
				return q.CreateHead(ctx, eventsql.CreateHeadParams{Authority: authority, Feed: feed})
			}
			if err == nil {
				moved, err = place(ctx, tx, feed, position, sequenceBatch)
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// sequenceBatch is how many events one transaction numbers: enough that its round
// trips do not count, few enough that a reader soon sees them.
const sequenceBatch = 5000

// SequenceAll creates the head of a feed when it is new and moves everything
// that is pending, unless another sequencer is at it.
func SequenceAll(ctx context.Context, db *store.DB, authority int32, feed string) error {
	idle := 0 // the first pass over a new feed only creates its head
	for idle < 2 {
		moved, err := Sequence(ctx, db, authority, feed, sequenceBatch)
		if err != nil {
			return err
		}
		if moved == 0 {
			idle++
		}
	}
	return nil
}

// Waiting reports whether events wait for a position in a feed.
func Waiting(ctx context.Context, db *store.DB, authority int32, feed string) (bool, error) {
	waiting := false
	err := db.Read(ctx, authority, func(tx *store.Tx) error {
		rows, err := eventsql.New(tx).Waiting(ctx, eventsql.WaitingParams{Authority: authority, Feed: feed})
		waiting = len(rows) > 0
		return err
	})
	return waiting, err
}

// FollowFeed reads at most limit entries of a feed behind position.
func FollowFeed(ctx context.Context, tx *store.Tx, feed string, position int64, limit int) ([]Entry, error) {
	rows, err := eventsql.New(tx).FeedAfter(ctx, eventsql.FeedAfterParams{Authority: tx.Authority, Feed: feed, Position: position, Limit: int32(limit)})
	if err != nil {
		return nil, err
	}
	out := make([]Entry, len(rows))
	for i, r := range rows {
		out[i] = Entry{r.Position, r.Dossier, r.Seq}
	}
	return out, nil
}
