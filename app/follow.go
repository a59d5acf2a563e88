package app

import (
	"context"
	"time"

	"golang.org/x/sync/errgroup"
)

// Look is how often a process asks whether what it keeps in memory changed: pages
// are at most so much, and the time of loading, behind a publication.
const Look = 250 * time.Millisecond

// Follow takes in what other processes, or other requests, change of what this
// one keeps in memory, until ctx ends. Every role needs it: a worker's notices
// name procedures and dates too.
func (c *Core) Follow(ctx context.Context) error {
	group, ctx := errgroup.WithContext(ctx)
	for what, refresh := range map[string]func(context.Context) (bool, error){"catalogue": c.Book.Refresh, "calendar": c.Offices.Refresh, "people": c.Board.Refresh} {
		group.Go(func() error {
			c.follow(ctx, what, refresh)
			return nil
		})
	}
	return group.Wait()
}

// follow refreshes until ctx ends. A database that is away changes nothing: what
// was known is shown, and the log says so, once.
func (c *Core) follow(ctx context.Context, what string, refresh func(context.Context) (bool, error)) {
	tick := time.NewTicker(Look)
	defer tick.Stop()
	failing := false
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		_, err := refresh(ctx)
		if ctx.Err() != nil {
			return
		}
		if err != nil && !failing {
			c.Log.Error("changes are not followed", "of", what, "error", err)
		}
		failing = err != nil
	}
}

// takeUp refreshes what this process keeps after a change of its own that is
// committed: when that fails now, the next look does it.
func (c *Core) takeUp(ctx context.Context, what string, refresh func(context.Context) (bool, error)) {
	_, err := refresh(ctx)
	if err != nil {
		c.Log.Error("a committed change is taken up later", "of", what, "error", err)
	}
}
