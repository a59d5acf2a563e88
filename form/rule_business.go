package form

import (
	"regexp"
	"strings"
	"sync"

	"motcua/internal/clock"
	"motcua/internal/fault"
)

const (
	kindEnterprise = "enterprise"
	kindHousehold  = "household"
)

var (
	enterpriseCode = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^\d{10}(?:-\d{3})?$`) })
	householdCode  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^\d{2}[A-ZĐ]8\d{6}$`) })
	codeMarks      = strings.NewReplacer(" ", "", ".", "", "–", "-")
)

// businessCode is the code in its one form, false when it is none of the kind.
//
// An enterprise has ten digits, which are its tax code; a branch adds a hyphen and three
// (Luật Doanh nghiệp 2014 Đ30, TT95/2016/TT-BTC Đ5 [M]). A household business of 2018
// has two digits of the province, a letter of the district, 8, and six digits
// (TT20/2015/TT-BKHĐT Phụ lục VII [M]).
func businessCode(kind, v string) (string, bool) {
	code := strings.ToUpper(codeMarks.Replace(v))
	if kind == kindHousehold {
		code = strings.ReplaceAll(code, "-", "")
		return code, householdCode().MatchString(code)
	}
	if len(code) == 13 && digitsOnly(code) {
		code = code[:10] + "-" + code[10:]
	}
	return code, enterpriseCode().MatchString(code) && taxDigit(code)
}

// taxDigit holds the tenth digit against the nine before it: ten less their weighted
// sum modulo eleven (TT95/2016 Đ5 k1 [M]). A code whose sum would ask for 10 is never
// given out.
func taxDigit(code string) bool {
	sum := 0
	for i, weight := range [9]int{31, 29, 23, 19, 17, 13, 7, 5, 3} {
		sum += weight * int(code[i]-'0')
	}
	return 10-sum%11 == int(code[9]-'0')
}

func canonicalBusinessCode(f Field, v string) string {
	if code, ok := businessCode(f.Kind, v); ok {
		return code
	}
	return v
}

func checkBusinessCode(f Field, values []string, _ clock.Date) problem {
	_, ok := businessCode(f.Kind, values[0])
	if f.Kind == kindHousehold {
		return wrongIf(!ok, fault.CodeFieldHouseholdCode)
	}
	return wrongIf(!ok, fault.CodeFieldBusinessCode)
}
