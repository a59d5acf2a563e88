package search

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"
)

// alternative is a folded word that may be meant by a typed one, and how surely,
// in (0,1].
type alternative struct {
	term   int32
	factor float32
	typo   bool
}

// How surely a word is meant.
const (
	asPrefix     = 0.7 // the typed word is its beginning
	oneTypo      = 0.6
	twoTypos     = 0.4
	prefixesMax  = 48
	typosMax     = 12
	oneTypoFrom  = 4 // letters of a typed word from which on one typing error is forgiven
	twoTyposFrom = 8 // and two
)

// prefixed are the words that begin with the folded letters, the commonest first.
func (x *Index) prefixed(start string, most int) []alternative {
	all := x.lexis.signatures
	i, _ := slices.BinarySearchFunc(all, start, func(s signature, start string) int {
		return strings.Compare(x.terms.texts[s.term], start)
	})
	var out []alternative
	for ; i < len(all) && strings.HasPrefix(x.terms.texts[all[i].term], start); i++ {
		if t := all[i].term; len(x.holders(t)) > 0 {
			out = append(out, alternative{term: t, factor: asPrefix})
		}
	}
	return x.commonest(out, most)
}

// misspelt are the words that differ from the typed one by few typing errors: a
// letter too many, missing, another, or two exchanged.
func (x *Index) misspelt(typed string) []alternative {
	want := sign(-1, typed)
	most := 0
	switch {
	case want.runes >= twoTyposFrom:
		most = 2
	case want.runes >= oneTypoFrom:
		most = 1
	default:
		return nil
	}
	letters := []rune(typed)
	var out []alternative
	for _, s := range x.lexis.signatures {
		// Each error changes the length by one at most, and the set of letters by two.
		if d := s.runes - want.runes; d > int32(most) || d < -int32(most) || bits.OnesCount64(s.letters^want.letters) > 2*most {
			continue
		}
		if len(x.holders(s.term)) == 0 {
			continue
		}
		d := distance(letters, x.terms.texts[s.term], most)
		if d == 1 {
			out = append(out, alternative{s.term, oneTypo, true})
		} else if d <= most {
			out = append(out, alternative{s.term, twoTypos, true})
		}
	}
	return x.commonest(out, typosMax)
}

// commonest keeps the surest and of these the most frequent.
func (x *Index) commonest(all []alternative, most int) []alternative {
	slices.SortFunc(all, func(a, b alternative) int {
		return cmp.Or(cmp.Compare(b.factor, a.factor), len(x.holders(b.term))-len(x.holders(a.term)),
			strings.Compare(x.terms.texts[a.term], x.terms.texts[b.term]))
	})
	return all[:min(len(all), most)]
}

// distance is the least number of typing errors between two words (Damerau and
// Levenshtein; exchanged letters are not touched again), or more than most.
func distance(a []rune, text string, most int) int {
	const longest = 31
	var rows [3][longest + 1]int
	b := []rune(text)
	if len(a) > longest || len(b) > longest {
		return most + 1
	}
	older, old, now := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		old[j] = j
	}
	for i := 1; i <= len(a); i++ {
		now[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d := min(old[j]+1, now[j-1]+1, old[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, older[j-2]+1)
			}
			now[j] = d
			least = min(least, d)
		}
		if least > most {
			return most + 1
		}
		older, old, now = old, now, older
	}
	return min(old[len(b)], most+1)
}
