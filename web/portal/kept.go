package portal

import (
	"net/http"
	"strconv"
	"time"

	"motcua/internal/clock"
	"motcua/internal/httpx"
)

// Fresh numbers the states of what pages show: whoever reads a number and then looks
// sees at least what was published under it.
type Fresh interface{ Epoch() uint64 }

// procedureKey is what the page of a procedure depends on: the last change of the
// procedure, the edition and the process of the day, and what all pages share. What
// else it shows follows the clock (procedureUntil). Nothing here asks the database.
func (p *Portal) procedureKey(r *http.Request) (string, bool) {
	var shared uint64
	if p.Shared != nil {
		shared = p.Shared.Epoch() // read before what it numbers
	}
	code, day := r.PathValue("code"), httpx.From(r).Now.Date()
	e, found := p.Dossiers.Book.ByCode(code)
	if !found || r.URL.RawQuery != "" {
		return "", false
	}
	v, inForce := e.EditionAt(day)
	process, _ := e.ProcessAt(day)
	b := make([]byte, 0, 96)
	b = append(append(b, code...), ' ')
	for _, n := range []int64{e.ID, e.Changed, int64(v.Number), int64(process.Number)} {
		b = append(strconv.AppendInt(b, n, 10), ' ')
	}
	return string(strconv.AppendUint(b, shared, 10)), inForce
}

// procedureUntil is until when the page of a procedure is true at now: the version in
// force is that of the day, and a promise "if received now" is printed with its minute.
// Every mark of the law and of office hours is on a full minute, which is still in time:
// 15:00 promises something else than a moment later.
func procedureUntil(now clock.Instant, promises bool) clock.Instant {
	minute := clock.FromTime(now.Time().Truncate(time.Minute))
	switch {
	case !promises:
		return clock.At(now.Date().AddDays(1), 0)
	case now == minute:
		return now + 1
	}
	return minute.Add(time.Minute)
}
