package portal

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"time"

	"motcua/calendar"
	"motcua/catalogue"
	"motcua/internal/clock"
	"motcua/internal/httpx"
)

// Fresh numbers the states of what pages show: whoever reads a number and then looks
// sees at least what was published under it.
type Fresh interface{ Epoch() uint64 }

// procedureKey is what the page of a procedure depends on: the last change of the
// procedure, its standing and the edition and process of the day, and what all pages
// share. What else it shows follows the clock (timing.until). Nothing here asks the
// database. A page of another day or version is drawn for who asks: there is no end of
// days, and they would drive out what many read.
func (p *Portal) procedureKey(r *http.Request) (string, bool) {
	var shared uint64
	if p.Shared != nil {
		shared = p.Shared.Epoch() // read before what it numbers
	}
	code, day := r.PathValue("code"), httpx.From(r).Now.Date()
	e, found := p.Dossiers.Book.ByCode(code)
	if !found || len(e.Editions) == 0 || r.URL.RawQuery != "" {
		return "", false
	}
	v, standing := e.At(day)
	process, _ := e.ProcessAt(day)
	b := make([]byte, 0, 96)
	b = append(append(b, code...), ' ')
	for _, n := range [...]int64{e.ID, e.Changed, int64(v.Number), int64(process.Number)} {
		b = append(strconv.AppendInt(b, n, 10), ' ')
	}
	b = append(append(b, standing...), ' ')
	return string(strconv.AppendUint(b, shared, 10)), true
}

// until is how long the page is true that was drawn at now: at midnight another day is
// today, and a promise changes with the moment of receipt as its limit says.
func (t timing) until(c *calendar.Calendar, now clock.Instant) clock.Instant {
	end := clock.At(now.Date().AddDays(1), 0)
	for _, r := range t.Rows {
		if r.Promise != nil {
			limit, err := calendar.ParseLimit(r.Promise.Limit)
			if err != nil { // of an epoch just counted: cannot happen
				return now + 1
			}
			end = min(end, promiseUntil(c, now, limit))
		}
	}
	return end
}

// promiseUntil is until when a dossier handed in has the promise of one at now. After
// closing it is received when the counter opens next. Limits in days do not count the
// day of receipt at all; the same-day rule turns a second after its
// mark and after closing, since 15:00:00 is still in time; hours run from the moment of
// receipt and are printed to the minute, of which the first instant may still end on
// the earlier day.
func promiseUntil(c *calendar.Calendar, now clock.Instant, limit calendar.Limit) clock.Instant {
	day := now.Date()
	end := clock.At(day.AddDays(1), 0)
	turns := []clock.TimeOfDay{}
	if open := c.Reception(day); len(open) > 0 {
		turns = append(turns, open[len(open)-1].To)
	}
	if limit.Unit == calendar.SameDay {
		turns = append(turns, limit.Mark, c.Closes(day).TimeOfDay())
	}
	for _, at := range turns {
		if turn := clock.At(day, at).Add(time.Second); turn > now {
			end = min(end, turn)
		}
	}
	if limit.Unit == calendar.Hour {
		minute := clock.FromTime(now.Time().Truncate(time.Minute))
		if now == minute {
			return now + 1
		}
		return min(end, minute.Add(time.Minute))
	}
	return end
}

// newestFirst are the editions of a procedure for a list of versions.
func newestFirst(e catalogue.Entry) []catalogue.Edition {
	out := slices.Clone(e.Editions)
	slices.SortFunc(out, func(a, b catalogue.Edition) int { return cmp.Compare(b.Number, a.Number) })
	return out
}
