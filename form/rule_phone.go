package form

import (
	"regexp"
	"strings"

	"motcua/internal/clock"
	"motcua/internal/fault"
)

var (
	mobile   = regexp.MustCompile(`^0[35789]\d{8}$`)
	landline = regexp.MustCompile(`^02\d{9}$`)
	// phoneMarks are what people group digits by.
	phoneMarks = strings.NewReplacer(" ", "", ".", "", "-", "", "(", "", ")", "")
)

// phoneDigits is a Vietnamese number in national form: mobile ten digits,
// landline eleven (the numbering plan of TT22/2014/TT-BTTTT as changed over in
// 2017 and 2018 [M]). People write +84, 0084 or 84, spaces, dots, hyphens, brackets.
func phoneDigits(v string) (string, bool) {
	digits := phoneMarks.Replace(v)
	for _, prefix := range []string{"+84", "0084", "84"} {
		if rest, ok := strings.CutPrefix(digits, prefix); ok {
			digits = "0" + strings.TrimPrefix(rest, "0")
			break
		}
	}
	return digits, mobile.MatchString(digits) || landline.MatchString(digits)
}

func canonicalPhone(_ Field, v string) string {
	if digits, ok := phoneDigits(v); ok {
		return digits
	}
	return v
}

func checkPhone(_ Field, values []string, _ clock.Date) problem {
	_, ok := phoneDigits(values[0])
	return wrongIf(!ok, fault.CodeFieldPhone)
}

// displayPhone groups the digits: 0912 345 678, 0205 3812 345.
func displayPhone(_ Field, values []string, _ string) string {
	v := values[0]
	if len(v) < 10 || !digitsOnly(v) {
		return v
	}
	return v[:4] + " " + v[4:len(v)-3] + " " + v[len(v)-3:]
}
