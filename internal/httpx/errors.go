package httpx

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"motcua/internal/fault"
)

// Status is the HTTP status of a fault.
func Status(f *fault.Error) int {
	switch f.Code {
	case fault.CodeMethod:
		return http.StatusMethodNotAllowed
	case fault.CodeTooLarge:
		return http.StatusRequestEntityTooLarge
	}
	switch f.Kind() {
	case fault.Invalid:
		return http.StatusUnprocessableEntity
	case fault.NotFound:
		return http.StatusNotFound
	case fault.Forbidden:
		return http.StatusForbidden
	case fault.Unauthenticated:
		return http.StatusUnauthorized
	case fault.Conflict, fault.Stale:
		return http.StatusConflict
	case fault.TooMany:
		return http.StatusTooManyRequests
	case fault.Unavailable:
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// statusGone is written in the log when the client left before the answer.
const statusGone = 499

// retryAfter is the advice on 503, in seconds.
const retryAfter = 5

// fail turns err into the surface's error page.
func (m *mux) fail(w *response, r *http.Request, err error) {
	f := m.faultOf(r, err)
	status := Status(f)
	switch {
	case From(r).client.Err() != nil && !From(r).slow:
		w.gone()
		return
	case status == http.StatusInternalServerError:
		m.Log.Error("request failed", "request", From(r).ID, "pattern", From(r).Route.Pattern, "error", err.Error())
	case status == http.StatusServiceUnavailable:
		m.Log.Warn("unavailable", "request", From(r).ID, "pattern", From(r).Route.Pattern, "error", err.Error())
	}
	if w.status != 0 {
		return // the answer has begun; it cannot become another
	}
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Del("Content-Length")
	h.Del("Etag")
	h.Del("Last-Modified")
	switch status {
	case http.StatusUnauthorized:
		h.Set("WWW-Authenticate", "Bearer")
	}
	Advise(w, f)
	if From(r).unread {
		h.Set("Connection", "close") // what is left of the body is not waited for
	}
	w.pending = status
	if m.ErrorPage == nil {
		h.Set("Content-Type", "text/plain; charset=utf-8")
		fmt.Fprintf(w, "%s (%s)\n", f.Code, From(r).ID)
		return
	}
	// The page is drawn although the request's own time may be over.
	m.ErrorPage(w, r.WithContext(context.WithoutCancel(r.Context())), status, f)
	if w.status == 0 {
		w.WriteHeader(status)
	}
}

// faultOf is what the person is told of err: a change of which it is not known
// whether it was made is said so, and lateness is no mistake of the program.
func (m *mux) faultOf(r *http.Request, err error) *fault.Error {
	f := asFault(err)
	switch {
	case m.CommitUnknown != nil && errors.Is(err, m.CommitUnknown):
		return fault.Wrap(err, fault.CodeCommitUnknown)
	case f.Kind() == fault.Internal && context.Cause(r.Context()) == errLate:
		return fault.Wrap(err, fault.CodeUnavailable)
	}
	return f
}

// Advise sets what an answer that shows f itself owes to the client beside the
// page: when to try again.
func Advise(w http.ResponseWriter, f *fault.Error) {
	if kind := f.Kind(); kind == fault.TooMany || kind == fault.Unavailable {
		w.Header().Set("Retry-After", strconv.Itoa(wait(f)))
	}
}

// asFault is fault.As that knows the body limit's own error.
func asFault(err error) *fault.Error {
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return fault.Wrap(err, fault.CodeTooLarge)
	}
	return fault.As(err)
}

// wait is the number of seconds to wait, from the fault's "seconds" if it has them.
func wait(f *fault.Error) int {
	for i := 0; i+1 < len(f.Args); i += 2 {
		if seconds, ok := f.Args[i+1].(int); ok && f.Args[i] == "seconds" {
			return seconds
		}
	}
	return retryAfter
}
