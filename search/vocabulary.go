package search

import (
	"maps"
	"slices"
	"strings"
)

// vocabulary numbers strings. It is changed by copying: growing gives a copy the
// first time a string is new, so that those who read the old one are not disturbed.
type vocabulary struct {
	ids    map[string]int32
	texts  []string
	copied bool // the maps are this value's own and may grow
}

// id is the number of a string, given to it now when it has none.
func (v *vocabulary) id(s string) int32 {
	if id, known := v.ids[s]; known {
		return id
	}
	if !v.copied {
		v.ids, v.texts, v.copied = maps.Clone(v.ids), slices.Clone(v.texts), true
		if v.ids == nil {
			v.ids = map[string]int32{}
		}
	}
	id := int32(len(v.texts))
	s = strings.Clone(s)
	v.ids[s] = id
	v.texts = append(v.texts, s)
	return id
}

// frozen is the value to publish: its next growth copies.
func (v vocabulary) frozen() vocabulary {
	v.copied = false
	return v
}

// signature tells apart most words that are more than two letters from each
// other without comparing them: a bit for each letter that occurs.
type signature struct {
	letters uint64
	runes   int32
	term    int32
}

func sign(term int32, text string) signature {
	s := signature{term: term}
	for _, r := range text {
		s.letters |= 1 << (uint32(r) % 64)
		s.runes++
	}
	return s
}

// lexis is the folded words of an index in the order of their bytes, for prefixes
// and near words. It is replaced as a whole when words are new.
type lexis struct{ signatures []signature }

// grown is the lexis with the words from the given number on.
func (l lexis) grown(v *vocabulary, from int) lexis {
	if from == len(v.texts) {
		return l
	}
	all := slices.Clone(l.signatures)
	for i := from; i < len(v.texts); i++ {
		all = append(all, sign(int32(i), v.texts[i]))
	}
	slices.SortFunc(all, func(a, b signature) int { return strings.Compare(v.texts[a.term], v.texts[b.term]) })
	return lexis{all}
}
