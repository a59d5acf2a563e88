package search

import (
	"strings"
	"unicode"

	"motcua/code"
)

// hits are candidates as they are shown.
func (x *Index) hits(s *scratch, readings []reading, kept []candidate) []Hit {
	if len(kept) == 0 {
		return nil
	}
	out := make([]Hit, len(kept))
	for n := range readings {
		played := false
		for i, c := range kept {
			if int(s.best[c.slot]) != n {
				continue
			}
			if !played {
				s.play(&readings[n])
				played = true
			}
			e := x.entries[c.slot]
			out[i] = Hit{ID: e.ID, Code: e.Code, Title: e.Title, Score: c.score, Spans: e.marked(s, &readings[n])}
		}
		s.unplay()
	}
	return out
}

// marked are the spans of a title that a reading asked for; words with only a
// space between them are one span.
func (e *entry) marked(s *scratch, r *reading) []Span {
	var out []Span
	for i, t := range e.title {
		p := s.roles[t.term]
		if p.term == 0 || r.terms[p.term-1].optional {
			continue
		}
		span := e.spans[i].span()
		if n := len(out); n > 0 && e.Title[out[n-1].End:span.Start] == " " {
			out[n-1].End = span.End
			continue
		}
		if out == nil {
			out = make([]Span, 0, 4)
		}
		out = append(out, span)
	}
	return out
}

// corrected is the typed text with its typing errors put right, as the best
// document found writes the words; "" when there are none.
func (x *Index) corrected(s *scratch, t typed, readings []reading) string {
	best := candidate{slot: -1}
	for _, slot := range s.found {
		c := candidate{slot, s.scores[slot], x.byTitle.ranks[slot]}
		if best.slot < 0 || c.before(best) {
			best = c
		}
	}
	if best.slot < 0 {
		return ""
	}
	r := &readings[s.best[best.slot]]
	right := x.right(s, r, x.entries[best.slot])
	if len(right) == 0 {
		return ""
	}
	var b strings.Builder
	at := 0
	for _, w := range t.words {
		b.WriteString(t.text[at:w.span.Start])
		if better, ok := right[w.folded]; ok {
			if !r.strict {
				better = code.Fold(better) // nobody who types no marks reads better with one
			}
			b.WriteString(better)
		} else {
			b.WriteString(w.text)
		}
		at = w.span.End
	}
	b.WriteString(t.text[at:])
	return strings.Join(strings.Fields(code.Normalize(b.String())), " ")
}

// right is what a document has instead of typed words, by folded typed word.
func (x *Index) right(s *scratch, r *reading, e *entry) map[string]string {
	var out map[string]string
	note := func(t *term, better string) {
		if out == nil {
			out = map[string]string{}
		}
		if t.origin != "" && out[t.origin] != "" {
			out[t.origin] += " " + better
		} else if t.origin != "" {
			out[t.origin] = better
		} else {
			out[t.folded] = better
		}
	}
	s.play(r)
	defer s.unplay()
	for i := range r.terms {
		t := &r.terms[i]
		word, typo, found := x.instead(s, e, i+1)
		if found && (typo || t.origin != "") {
			note(t, word)
		}
	}
	return out
}

// instead is how a document writes a term: its surest word of it.
func (x *Index) instead(s *scratch, e *entry, n int) (text string, typo, found bool) {
	sure := float32(0)
	for i, t := range e.title {
		if p := s.roles[t.term]; int(p.term) == n && p.factor > sure {
			sure, typo, found = p.factor, p.typo, true
			span := e.spans[i].span()
			text = strings.ToLower(e.Title[span.Start:span.End])
		}
	}
	for _, t := range e.extra {
		if p := s.roles[t.term]; int(p.term) == n && p.factor > sure {
			sure, typo, found = p.factor, p.typo, true
			text = x.terms.texts[t.term]
		}
	}
	return text, typo, found
}

// hasInk reports whether something visible was typed: then no word in it is no
// reason to list everything.
func hasInk(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool {
		return !unicode.IsSpace(r) && !unicode.In(r, unicode.Cf, unicode.Cc)
	})
}
