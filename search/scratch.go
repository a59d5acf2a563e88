package search

// scratch is the working memory of one question; it goes from question to
// question by a pool, empty.
type scratch struct {
	masks   []uint32  // by slot: terms of the reading it has
	touched []int32   // slots whose mask is not 0
	scores  []float64 // by slot: best so far; 0: not found
	found   []int32   // slots whose score is not 0
	best    []uint8   // by slot: number of the reading with that score
	roles   []role    // by folded word
	played  []int32   // words that have a role
	seen    []uint32  // by term: followers seen right after it
	tf      []float64 // by term
	counts  [dimensions][]int
}

// role is what a folded word is in a reading.
type role struct {
	term   uint8 // number of the term, from 1
	factor float32
	typo   bool
}

func (x *Index) take() *scratch {
	s := x.scratch.Get().(*scratch)
	s.masks = sized(s.masks, len(x.entries))
	s.scores = sized(s.scores, len(x.entries))
	s.best = sized(s.best, len(x.entries))
	s.roles = sized(s.roles, len(x.terms.texts))
	s.seen = sized(s.seen, 32)
	s.tf = sized(s.tf, 32)
	return s
}

// give returns the memory, emptied where it was used.
func (x *Index) give(s *scratch) {
	s.untouch()
	for _, slot := range s.found {
		s.scores[slot] = 0
	}
	s.found = s.found[:0]
	x.scratch.Put(s)
}

func (s *scratch) untouch() {
	for _, slot := range s.touched {
		s.masks[slot] = 0
	}
	s.touched = s.touched[:0]
}

// sized is a slice of n elements; what it had beyond was emptied by its user.
func sized[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/8)
	}
	return s[:n]
}

// play gives the words of a reading their roles. Where two typed words may be
// one, the surer takes it.
func (s *scratch) play(r *reading) {
	for i := range r.terms {
		for _, a := range r.terms[i].alternatives {
			now := &s.roles[a.term]
			if now.term == 0 {
				s.played = append(s.played, a.term)
			} else if now.factor >= a.factor {
				continue
			}
			*now = role{uint8(i + 1), a.factor, a.typo}
		}
	}
}

func (s *scratch) unplay() {
	for _, term := range s.played {
		s.roles[term] = role{}
	}
	s.played = s.played[:0]
}
