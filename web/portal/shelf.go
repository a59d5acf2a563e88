package portal

import (
	"net/http"
	"strconv"
	"time"

	"motcua/catalogue"
	"motcua/internal/clock"
	"motcua/internal/httpx"
)

// Shelf finds published procedures as they are at the moment. It is asked at every
// request for a page of one, so it looks nothing up in a database.
type Shelf interface {
	ByCode(code string) (catalogue.Entry, bool)
}

// Fresh numbers the states of what pages show: whoever reads a number and then looks
// sees at least what was published under it.
type Fresh interface{ Epoch() uint64 }

// steady is a book that does not change, by code; of several procedures with one code
// the first, as in catalogue.Book.
type steady map[string]catalogue.Entry

func shelve(b *catalogue.Book) steady {
	s := steady{}
	for _, e := range b.Entries() {
		if _, taken := s[e.Code]; !taken {
			s[e.Code] = e
		}
	}
	return s
}

// ByCode is the procedure with that code.
func (s steady) ByCode(code string) (catalogue.Entry, bool) {
	e, ok := s[code]
	return e, ok
}

// procedureKey is what the page of a procedure depends on: the text in force with its
// number and first day, whether it can be filed here and by which process, and what all
// pages share. What else it shows follows the clock (procedureUntil).
func (p *Portal) procedureKey(r *http.Request) (string, bool) {
	var shared uint64
	if p.Shared != nil {
		shared = p.Shared.Epoch() // read before what it numbers
	}
	code, day := r.PathValue("code"), httpx.From(r).Now.Date()
	e, found := p.Shelf.ByCode(code)
	if !found || r.URL.RawQuery != "" {
		return "", false
	}
	v, inForce := e.VersionAt(day)
	process, _ := e.ProcessAt(day)
	b := make([]byte, 0, 160)
	b = append(append(b, code...), ' ')
	b = append(append(b, v.Hash...), ' ')
	b = strconv.AppendInt(b, int64(v.Number), 10)
	b = strconv.AppendInt(append(b, ' '), int64(clock.At(v.Effective, 0)), 10)
	b = strconv.AppendInt(append(b, ' '), int64(process.Number), 10)
	b = strconv.AppendUint(append(b, ' '), shared, 10)
	return string(b), inForce
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
