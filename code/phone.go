package code

import (
	"regexp"
	"strings"
	"sync"

	"motcua/internal/fault"
)

// Phone is a Vietnamese telephone number in national form, digits only:
// 0912345678 (mobile) or 02053812345 (landline).
type Phone string

// nationalNumber is a mobile number by its prefixes since 2018, or a landline.
var nationalNumber = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^0([35789][0-9]{8}|2[0-9]{9})$`)
})

// phoneMarks are what people group digits by.
var phoneMarks = strings.NewReplacer(" ", "", "\u00a0", "", ".", "", "-", "", "(", "", ")", "")

// ParsePhone reads a mobile or landline number as people type it: with +84, 84 or
// 0 in front, with spaces, points, hyphens and brackets. The fault is field.phone.
func ParsePhone(s string) (Phone, error) {
	s = phoneMarks.Replace(Normalize(s))
	for _, prefix := range []string{"+84", "0084", "84"} {
		if rest, ok := strings.CutPrefix(s, prefix); ok {
			s = "0" + strings.TrimPrefix(rest, "0") // +84 (0) 912… is common
			break
		}
	}
	if !nationalNumber().MatchString(s) {
		return "", fault.New(fault.CodeFieldPhone)
	}
	return Phone(s), nil
}

// Mobile reports whether p can receive an SMS.
func (p Phone) Mobile() bool { return len(p) == 10 }

// E164 is the international form, +84912345678.
func (p Phone) E164() string {
	if p == "" {
		return ""
	}
	return "+84" + string(p[1:])
}

// Masked is the last three digits with the rest hidden, for pages and logs.
func (p Phone) Masked() string {
	if len(p) < 3 {
		return ""
	}
	return strings.Repeat("•", len(p)-3) + string(p[len(p)-3:])
}

// String is the national form.
func (p Phone) String() string { return string(p) }
