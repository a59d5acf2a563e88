package notify

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// typographic marks and the characters that cost two places or are missing in
// the GSM alphabet, as plain ones that cost one.
var plainMarks = strings.NewReplacer(
	"đ", "d", "Đ", "D", "“", `"`, "”", `"`, "„", `"`, "‘", "'", "’", "'", "`", "'",
	"–", "-", "—", "-", "…", "...", "•", "-", "[", "(", "]", ")", "{", "(", "}", ")",
	"\\", "/", "|", "/", "^", "-", "~", "-", "€", "EUR",
)

// fold writes s with characters that every handset has and that cost one place
// each: Vietnamese loses its diacritics, other scripts become "?".
func fold(s string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(plainMarks.Replace(s)) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r == '\n', r >= ' ' && r < 0x7f:
			b.WriteRune(r)
		case unicode.IsSpace(r):
			b.WriteByte(' ')
		default:
			b.WriteByte('?')
		}
	}
	return b.String()
}

// shorten cuts folded text to at most n characters, between words when that
// keeps at least half, and says so by "...".
func shorten(s string, n int) string {
	if len(s) <= n {
		return s
	}
	head := s[:max(n-3, 0)]
	if space := strings.LastIndexByte(head, ' '); space >= len(head)/2 && s[len(head)] != ' ' {
		head = head[:space]
	}
	return strings.TrimRight(head, " ,;:-(") + "..."
}

// oneLine drops what could start another header or line.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// internationalPhone is a Vietnamese or international number as digits without
// plus; false when it is none.
func internationalPhone(s string) (string, bool) {
	digits := strings.NewReplacer(" ", "", ".", "", "-", "", "(", "", ")", "").Replace(strings.TrimSpace(s))
	digits, plus := strings.CutPrefix(digits, "+")
	if strings.Trim(digits, "0123456789") != "" {
		return "", false
	}
	switch {
	case !plus && strings.HasPrefix(digits, "00"):
		digits = digits[2:]
	case !plus && strings.HasPrefix(digits, "0"):
		digits = "84" + digits[1:]
	}
	return digits, len(digits) >= 10 && len(digits) <= 15 && digits[0] != '0'
}
