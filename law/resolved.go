package law

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"motcua/calendar"
	"motcua/code"
	"motcua/internal/clock"
)

// textFormat is the number of the form in which new texts are written. Format 1
// (format1.go) had fewer keys.
const textFormat = 2

// Resolved is the law for one procedure: the regime with the sector rules that
// win over it, and what only a sector fixes.
type Resolved struct {
	Procedure code.ProcedureCode `json:"procedure"`
	Regime
	Sector

	format int // of the text it was read from; 0: of none
}

// Free reports whether a filing of day filed about an event of day event is
// within the time in which it is free of charge; false when the sector knows no
// such time. The day after the event is day 1 (Civil Code 2015 Đ147 k2), and a
// last day off moves to the next working day (Đ148 k5).
//
// law: LHT Đ15 k1, LHT Đ33 k1
func (r Resolved) Free(c *calendar.Calendar, event, filed clock.Date) (bool, error) {
	if r.FreeWithin == nil || filed.Before(event) {
		return false, nil
	}
	last, err := c.Due(clock.At(event, 0), r.FreeWithin.Value)
	if err != nil {
		return false, fmt.Errorf("law: free within: %w", err)
	}
	return !filed.After(last.Due.Date()), nil
}

type resolvedText struct {
	Format int `json:"format"`
	Resolved
}

// Text is the canonical text of r: JSON in the order of the fields. It holds each
// value with article and day, and nothing of the day on which it was resolved, so
// that equal law has equal text. What was read from a text of an earlier format is
// written in that format again, so that its hash stays.
func (r Resolved) Text() string {
	if r.format == 1 {
		return encode(textOfFormat1(r))
	}
	return encode(resolvedText{textFormat, r})
}

func encode(text any) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	err := e.Encode(text)
	if err != nil {
		panic(fmt.Sprintf("law: a resolved regime cannot be written: %v", err)) // only strings, numbers and dates: cannot happen
	}
	return b.String()
}

// Hash is what a dossier stores of its law: SHA-256 of Text in hex.
func (r Resolved) Hash() string { return HashText(r.Text()) }

// HashText is the hash of a stored text, which is what a stored hash is checked
// against: an old text is never written anew.
func HashText(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// ParseResolved reads a text written by Text, of this format or an earlier one:
// keys that its format did not know are zero. It refuses other formats, unknown
// keys and values the law could not have.
func ParseResolved(text string) (Resolved, error) {
	var head struct {
		Format int `json:"format"`
	}
	err := json.Unmarshal([]byte(text), &head)
	if err != nil {
		return Resolved{}, fmt.Errorf("law: read a resolved regime: %w", err)
	}
	switch head.Format {
	case 1:
		var t resolvedText1
		return parse(text, &t, t.resolved, append(nationalOfFormat1(), sectoralOfFormat1()...))
	case textFormat:
		var t resolvedText
		whole := func() Resolved { t.format = textFormat; return t.Resolved }
		return parse(text, &t, whole, append(national(), sectoral()...))
	default:
		return Resolved{}, fmt.Errorf("law: a resolved regime of format %d; the formats known go to %d", head.Format, textFormat)
	}
}

// parse decodes text into into, turns it into a Resolved and verifies keys.
func parse(text string, into any, resolved func() Resolved, keys []binding) (Resolved, error) {
	d := json.NewDecoder(bytes.NewReader([]byte(text)))
	d.DisallowUnknownFields()
	err := d.Decode(into)
	if err != nil {
		return Resolved{}, fmt.Errorf("law: read a resolved regime: %w", err)
	}
	r := resolved()
	for _, b := range keys {
		err := b.verify(&r)
		if err != nil {
			return Resolved{}, fmt.Errorf("law: read a resolved regime: %s: %w", b.key, err)
		}
	}
	return r, nil
}
