package httpx

import (
	"bytes"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"time"

	"motcua/internal/fault"
	"motcua/internal/limit"
)

// firstRead is what a body gets to begin with, in bytes, without it being charged:
// most forms are smaller, and pass although slow senders hold the whole budget.
const firstRead = 4 << 10

// readBody reads the body of r before r takes a slot, so that slow senders hold
// none, and charges the ticket as the bytes come, so that they hold little.
// Faults: busy when the bodies held leave no room; too_large.
func (t *ticket) readBody(r *http.Request, q *Request) error {
	if !hasBody(r) {
		return nil
	}
	t.from = limit.Address(Address(r))
	paced := t.gate.paced(r, q.out)
	defer paced.late.Stop()
	body, err := t.readAll(paced, r.ContentLength)
	var late net.Error
	q.slow = errors.As(err, &late) && late.Timeout()
	if q.slow {
		return fault.Wrap(err, fault.CodeUnavailable) // it may be sent again
	}
	if err != nil {
		return err
	}
	q.unread, q.body = false, body
	r.Body = io.NopCloser(bytes.NewReader(body))
	return nil
}

func hasBody(r *http.Request) bool {
	return r.Body != nil && r.Body != http.NoBody && r.ContentLength != 0
}

// paced reads a body that must keep up with the limits' rate: when it falls behind
// its reading ends as if the server's own time for it were over. A writer that has
// no deadlines, as in tests without a connection, is read at any pace.
type paced struct {
	Limits
	r     io.Reader
	start time.Time
	came  int64 // bytes
	late  *time.Timer
	ended bool // its end was read, in time
}

func (l Limits) paced(r *http.Request, w http.ResponseWriter) *paced {
	hangUp := func() { _ = http.NewResponseController(w).SetReadDeadline(time.Now()) }
	return &paced{Limits: l, r: r.Body, start: time.Now(), late: time.AfterFunc(l.Start, hangUp)}
}

func (p *paced) Read(b []byte) (int, error) {
	if p.ended {
		return 0, io.EOF
	}
	n, err := p.r.Read(b)
	p.came += int64(n)
	if err == nil && p.late.Stop() {
		patience := p.Start + time.Duration(p.came)*time.Second/time.Duration(p.Rate)
		p.late.Reset(time.Until(p.start.Add(patience)))
	}
	if err == io.EOF && !p.late.Stop() {
		return n, os.ErrDeadlineExceeded // the connection's reading is over: it can serve no more
	}
	p.ended = err == io.EOF
	return n, err
}

// readAll reads r, of which told bytes are announced (-1: not), growing twofold.
func (t *ticket) readAll(r io.Reader, told int64) ([]byte, error) {
	var body []byte
	for {
		if len(body) == cap(body) {
			size := max(firstRead, 2*cap(body))
			if told > 0 && len(body) < int(told) {
				size = min(size, int(told)+1) // one more, for the end to be seen
			}
			err := t.take(int64(max(size, firstRead) - max(cap(body), firstRead)))
			if err != nil {
				return nil, err
			}
			body = append(make([]byte, 0, size), body...)
		}
		n, err := r.Read(body[len(body):cap(body)])
		body = body[:len(body)+n]
		if err == io.EOF {
			return body, nil
		}
		if err != nil {
			return nil, err
		}
	}
}
