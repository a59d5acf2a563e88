package store

import (
	"sync"
	"time"

	"motcua/internal/clock"
)

// epoch of ids: 2018-01-01 UTC, the year of the decree.
var idEpoch = clock.FromTime(time.Date(2018, 1, 1, 0, 0, 0, 0, time.UTC))

const (
	nodeBits     = 10
	sequenceBits = 12
	sequenceMask = 1<<sequenceBits - 1
)

// ids makes 64-bit ids. They never repeat within a node: when the clock stands
// still or goes back the sequence runs on into the next millisecond.
type ids struct {
	mu   sync.Mutex
	node int64
	last int64 // milliseconds << sequenceBits | sequence
}

func newIDs(node int) *ids { return &ids{node: int64(node) & (1<<nodeBits - 1)} }

func (g *ids) next(now clock.Instant) int64 {
	ms := int64(now-idEpoch) / 1000
	g.mu.Lock()
	defer g.mu.Unlock()
	g.last = max(g.last+1, ms<<sequenceBits)
	return g.last>>sequenceBits<<(nodeBits+sequenceBits) | g.node<<sequenceBits | g.last&sequenceMask
}
