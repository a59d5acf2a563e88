package search

import (
	"math"
	"math/bits"
	"strings"
)

// Parts of a score. They add up to little more than 1 for a title that is the
// text, word for word.
const (
	ofWords    = 0.55 // BM25 of the terms, as a share of the most there can be
	ofTitle    = 0.25 // how much of the title was asked for
	ofOrder    = 0.30 // pairs of words that stand together as typed
	ofPhrase   = 0.25 // all pairs do: the text stands there as typed
	ofOpening  = 0.04 // the title opens with a word asked for
	ofBoost    = 0.05
	ofCode     = 1.0 // the very code was typed
	saturation = 1.2 // BM25's k1
	lengthness = 0.6 // BM25's b
	inKeywords = 0.5 // a word in the keywords, against one in the title
)

// How well a word found is the word typed, where the letters are the same and the
// marks are not.
const (
	otherMarks  = 0.4 // marks were typed, and others than these
	unlikeOther = 0.6 // none on this word, but on others of the text
	noMarks     = 0.9 // none at all
)

// score is how well a document answers a reading whose roles are played; 0 when
// it lacks a pair that the reading needs or, if it must have the whole text, a term.
func (x *Index) score(s *scratch, r *reading, slot int32, whole bool) float64 {
	e := x.entries[slot]
	clear(s.seen[:len(r.terms)])
	clear(s.tf[:len(r.terms)])
	covered := x.scan(s, r, e.title, 1)
	opening := x.opens(s, r, e)
	x.scan(s, r, e.extra, inKeywords)
	for _, p := range r.needs {
		if s.seen[p.first]&(1<<p.second) == 0 {
			return 0
		}
	}
	length := 1 - lengthness + lengthness*float64(len(e.title))*float64(x.Len())/float64(max(x.words, 1))
	words, exact := 0.0, 0.0
	for i := range r.terms {
		t := &r.terms[i]
		tf := s.tf[i]
		if t.code != "" && strings.Contains(e.code, t.code) {
			tf = 1
			if e.code == t.code {
				exact = ofCode
			}
		}
		if tf == 0 && whole && !t.optional {
			return 0
		}
		words += t.weight * tf / (tf + saturation*length)
	}
	score := exact + ofBoost*e.Boost + opening
	if r.weight > 0 {
		score += ofWords * words * (1 + saturation) / r.weight
	}
	if e.content > 0 {
		score += ofTitle * min(1, covered/float64(e.content))
	}
	if r.pairs > 0 {
		together := 0
		for i := range r.terms {
			together += bits.OnesCount32(s.seen[i])
		}
		score += ofOrder * float64(together) / float64(r.pairs)
		if together == r.pairs {
			score += ofPhrase
		}
	}
	// Steps of a ten thousandth: what a republication elsewhere does to the weights
	// of words leaves most scores, and with them the places of cursors, as they are.
	return math.Round(score*r.factor*1e4) / 1e4
}

// scan goes through words of a document: notes how often each term occurs and
// which stand together, and counts the words asked for.
func (x *Index) scan(s *scratch, r *reading, tokens []token, field float64) (covered float64) {
	before := -1
	for _, t := range tokens {
		p := s.roles[t.term]
		if p.term == 0 {
			before = -1
			continue
		}
		n := int(p.term) - 1
		if asked := &r.terms[n]; asked.sure && asked.marked && asked.written != t.form {
			before = -1
			continue
		}
		like := float64(p.factor) * x.like(r, &r.terms[n], t, p.typo)
		s.tf[n] = max(s.tf[n], field*like) // saying it twice is no better title
		if r.terms[n].optional {
			before = -1
			continue
		}
		covered += like
		if before >= 0 {
			s.seen[before] |= r.follows[before] & (1 << n)
		}
		before = n
	}
	return covered
}

// like is how well the written form of a word is the typed one.
func (x *Index) like(r *reading, t *term, found token, typo bool) float64 {
	if found.term != t.exact {
		if t.marked && !typo && !strings.HasPrefix(x.forms.texts[found.form], strings.TrimRight(t.form, "12345")) {
			return otherMarks
		}
		return 1
	}
	switch {
	case found.form == t.written:
		return 1
	case t.marked:
		return otherMarks
	case r.strict:
		return unlikeOther
	}
	return noMarks
}

// opens is the prize for a title whose first word, after "Thủ tục", is asked for.
func (x *Index) opens(s *scratch, r *reading, e *entry) float64 {
	first := len(e.title) - e.content
	if first >= len(e.title) {
		return 0
	}
	p := s.roles[e.title[first].term]
	if p.term == 0 || r.terms[p.term-1].optional {
		return 0
	}
	return ofOpening
}
