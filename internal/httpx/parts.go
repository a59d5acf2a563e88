package httpx

import (
	"errors"
	"io"
	"net"
	"net/http"

	"motcua/internal/fault"
)

// pace leaves the body of r to the handler, which reads it at the limits' pace.
func (t *ticket) pace(r *http.Request, q *Request) {
	if !hasBody(r) {
		return
	}
	t.paced = t.gate.paced(r, q.out)
	r.Body = struct {
		io.Reader
		io.Closer
	}{t.paced, r.Body}
}

// Parts reads the form with files that was posted to a route with a MaxBody of its
// own, part by part as they come, so that no file is held. Names of fields come as
// sent; file tells a file from a field. An error of each ends it and is returned.
// Faults: too_large; invalid when the body is no such form; unavailable when it came
// too slowly.
func Parts(r *http.Request, each func(name string, file bool, body io.Reader) error) error {
	return EachPart(r, func(p Part) error { return each(p.Name, p.File != "", p.Body) })
}

// Part is a field or a file of a form.
type Part struct {
	Name string // of the field, as sent
	File string // what the sender's machine calls the file, without its folder; "": a field
	Body io.Reader
}

// EachPart is Parts with the names of the files. While it reads, the pace of the body
// bounds the request in place of its own time, which begins anew at the end: a file
// takes longer on a slow line.
func EachPart(r *http.Request, each func(Part) error) error {
	parts, err := r.MultipartReader()
	if err != nil {
		return fault.Wrap(err, fault.CodeInvalid)
	}
	q := From(r)
	q.late.Stop()
	defer q.late.Reset(q.mux.gate.Deadline)
	for {
		part, err := parts.NextPart()
		if err == io.EOF {
			break
		}
		if err != nil {
			return partFault(err)
		}
		body := &remembering{r: part}
		err = each(Part{part.FormName(), part.FileName(), body})
		if body.err != nil {
			return partFault(body.err) // what each says of it is of a file cut short by us
		}
		if err != nil {
			return err
		}
	}
	_, err = io.Copy(io.Discard, r.Body) // to its end, where its pace is watched no more
	if err != nil {
		return partFault(err)
	}
	q.unread = false
	return nil
}

// partFault is the fault of a body that could not be read.
func partFault(err error) error {
	var late net.Error
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return fault.Wrap(err, fault.CodeTooLarge)
	case errors.As(err, &late) && late.Timeout():
		return fault.Wrap(err, fault.CodeUnavailable)
	}
	return fault.Wrap(err, fault.CodeInvalid)
}

// remembering keeps the error that ended its reading before the end.
type remembering struct {
	r   io.Reader
	err error
}

func (m *remembering) Read(b []byte) (int, error) {
	n, err := m.r.Read(b)
	if err != nil && err != io.EOF {
		m.err = err
	}
	return n, err
}
