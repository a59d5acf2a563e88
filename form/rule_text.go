package form

import (
	"net/mail"
	"strconv"
	"strings"
	"unicode"

	"motcua/internal/clock"
	"motcua/internal/fault"
)

const (
	maxPlaceRunes = 250
	maxEmailRunes = 254 // RFC 5321 §4.5.3.1.3 less the angle brackets
)

func checkText(f Field, values []string, _ clock.Date) problem {
	return tooLong(f, values[0], f.Max)
}

// checkPlace wants words, not only digits and signs.
func checkPlace(f Field, values []string, _ clock.Date) problem {
	if p := tooLong(f, values[0], maxPlaceRunes); p.code != "" {
		return p
	}
	return wrongIf(!strings.ContainsFunc(values[0], unicode.IsLetter), fault.CodeFieldPlace)
}

// checkEmail wants a bare ASCII address whose domain has a dot: mail goes through
// carriers that know no others, and a Vietnamese keyboard easily slips a mark in.
func checkEmail(f Field, values []string, _ clock.Date) problem {
	v := values[0]
	if p := tooLong(f, v, maxEmailRunes); p.code != "" {
		return p
	}
	address, err := mail.ParseAddress(v)
	return wrongIf(err != nil || address.Address != v || !domainShaped(v), fault.CodeFieldEmail)
}

func domainShaped(address string) bool {
	at := strings.LastIndexByte(address, '@')
	labels := strings.Split(address[at+1:], ".")
	for _, l := range labels {
		if l == "" || len(l) > 63 || l[0] == '-' || l[len(l)-1] == '-' {
			return false
		}
	}
	ascii := !strings.ContainsFunc(address, func(r rune) bool { return r > unicode.MaxASCII })
	top := labels[len(labels)-1]
	return ascii && len(labels) > 1 && len(top) > 1 && !strings.ContainsAny(address[at+1:], "[]_!#$%&'*+/=?^`{|}~")
}

func checkNumber(f Field, values []string, _ clock.Date) problem {
	n, err := strconv.Atoi(values[0])
	wrong := err != nil || !digitsOnly(values[0]) || n < f.Min || n > f.Max
	return wrongIf(wrong, fault.CodeFieldNumber, "min", f.Min, "max", f.Max)
}
