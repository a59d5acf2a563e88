package search

import "math"

// reading is one way to understand what was typed: words that a document must
// have, and words that only help.
type reading struct {
	terms    []term
	required uint32   // bit per term
	follows  []uint32 // by term: which come right after it somewhere in the text
	pairs    int      // bits in follows
	needs    []pair   // pairs that must stand together in a document
	weight   float64  // of all terms
	factor   float64  // how surely this reading is meant
	strict   bool     // somebody who writes marks wrote it: a bare word is bare
}

// term is a typed word and what it may be in documents.
type term struct {
	piece
	exact        int32 // folded word of the same letters; -1: in no document
	written      int32 // form as typed; -1: in no document
	alternatives []alternative
	slots        []int32 // of a code
	weight       float64
	optional     bool
}

// pair is a term and the one after it.
type pair struct{ first, second int }

// mode is how far from the typed letters a reading may go.
type mode struct {
	widen  bool // known words may be typing errors, too
	prefix bool // the last word may be the beginning of one
}

const (
	asSynonym    = 0.93 // reading by another name, against one by the words typed
	fillerWeight = 0.1
	readingsMax  = 6
)

// build makes a reading of words.
func (x *Index) build(words []piece, m mode) reading {
	r := reading{factor: 1}
	optional, any := x.fillers(words)
	at := make([]int, len(words)) // term of each word
	for i, w := range words {
		at[i] = r.place(w)
		if at[i] == len(r.terms) {
			t := x.term(w, m, i == len(words)-1)
			t.optional = optional[i] && any
			r.terms = append(r.terms, t)
		} else if !optional[i] {
			r.terms[at[i]].optional = false
		}
		r.strict = r.strict || w.marked
	}
	r.follows = make([]uint32, len(r.terms))
	before := -1
	for _, n := range at {
		t := &r.terms[n]
		if t.optional {
			continue
		}
		r.required |= 1 << n
		if before >= 0 && r.follows[before]&(1<<n) == 0 {
			r.follows[before] |= 1 << n
			r.pairs++
		}
		before = n
	}
	for i := range r.terms {
		if r.terms[i].optional {
			r.terms[i].weight *= fillerWeight
		}
		r.weight += r.terms[i].weight
	}
	return r
}

// place is the term that already stands for a word, or the next free number.
func (r *reading) place(w piece) int {
	for i := range r.terms {
		if r.terms[i].folded == w.folded {
			return i
		}
	}
	return len(r.terms)
}

// fillers tells the words that only ask ("thủ tục", "ở đâu"), and whether there
// are others.
func (x *Index) fillers(words []piece) (optional []bool, others bool) {
	optional = make([]bool, len(words))
	plain := bare(words)
	left := len(words)
	for i := 0; i < len(words); {
		p, ok := longest(x.lexicon.fillers, plain[i:])
		if !ok {
			i++
			continue
		}
		for range p.words {
			optional[i] = true
			i++
			left--
		}
	}
	return optional, left > 0
}

func bare(words []piece) []word {
	out := make([]word, len(words))
	for i := range words {
		out[i] = words[i].word
	}
	return out
}

// rarity is the weight of a word that so many of the documents have (BM25's idf).
func (x *Index) rarity(holders int) float64 {
	n := float64(x.Len())
	df := min(float64(holders), n)
	return math.Log(1 + (n-df+0.5)/(df+0.5))
}
