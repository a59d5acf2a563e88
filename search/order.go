package search

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"motcua/code"
)

// order is slots in an order of documents, and where each stands in it.
type order struct {
	slots []int32
	ranks []int32 // by slot
}

// with is the order without the slots that are gone and with fresh ones.
func (o order) with(entries []*entry, gone func(int32) bool, fresh []int32, less func(a, b *entry) int) order {
	compare := func(a, b int32) int { return less(entries[a], entries[b]) }
	fresh = slices.SortedFunc(slices.Values(fresh), compare)
	out := order{slots: make([]int32, 0, len(o.slots)+len(fresh)), ranks: make([]int32, len(entries))}
	for _, slot := range o.slots {
		if gone(slot) {
			continue
		}
		for len(fresh) > 0 && compare(fresh[0], slot) < 0 {
			out.slots, fresh = append(out.slots, fresh[0]), fresh[1:]
		}
		out.slots = append(out.slots, slot)
	}
	out.slots = append(out.slots, fresh...)
	for rank, slot := range out.slots {
		out.ranks[slot] = int32(rank)
	}
	return out
}

// byTitle is the order of the Vietnamese alphabet, capitals as small letters (whole
// titles are published in capitals); equal titles by code.
func byTitle(a, b *entry) int {
	return cmp.Or(bytes.Compare(a.key, b.key), strings.Compare(a.Code, b.Code), cmp.Compare(a.ID, b.ID))
}

// byCode is the order of codes; equal codes (two provinces may use one) by title.
func byCode(a, b *entry) int {
	return cmp.Or(strings.Compare(a.Code, b.Code), bytes.Compare(a.key, b.key), cmp.Compare(a.ID, b.ID))
}

// keys makes the keys that bytes.Compare puts into the order of the Vietnamese
// alphabet. It is not safe for concurrent use.
type keys struct {
	collator *collate.Collator
	buffer   collate.Buffer
}

func newKeys() *keys { return &keys{collator: collate.New(language.Vietnamese, collate.IgnoreCase)} }

func (k *keys) of(title string) []byte {
	defer k.buffer.Reset()
	return bytes.Clone(k.collator.KeyFromString(&k.buffer, code.Normalize(title)))
}
