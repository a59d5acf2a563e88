package catalogue

import (
	"bytes"
	"compress/gzip"
	_ "embed" // the carried records
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"golang.org/x/text/unicode/norm"
)

//go:embed data/procedures.json.gz
var packed string

// Load returns the records the product carries, in the order of the file. Texts
// are in Unicode NFC. Decoding is strict: an unknown key, a wrong type or an
// empty required part is an error that names the record and the field.
func Load() ([]Record, error) {
	z, err := gzip.NewReader(bytes.NewReader([]byte(packed)))
	if err != nil {
		return nil, fmt.Errorf("catalogue: carried records: %w", err)
	}
	text, err := io.ReadAll(z)
	if err != nil {
		return nil, fmt.Errorf("catalogue: carried records: %w", err)
	}
	return Decode(text)
}

// Decode reads records from the JSON text of a carried file, with the errors of
// Load.
func Decode(text []byte) ([]Record, error) {
	var file sourceFile
	err := decodeStrict(norm.NFC.Bytes(text), &file)
	if err != nil {
		return nil, fmt.Errorf("catalogue: carried file: %w", err)
	}
	seen := map[string]bool{}
	out := make([]Record, 0, len(file.Records))
	for i, raw := range file.Records {
		r, err := decodeRecord(i, raw, file)
		if err != nil {
			return nil, err
		}
		if seen[r.PortalID] {
			return nil, fmt.Errorf("catalogue: record %s: field portal_id: %q stands twice", r.Code, r.PortalID)
		}
		seen[r.PortalID] = true
		out = append(out, r)
	}
	return out, nil
}

func decodeRecord(i int, raw json.RawMessage, file sourceFile) (Record, error) {
	name := recordName(i, raw)
	var s sourceRecord
	err := decodeStrict(raw, &s)
	if err != nil {
		return Record{}, fmt.Errorf("catalogue: record %s: %w", name, err)
	}
	r, err := s.record(file)
	if err != nil {
		return Record{}, err
	}
	err = r.check()
	if err != nil {
		return Record{}, fmt.Errorf("catalogue: record %s: %w", name, err)
	}
	return r, nil
}

// recordName is the code of a record, or its place when it has none to read.
func recordName(i int, raw json.RawMessage) string {
	var key struct {
		Code string `json:"code"`
	}
	err := json.Unmarshal(raw, &key)
	if err != nil || key.Code == "" {
		return fmt.Sprintf("no. %d", i+1)
	}
	return key.Code
}

// decodeStrict reads one JSON value and nothing after it, refusing unknown keys.
func decodeStrict(text []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	err := d.Decode(into)
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) {
		return fmt.Errorf("field %s: %s where %s belongs", wrong.Field, wrong.Value, wrong.Type)
	}
	if err != nil {
		return err
	}
	_, err = d.Token()
	if err != io.EOF {
		return errors.New("something follows the JSON value")
	}
	return nil
}
