package search

import "slices"

// finish carries out what was collected and gives the index.
func (b *batch) finish() *Index {
	slots := make([]int32, 0, len(b.touched))
	for slot := range b.touched {
		slots = append(slots, slot)
	}
	slices.Sort(slots) // lists stay ascending
	for _, slot := range slots {
		b.collect(slot, b.touched[slot], b.entries[slot])
	}
	b.lists()
	x := b.Index
	x.lexis = x.lexis.grown(&x.terms, b.before)
	x.terms, x.forms = x.terms.frozen(), b.forms.frozen()
	for i := range x.values {
		x.values[i] = x.values[i].frozen()
	}
	gone := func(slot int32) bool { _, touched := b.touched[slot]; return touched }
	fresh := slices.DeleteFunc(slots, func(slot int32) bool { return x.entries[slot] == nil })
	x.byTitle = x.byTitle.with(x.entries, gone, fresh, byTitle)
	x.byCode = x.byCode.with(x.entries, gone, fresh, byCode)
	return &x
}

// collect notes the words that one of the two entries has and the other has not:
// a text published again with one word more touches one list.
func (b *batch) collect(slot int32, before, after *entry) {
	var old, now []int32
	if before != nil {
		old = before.distinct()
	}
	if after != nil {
		now = after.distinct()
	}
	for len(old) > 0 || len(now) > 0 {
		switch {
		case len(now) == 0 || len(old) > 0 && old[0] < now[0]:
			e := b.edit(old[0])
			e.drop, old = append(e.drop, slot), old[1:]
		case len(old) == 0 || now[0] < old[0]:
			e := b.edit(now[0])
			e.add, now = append(e.add, slot), now[1:]
		default:
			old, now = old[1:], now[1:]
		}
	}
}

func (b *batch) edit(term int32) *edit {
	e := b.edits[term]
	if e == nil {
		e = &edit{}
		b.edits[term] = e
	}
	return e
}

// lists gives every touched word its new list of slots.
func (b *batch) lists() {
	if len(b.edits) == 0 {
		return
	}
	postings := make([][]int32, len(b.terms.texts))
	copy(postings, b.postings)
	for term, e := range b.edits {
		postings[term] = merge(postings[term], e.add, e.drop)
	}
	b.postings = postings
}

// merge is the ascending list with some more and without others.
func merge(list, add, drop []int32) []int32 {
	out := make([]int32, 0, len(list)+len(add)-len(drop))
	for len(list) > 0 || len(add) > 0 {
		switch {
		case len(add) == 0 || len(list) > 0 && list[0] < add[0]:
			if len(drop) > 0 && drop[0] == list[0] {
				drop = drop[1:]
			} else {
				out = append(out, list[0])
			}
			list = list[1:]
		default:
			out, add = append(out, add[0]), add[1:]
		}
	}
	return out
}
