package pack

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"motcua/catalogue"
)

// Write writes a pack as plain text: h with the format and the number of records
// set, then a line per record with its code first and the other keys sorted. What
// a record does not say is left out. Equal records give equal bytes.
func Write(w io.Writer, h Header, records []catalogue.Record) error {
	h.Format, h.Records = Format, len(records)
	head, err := encode(h)
	if err != nil {
		return fmt.Errorf("pack: header: %w", err)
	}
	_, err = w.Write(append(head, '\n'))
	if err != nil {
		return err
	}
	for _, r := range records {
		text, err := line(r)
		if err != nil {
			return fmt.Errorf("pack: record %s: %w", r.Code, err)
		}
		_, err = w.Write(text)
		if err != nil {
			return err
		}
	}
	return nil
}

func line(r catalogue.Record) ([]byte, error) {
	plain, err := encode(r)
	if err != nil {
		return nil, err
	}
	d := json.NewDecoder(bytes.NewReader(plain))
	d.UseNumber()
	var keys map[string]any
	err = d.Decode(&keys)
	if err != nil {
		return nil, err
	}
	code, err := encode(r.Code)
	if err != nil {
		return nil, err
	}
	delete(keys, "code")
	shorten(keys)
	rest, err := encode(keys)
	if err != nil {
		return nil, err
	}
	out := append([]byte(`{"code":`), code...)
	return append(append(append(out, ','), rest[1:]...), '\n'), nil
}

// shorten takes out of an object what says nothing: null, false, empty texts,
// lists and objects, and the zero of a limit without a unit.
func shorten(object map[string]any) {
	for key, value := range object {
		if says(value) {
			continue
		}
		delete(object, key)
	}
	if _, unit := object["unit"]; !unit && fmt.Sprint(object["qty"]) == "0" {
		delete(object, "qty")
	}
}

func says(value any) bool {
	switch v := value.(type) {
	case nil:
		return false
	case bool:
		return v
	case string:
		return v != ""
	case []any:
		for _, one := range v {
			if o, ok := one.(map[string]any); ok {
				shorten(o)
			}
		}
		return len(v) > 0
	case map[string]any:
		shorten(v)
		return len(v) > 0
	}
	return true
}

// encode writes JSON without escaping what JSON does not ask to be escaped.
func encode(v any) ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimRight(out.Bytes(), "\n"), err
}
