// Package pagecache keeps whole pages that are the same for many visitors, as bytes
// ready to be sent: plain and compressed once, with their headers and tag.
//
// An entry is never changed; what makes a page another page stands in its Key, so a
// page that was published anew is another entry, and the old one is thrown out when
// nobody asks for it. What changes by the hour has an instant until which it is true.
//
// The cache is cut into shards. A hit takes the read lock of one of them and writes
// nothing that others read; what is asked for once at the same time is rendered once.
package pagecache

import (
	"hash/maphash"
	"sync/atomic"

	"motcua/internal/clock"
)

// Key says which page it is and for whom it is drawn.
type Key struct {
	Route string // pattern of the route
	Page  string // what the surface says the page depends on: version, epochs
	Lang  string
	Look  string // theme and contrast
}

// DefaultBytes is the bound of a cache that names none: 64 MiB.
const DefaultBytes = 64 << 20

const shards = 32

// Cache holds entries up to a number of bytes. It is safe for concurrent use.
type Cache struct {
	most   int64
	bytes  atomic.Int64
	seed   maphash.Seed
	shards [shards]shard
}

// New is a cache of at most that many bytes; 0 is DefaultBytes.
func New(bytes int64) *Cache {
	if bytes == 0 {
		bytes = DefaultBytes
	}
	c := &Cache{most: bytes, seed: maphash.MakeSeed()}
	for i := range c.shards {
		c.shards[i].of, c.shards[i].flights = map[Key]*slot{}, map[Key]*flight{}
	}
	return c
}

func (c *Cache) place(k Key) int {
	return int((maphash.String(c.seed, k.Page) + maphash.String(c.seed, k.Look) + uint64(len(k.Route)+len(k.Lang))) % shards)
}

// Get is the entry that is true at now; nil, which counts as a miss, when there is
// none.
func (c *Cache) Get(k Key, now clock.Instant) *Entry {
	s := &c.shards[c.place(k)]
	e := s.get(k, now)
	if e == nil {
		s.misses.Add(1)
		return nil
	}
	s.hits.Add(1)
	return e
}

// put keeps e unless it alone is past the bound, and throws out what was not asked
// for lately until all fits. A round of one shard takes the marks of use off; only when
// all shards were passed so is one thrown out that was in use, in the end by force: who
// reads meanwhile marks anew.
func (c *Cache) put(k Key, e *Entry) {
	if e.size(k) > c.most {
		return
	}
	at := c.place(k)
	c.bytes.Add(c.shards[at].put(k, e))
	for i := 0; c.bytes.Load() > c.most && i < 3*shards; {
		freed := c.shards[(at+i)%shards].evict(k, i >= 2*shards)
		c.bytes.Add(-freed)
		if freed == 0 {
			i++
		}
	}
}

// Stats are figures since the cache was made.
type Stats struct {
	Hits, Misses, Evictions int64
	Entries, Bytes          int64 // held now
}

// Stats adds up the shards.
func (c *Cache) Stats() Stats {
	sum := Stats{Bytes: c.bytes.Load()}
	for i := range c.shards {
		s := &c.shards[i]
		sum.Hits += s.hits.Load()
		sum.Misses += s.misses.Load()
		sum.Evictions += s.evictions.Load()
		s.mu.RLock()
		sum.Entries += int64(len(s.ring))
		s.mu.RUnlock()
	}
	return sum
}
