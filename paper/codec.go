package paper

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Encode is the record as stored: normalised, checked, one JSON document whose bytes
// are the same for the same record. Errors are those of Check.
func Encode(r Record) ([]byte, error) {
	r = Normalise(r)
	if err := r.Check(); err != nil {
		return nil, err
	}
	return json.Marshal(r)
}

// Decode reads what Encode wrote, strictly: unknown fields, anything behind the
// document and what Check refuses are errors.
func Decode(data []byte) (Record, error) {
	var r Record
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&r); err != nil {
		return Record{}, fmt.Errorf("paper: decode: %w", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return Record{}, errors.New("paper: decode: more than one document")
	}
	r = Normalise(r)
	return r, r.Check()
}

// Normalise is r with every text in NFC, words joined by single spaces, and what
// cannot be seen gone. A writer of PDF puts the marks of decomposed letters in wrong
// places, so nothing else may reach it. r itself is left as it was.
func Normalise(r Record) Record {
	return mapped(reflect.ValueOf(r), clean).Interface().(Record)
}

// unclean are the texts of r that Normalise would change.
func unclean(r Record) []string {
	var out []string
	mapped(reflect.ValueOf(r), func(s string) string {
		if clean(s) != s {
			out = append(out, s)
		}
		return s
	})
	return out
}

func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.Cf, unicode.Cc) && !unicode.IsSpace(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	return norm.NFC.String(strings.Join(strings.Fields(s), " "))
}

// mapped is a deep copy of v with change applied to every string.
func mapped(v reflect.Value, change func(string) string) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	switch v.Kind() {
	case reflect.String:
		out.SetString(change(v.String()))
	case reflect.Struct:
		for i := range v.NumField() {
			out.Field(i).Set(mapped(v.Field(i), change))
		}
	case reflect.Pointer:
		if !v.IsNil() {
			out.Set(reflect.New(v.Type().Elem()))
			out.Elem().Set(mapped(v.Elem(), change))
		}
	case reflect.Slice:
		if !v.IsNil() {
			out.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
			for i := range v.Len() {
				out.Index(i).Set(mapped(v.Index(i), change))
			}
		}
	default:
		out.Set(v)
	}
	return out
}
