package catalogue

import (
	"bytes"
	"errors"
	"reflect"

	"motcua/catalogue/internal/strict"

	"golang.org/x/text/unicode/norm"
)

// The schemas of what is read by the thousand; like expressions they never change.
var (
	recordSchema = strict.For[Record]()
	cardSchema   = strict.For[Card]()
)

// Decoder reads records from their JSON, strictly: unknown or repeated keys, wrong
// types and what a database cannot hold are refused. It may be used by several
// goroutines.
type Decoder struct{ schema *strict.Schema }

// NewDecoder makes a Decoder.
func NewDecoder() *Decoder { return &Decoder{schema: recordSchema} }

// Decode reads one record and puts its text into Unicode NFC. Errors are
// *FieldError with the offset of what is wrong.
func (d *Decoder) Decode(text []byte) (Record, error) {
	var r Record
	err := d.schema.Decode(text, &r)
	var wrong *strict.Error
	if errors.As(err, &wrong) {
		return Record{}, &FieldError{Kind: string(wrong.Kind), Code: r.Code, Field: wrong.Field, Offset: wrong.Offset, Problem: wrong.Problem}
	}
	if err != nil {
		return Record{}, err
	}
	// An escape may hide a mark that the bytes do not show.
	if !norm.NFC.IsNormal(text) || bytes.Contains(text, []byte(`\u`)) {
		r.NotNFC = normalise(reflect.ValueOf(&r).Elem())
	}
	refused := r.refusal()
	if refused != nil {
		refused.Offset = d.schema.Find(text, refused.Field)
		return Record{}, refused
	}
	return r, nil
}

// decodeStrict reads one JSON value and nothing after it into what into points to,
// refusing what package strict refuses.
func decodeStrict(text []byte, into any) error {
	switch into.(type) {
	case *Record:
		return recordSchema.Decode(text, into)
	case *Card:
		return cardSchema.Decode(text, into)
	}
	return strict.Of(reflect.TypeOf(into).Elem()).Decode(text, into)
}

// normalise puts every string within v into NFC and reports whether one changed.
func normalise(v reflect.Value) bool {
	changed := false
	switch v.Kind() {
	case reflect.String:
		if s := v.String(); !norm.NFC.IsNormalString(s) {
			v.SetString(norm.NFC.String(s))
			changed = true
		}
	case reflect.Pointer:
		if !v.IsNil() {
			changed = normalise(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			changed = normalise(v.Index(i)) || changed
		}
	case reflect.Struct:
		for i := range v.NumField() {
			changed = normalise(v.Field(i)) || changed
		}
	}
	return changed
}
