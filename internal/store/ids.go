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
	nodeMask     = 1<<nodeBits - 1
	milli        = clock.Instant(1000) // microseconds
)

// ids makes 64-bit ids. Their position (milliseconds and sequence) never repeats
// in a process: when the clock stands still or goes back the sequence runs on
// into the next millisecond.
type ids struct {
	mu   sync.Mutex
	last int64 // milliseconds << sequenceBits | sequence
}

func (g *ids) next(now clock.Instant, node int64) int64 {
	ms := int64((now - idEpoch) / milli)
	g.mu.Lock()
	defer g.mu.Unlock()
	g.last = max(g.last+1, ms<<sequenceBits)
	return g.last>>sequenceBits<<(nodeBits+sequenceBits) | node<<sequenceBits | g.last&sequenceMask
}

// reached is the end of the millisecond that the last id holds.
func (g *ids) reached() clock.Instant {
	g.mu.Lock()
	defer g.mu.Unlock()
	return idEpoch + clock.Instant(g.last>>sequenceBits+1)*milli - 1
}

// skip lets every later id lie behind the millisecond of an instant.
func (g *ids) skip(past clock.Instant) {
	ms := int64((past - idEpoch) / milli)
	g.mu.Lock()
	defer g.mu.Unlock()
	g.last = max(g.last, (ms+1)<<sequenceBits-1)
}
