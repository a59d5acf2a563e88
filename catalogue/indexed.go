package catalogue

import (
	"strconv"

	"motcua/internal/clock"
	"motcua/search"
)

// documentOf is an entry as search knows it on day d; false when it is not in
// force then: what is abolished leaves the lists (NĐ63 Đ14 k2c).
func documentOf(e *Entry, d clock.Date) (search.Document, bool) {
	v, ok := e.EditionAt(d)
	if !ok {
		return search.Document{}, false
	}
	return e.Document(v.Card), true
}

// Document is the entry as search knows it under a card of it.
func (e Entry) Document(c Card) search.Document {
	doc := search.Document{ID: e.ID, Code: e.Code, Title: c.Name, Sectors: namesOf(c.Sectors), LifeEvents: c.LifeEvents,
		Keywords: append(namesOf(c.Results), c.LifeEvents...)}
	if e.IsOwn() {
		doc.Units = append(doc.Units, Own)
	}
	for _, l := range e.Listings {
		doc.Levels = append(doc.Levels, l.Level)
		doc.OneStop = doc.OneStop || l.OneStop
		doc.Online = doc.OneStop // whatever a one-stop unit receives is filed here too
		if l.Body != 0 {
			doc.Units = append(doc.Units, strconv.FormatInt(l.Body, 10))
		}
	}
	return doc
}

// index is the search over the entries on s.Day: that of old with what changed put
// in, or a new one for another day.
func (s *Shelf) index(old *Shelf, changed map[int64]*Entry) *search.Index {
	if old.Index == nil || old.Day != s.Day {
		docs := make([]search.Document, 0, len(s.sorted))
		for i := range s.sorted {
			if doc, ok := documentOf(&s.sorted[i], s.Day); ok {
				docs = append(docs, doc)
			}
		}
		return search.Build(docs)
	}
	var docs []search.Document
	var removed []int64
	for _, e := range changed {
		if doc, ok := documentOf(e, s.Day); ok {
			docs = append(docs, doc)
		} else {
			removed = append(removed, e.ID)
		}
	}
	return old.Index.With(docs, removed)
}
