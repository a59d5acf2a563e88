package code

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Normalize is s as it is kept: valid UTF-8 in NFC, without characters nobody
// sees (zero-width, bidirectional controls, control characters other than tab
// and line ends), trimmed. Two inputs that look alike because of these are equal
// afterwards; applying it twice changes nothing.
func Normalize(s string) string {
	s = strings.Map(func(r rune) rune {
		if invisible(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	return strings.TrimSpace(norm.NFC.String(s))
}

// invisible covers Unicode's format characters (zero-width space and joiners,
// bidirectional marks, embeddings and isolates, the byte order mark, the soft
// hyphen) and its control characters.
func invisible(r rune) bool {
	if r == '\t' || r == '\n' || r == '\r' {
		return false
	}
	return unicode.In(r, unicode.Cf, unicode.Cc)
}

// Fold is s as it is searched: lower case, without marks, đ as d, so that "Đặng
// Thị Hoà", "Đặng Thị Hòa" and "dang thi hoa" are equal.
func Fold(s string) string {
	s = norm.NFD.String(strings.ToLower(Normalize(s)))
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r):
			return -1
		case r == 'đ':
			return 'd'
		}
		return unicode.ToLower(r)
	}, s)
	return strings.TrimSpace(s) // a mark on a space leaves the space at the edge
}
