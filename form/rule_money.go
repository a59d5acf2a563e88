package form

import (
	"regexp"
	"strconv"
	"strings"
	"sync"

	"motcua/internal/clock"
	"motcua/internal/fault"
)

// grouped is a sum with its thousands apart, all by the same mark.
var grouped = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^\d{1,3}(?:(?:\.\d{3})+|(?: \d{3})+)$`)
})

// moneyUnits are what people write after a sum.
func moneyUnits() []string { return []string{"đồng", "vnđ", "vnd", "đ"} }

// moneyDigits reads whole đồng: digits alone, or grouped by dots or spaces, with or
// without the unit. "1.25" and "1,5" are no whole đồng and stay as typed.
func moneyDigits(v string) (string, bool) {
	sum := strings.ToLower(v)
	for _, unit := range moneyUnits() {
		if rest, ok := strings.CutSuffix(sum, unit); ok {
			sum = strings.TrimSpace(rest)
			break
		}
	}
	if grouped().MatchString(sum) {
		sum = strings.NewReplacer(".", "", " ", "").Replace(sum)
	}
	return canonicalDigits(Field{}, sum), digitsOnly(sum)
}

func canonicalMoney(_ Field, v string) string {
	if digits, ok := moneyDigits(v); ok {
		return digits
	}
	return v
}

func checkMoney(f Field, values []string, _ clock.Date) problem {
	n, err := strconv.Atoi(values[0])
	wrong := err != nil || !digitsOnly(values[0]) || n < f.Min || n > f.Max
	return wrongIf(wrong, fault.CodeFieldMoney, "min", f.Min, "max", f.Max)
}

// displayMoney is 1.250.000 đồng, in English 1,250,000 dong.
func displayMoney(_ Field, values []string, lang string) string {
	switch {
	case !digitsOnly(values[0]):
		return values[0]
	case lang == "en":
		return apart(values[0], ",") + " dong"
	}
	return GroupedSum(values[0]) + " đồng"
}

// GroupedSum is a sum as its box shows it, with dots between thousands, which it reads
// back alike in both languages: "1.250.000". What is no sum stays as typed.
func GroupedSum(v string) string {
	if !digitsOnly(v) {
		return v
	}
	return apart(v, ".")
}

func apart(digits, mark string) string {
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + mark + digits[i:]
	}
	return digits
}
