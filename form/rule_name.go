package form

import (
	"unicode"

	"motcua/internal/clock"
	"motcua/internal/fault"
)

const maxNameRunes = 100

// checkName accepts letters of the Latin script with their marks, single spaces,
// hyphens and apostrophes: names in Vietnamese or in another language of Vietnam
// (H'Hen Niê, Y-Blô), no digits and no characters that are not letters (Civil
// Code 2015 Đ26 k3 [M]). Foreign names are written in Latin letters on papers too;
// other scripts would let look-alike letters in.
func checkName(f Field, values []string, _ clock.Date) problem {
	v := values[0]
	if p := tooLong(f, v, maxNameRunes); p.code != "" {
		return p
	}
	return wrongIf(!nameShaped(v), fault.CodeFieldName)
}

// nameShaped reads the name as parts of letters, joined by one space, hyphen or
// apostrophe each; a letter carries at most two marks that have no composed form.
// The apostrophe may also end a part or begin one.
func nameShaped(v string) bool {
	letters, marks := 0, 0
	joined := true // true where only a letter or an apostrophe may stand
	for _, r := range v {
		switch {
		case latinLetter(r):
			letters, marks, joined = letters+1, 0, false
		case unicode.Is(unicode.Mn, r):
			if marks++; joined || marks > 2 {
				return false
			}
		case r == ' ' || r == '-':
			if joined {
				return false
			}
			joined = true
		case r == '\'' || r == '’' || r == 'ʼ':
			if marks > 2 {
				return false
			}
			marks = 3 // takes neither a mark nor a second apostrophe
		default:
			return false
		}
	}
	return letters > 0 && !joined
}

// latinLetter reports plain capital and small letters, not superscripts, ligatures
// or full-width forms.
func latinLetter(r rune) bool {
	return r < 0x2000 && unicode.Is(unicode.Latin, r) && unicode.In(r, unicode.Lu, unicode.Ll)
}
