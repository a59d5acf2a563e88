package catalogue

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"motcua/internal/clock"
)

// Version is a record in force from a date. A dossier keeps the version it was
// filed under; a version is never changed, a new one follows it.
type Version struct {
	Record    Record
	Number    int        // 1, 2, 3 … per portal id
	Effective clock.Date // first day it applies
	Canonical string     // JSON: keys sorted, no white space, nothing escaped needlessly
	Hash      string     // SHA-256 of Canonical, 64 hexadecimal digits

	// lines are the dossier list as read, once: reading it classifies prose.
	lines, papers []Component
}

// NewVersion makes version number of r, in force from effective. It refuses a
// number below 1, an effective date that does not exist, and an incomplete r.
func NewVersion(r Record, number int, effective clock.Date) (Version, error) {
	if number < 1 {
		return Version{}, fmt.Errorf("catalogue: record %s: version number %d is below 1", r.Code, number)
	}
	if !effective.Valid() {
		return Version{}, fmt.Errorf("catalogue: record %s: version %d has no effective date", r.Code, number)
	}
	err := r.check()
	if err != nil {
		return Version{}, fmt.Errorf("catalogue: record %s: %w", r.Code, err)
	}
	text, err := canonical(r)
	if err != nil {
		return Version{}, fmt.Errorf("catalogue: record %s: %w", r.Code, err)
	}
	return Version{Record: r, Number: number, Effective: effective, Canonical: text, Hash: hashOf(text)}.read(), nil
}

// OpenVersion reads a version back from its stored canonical text and refuses a
// text that does not have the stored hash. Text and hash stay as stored: a field
// the product has learnt since must not change the hash of an old version.
func OpenVersion(number int, effective clock.Date, text, hash string) (Version, error) {
	if hashOf(text) != hash {
		return Version{}, fmt.Errorf("catalogue: stored version %d: text does not have hash %s", number, hash)
	}
	var r Record
	err := decodeStrict([]byte(text), &r)
	if err != nil {
		return Version{}, fmt.Errorf("catalogue: stored version %d: %w", number, err)
	}
	return Version{Record: r, Number: number, Effective: effective, Canonical: text, Hash: hash}.read(), nil
}

func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// canonical goes through a generic value because encoding/json sorts the keys of
// maps and not those of structs: the text must outlive the order of the fields.
func canonical(r Record) (string, error) {
	plain, err := json.Marshal(r)
	if err != nil {
		return "", err
	}
	d := json.NewDecoder(bytes.NewReader(plain))
	d.UseNumber()
	var generic any
	err = d.Decode(&generic)
	if err != nil {
		return "", err
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	err = enc.Encode(emptyIsAbsent(generic))
	return string(bytes.TrimRight(out.Bytes(), "\n")), err
}

// emptyIsAbsent writes an empty list as null: sources leave empty lists out or not
// as they please, which must not make another version.
func emptyIsAbsent(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for key, value := range v {
			v[key] = emptyIsAbsent(value)
		}
	case []any:
		if len(v) == 0 {
			return nil
		}
		for i, value := range v {
			v[i] = emptyIsAbsent(value)
		}
	}
	return v
}
