package form

import (
	"strings"

	"motcua/internal/clock"
	"motcua/internal/fault"
)

// numberMarks are what people group the digits by.
var numberMarks = strings.NewReplacer(" ", "", ".", "")

// personNumber is the one place that knows the shape of the number: a personal
// number has 12 digits (NĐ137/2015 Đ13 k1 [M]), an identity card number issued
// before has 9 (NĐ05/1999 Đ1 [M]); [M] marks citations from memory. People group
// the digits by spaces or dots. It gives the digits, and false when they are
// neither.
func personNumber(v string) (string, bool) {
	digits := numberMarks.Replace(v)
	size := len(digits) == 12 || len(digits) == 9
	return digits, size && digitsOnly(digits) && strings.Trim(digits, "0") != ""
}

func canonicalPersonNumber(_ Field, v string) string {
	if digits, ok := personNumber(v); ok {
		return digits
	}
	return v
}

func checkPersonNumber(_ Field, values []string, _ clock.Date) problem {
	_, ok := personNumber(values[0])
	return wrongIf(!ok, fault.CodeFieldPersonNo)
}
