package search

import "math/bits"

// match collects the documents of the first kind of reading that finds any: as
// typed, with unknown words as typing errors; then every word as a possible one;
// then what has most of the words (near).
func (x *Index) match(s *scratch, t typed, prefix bool) (readings []reading, near bool) {
	words := x.parted(t.words)
	for _, m := range []mode{{prefix: prefix}, {prefix: prefix, widen: true}} {
		readings = x.readings(words, m)
		for i := range readings {
			x.full(s, &readings[i], uint8(i), prefix)
		}
		if len(s.found) > 0 {
			return readings, false
		}
	}
	readings = []reading{x.build(words, mode{prefix: prefix})}
	x.most(s, &readings[0])
	return readings, len(s.found) > 0
}

// full finds the documents that have every required term of a reading; opening:
// where they are many, those whose title opens with one.
func (x *Index) full(s *scratch, r *reading, n uint8, opening bool) {
	rarest, least := -1, 0
	for i := range r.terms {
		t := &r.terms[i]
		if t.optional {
			continue
		}
		size := len(t.slots)
		for _, a := range t.alternatives {
			size += len(x.holders(a.term))
		}
		if size == 0 {
			return
		}
		if rarest < 0 || size < least {
			rarest, least = i, size
		}
	}
	if rarest < 0 {
		return
	}
	s.mark(x, r, rarest, true)
	for i := range r.terms {
		if i != rarest && !r.terms[i].optional {
			s.mark(x, r, i, false)
		}
	}
	s.play(r)
	found := len(s.found)
	few := !opening || len(s.touched) <= openingFrom
	x.keepFull(s, r, n, !few)
	if !few && len(s.found) == found {
		x.keepFull(s, r, n, false)
	}
	s.unplay()
	s.untouch()
}

// A letter or two begin a word in most of the catalogue. From so many documents on
// only titles are suggested that open with it, and of these the short ones, which
// would come first anyway.
const (
	openingFrom = 500
	openingMax  = 14 // words of a title
)

// keepFull scores the documents that have every required term; opening: of them
// those with a short title that opens with one.
func (x *Index) keepFull(s *scratch, r *reading, n uint8, opening bool) {
	for _, slot := range s.touched {
		if s.masks[slot] != r.required || opening && (len(x.entries[slot].title) > openingMax || x.opens(s, r, x.entries[slot]) == 0) {
			continue
		}
		s.keep(slot, x.score(s, r, slot, true), n)
	}
}

// mark notes a term at the documents that have it: at all, or at those that have
// another already.
func (s *scratch) mark(x *Index, r *reading, n int, all bool) {
	bit := uint32(1) << n
	one := func(slots []int32) {
		for _, slot := range slots {
			if s.masks[slot] == 0 {
				if !all {
					continue
				}
				s.touched = append(s.touched, slot)
			}
			s.masks[slot] |= bit
		}
	}
	one(r.terms[n].slots)
	for _, a := range r.terms[n].alternatives {
		one(x.holders(a.term))
	}
}

// keep notes a document found, by its best reading.
func (s *scratch) keep(slot int32, score float64, n uint8) {
	if score <= 0 || score <= s.scores[slot] {
		return
	}
	if s.scores[slot] == 0 {
		s.found = append(s.found, slot)
	}
	s.scores[slot], s.best[slot] = score, n
}

// A near document has half of the required terms, of a long question three, and
// so much of the score of the nearest.
const (
	nearTerms = 3
	nearShare = 0.6
)

// most finds the documents that have enough of the required terms and are nearly
// as good as the best of them.
func (x *Index) most(s *scratch, r *reading) {
	lone := uint32(0) // a single letter or digit is no reason to show anything
	for i := range r.terms {
		if r.terms[i].optional {
			continue
		}
		s.mark(x, r, i, true)
		if len(r.terms[i].folded) == 1 {
			lone |= 1 << i
		}
	}
	need := min((bits.OnesCount32(r.required)+1)/2, nearTerms)
	most := 0.0
	for _, slot := range s.touched {
		most = max(most, r.carried(s.masks[slot]))
	}
	s.play(r)
	best := 0.0
	for _, slot := range s.touched {
		mask := s.masks[slot]
		if mask&^lone != 0 && bits.OnesCount32(mask) >= need && r.carried(mask) >= most/2 {
			s.keep(slot, x.score(s, r, slot, false), 0)
			best = max(best, s.scores[slot])
		}
	}
	s.unplay()
	s.untouch()
	s.drop(nearShare * best)
}

// drop lets go of what has a lesser score.
func (s *scratch) drop(least float64) {
	kept := s.found[:0]
	for _, slot := range s.found {
		if s.scores[slot] >= least {
			kept = append(kept, slot)
		} else {
			s.scores[slot] = 0
		}
	}
	s.found = kept
}

// carried is the weight of the terms in a mask.
func (r *reading) carried(mask uint32) float64 {
	sum := 0.0
	for ; mask != 0; mask &= mask - 1 {
		sum += r.terms[bits.TrailingZeros32(mask)].weight
	}
	return sum
}
