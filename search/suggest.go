package search

// Suggestion is a title for what is being typed.
type Suggestion struct {
	ID    int64
	Title string
	Spans []Span // what of Title matched
}

// suggestMax is the most suggestions, and how many found ones are looked at for
// them: of procedures with one title (provinces issue such) the first is named.
const suggestMax = 20

// Suggest completes a text whose last word may be the beginning of one, best
// first, each title once.
func (x *Index) Suggest(prefix string, limit int) []Suggestion {
	if x.Len() == 0 {
		return nil
	}
	limit = min(max(limit, 1), suggestMax)
	typed := x.read(prefix)
	if len(typed.words) == 0 {
		return nil
	}
	s := x.take()
	defer x.give(s)
	readings, _ := x.match(s, typed, true)
	top := newTop(2 * limit)
	for _, slot := range s.found {
		top.add(candidate{slot, s.scores[slot], x.byTitle.ranks[slot]})
	}
	out := make([]Suggestion, 0, limit)
	for _, h := range x.hits(s, readings, top.kept) {
		if len(out) == limit {
			break
		}
		if !named(out, h.Title) {
			out = append(out, Suggestion{h.ID, h.Title, h.Spans})
		}
	}
	return out
}

func named(all []Suggestion, title string) bool {
	for i := range all {
		if all[i].Title == title {
			return true
		}
	}
	return false
}
