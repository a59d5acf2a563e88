package pack

import (
	"embed"
	"strconv"
)

// Words holds vi.json and en.json, keys "catalogue.pack.…".
//
//go:embed vi.json en.json
var Words embed.FS

// Key is the message key of the kind's words.
func (k Kind) Key() string { return "catalogue.pack." + string(k) }

// Kinds lists every kind of fault.
func Kinds() []Kind {
	return []Kind{Gzip, Truncated, BadHeader, Count, Repeated, TooLarge, BadRecord, Reading,
		"encoding", "syntax", "unknown_key", "repeated_key", "type"}
}

// Place is where in the file the fault is: "line:column", "line" when the whole line
// is meant.
func (e *Error) Place() string {
	if e.Column == 0 {
		return strconv.Itoa(e.Line)
	}
	return strconv.Itoa(e.Line) + ":" + strconv.Itoa(e.Column)
}
