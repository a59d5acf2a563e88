package catalogue

import "sync"

// openedMax is how many opened versions one half of the cache keeps; a record is
// some 10 kB, a large one 100 kB.
const openedMax = 256

// opened keeps versions that were opened lately. A version never changes, so what
// is kept cannot be stale. There are two halves: what is asked for stays in the
// young one; when that is full the old one is forgotten.
type opened struct {
	mu         sync.Mutex
	young, old map[openedKey]Version
}

// openedKey names an opened version.
type openedKey struct {
	procedure int64
	number    int
	hash      string
}

func keyOf(e Edition) openedKey { return openedKey{e.Procedure, e.Number, e.Hash} }

func (o *opened) get(e Edition) (Version, bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	key := keyOf(e)
	v, ok := o.young[key]
	if !ok {
		v, ok = o.old[key]
		if ok {
			o.keep(key, v)
		}
	}
	return v, ok
}

func (o *opened) put(e Edition, v Version) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.keep(keyOf(e), v)
}

func (o *opened) keep(key openedKey, v Version) {
	if o.young == nil || len(o.young) >= openedMax {
		o.old, o.young = o.young, make(map[openedKey]Version, openedMax)
	}
	o.young[key] = v
}
