package paper

import (
	"fmt"
	"strings"

	"motcua/internal/clock"
)

var digitWords = [...]string{"không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"}

// DayInWords is a date written out as civil-status papers want it beside the digits:
// "ngày mười lăm, tháng sáu, năm hai nghìn không trăm mười chín".
func DayInWords(d clock.Date) string {
	day := InWords(d.Day)
	if d.Day <= 10 {
		day = "mồng " + day
	}
	return fmt.Sprintf("ngày %s, tháng %s, năm %s", day, monthInWords(int(d.Month)), InWords(d.Year))
}

// monthInWords: April has a name of its own.
func monthInWords(m int) string {
	if m == 4 {
		return "tư"
	}
	return InWords(m)
}

// InWords is a number from 0 to 9999 in Vietnamese words; others are their digits.
func InWords(n int) string {
	switch {
	case n < 0 || n > 9999:
		return fmt.Sprint(n)
	case n < 10:
		return digitWords[n]
	case n < 100:
		return tens(n)
	case n < 1000:
		return digitWords[n/100] + " trăm" + underHundred(n%100)
	}
	out := digitWords[n/1000] + " nghìn"
	if rest := n % 1000; rest > 0 {
		out += " " + digitWords[rest/100] + " trăm" + underHundred(rest%100)
	}
	return out
}

// underHundred follows hundreds: five is "lẻ năm", nothing is nothing.
func underHundred(n int) string {
	switch {
	case n == 0:
		return ""
	case n < 10:
		return " lẻ " + digitWords[n]
	}
	return " " + tens(n)
}

// tens has the changes of sound: mươi, mốt, tư, lăm.
func tens(n int) string {
	ten, one := n/10, n%10
	words := []string{"mười"}
	if ten > 1 {
		words = []string{digitWords[ten], "mươi"}
	}
	switch {
	case one == 0:
	case one == 1 && ten > 1:
		words = append(words, "mốt")
	case one == 4 && ten > 1:
		words = append(words, "tư")
	case one == 5:
		words = append(words, "lăm")
	default:
		words = append(words, digitWords[one])
	}
	return strings.Join(words, " ")
}
