package strict

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strconv"
	"unicode/utf16"
)

// walker goes over a text that is known to be JSON and compares it with a schema.
type walker struct {
	schema *Schema
	text   []byte
	i      int
	deep   bool   // also try every value against its type
	find   string // remember where the value of this path begins
	found  int
}

func (w *walker) space() {
	for w.i < len(w.text) {
		switch w.text[w.i] {
		case ' ', '\t', '\n', '\r':
			w.i++
		default:
			return
		}
	}
}

// value checks the value at w.i against t; element: it is one of a list.
func (w *walker) value(t reflect.Type, path string, element bool) *Error {
	w.space()
	if w.find != "" && path == w.find {
		w.found = w.i
	}
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	first := w.text[w.i]
	switch {
	case first == 'n':
		if element {
			return fault(Type, path, w.i, "null where %s belongs", name(t))
		}
		return w.skip()
	case first == '{' && w.schema.structs[t] != nil:
		return w.object(w.schema.structs[t], path)
	case first == '[' && t.Kind() == reflect.Slice && !leaf(t):
		return w.list(t.Elem(), path)
	}
	begin := w.i
	err := w.skip()
	if err != nil {
		err.Field = path
		return err
	}
	if w.deep {
		return w.try(t, path, begin)
	}
	return nil
}

// try reads one value alone, to learn whether it is the one that does not fit.
func (w *walker) try(t reflect.Type, path string, begin int) *Error {
	err := json.Unmarshal(w.text[begin:w.i], reflect.New(t).Interface())
	if err == nil {
		return nil
	}
	if leaf(t) {
		return fault(Type, path, begin, "%s", err)
	}
	return fault(Type, path, begin, "%s where %s belongs", shown(w.text[begin]), name(t))
}

func shown(first byte) string {
	switch first {
	case '"':
		return "string"
	case '{':
		return "object"
	case '[':
		return "list"
	case 't', 'f':
		return "true or false"
	}
	return "number"
}

func name(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Slice:
		return "list"
	case reflect.Struct:
		return "object"
	case reflect.Bool:
		return "true or false"
	case reflect.String:
		return "string"
	}
	return "whole number"
}

func (w *walker) object(keys map[string]field, path string) *Error {
	var seen uint64
	for w.i++; ; w.i++ { // past '{' or ','
		w.space()
		if w.text[w.i] == '}' {
			w.i++
			return nil
		}
		begin := w.i
		key, err := w.key()
		if err != nil {
			err.Field = path
			return err
		}
		f, known := keys[key]
		switch {
		case !known:
			return fault(Unknown, path, begin, "unknown key %q", key)
		case seen&(1<<f.index) != 0:
			return fault(Repeated, path, begin, "key %q stands twice", key)
		}
		seen |= 1 << f.index
		w.space()
		w.i++ // ':'
		err = w.value(f.typ, join(path, key), false)
		if err != nil {
			return err
		}
		w.space()
		if w.text[w.i] == '}' {
			w.i++
			return nil
		}
	}
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

func (w *walker) key() (string, *Error) {
	begin := w.i
	err := w.str()
	if err != nil {
		return "", err
	}
	raw := w.text[begin+1 : w.i-1]
	if bytes.IndexByte(raw, '\\') < 0 {
		return string(raw), nil
	}
	var key string
	_ = json.Unmarshal(w.text[begin:w.i], &key) // the whole text was read before
	return key, nil
}

func (w *walker) list(t reflect.Type, path string) *Error {
	w.i++
	w.space()
	if w.text[w.i] == ']' {
		w.i++
		return nil
	}
	for n := 0; ; n++ {
		err := w.value(t, path+"["+strconv.Itoa(n)+"]", true)
		if err != nil {
			return err
		}
		w.space()
		w.i++ // ',' or ']'
		if w.text[w.i-1] == ']' {
			return nil
		}
	}
}

// skip passes a value, looking only into its strings.
func (w *walker) skip() *Error {
	depth := 0
	for w.i < len(w.text) {
		switch w.text[w.i] {
		case '"':
			err := w.str()
			if err != nil || depth == 0 {
				return err
			}
			continue
		case '{', '[':
			depth++
		case '}', ']':
			if depth == 0 {
				return nil
			}
			depth--
			if depth == 0 {
				w.i++
				return nil
			}
		case ',', ' ', '\t', '\n', '\r':
			if depth == 0 {
				return nil
			}
		}
		w.i++
	}
	return nil
}

// str passes a string and refuses what a database cannot hold: U+0000 and halves
// of a surrogate pair, which encoding/json would quietly replace.
func (w *walker) str() *Error {
	for w.i++; ; w.i++ {
		switch w.text[w.i] {
		case '"':
			w.i++
			return nil
		case '\\':
			w.i++
			if w.text[w.i] == 'u' && !w.escape() {
				return fault(Encoding, "", w.i-5, "the escape %s is no character", w.text[w.i-5:w.i+1])
			}
		}
	}
}

// escape passes the digits behind \u, and the second half of a pair.
func (w *walker) escape() bool {
	r := w.hex()
	if !utf16.IsSurrogate(r) {
		return r != 0
	}
	if w.i+2 >= len(w.text) || w.text[w.i+1] != '\\' || w.text[w.i+2] != 'u' {
		return false
	}
	w.i += 2
	return utf16.DecodeRune(r, w.hex()) != '\uFFFD'
}

func (w *walker) hex() rune {
	n, _ := strconv.ParseUint(string(w.text[w.i+1:w.i+5]), 16, 32)
	w.i += 4
	return rune(n)
}
