package form

import "unicode"

// invisible reports characters without a shape of their own: controls, soft
// hyphen, zero-width and bidirectional controls. They come with pasted text, make
// equal names unequal and can reverse the reading of a paper; NUL is refused by
// the databases besides.
func invisible(r rune) bool {
	switch {
	case spacing(r):
		return false
	case unicode.Is(unicode.Cc, r), unicode.Is(unicode.Cf, r):
		return true
	case r == '\u034F', r == '\u115F', r == '\u1160', r == '\u3164', r == '\uFFA0': // joiner, blank letters
		return true
	case r >= 0xFE00 && r <= 0xFE0F, r >= 0xE0100 && r <= 0xE01EF: // variation selectors
		return true
	}
	return false
}

// spacing reports characters that separate words.
func spacing(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Z, r) }

// isClean reports what is clean already and nearly everything is: printable ASCII
// and composed Latin letters, with single spaces between words.
func isClean(s string) bool {
	space := true // a space may not begin
	for _, r := range s {
		switch {
		case r == ' ':
			if space {
				return false
			}
			space = true
			continue
		case r > ' ' && r < 0x7F, r >= 0xC0 && r <= 0x24F, r >= 0x1EA0 && r <= 0x1EF9:
		default:
			return false
		}
		space = false
	}
	return s == "" || !space
}

// digitsOnly reports a non-empty run of ASCII digits.
func digitsOnly(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return s != ""
}
