package search

import (
	"maps"
	"slices"
	"strings"
	"unicode"
)

// batch is an index in the making: a copy of the outer arrays, and what is to be
// done to the lists.
type batch struct {
	Index
	before  int              // words before
	edits   map[int32]*edit  // by term
	met     map[string]token // words met, so that each is analysed once
	touched map[int32]*entry // slots put or emptied → what was there before
	keyed   *keys
	ownIDs  bool
	tokens  []token  // of the entry in the making,
	extents []extent // copied when their number is known
}

// edit is what a posting list gains and loses.
type edit struct{ add, drop []int32 }

func newBatch(x *Index) *batch {
	b := &batch{Index: *x, before: len(x.terms.texts), edits: map[int32]*edit{}, touched: map[int32]*entry{},
		met: map[string]token{}, keyed: newKeys()}
	b.entries, b.free = slices.Clone(x.entries), slices.Clone(x.free)
	return b
}

// own makes the map of slots the batch's.
func (b *batch) own() {
	if !b.ownIDs {
		b.slots, b.ownIDs = maps.Clone(b.slots), true
		if b.slots == nil {
			b.slots = map[int64]int32{}
		}
	}
}

func (b *batch) remove(id int64) {
	slot, there := b.slots[id]
	if !there {
		return
	}
	b.own()
	delete(b.slots, id)
	b.set(slot, nil)
	b.free = append(b.free, slot)
}

func (b *batch) put(d Document) {
	slot, there := b.slots[d.ID]
	if !there {
		b.own()
		if n := len(b.free); n > 0 {
			slot, b.free = b.free[n-1], b.free[:n-1]
		} else {
			slot = int32(len(b.entries))
			b.entries = append(b.entries, nil)
		}
		b.slots[d.ID] = slot
	}
	b.set(slot, b.entry(d))
}

// set puts an entry, or none, into a slot.
func (b *batch) set(slot int32, e *entry) {
	old := b.entries[slot]
	if _, met := b.touched[slot]; !met {
		b.touched[slot] = old
	}
	if old != nil {
		b.words -= len(old.title)
	}
	if e != nil {
		b.words += len(e.title)
	}
	b.entries[slot] = e
}

// entry analyses a document.
func (b *batch) entry(d Document) *entry {
	e := &entry{Document: d, code: plain(d.Code), key: b.keyed.of(d.Title)}
	title := d.Title[:min(len(d.Title), titleMax)]
	b.tokens, b.extents = b.tokens[:0], b.extents[:0]
	cut(title, func(s Span) {
		b.tokens = append(b.tokens, b.token(title[s.Start:s.End]))
		b.extents = append(b.extents, extent{uint16(s.Start), uint16(s.End - s.Start)})
	})
	e.title, e.spans = slices.Clone(b.tokens), slices.Clone(b.extents)
	b.tokens = b.tokens[:0]
	for _, k := range d.Keywords {
		cut(k, func(s Span) { b.tokens = append(b.tokens, b.token(k[s.Start:s.End])) })
	}
	e.extra = slices.Clone(b.tokens)
	e.content = len(e.title)
	if len(e.title) > 2 && b.terms.texts[e.title[0].term] == "thu" && b.terms.texts[e.title[1].term] == "tuc" {
		e.content -= 2
	}
	for i, values := range [dimensions][]string{level: d.Levels, sector: d.Sectors, lifeEvent: d.LifeEvents, unit: d.Units} {
		for _, v := range values {
			id := b.values[i].id(v)
			if !slices.Contains(e.values[i], id) { // a document counts once
				e.values[i] = append(e.values[i], id)
			}
		}
	}
	return e
}

const titleMax = 1<<16 - 1

// token is a word in the numbers of the index.
func (b *batch) token(text string) token {
	if t, met := b.met[text]; met {
		return t
	}
	w := analyse(text)
	t := token{b.terms.id(w.folded), b.forms.id(w.form)}
	b.met[text] = t
	return t
}

// plain is a code without what is neither letter nor digit, in lower case.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
