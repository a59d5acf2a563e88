package httpx

import (
	"bytes"
	"errors"
	"io"
	"net"
	"net/http"

	"motcua/internal/fault"
)

// firstRead is what a body gets to begin with, in bytes: most forms are smaller.
const firstRead = 4 << 10

// readBody reads the body of r before r takes a slot, so that slow senders hold
// none, and charges the ticket as the bytes come, so that they hold little.
// Faults: busy when the bodies held leave no room; too_large.
func (t *ticket) readBody(r *http.Request, q *Request) error {
	if r.Body == nil || r.Body == http.NoBody || r.ContentLength == 0 {
		return nil
	}
	q.unread = true
	body, err := t.readAll(r.Body, r.ContentLength)
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

// readAll reads r, of which told bytes are announced (-1: not), growing twofold.
func (t *ticket) readAll(r io.Reader, told int64) ([]byte, error) {
	var body []byte
	for {
		if len(body) == cap(body) {
			size := max(firstRead, 2*cap(body))
			if told > 0 && len(body) < int(told) {
				size = min(size, int(told)+1) // one more, for the end to be seen
			}
			err := t.take(int64(size - cap(body)))
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
