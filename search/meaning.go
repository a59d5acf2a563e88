package search

import "slices"

// replacement is a phrase of the text that has other names.
type replacement struct {
	at, length int
	meant      [][]word
}

// readings are the ways to understand words: as typed, and by each other name of
// a phrase in them. As typed, such a phrase must stand together in a document:
// "sổ đỏ" is not found by a "số" here and a "đó" there.
func (x *Index) readings(words []piece, m mode) []reading {
	found := x.named(words)
	words = slices.Clone(words)
	for _, f := range found {
		for i := range f.length {
			words[f.at+i].sure = true
		}
	}
	first := x.build(words, m)
	for _, f := range found {
		first.require(words[f.at : f.at+f.length])
	}
	out := []reading{first}
	for i, f := range found {
		for _, meant := range f.meant {
			if len(out) < readingsMax {
				out = append(out, x.renamed(words, found[i:i+1], meant, m))
			}
		}
	}
	if len(found) > 1 {
		out = append(out, x.renamed(words, found, nil, m))
	}
	return out
}

// named are the phrases that have other names, longest first at each word, none
// over another.
func (x *Index) named(words []piece) []replacement {
	var out []replacement
	plain := bare(words)
	for i := 0; i < len(words); {
		p, ok := longest(x.lexicon.synonyms, plain[i:])
		if !ok {
			i++
			continue
		}
		out = append(out, replacement{i, len(p.words), p.meant})
		i += len(p.words)
	}
	return out
}

// renamed is the reading with phrases under another name: the given one, or the
// first of each.
func (x *Index) renamed(words []piece, phrases []replacement, meant []word, m mode) reading {
	var all []piece
	at := 0
	for _, f := range phrases {
		all = append(all, words[at:f.at]...)
		other := meant
		if other == nil {
			other = f.meant[0]
		}
		for _, w := range other {
			all = append(all, piece{word: w, sure: true})
		}
		at = f.at + f.length
	}
	all = append(all, words[at:]...)
	r := x.build(all[:min(len(all), WordsMax)], m)
	r.factor = asSynonym
	return r
}

// require lets only documents through that have the words in this order, together.
func (r *reading) require(words []piece) {
	for i := 1; i < len(words); i++ {
		p := pair{r.place(words[i-1]), r.place(words[i])}
		if r.terms[p.first].optional || r.terms[p.second].optional {
			continue
		}
		r.needs = append(r.needs, p)
	}
}
