// Package explain answers `motcua explain CODE`: for a fault code or an article
// of a decree, where it stands in the code and which tests hold it. Its index is
// written by tools/explainindex (`make generate`) and carried in the binary.
package explain

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
)

// Kind tells what a code names.
type Kind string

// The kinds of entries.
const (
	Fault   Kind = "fault"   // a fault code: "dossier.stale"
	Article Kind = "article" // an article: "NĐ61 Đ18 k2"
)

// Entry is what the source says about one code.
type Entry struct {
	Code  string   `json:"code"`
	Kind  Kind     `json:"kind"`
	Name  string   `json:"name,omitempty"` // the Go constant of a fault
	Vi    string   `json:"vi,omitempty"`   // what an article orders; a fault's words are in internal/fault
	En    string   `json:"en,omitempty"`
	Used  []string `json:"used,omitempty"`  // "file", "file#Declaration", "package.Name" or "law:key" of a dated value; sorted
	Tests []string `json:"tests,omitempty"` // "file#TestName" or "package.TestName", sorted
}

//go:embed index.json
var index []byte

var load = sync.OnceValues(func() (map[string]Entry, error) { return parse(index) })

// parse reads an index as tools/explainindex writes it.
func parse(text []byte) (map[string]Entry, error) {
	var entries []Entry
	err := json.Unmarshal(text, &entries)
	if err != nil {
		return nil, fmt.Errorf("explain: index.json: %w", err)
	}
	out := make(map[string]Entry, len(entries))
	for _, entry := range entries {
		out[key(entry.Code)] = entry
	}
	return out, nil
}

// key folds letter case and white space, for codes typed by hand.
func key(code string) string { return strings.ToLower(strings.Join(strings.Fields(code), " ")) }

// Find is the entry of a fault code or article; false when the source knows none.
// Letter case and repeated spaces do not matter.
func Find(code string) (Entry, bool) {
	entries, err := load()
	if err != nil {
		return Entry{}, false // a test reads the embedded index: cannot happen
	}
	entry, ok := entries[key(code)]
	return entry, ok
}
