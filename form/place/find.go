package place

import (
	"cmp"
	"slices"
	"strings"

	"motcua/code"
)

// Query is a search for a unit.
type Query struct {
	Text string // as typed, with or without marks: "tan lien cao loc"
	From Level  // the highest level wanted; smallest units alone with Commune
	Home string // code of a province whose units come first among equals; may be ""
	Max  int    // most units to give
}

// queryRunes is how much of a query is read; no unit's full name is longer.
const queryRunes = 120

// Find is the units whose names, with those above them, hold every word that was typed
// as the beginning of a word, the best first: the same name, then a name that begins
// so, then the rest; with marks before without; at home before elsewhere. more is how
// many others there are. A query without a word finds nothing.
func (l *List) Find(q Query) (found []Unit, more int) {
	text := strings.ToLower(code.Normalize(q.Text))
	if r := []rune(text); len(r) > queryRunes {
		text = string(r[:queryRunes])
	}
	typed := words(code.Fold(text))
	if len(typed) == 0 {
		return nil, 0
	}
	plain := strings.Join(typed, " ")
	var hits []hit
	for i, u := range l.units {
		if u.Level < q.From && !(q.From == Commune && l.Smallest(u)) || !l.holds(i, typed) {
			continue
		}
		hits = append(hits, hit{i, l.rank(i, plain, text, typed), q.Home == "" || l.ProvinceOf(u.Code) != q.Home})
	}
	slices.SortStableFunc(hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), compareBool(a.away, b.away))
	})
	for _, h := range hits[:min(len(hits), q.Max)] {
		found = append(found, l.units[h.at])
	}
	return found, len(hits) - len(found)
}

// hit is a unit found: the lower the rank the better.
type hit struct {
	at   int
	rank int
	away bool
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// holds reports that the unit, or one above it, has each typed word, and that the unit
// itself has one: a district's name alone does not list all its communes before it.
func (l *List) holds(i int, typed []string) bool {
	own := false
	for _, t := range typed {
		if begins(l.folded[i].words, t) {
			own = true
			continue
		}
		above, ok := l.at[l.units[i].Above]
		for ok && !begins(l.folded[above].words, t) {
			above, ok = l.at[l.units[above].Above]
		}
		if !ok {
			return false
		}
	}
	return own
}

// begins reports that a word begins as typed; numbers are typed whole, since phường 1 is
// not meant by who asks for phường 12.
func begins(words []string, typed string) bool {
	if isNumber(typed) {
		return slices.Contains(words, typed)
	}
	return slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, typed) })
}

// rank: twice the group, one less where the marks agree as well.
func (l *List) rank(i int, plain, text string, typed []string) int {
	n := l.folded[i]
	full := strings.Join(n.words, " ")
	group := 8
	switch {
	case plain == n.plain || plain == full:
		group = 2
	case strings.HasPrefix(n.plain, plain) || strings.HasPrefix(full, plain):
		group = 4
	case strings.HasPrefix(plain, n.plain+" ") || strings.HasPrefix(plain, full+" "):
		group = 4 // the name, then where it lies
	case !slices.ContainsFunc(typed, func(t string) bool { return !begins(n.words, t) }):
		group = 6
	}
	if strings.Contains(text, n.exact) || strings.Contains(n.exact, text) {
		group--
	}
	return group
}
