package search

// Query is what is asked of an index. Everything in it narrows; an empty one
// lists all.
type Query struct {
	Text      string // at most TextMax bytes of it are read, and its first WordsMax words
	Level     string
	Sector    string
	Unit      string
	LifeEvent string
	OneStop   *bool
	Online    *bool
	Order     Order  // of a list without text
	After     Cursor // of the page before; "" for the first page
	Limit     int    // hits on a page: 20 when 0, at most LimitMax
	Facets    bool   // count by dimension, too
}

// Bounds of a query.
const (
	TextMax  = 512 // bytes of Query.Text that are read
	WordsMax = 24  // words of it
	LimitMax = 100
	limitAll = 20
)

// Order is that of a list without text. With text the best comes first.
type Order int

// The orders of a list.
const (
	ByTitle Order = iota // of the Vietnamese alphabet
	ByCode
)

// Cursor is where a page ended. It holds for the index that gave it; another
// goes on after the same document where it still has it, else near to it.
type Cursor string

// Result is a page of an answer, best first.
type Result struct {
	Hits      []Hit
	Total     int    // on all pages
	Facets    Facets // when asked for
	Near      bool   // no document has everything that was typed; these have most of it
	Corrected string // the text as it was understood, when that is not as typed
	Next      Cursor // of the next page; "" when this is the last
}

// Hit is a document found.
type Hit struct {
	ID    int64
	Code  string
	Title string
	Spans []Span  // what of Title matched, in bytes, ascending and apart
	Score float64 // comparable within a result; 0 in a list
}

// Facets are how many of the documents found there are by each dimension. A
// dimension that the query narrows is counted as though it did not: the numbers
// say what choosing another value would give.
type Facets struct {
	Levels     []Count // most first
	Sectors    []Count
	LifeEvents []Count
	OneStop    int
	Online     int
}

// Count is how many documents have a value.
type Count struct {
	Value string
	N     int
}
