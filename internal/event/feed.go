package event

import (
	"context"
	"database/sql"
	"errors"

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
// The head row is locked, so two sequencers never number at once.
func Sequence(ctx context.Context, db *store.DB, authority int32, feed string, limit int) (int, error) {
	moved := 0
	err := db.Update(ctx, authority, func(tx *store.Tx) error {
		moved = 0
		q := eventsql.New(tx)
		position, err := q.LockHead(ctx, eventsql.LockHeadParams{Authority: authority, Feed: feed})
		if errors.Is(err, sql.ErrNoRows) {
			return q.CreateHead(ctx, eventsql.CreateHeadParams{Authority: authority, Feed: feed})
		}
		if err != nil {
			return err
		}
		pending, err := q.Pending(ctx, eventsql.PendingParams{Authority: authority, Feed: feed, Limit: int32(limit)})
		if err != nil {
			return err
		}
		for _, p := range pending {
			position++
			err := number(ctx, q, authority, feed, Entry{position, p.Dossier, p.Seq})
			if err != nil {
				return err
			}
		}
		moved = len(pending)
		if moved == 0 {
			return nil
		}
		return q.MoveHead(ctx, eventsql.MoveHeadParams{Authority: authority, Feed: feed, Position: position})
	})
	return moved, err
}

// number gives one event its position.
func number(ctx context.Context, q *eventsql.Queries, authority int32, feed string, e Entry) error {
	err := q.InsertFeed(ctx, eventsql.InsertFeedParams{Authority: authority, Feed: feed, Position: e.Position, Dossier: e.Dossier, Seq: e.Seq})
	if err != nil {
		return err
	}
	return q.DeletePending(ctx, eventsql.DeletePendingParams{Authority: authority, Feed: feed, Dossier: e.Dossier, Seq: e.Seq})
}

// SequenceAll creates the head of a feed when it is new and moves everything
// that is pending.
func SequenceAll(ctx context.Context, db *store.DB, authority int32, feed string) error {
	idle := 0 // the first pass over a new feed only creates its head
	for idle < 2 {
		moved, err := Sequence(ctx, db, authority, feed, 500)
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
	err := db.View(ctx, authority, func(tx *store.Tx) error {
		rows, err := eventsql.New(tx).Pending(ctx, eventsql.PendingParams{Authority: authority, Feed: feed, Limit: 1})
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
