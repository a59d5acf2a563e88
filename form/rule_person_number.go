package form

import (
	"strconv"
	"strings"

	"motcua/form/place"
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

// checkPersonNumber also reads the 12 digits: three of the province, or of the country
// abroad, where the birth was registered, one for century and sex, two of the year of
// birth (NĐ137/2015 Đ13, TT07/2016/TT-BCA Đ7 [M]). Countries have numbers from 100 on;
// their list was not at hand, so that any is accepted. Nobody is born after today.
func checkPersonNumber(_ Field, values []string, today clock.Date) problem {
	digits, ok := personNumber(values[0])
	if ok && len(digits) == 12 {
		ok = registeredAt(digits[:3]) && birthYear(digits) <= today.Year
	}
	return wrongIf(!ok, fault.CodeFieldPersonNo)
}

func registeredAt(code string) bool {
	if code[0] != '0' {
		return true
	}
	_, ok := place.Official().Unit(code[1:])
	return ok
}

// birthYear is the year of birth in 12 digits: even and odd fourth digits are men and
// women of the same century, from the twentieth on.
func birthYear(digits string) int {
	year, _ := strconv.Atoi(digits[4:6])
	return 1900 + 100*int((digits[3]-'0')/2) + year
}

func sexOf(digits string) string {
	if (digits[3]-'0')%2 == 1 {
		return sexFemale
	}
	return sexMale
}

// The options of a choice that a number may be held against.
const (
	sexFemale = "female"
	sexMale   = "male"
)

// disagrees holds a right number of 12 digits against year of birth and sex given
// elsewhere. An identity card number of 9 digits says nothing about its holder.
func (f Field) disagrees(r *reading) problem {
	digits := r.a[f.ID]
	if len(digits) != 12 || f.Agrees == (Agrees{}) {
		return problem{}
	}
	if year, ok := r.year(f.Agrees.BirthDate); ok && year != birthYear(digits) {
		return problem{code: fault.CodeFieldPersonBirth, args: []any{"year", strconv.Itoa(year)}}
	}
	sex := r.value(f.Agrees.Sex)
	return wrongIf((sex == sexFemale || sex == sexMale) && sex != sexOf(digits), fault.CodeFieldPersonSex)
}
