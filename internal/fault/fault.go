// Package fault is the one error type that crosses package borders with a
// meaning for people.
//
// A fault has a stable code and arguments, never prose: the words for each code
// stand in vi.json and en.json beside this file under "fault.<code>". Everything
// else that goes wrong is internal, is logged, and is shown as "internal".
package fault

import (
	"errors"
	"fmt"
	"sort"
	"strings"
)

// Kind is what a surface needs to know to answer; it maps to an HTTP status.
type Kind int

// The kinds, never renumbered.
const (
	Internal        Kind = iota // 500, details hidden
	Invalid                     // 422, the input is wrong and can be mended
	NotFound                    // 404, absent or not to be known of
	Forbidden                   // 403
	Unauthenticated             // 401, sign in first
	Conflict                    // 409, the state does not allow it
	Stale                       // 409, someone else changed it meanwhile
	TooMany                     // 429
	Unavailable                 // 503, try again; what was typed is kept
)

// Code is the stable name of a fault. Codes are never reused with another meaning.
type Code string

// Error is a fault with its arguments and, for a form, a fault per field.
type Error struct {
	Code   Code
	Args   []any   // name, value pairs for the message
	Fields []Field // in the order of the form
	Cause  error   // what happened below; logged, never shown
}

// Field is a fault of one form field.
type Field struct {
	Name string // the stable field id
	Code Code
	Args []any
}

// New is a fault of code with name, value pairs for its message.
func New(code Code, args ...any) *Error { return &Error{Code: code, Args: args} }

// Wrap is a fault of code caused by err.
func Wrap(err error, code Code, args ...any) *Error {
	return &Error{Code: code, Args: args, Cause: err}
}

// OnField adds a fault of one field and returns e.
func (e *Error) OnField(name string, code Code, args ...any) *Error {
	e.Fields = append(e.Fields, Field{Name: name, Code: code, Args: args})
	return e
}

// Kind is the kind registered for the code.
func (e *Error) Kind() Kind { return KindOf(e.Code) }

// Error names the code, fields and cause, for logs; argument values stay out
// since they may be personal.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(string(e.Code))
	for _, f := range e.Fields {
		fmt.Fprintf(&b, " %s=%s", f.Name, f.Code)
	}
	if e.Cause != nil {
		fmt.Fprintf(&b, ": %v", e.Cause)
	}
	return b.String()
}

// Unwrap gives the cause to errors.Is and errors.As.
func (e *Error) Unwrap() error { return e.Cause }

// As finds the fault in err; anything that carries none is internal.
func As(err error) *Error {
	if err == nil {
		return nil
	}
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return &Error{Code: CodeInternal, Cause: err}
}

// Is reports whether err carries a fault of code.
func Is(err error, code Code) bool {
	var e *Error
	return errors.As(err, &e) && e.Code == code
}

// KindOf is the kind of a code; unknown codes are internal.
func KindOf(code Code) Kind { return kinds[code] }

// Codes is every code the product knows, sorted.
func Codes() []Code {
	out := make([]Code, 0, len(kinds))
	for c := range kinds {
		out = append(out, c)
	}
	sort.Slice(out, func(i, j int) bool { return out[i] < out[j] })
	return out
}
