package search

import (
	"cmp"
	"slices"
	"strings"
)

// filter is what a query narrows to, in the numbers of the index.
type filter struct {
	values  [dimensions]int32 // anyValue, noValue, or a value
	oneStop *bool
	online  *bool
}

const (
	anyValue = -1
	noValue  = -2 // a value that no document has
)

func (x *Index) filter(q Query) filter {
	f := filter{oneStop: q.OneStop, online: q.Online}
	for i, v := range [dimensions]string{level: q.Level, sector: q.Sector, lifeEvent: q.LifeEvent, unit: q.Unit} {
		f.values[i] = anyValue
		if v == "" {
			continue
		}
		f.values[i] = noValue
		if id, known := x.values[i].ids[v]; known {
			f.values[i] = id
		}
	}
	return f
}

// Flags of a document are two more dimensions to fail in.
const (
	inOneStop = dimensions + iota
	inOnline
)

// fails counts the dimensions that shut an entry out, and names the last.
func (f *filter) fails(e *entry) (n, where int) {
	for i, v := range f.values {
		if v != anyValue && !slices.Contains(e.values[i], v) {
			n, where = n+1, i
		}
	}
	if f.oneStop != nil && *f.oneStop != e.OneStop {
		n, where = n+1, inOneStop
	}
	if f.online != nil && *f.online != e.Online {
		n, where = n+1, inOnline
	}
	return n, where
}

// tally counts documents by dimension: those that pass everywhere, and in a
// dimension those that fail there alone.
type tally struct {
	x      *Index
	counts *[dimensions][]int
	facets Facets
}

func newTally(x *Index, s *scratch) *tally {
	for i := range unit {
		s.counts[i] = sized(s.counts[i], len(x.values[i].texts))
		clear(s.counts[i])
	}
	return &tally{x: x, counts: &s.counts}
}

// count notes a document that fails in so many dimensions, last in the one named.
func (t *tally) count(e *entry, fails, where int) {
	if t == nil || fails > 1 {
		return
	}
	for i := range unit { // units are filtered by, not counted
		if fails == 0 || where == i {
			for _, v := range e.values[i] {
				t.counts[i][v]++
			}
		}
	}
	if e.OneStop && (fails == 0 || where == inOneStop) {
		t.facets.OneStop++
	}
	if e.Online && (fails == 0 || where == inOnline) {
		t.facets.Online++
	}
}

// result is the counts, the most first.
func (t *tally) result() Facets {
	if t == nil {
		return Facets{}
	}
	t.facets.Levels, t.facets.Sectors, t.facets.LifeEvents = t.of(level), t.of(sector), t.of(lifeEvent)
	return t.facets
}

func (t *tally) of(dimension int) []Count {
	var out []Count
	for v, n := range t.counts[dimension] {
		if n > 0 {
			out = append(out, Count{t.x.values[dimension].texts[v], n})
		}
	}
	slices.SortFunc(out, func(a, b Count) int { return cmp.Or(b.N-a.N, strings.Compare(a.Value, b.Value)) })
	return out
}
