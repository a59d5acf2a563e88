// Package pack reads and writes procedure packs: administrative procedures as a
// file of JSON Lines, with or without gzip. docs/PROCEDURE-PACK.md describes the
// format for those who write one.
package pack

import (
	"fmt"

	"motcua/internal/clock"
)

// Format is the mark of the header line; another version gets another number.
const Format = "motcua.procedures/1"

// Bounds of a pack; what is larger is refused before it fills the memory.
const (
	MaxRecords = 100_000
	MaxBytes   = 512 << 20 // of the text, after gzip
)

// Header is the first line of a pack.
type Header struct {
	Format   string     `json:"format"`
	Title    string     `json:"title"`    // what the pack holds, for people
	Source   string     `json:"source"`   // where the texts were published
	Crawled  clock.Date `json:"crawled"`  // day they were taken from there
	Complete bool       `json:"complete"` // all of the source: what the pack lacks is gone there
	Records  int        `json:"records"`  // lines that follow
}

// Kind says what is wrong with a file.
type Kind string

// The kinds of fault. Those of a line of JSON are named as package strict names
// them: encoding, syntax, unknown_key, repeated_key, type.
const (
	Gzip      Kind = "gzip"      // compressed data damaged
	Truncated Kind = "truncated" // ends in the middle of a line or of the compressed data
	BadHeader Kind = "header"    // the first line is no header of this format
	Count     Kind = "count"     // more or fewer records than the header says
	Repeated  Kind = "repeated"  // two records with one portal id
	TooLarge  Kind = "too_large" // beyond the bounds
	BadRecord Kind = "record"    // a record that cannot be taken
	Reading   Kind = "reading"   // the file could not be read
)

// Error is why a pack is refused and where. Nothing of a refused pack is returned.
type Error struct {
	Kind    Kind
	Line    int    // from 1
	Column  int    // in characters from 1; 0 when the whole line is meant
	Offset  int    // in bytes within the line
	Code    string // of the record, where it could be read
	Field   string // path within the record, e.g. "channels[0].limit.unit"
	Problem string
}

// Error is one line of text that says place, record, field and problem.
func (e *Error) Error() string {
	s := fmt.Sprintf("pack: line %d", e.Line)
	if e.Column > 0 {
		s += fmt.Sprintf(", column %d", e.Column)
	}
	if e.Code != "" {
		s += ": record " + e.Code
	}
	if e.Field != "" {
		s += ": field " + e.Field
	}
	return s + ": " + e.Problem
}
