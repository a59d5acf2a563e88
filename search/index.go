package search

import (
	"slices"
	"sync"
)

// Index is documents ready to be found. The zero value is empty and answers, but
// knows no synonyms; make one with Build.
type Index struct {
	entries  []*entry // by slot; nil: free
	free     []int32
	slots    map[int64]int32 // by ID of the document
	words    int             // in all titles
	terms    vocabulary      // folded words
	forms    vocabulary      // written words
	postings [][]int32       // by term: slots that hold it, ascending
	lexis    lexis
	values   [dimensions]vocabulary
	byTitle  order
	byCode   order
	lexicon  *lexicon
	scratch  *sync.Pool
}

// Build makes an index. Of documents with one ID the last counts.
func Build(docs []Document) *Index {
	empty := &Index{lexicon: readLexicon(), scratch: &sync.Pool{New: func() any { return &scratch{} }}}
	return empty.With(docs, nil)
}

// Len is how many documents there are.
func (x *Index) Len() int { return len(x.entries) - len(x.free) }

// With is the index after a republication: changed documents are added or take
// the place of those with their ID, removed ones go; an ID in both stays. Only
// what is touched is copied: the lists of the words that the old and the new text
// do not share, and the outer arrays. x goes on answering as before.
func (x *Index) With(changed []Document, removed []int64) *Index {
	if x.lexicon == nil {
		x = Build(nil)
	}
	b := newBatch(x)
	for _, id := range removed {
		b.remove(id)
	}
	for i := range changed {
		b.put(changed[i])
	}
	return b.finish()
}

// holders are the slots of documents with a folded word.
func (x *Index) holders(term int32) []int32 {
	if int(term) >= len(x.postings) {
		return nil
	}
	return x.postings[term]
}

// known is the number of a folded word that some document holds. Words that no
// document holds any more are as if they had never been.
func (x *Index) known(folded string) (int32, bool) {
	term, ok := x.terms.ids[folded]
	return term, ok && len(x.holders(term)) > 0
}

// distinct are the folded words of an entry, each once, ascending.
func (e *entry) distinct() []int32 {
	all := make([]int32, 0, len(e.title)+len(e.extra))
	e.terms(func(t int32) { all = append(all, t) })
	slices.Sort(all)
	return slices.Compact(all)
}
