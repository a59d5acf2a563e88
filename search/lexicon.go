package search

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
)

//go:embed synonyms.csv
var synonymsFile string

//go:embed fillers.csv
var fillersFile string

// lexicon is what people say instead of what titles say. Phrases are kept by
// their first folded word, longest first.
type lexicon struct {
	fillers  map[string][]phrase
	synonyms map[string][]phrase
}

// phrase is words, and what is meant by them: other words, several readings.
type phrase struct {
	words []word
	meant [][]word
}

// readLexicon reads the two files of this package.
func readLexicon() *lexicon {
	l := &lexicon{fillers: map[string][]phrase{}, synonyms: map[string][]phrase{}}
	for _, row := range rows(fillersFile) {
		add(l.fillers, row[0], "")
	}
	for _, row := range rows(synonymsFile) {
		add(l.synonyms, row[0], row[1])
	}
	for _, set := range []map[string][]phrase{l.fillers, l.synonyms} {
		for _, all := range set {
			slices.SortStableFunc(all, func(a, b phrase) int { return len(b.words) - len(a.words) })
		}
	}
	return l
}

// rows are the lines of an embedded file after its heading. That it cannot be
// read is a mistake in the program, not an event.
func rows(text string) [][]string {
	all, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		panic(fmt.Sprintf("search: embedded data: %v", err)) // the files are embedded and tested: cannot happen
	}
	return all[1:]
}

func add(set map[string][]phrase, typed, meant string) {
	words := wordsOf(typed)
	first := words[0].folded
	for i, p := range set[first] {
		if slices.EqualFunc(p.words, words, func(a, b word) bool { return a.form == b.form }) {
			set[first][i].meant = append(p.meant, wordsOf(meant))
			return
		}
	}
	p := phrase{words: words}
	if meant != "" {
		p.meant = [][]word{wordsOf(meant)}
	}
	set[first] = append(set[first], p)
}

func wordsOf(text string) []word {
	var out []word
	cut(text, func(s Span) { out = append(out, analyse(text[s.Start:s.End])) })
	return out
}

// longest is the longest phrase of a set that words begin with. A word typed with
// marks must be the phrase's; one typed without may be any that folds alike.
func longest(set map[string][]phrase, words []word) (phrase, bool) {
	if len(words) == 0 {
		return phrase{}, false
	}
	for _, p := range set[words[0].folded] {
		if begins(words, p.words) {
			return p, true
		}
	}
	return phrase{}, false
}

func begins(words, p []word) bool {
	if len(words) < len(p) {
		return false
	}
	for i := range p {
		if words[i].form != p[i].form && (words[i].marked || words[i].folded != p[i].folded) {
			return false
		}
	}
	return true
}
