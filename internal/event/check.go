package event

import (
	"context"

	"motcua/internal/clock"
	"motcua/internal/event/eventsql"
	"motcua/internal/store"
)

// FeedCount is what stands in a feed and what waits for it.
type FeedCount struct {
	Placed, Pending int64
	Last            int64 // the last position
	Head            int64 // where the next sequencing goes on: the last position
	Gap             int64 // the first missing position, 0 when there is none
	Stray           int64 // the first position whose event does not exist, 0 when there is none
}

// CheckFeed counts a feed: positions are 1..n exactly when they begin with 1 and
// the last one is n.
func CheckFeed(ctx context.Context, tx *store.Tx, feed string) (FeedCount, error) {
	q := eventsql.New(tx)
	placed, err := q.CountFeed(ctx, eventsql.CountFeedParams{Authority: tx.Authority, Feed: feed})
	if err != nil {
		return FeedCount{}, err
	}
	c := FeedCount{Placed: placed.Placed, Last: placed.Last}
	switch {
	case placed.First != 1:
		c.Gap = 1
	case placed.Last != placed.Placed:
		c.Gap, err = q.FirstGap(ctx, eventsql.FirstGapParams{Authority: tx.Authority, Feed: feed})
		if err != nil {
			return c, err
		}
	}
	c.Stray, err = q.PlacedNothing(ctx, eventsql.PlacedNothingParams{Authority: tx.Authority, Feed: feed})
	if err != nil {
		return c, err
	}
	c.Pending, err = q.CountPending(ctx, eventsql.CountPendingParams{Authority: tx.Authority, Feed: feed})
	if err != nil {
		return c, err
	}
	heads, err := q.HeadPosition(ctx, eventsql.HeadPositionParams{Authority: tx.Authority, Feed: feed})
	for _, h := range heads { // none before the first sequencing
		c.Head = h
	}
	return c, err
}

// LastAt is when the last event of an authority happened; 0 when none did. It reads
// every event: for a demonstration that chooses where its clock begins.
func LastAt(ctx context.Context, tx *store.Tx) (clock.Instant, error) {
	at, err := eventsql.New(tx).LastAt(ctx, tx.Authority)
	return clock.Instant(at), err
}
