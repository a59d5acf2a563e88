package paper

import (
	"encoding/binary"
	"strings"
	"sync"

	"github.com/go-fonts/liberation/liberationserifbold"
	"github.com/go-fonts/liberation/liberationserifbolditalic"
	"github.com/go-fonts/liberation/liberationserifitalic"
	"github.com/go-fonts/liberation/liberationserifregular"
)

// style is a face of the serif, as fpdf names it.
type style string

const (
	regular    style = ""
	bold       style = "B"
	italic     style = "I"
	boldItalic style = "BI"
)

// face is the TrueType file of a style.
func face(s style) []byte {
	switch s {
	case bold:
		return liberationserifbold.TTF
	case italic:
		return liberationserifitalic.TTF
	case boldItalic:
		return liberationserifbolditalic.TTF
	}
	return liberationserifregular.TTF
}

// missing is drawn for a character that the font does not have.
const missing = '□'

// drawable is s with characters the font does not have shown as missing: a writer of
// PDF would leave nothing in their place, or fail behind the basic plane.
func drawable(s string) string {
	return strings.Map(func(r rune) rune {
		if r <= 0xFFFF && has(uint16(r)) {
			return r
		}
		return missing
	}, s)
}

func has(r uint16) bool {
	for _, s := range covered() {
		if s.first <= r && r <= s.last {
			return true
		}
	}
	return false
}

// span is characters that follow each other in the font.
type span struct{ first, last uint16 }

// covered are the characters every face has, read from the table cmap (format 4) of
// the regular one; the four faces have the same.
var covered = sync.OnceValue(func() []span { return charactersOf(face(regular)) })

func charactersOf(ttf []byte) []span {
	u16 := func(at int) int { return int(binary.BigEndian.Uint16(ttf[at:])) }
	u32 := func(at int) int { return int(binary.BigEndian.Uint32(ttf[at:])) }
	cmap := 0
	for i := range u16(4) {
		if record := 12 + 16*i; string(ttf[record:record+4]) == "cmap" {
			cmap = u32(record + 8)
		}
	}
	for i := range u16(cmap + 2) {
		table := cmap + u32(cmap+4+8*i+4)
		if u16(table) == 4 {
			return segments(u16, table)
		}
	}
	return nil
}

// segments are those of a format 4 table without its closing one.
func segments(u16 func(int) int, table int) []span {
	n := u16(table+6) / 2
	ends := table + 14
	starts := ends + 2*n + 2
	var out []span
	for i := range n {
		first, last := u16(starts+2*i), u16(ends+2*i)
		if first != 0xFFFF {
			out = append(out, span{uint16(first), uint16(last)})
		}
	}
	return out
}
