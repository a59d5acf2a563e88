// Package strict reads JSON the way a file of published records must be read: a
// key that is unknown, written in another case or given twice, a value of the
// wrong type, an element that is null, text that is not UTF-8 or cannot be stored
// is an error that tells where it stands. encoding/json lets most of these pass.
package strict

import (
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"unicode/utf8"
)

// Kind says what is wrong with a text.
type Kind string

// The kinds of fault.
const (
	Encoding Kind = "encoding"     // not UTF-8, or a character that cannot be stored
	Syntax   Kind = "syntax"       // no JSON, or something follows the value
	Unknown  Kind = "unknown_key"  // a key the format does not have
	Repeated Kind = "repeated_key" // a key that stands twice
	Type     Kind = "type"         // a value of another type than belongs there
)

// Error is a fault at a byte offset of the text.
type Error struct {
	Kind    Kind
	Field   string // path such as "channels[0].method"; empty for the whole value
	Offset  int    // in bytes from the begin of the text
	Problem string
}

// Error is the field and the problem; the offset is for callers to turn into a place.
func (e *Error) Error() string {
	if e.Field == "" {
		return e.Problem
	}
	return "field " + e.Field + ": " + e.Problem
}

// Schema knows the keys of a type and of the types within it. It does not change.
type Schema struct {
	root    reflect.Type
	structs map[reflect.Type]map[string]field
}

type field struct {
	index int // among the fields of its struct, below 64
	typ   reflect.Type
}

// For is the schema of T.
func For[T any]() *Schema { return Of(reflect.TypeFor[T]()) }

// Of is the schema of t.
func Of(t reflect.Type) *Schema {
	s := &Schema{root: t, structs: map[reflect.Type]map[string]field{}}
	s.learn(t)
	return s
}

func (s *Schema) learn(t reflect.Type) {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || leaf(t) || s.structs[t] != nil {
		return
	}
	keys := map[string]field{}
	s.structs[t] = keys
	for i := range t.NumField() {
		f := t.Field(i)
		key, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if key == "-" || !f.IsExported() {
			continue
		}
		if key == "" {
			key = f.Name
		}
		keys[key] = field{index: i, typ: f.Type}
		s.learn(f.Type)
	}
}

// leaf reports whether t reads itself.
func leaf(t reflect.Type) bool {
	p := reflect.PointerTo(t)
	return p.Implements(reflect.TypeFor[json.Unmarshaler]()) || p.Implements(reflect.TypeFor[encoding.TextUnmarshaler]())
}

// Decode reads text into a pointer to the type of s; every error is an *Error.
func (s *Schema) Decode(text []byte, into any) error {
	if at := invalid(text); at >= 0 {
		return &Error{Kind: Encoding, Offset: at, Problem: "the text is not UTF-8"}
	}
	err := json.Unmarshal(text, into)
	var wrong *json.SyntaxError
	if errors.As(err, &wrong) {
		return &Error{Kind: Syntax, Offset: max(0, int(wrong.Offset)-1), Problem: wrong.Error()}
	}
	w := walker{schema: s, text: text, deep: err != nil}
	at := w.value(s.root, "", false)
	if at != nil {
		return at
	}
	if err != nil {
		return &Error{Kind: Type, Problem: err.Error()}
	}
	return nil
}

func invalid(text []byte) int {
	if utf8.Valid(text) {
		return -1
	}
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

// Find is the byte offset of the value at path in a text that Decode has read, 0
// when there is none.
func (s *Schema) Find(text []byte, path string) int {
	w := walker{schema: s, text: text, find: path}
	_ = w.value(s.root, "", false)
	return w.found
}

func fault(kind Kind, path string, at int, format string, args ...any) *Error {
	return &Error{Kind: kind, Field: path, Offset: at, Problem: fmt.Sprintf(format, args...)}
}
