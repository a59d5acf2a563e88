package code

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"

	"motcua/internal/fault"
)

// Sex is what a personal number says about its holder.
type Sex string

// The two values the number knows.
const (
	Male   Sex = "male"
	Female Sex = "female"
)

const (
	personDigits = 12
	lastProvince = 96 // Cà Mau, the last province code
)

// PersonNumber is a personal identification number (số định danh cá nhân) of 12
// digits: three of the province of birth registration, one for century and sex,
// two of the year of birth, six at random (NĐ137/2015 Đ13; that text is cited
// from memory).
//
// It is personal: whatever prints it, in any format verb, log or JSON, gets the
// masked form or an error. Only Plain gives the digits, and only what seals them
// or shows them to someone allowed to see them calls it.
type PersonNumber struct{ digits string }

// personMarks are what cards group the digits by.
var personMarks = strings.NewReplacer(" ", "", "\u00a0", "", ".", "")

// ParsePersonNumber reads a personal number; spaces and points between digits are
// dropped, as cards group them. The fault is field.person_number: not 12 digits,
// or a province code outside 001–096. The fault does not repeat the input.
//
// law: NĐ137 Đ13
func ParsePersonNumber(s string) (PersonNumber, error) {
	s = personMarks.Replace(Normalize(s))
	if len(s) != personDigits || strings.Trim(s, "0123456789") != "" {
		return PersonNumber{}, fault.New(fault.CodeFieldPersonNo)
	}
	if p := s[:3]; p < "001" || p > fmt.Sprintf("%03d", lastProvince) {
		return PersonNumber{}, fault.New(fault.CodeFieldPersonNo)
	}
	return PersonNumber{s}, nil
}

// IsZero reports "no number".
func (p PersonNumber) IsZero() bool { return p.digits == "" }

// Plain is the 12 digits.
func (p PersonNumber) Plain() string { return p.digits }

// Province is the code of the province of birth registration, such as "020".
func (p PersonNumber) Province() string {
	if p.IsZero() {
		return ""
	}
	return p.digits[:3]
}

// Sex is the sex on registration: an even fourth digit is male, an odd one female.
func (p PersonNumber) Sex() Sex {
	switch {
	case p.IsZero():
		return ""
	case p.century()%2 == 0:
		return Male
	}
	return Female
}

// BirthYear is the year of birth: the fourth digit is 0 or 1 for the 1900s, 2 or
// 3 for the 2000s and so on up to 9 for the 2300s. 0 when p is zero.
func (p PersonNumber) BirthYear() int {
	if p.IsZero() {
		return 0
	}
	return 1900 + p.century()/2*100 + int(p.digits[4]-'0')*10 + int(p.digits[5]-'0')
}

func (p PersonNumber) century() int { return int(p.digits[3] - '0') }

// String is the masked form: the last three digits, enough to tell two apart on
// a page of one's own.
func (p PersonNumber) String() string {
	if p.IsZero() {
		return ""
	}
	return strings.Repeat("•", personDigits-3) + p.digits[personDigits-3:]
}

// Format writes the masked form for every verb, %#v and %x too.
func (p PersonNumber) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, p.String()) }

// LogValue is the masked form.
func (p PersonNumber) LogValue() slog.Value { return slog.StringValue(p.String()) }

// MarshalText refuses: a number goes into JSON or YAML only by Plain, on purpose.
func (p PersonNumber) MarshalText() ([]byte, error) {
	return nil, errors.New("code: a personal number is written only through Plain")
}
