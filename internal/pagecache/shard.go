package pagecache

import (
	"sync"
	"sync/atomic"

	"motcua/internal/clock"
)

// shard is a part of the cache. Entries stand in a ring; a hand goes round it and
// throws out those that were not asked for since it last passed.
type shard struct {
	mu      sync.RWMutex
	of      map[Key]*slot
	ring    []*slot
	hand    int
	flights map[Key]*flight

	hits, misses, evictions atomic.Int64
}

// slot is where an entry stands.
type slot struct {
	key   Key
	entry *Entry
	at    int // in the ring
	used  atomic.Bool
}

func (s *shard) get(k Key, now clock.Instant) *Entry {
	s.mu.RLock()
	found := s.of[k]
	var e *Entry
	if found != nil {
		e = found.entry
	}
	s.mu.RUnlock()
	if e == nil || !e.trueAt(now) {
		return nil
	}
	if !found.used.Load() { // most of the time it is, and nothing is written
		found.used.Store(true)
	}
	return e
}

// put keeps e in place of what stood under k and returns how many bytes more are
// held now.
func (s *shard) put(k Key, e *Entry) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	if old := s.of[k]; old != nil {
		more := e.size(k) - old.entry.size(k)
		old.entry = e
		return more
	}
	put := &slot{key: k, entry: e, at: len(s.ring)}
	s.of[k] = put
	s.ring = append(s.ring, put)
	return e.size(k)
}

// evict throws out the first entry that was not asked for since the hand last passed,
// never that of keep, and returns its bytes; 0 when one round found none. By force the
// marks do not count.
func (s *shard) evict(keep Key, force bool) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	for range len(s.ring) {
		s.hand %= len(s.ring)
		candidate := s.ring[s.hand]
		if candidate.key == keep || candidate.used.Swap(false) && !force {
			s.hand++
			continue
		}
		s.remove(candidate)
		s.evictions.Add(1)
		return candidate.entry.size(candidate.key)
	}
	return 0
}

// remove puts the last of the ring where out stood.
func (s *shard) remove(out *slot) {
	last := len(s.ring) - 1
	s.ring[out.at] = s.ring[last]
	s.ring[out.at].at = out.at
	s.ring[last] = nil
	s.ring = s.ring[:last]
	delete(s.of, out.key)
}
