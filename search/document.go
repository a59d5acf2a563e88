package search

// Document is a procedure as it is searched. Titles and keywords are searched;
// the rest filters and is counted. The index keeps its slices: they are not to be
// changed afterwards.
type Document struct {
	ID         int64
	Code       string   // of the procedure, as published: "1.001193"
	Title      string   // of less than 64 KiB; what is longer is not searched
	Keywords   []string // results, life events, other names: count half of a title
	Levels     []string // where it is handled
	Sectors    []string
	Units      []string // units that handle it
	LifeEvents []string
	OneStop    bool    // received at one-stop counters
	Online     bool    // can be filed online
	Boost      float64 // in [0,1], moves a procedure up among equals: how often it is asked for
}

// entry is a document as the index keeps it.
type entry struct {
	Document
	code    string   // Code without what is neither letter nor digit
	title   []token  // words of Title
	spans   []extent // where each word of the title stands
	extra   []token  // words of Keywords
	content int      // words of the title but for an opening "Thủ tục"
	key     []byte   // place of Title in the order of the Vietnamese alphabet
	values  [dimensions][]int32
}

// token is a word of a document: its folded and its written form.
type token struct{ term, form int32 }

// extent is a Span in little memory; titleMax bounds what it must hold.
type extent struct{ start, length uint16 }

func (e extent) span() Span { return Span{int(e.start), int(e.start) + int(e.length)} }

// The dimensions documents are filtered and counted by.
const (
	level = iota
	sector
	lifeEvent
	unit
	dimensions
)

// terms calls f with every folded word of the entry, repeated ones too.
func (e *entry) terms(f func(int32)) {
	for _, t := range e.title {
		f(t.term)
	}
	for _, t := range e.extra {
		f(t.term)
	}
}
