package form

import (
	"strings"
	"unicode"

	"motcua/form/place"
	"motcua/internal/clock"
	"motcua/internal/fault"
)

const (
	unitPart     = ".unit"
	linePart     = ".line"
	lineNone     = "none"
	lineOptional = "optional"
	maxLineRunes = 150
)

// UnitKey and LineKey are the keys of an address: the code of its unit, and the house,
// street, village or group in words.
func (f Field) UnitKey() string { return f.ID + unitPart }

// LineKey is the key of the free line.
func (f Field) LineKey() string { return f.ID + linePart }

// HasLine reports an address with a free line.
func (f Field) HasLine() bool { return f.Type == TypeAddress && f.Line != lineNone }

// From is the highest level of a unit that answers an address.
func (f Field) From() place.Level {
	switch f.Level {
	case "province":
		return place.Province
	case "district":
		return place.District
	}
	return place.Commune
}

// accepts reports a unit that is small enough.
func (f Field) accepts(code string) bool {
	l := place.Official()
	u, ok := l.Unit(code)
	return ok && (u.Level >= f.From() || l.Smallest(u))
}

// checkAddress wants a unit of the official list, as small as the field asks, and words
// in the line unless it may be empty. Province and district are those of the unit: they
// are derived, never typed. at names the part that is wrong.
func checkAddress(f Field, values []string, _ clock.Date) problem {
	switch {
	case !f.accepts(values[0]):
		return problem{code: fault.CodeFieldUnit, at: unitPart}
	case !f.HasLine() || values[1] == "" && f.Line == lineOptional:
		return problem{}
	case !strings.ContainsFunc(values[1], func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }):
		return problem{code: fault.CodeFieldAddressLine, at: linePart}
	}
	p := tooLong(f, values[1], maxLineRunes)
	p.at = linePart
	return p
}

// displayAddress is the line, then the unit with those above it. A code that was not
// given is shown as it stands.
func displayAddress(_ Field, values []string, _ string) string {
	var parts []string
	if len(values) > 1 && values[1] != "" {
		parts = append(parts, values[1])
	}
	name := place.Official().FullName(values[0])
	if name == "" {
		name = values[0]
	}
	if name != "" {
		parts = append(parts, name)
	}
	return strings.Join(parts, ", ")
}
