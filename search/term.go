package search

import "strings"

// term finds what a typed word may be in documents.
func (x *Index) term(w piece, m mode, last bool) term {
	t := term{piece: w, exact: -1, written: -1}
	if w.code != "" {
		t.slots = x.coded(w.code)
		t.weight = x.rarity(len(t.slots))
		return t
	}
	if id, ok := x.forms.ids[w.form]; ok {
		t.written = id
	}
	id, known := x.known(w.folded)
	if known {
		t.exact = id
		t.alternatives = append(t.alternatives, alternative{term: id, factor: 1})
	}
	// "ki" of "ký" is a whole syllable, not the beginning of "kiểm".
	whole := strings.HasSuffix(w.text, "y") && strings.HasSuffix(w.folded, "i")
	if last && !whole && !w.sure && (m.prefix || (m.widen || !known) && len(w.folded) > 1) {
		t.alternatives = append(t.alternatives, x.but(x.prefixed(w.folded, prefixesMax), t.exact)...)
	}
	if !w.sure && (m.widen || len(t.alternatives) == 0 && !m.prefix) {
		t.alternatives = append(t.alternatives, x.but(x.misspelt(w.folded), t.exact)...)
	}
	holders := 0
	for _, a := range t.alternatives {
		holders += len(x.holders(a.term))
	}
	if holders > 0 {
		t.weight = x.rarity(holders)
	}
	return t
}

// but leaves one word out.
func (x *Index) but(all []alternative, term int32) []alternative {
	out := all[:0]
	for _, a := range all {
		if a.term != term {
			out = append(out, a)
		}
	}
	return out
}

// parted is the words with those that are in no document cut in two that are
// ("khaisinh"), where such are near to nothing else.
func (x *Index) parted(words []piece) []piece {
	out := make([]piece, 0, len(words)+1)
	for i, w := range words {
		_, known := x.known(w.folded)
		if known || w.sure || w.code != "" || i == len(words)-1 && len(x.prefixed(w.folded, 1)) > 0 || len(x.misspelt(w.folded)) > 0 {
			out = append(out, w)
			continue
		}
		a, b, ok := x.halves(w)
		if !ok {
			out = append(out, w)
			continue
		}
		out = append(out, a, b)
	}
	return out[:min(len(out), WordsMax)]
}

// halves cuts a word in two of two letters at least, both as common as can be.
func (x *Index) halves(w piece) (a, b piece, ok bool) {
	best := 0
	for i := 2; i <= len(w.folded)-2 && len(w.folded) < 16; i++ {
		left, knownLeft := x.known(w.folded[:i])
		right, knownRight := x.known(w.folded[i:])
		if !knownLeft || !knownRight {
			continue
		}
		if n := min(len(x.holders(left)), len(x.holders(right))); n > best {
			best, ok = n, true
			a, b = half(w, w.folded[:i]), half(w, w.folded[i:])
		}
	}
	return a, b, ok
}

func half(w piece, text string) piece {
	return piece{word: word{text: text, folded: text, form: text}, span: w.span, origin: w.folded}
}
