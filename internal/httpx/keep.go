package httpx

import (
	"bytes"
	"context"
	"net/http"
	"net/url"
	"slices"

	"motcua/internal/clock"
	"motcua/internal/pagecache"
)

// A route with a Cache answers whoever is not signed in from kept pages: those of
// one key, language and look are one page. The handler runs when there is none, and
// its answer is kept unless it is a fault, sets a cookie or forbids it.

// ValidUntil says that what the handler of r shows is true until before that instant:
// a promise "if filed now", or a day. Of several the earliest counts. It has no effect
// where nothing is kept.
func ValidUntil(r *http.Request, until clock.Instant) {
	q := From(r)
	if q.until == 0 || until < q.until {
		q.until = until
	}
}

// kept reports whether the answer to r may come from kept pages, and under which key:
// only for who brings no session, for an address as we write it ourselves, since
// pages name their own address, and for a look that pages are kept in.
func (m *mux) kept(r *http.Request, q *Request) (pagecache.Key, bool) {
	if q.Route.Cache == nil || m.Pages == nil || !plainAddress(r.URL) {
		return pagecache.Key{}, false
	}
	token, _, err := m.token(r, q)
	if err != nil || token != "" || !slices.Contains(m.Looks, q.Theme) {
		return pagecache.Key{}, false
	}
	page, ok := q.Route.Cache(r)
	return pagecache.Key{Route: q.Route.Pattern, Page: page, Lang: q.Lang, Look: q.Theme}, ok
}

// plainAddress reports an address without escapes that spell a character in another
// way than usual.
func plainAddress(u *url.URL) bool { return u.RawPath == "" && u.Opaque == "" && !u.ForceQuery }

// answer runs the handler of the route, or answers in its place with a kept page.
func (m *mux) answer(w http.ResponseWriter, r *http.Request, q *Request) error {
	key, ok := m.kept(r, q)
	if !ok {
		return q.Route.Handler(w, r)
	}
	e := m.Pages.Get(key, q.Now)
	if e != nil {
		return q.out.send(e, r)
	}
	var own *drawn
	var trouble error
	e = m.Pages.Render(r.Context(), key, q.Now, func() *pagecache.Entry {
		own, trouble = m.draw(r, q)
		return own.entry(r, q, key, trouble)
	})
	switch {
	case e != nil:
		return q.out.send(e, r)
	case trouble != nil:
		return trouble
	case own != nil:
		return own.copy(w, r)
	}
	return q.Route.Handler(w, r)
}

// draw runs the handler aside. Others wait for it, so that it goes on when the client
// leaves, within the same limit of time; and the page is that of a GET.
func (m *mux) draw(r *http.Request, q *Request) (*drawn, error) {
	ctx, stop := context.WithTimeoutCause(context.WithoutCancel(r.Context()), m.gate.Deadline, errLate)
	defer stop()
	r = r.WithContext(ctx)
	r.Method = http.MethodGet
	d := &drawn{header: http.Header{}}
	return d, q.Route.Handler(d, r)
}

// drawn is an answer that is not sent yet.
type drawn struct {
	header http.Header
	status int
	body   bytes.Buffer
}

// Header is the header of the answer to be.
func (d *drawn) Header() http.Header { return d.header }

// WriteHeader takes the status; the first one counts.
func (d *drawn) WriteHeader(status int) {
	if d.status == 0 && status >= 200 {
		d.status = status
	}
}

// Write collects the body.
func (d *drawn) Write(b []byte) (int, error) {
	d.WriteHeader(http.StatusOK)
	return d.body.Write(b)
}

// entry is the answer as a kept page; nil when it must not be one. What the page
// depends on is asked again: when it changed meanwhile, the page may be of before or
// after, and is not kept.
func (d *drawn) entry(r *http.Request, q *Request, key pagecache.Key, trouble error) *pagecache.Entry {
	if trouble != nil || !pagecache.MayKeep(d.status, d.header) {
		return nil
	}
	page, ok := q.Route.Cache(r)
	if !ok || page != key.Page || q.until != 0 && q.until <= q.Now {
		return nil
	}
	return pagecache.NewEntry(d.header, bytes.Clone(d.body.Bytes()), q.Now, q.until)
}

// copy sends what was drawn to the one who asked for it.
func (d *drawn) copy(w http.ResponseWriter, r *http.Request) error {
	for name, values := range d.header {
		for i, v := range values {
			if i == 0 && name != "Set-Cookie" {
				w.Header().Set(name, v)
			} else {
				w.Header().Add(name, v)
			}
		}
	}
	if d.status != 0 {
		w.WriteHeader(d.status)
	}
	if r.Method == http.MethodHead || d.body.Len() == 0 {
		return nil
	}
	_, err := w.Write(d.body.Bytes())
	return err
}

// send answers with a kept page, whose bytes are as they go over the wire.
func (w *response) send(e *pagecache.Entry, r *http.Request) error {
	status, body := e.Answer(w.Header(), r)
	w.status = status
	w.ResponseWriter.WriteHeader(status)
	if len(body) == 0 {
		return nil
	}
	n, err := w.ResponseWriter.Write(body)
	w.bytes += int64(n)
	return err
}
