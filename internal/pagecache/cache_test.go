package pagecache

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"testing"

	"motcua/internal/clock"
)

const noon = clock.Instant(1_560_000_000_000_000)

func key(n int) Key { return Key{Route: "/p/{id}", Page: fmt.Sprint(n), Lang: "vi"} }

// noise does not compress, so that sizes are those asked for.
func noise(n int) []byte {
	b := make([]byte, n)
	r := rand.New(rand.NewPCG(1, uint64(n)))
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	return b
}

func keep(c *Cache, k Key, e *Entry) {
	c.Render(context.Background(), k, noon, func() *Entry { return e })
}

func TestAnEntryIsFoundUnderItsWholeKey(t *testing.T) {
	c := New(0)
	k := Key{Route: "/p/{id}", Page: "a", Lang: "vi", Look: "dark"}
	e := NewEntry(http.Header{}, []byte("x"), noon, 0)
	keep(c, k, e)
	if c.Get(k, noon) != e {
		t.Error("the entry is not found")
	}
	for _, other := range []Key{{"/q/{id}", "a", "vi", "dark"}, {"/p/{id}", "b", "vi", "dark"}, {"/p/{id}", "a", "en", "dark"}, {"/p/{id}", "a", "vi", ""}} {
		if c.Get(other, noon) != nil {
			t.Errorf("%+v finds another's page", other)
		}
	}
	if s := c.Stats(); s.Hits != 1 || s.Misses != 4 || s.Entries != 1 || s.Bytes != e.size(k) {
		t.Errorf("stats %+v", s)
	}
}

func TestAnEntryIsTrueForItsTime(t *testing.T) {
	for _, c := range []struct {
		until, now clock.Instant
		want       bool
	}{
		{0, noon, true}, {0, noon - 1, true}, {0, noon + 1e15, true},
		{noon + 10, noon, true}, {noon + 10, noon + 9, true}, {noon + 10, noon + 10, false}, {noon + 10, noon - 1, false},
	} {
		cache := New(0)
		keep(cache, key(1), NewEntry(http.Header{}, nil, noon, c.until))
		if got := cache.Get(key(1), c.now) != nil; got != c.want {
			t.Errorf("until %+d at %+d: %v", c.until-noon, c.now-noon, got)
		}
	}
}

func TestBytesAreBounded(t *testing.T) {
	const most = 256 << 10
	c := New(most)
	used := key(0)
	keep(c, used, NewEntry(http.Header{}, noise(5_000), noon, 0))
	for n := 1; n < 300; n++ {
		keep(c, key(n), NewEntry(http.Header{}, noise(5_000), noon, 0))
		if s := c.Stats(); s.Bytes > most {
			t.Fatalf("%d bytes are held, the bound is %d", s.Bytes, most)
		}
		if c.Get(used, noon) == nil {
			t.Fatalf("what is asked for all the time was thrown out after %d", n)
		}
	}
	s := c.Stats()
	if s.Entries < 40 || s.Evictions != 300-s.Entries {
		t.Errorf("%+v: the room is not used, or evictions are not counted", s)
	}
	var sum int64
	for i := range c.shards {
		for k, slot := range c.shards[i].of {
			sum += slot.entry.size(k)
		}
	}
	if sum != s.Bytes {
		t.Errorf("%d bytes are counted, %d are held", s.Bytes, sum)
	}
}

func TestAPageLargerThanTheCacheIsNotKept(t *testing.T) {
	c := New(100_000)
	keep(c, key(1), NewEntry(http.Header{}, noise(1000), noon, 0))
	keep(c, key(2), NewEntry(http.Header{}, noise(200_000), noon, 0))
	if c.Get(key(2), noon) != nil || c.Get(key(1), noon) == nil {
		t.Error("a page that cannot fit was kept, or others left for it")
	}
}

func TestAnotherEntryTakesThePlace(t *testing.T) {
	c := New(0)
	keep(c, key(1), NewEntry(http.Header{}, noise(50_000), noon-20, noon-10))
	second := NewEntry(http.Header{}, bytes.Clone(noise(1000)), noon, noon+10)
	keep(c, key(1), second)
	if s := c.Stats(); s.Entries != 1 || s.Bytes != second.size(key(1)) {
		t.Errorf("%+v", s)
	}
}
