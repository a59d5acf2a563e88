package search

import "cmp"

// Find answers a query.
func (x *Index) Find(q Query) Result {
	if x.Len() == 0 {
		return Result{}
	}
	limit := min(cmp.Or(max(q.Limit, 0), limitAll), LimitMax)
	s := x.take()
	defer x.give(s)
	f := x.filter(q)
	var t *tally
	if q.Facets {
		t = newTally(x, s)
	}
	typed := x.read(q.Text)
	if len(typed.words) == 0 {
		if hasInk(typed.text) {
			return Result{}
		}
		return x.list(q, limit, &f, t)
	}
	readings, near := x.match(s, typed, false)
	top := newTop(limit)
	after, goesOn := q.After.read()
	if slot, there := x.slots[after.id]; there && s.scores[slot] > 0 {
		after.score = s.scores[slot] // where it stands now
	}
	out := Result{Near: near}
	for _, slot := range s.found {
		n, where := f.fails(x.entries[slot])
		t.count(x.entries[slot], n, where)
		if n > 0 {
			continue
		}
		out.Total++
		c := candidate{slot, s.scores[slot], x.byTitle.ranks[slot]}
		if !goesOn || x.follows(after, c.score, c.rank) {
			top.add(c)
		}
	}
	out.Facets = t.result()
	out.Hits = x.hits(s, readings, top.kept)
	if top.more {
		last := top.kept[len(top.kept)-1]
		out.Next = cursorAfter(x.entries[last.slot].ID, last.score, "")
	}
	out.Corrected = x.corrected(s, typed, readings)
	return out
}

// list is every document that passes, in an order.
func (x *Index) list(q Query, limit int, f *filter, t *tally) Result {
	from := 0
	if p, ok := q.After.read(); ok {
		from = x.rankAfter(p, q.Order)
	}
	var out Result
	last := int32(-1)
	for rank, slot := range x.order(q.Order).slots {
		e := x.entries[slot]
		n, where := f.fails(e)
		t.count(e, n, where)
		if n > 0 {
			continue
		}
		out.Total++
		switch {
		case rank < from:
		case len(out.Hits) < limit:
			out.Hits = append(out.Hits, Hit{ID: e.ID, Code: e.Code, Title: e.Title})
			last = slot
		case out.Next == "":
			e := x.entries[last]
			out.Next = cursorAfter(e.ID, 0, e.orderKey(q.Order))
		}
	}
	out.Facets = t.result()
	return out
}

// candidate is a document found, with what orders it.
type candidate struct {
	slot  int32
	score float64
	rank  int32
}

func (c candidate) before(other candidate) bool {
	if c.score != other.score {
		return c.score > other.score
	}
	return c.rank < other.rank
}

// top keeps the first so many candidates, in order.
type top struct {
	kept  []candidate
	limit int
	more  bool // others had to go
}

func newTop(limit int) top { return top{kept: make([]candidate, 0, limit), limit: limit} }

func (t *top) add(c candidate) {
	if len(t.kept) == t.limit {
		t.more = true
		if !c.before(t.kept[t.limit-1]) {
			return
		}
		t.kept = t.kept[:t.limit-1]
	}
	i := len(t.kept)
	t.kept = append(t.kept, c)
	for ; i > 0 && c.before(t.kept[i-1]); i-- {
		t.kept[i] = t.kept[i-1]
	}
	t.kept[i] = c
}
