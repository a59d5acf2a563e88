package form

import (
	"strings"
	"unicode/utf8"

	"motcua/internal/clock"
	"motcua/internal/fault"
)

// rule is what a type does with normalised values, in the order of Field.Keys.
type rule struct {
	// canonical brings one right value to its one form and leaves a wrong or empty one.
	canonical func(f Field, value string) string
	// check finds what is wrong with values that are not all empty.
	check func(f Field, values []string, today clock.Date) problem
	// display shows values to a person.
	display func(f Field, values []string, lang string) string
}

// problem is a fault code with its arguments; no code means no problem. at is the part
// of the answer that is wrong, such as ".line", "" for the whole.
type problem struct {
	code fault.Code
	args []any
	at   string
}

func wrongIf(wrong bool, code fault.Code, args ...any) problem {
	if wrong {
		return problem{code: code, args: args}
	}
	return problem{}
}

// ruleOf is the rule of a type, false for an unknown type.
func ruleOf(t Type) (rule, bool) {
	r := rule{canonical: asIs, display: plain}
	switch t {
	case TypeName:
		r.check = checkName
	case TypeDate:
		r = rule{canonical: canonicalDigits, check: checkDate, display: displayDate}
	case TypeChoice:
		r.check, r.display = checkChoice, displayOptions
	case TypeCheckboxes:
		r = rule{canonical: canonicalBoxes, check: checkBoxes, display: displayOptions}
	case TypeText:
		r.check = checkText
	case TypePlace:
		r.check = checkPlace
	case TypePersonNumber:
		r.canonical, r.check = canonicalPersonNumber, checkPersonNumber
	case TypePhone:
		r = rule{canonical: canonicalPhone, check: checkPhone, display: displayPhone}
	case TypeEmail:
		r.check = checkEmail
	case TypeMoney:
		r = rule{canonical: canonicalMoney, check: checkMoney, display: displayMoney}
	case TypeAddress:
		r.check, r.display = checkAddress, displayAddress
	case TypeBusinessCode:
		r.canonical, r.check = canonicalBusinessCode, checkBusinessCode
	case TypeGroup: // its rows have rules of their own
	case TypeNumber:
		r.canonical, r.check = canonicalDigits, checkNumber
	default:
		return r, false
	}
	return r, true
}

func asIs(_ Field, v string) string { return v }

func plain(_ Field, values []string, _ string) string { return values[0] }

// canonicalDigits drops leading zeros of a run of digits: "05" is "5".
func canonicalDigits(_ Field, v string) string {
	if !digitsOnly(v) {
		return v
	}
	if short := strings.TrimLeft(v, "0"); short != "" {
		return short
	}
	return "0"
}

// tooLong finds more runes than the field's own bound or the type's.
func tooLong(f Field, v string, bound int) problem {
	if f.Max > 0 {
		bound = f.Max
	}
	return wrongIf(utf8.RuneCountInString(v) > bound, fault.CodeFieldTooLong, "max", bound)
}
