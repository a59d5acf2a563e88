package office

import (
	"cmp"
	"maps"
	"slices"

	"motcua/calendar"
	"motcua/internal/clock"
)

// edits is the last edit of each day, of one unit.
type edits map[clock.Date]Edit

// spans is the hours of one unit by the day from which they hold; nil hours follow
// whoever is above.
type spans map[clock.Date]*Hours

func (e Edit) row() calendar.Day {
	return calendar.Day{Date: e.Day, Name: e.Name, Kind: e.Kind, Basis: calendar.Published, Source: e.Decision, Note: e.Note}
}

// over lays edits over rows: an edited day is what the edit says and nothing else.
// A row below that says another thing is no error here: it may have come with a
// later version of the product.
func over(rows []calendar.Day, e edits) []calendar.Day {
	if len(e) == 0 {
		return rows
	}
	out := slices.DeleteFunc(slices.Clone(rows), func(d calendar.Day) bool {
		edit, is := e[d.Date]
		return is && edit.Kind != Withdrawn
	})
	for _, edit := range e {
		if edit.Kind != Plain && edit.Kind != Withdrawn {
			out = append(out, edit.row())
		}
	}
	return out
}

// periods is the hours along a chain of units, nearest first: on every day those
// of the nearest unit that has hours then, or the default.
func periods(chain []spans) []calendar.Period {
	begins := map[clock.Date]bool{}
	for _, s := range chain {
		for d := range s {
			begins[d] = true
		}
	}
	out := []calendar.Period{{Hours: calendar.DefaultHours()}}
	for _, d := range slices.SortedFunc(maps.Keys(begins), byDate) {
		out = append(out, calendar.Period{From: d, Hours: hoursOn(chain, d)})
	}
	return out
}

func byDate(a, b clock.Date) int { return cmp.Compare(0, a.DaysUntil(b)) }

func hoursOn(chain []spans, d clock.Date) Hours {
	for _, s := range chain {
		if hours := s.on(d); hours != nil {
			return *hours
		}
	}
	return calendar.DefaultHours()
}
