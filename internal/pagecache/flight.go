package pagecache

import (
	"context"

	"motcua/internal/clock"
)

// flight is a rendering under way; entry is written before done is closed.
type flight struct {
	done  chan struct{}
	entry *Entry
}

// Render is the entry of k after a miss. One caller renders, the others that come
// meanwhile wait for what it gives. render returns nil for what must not be kept, such
// as a refusal: then those who waited get nil too and answer for themselves, and so
// do those whose ctx ends, or for whom the entry is not true any more.
func (c *Cache) Render(ctx context.Context, k Key, now clock.Instant, render func() *Entry) *Entry {
	s := &c.shards[c.place(k)]
	f, first, e := s.join(k, now)
	if e != nil {
		return e
	}
	if first {
		return c.fly(s, k, f, render)
	}
	select {
	case <-f.done:
	case <-ctx.Done():
		return nil
	}
	if f.entry == nil || f.entry.Until != 0 && now >= f.entry.Until {
		return nil
	}
	return f.entry
}

// join is the flight of k, begun by this call when there was none; or the entry when
// a flight ended between the miss and now.
func (s *shard) join(k Key, now clock.Instant) (f *flight, first bool, e *Entry) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if found := s.of[k]; found != nil && found.entry.trueAt(now) {
		return nil, false, found.entry
	}
	if f := s.flights[k]; f != nil {
		return f, false, nil
	}
	f = &flight{done: make(chan struct{})}
	s.flights[k] = f
	return f, true, nil
}

// fly renders and lets the others go on, also when render panics.
func (c *Cache) fly(s *shard, k Key, f *flight, render func() *Entry) *Entry {
	defer func() {
		s.mu.Lock()
		delete(s.flights, k)
		s.mu.Unlock()
		close(f.done)
	}()
	f.entry = render()
	if f.entry != nil {
		c.put(k, f.entry)
	}
	return f.entry
}
