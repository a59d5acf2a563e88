package job

import (
	"net/netip"
	"regexp"
	"strings"
	"unicode"
)

// saidMax is the length of an error as stored, in characters.
const saidMax = 500

// minDigits is how many digits make a number personal: phone numbers have 9 or
// more, identity numbers 9 or 12; what mail relays answer with has fewer.
const minDigits = 9

var (
	// address is anything around an @, also as it stands in an address of the web.
	address = regexp.MustCompile(`(?i)[^\s"'<>(),;:=/?&]+(@|%40)[^\s"'<>(),;/?&]+`)
	// digits may be set apart by blanks, dots, hyphens and brackets.
	digits = regexp.MustCompile(`\+?\(?\d[\d .()\-\x{00a0}]*\d`)
)

// clean is what an error says without what could name a person: carriers repeat
// in their answers whom a message was for. Jobs are read by operators, who have
// no part in a dossier (NĐ61 Đ5 k1d).
func clean(said string) string {
	said = strings.Map(func(c rune) rune {
		if unicode.IsControl(c) {
			return ' '
		}
		return c
	}, strings.ToValidUTF8(said, "?"))
	said = address.ReplaceAllString(said, "[address]")
	said = digits.ReplaceAllStringFunc(said, func(s string) string {
		_, err := netip.ParseAddr(strings.TrimSpace(s))
		if err == nil || count(s) < minDigits {
			return s
		}
		return "[number]"
	})
	if letters := []rune(said); len(letters) > saidMax {
		said = string(letters[:saidMax-1]) + "…"
	}
	return strings.TrimSpace(said)
}

func count(s string) int {
	n := 0
	for _, c := range s {
		if unicode.IsDigit(c) {
			n++
		}
	}
	return n
}
