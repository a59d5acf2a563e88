package catalogue

import (
	"context"
	"log/slog"
	"time"
)

// Look is how often a process asks whether the catalogue changed: pages are at
// most so much, and the time of loading, behind a publication.
const Look = 250 * time.Millisecond

// Follow takes changes in until ctx ends. A database that is away changes
// nothing: the book shows what it knew and says so in the log, once.
func (b *Book) Follow(ctx context.Context, every time.Duration, log *slog.Logger) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	failing := false
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		_, err := b.Refresh(ctx)
		if ctx.Err() != nil {
			return
		}
		if err != nil && !failing {
			log.Error("the catalogue is not followed", "error", err)
		}
		failing = err != nil
	}
}
