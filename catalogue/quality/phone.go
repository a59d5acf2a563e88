package quality

import "strings"

// phone is the first Vietnamese subscriber number in text, "" when there is none:
// nine to twelve digits in at most four groups that begin with 0 or 84, one group
// of three or more, and no part of a longer number, amount or document number. It
// reads the text once; an expression for it takes seconds over the whole catalogue.
func phone(text string) string {
	for i := 0; i < len(text); {
		if !digit(text[i]) && text[i] != '+' && text[i] != '(' {
			i++
			continue
		}
		end := i + 1
		for end < len(text) && (digit(text[end]) || strings.IndexByte(" ().-", text[end]) >= 0) {
			end++
		}
		alone := (i == 0 || text[i-1] != '/' && text[i-1] != ',') && (end == len(text) || text[end] != '/')
		if number := strings.TrimRight(text[i:end], " ().-"); alone && isPhone(number) {
			return number
		}
		i = end
	}
	return ""
}

func digit(b byte) bool { return b >= '0' && b <= '9' }

func isPhone(number string) bool {
	groups := strings.FieldsFunc(number, func(r rune) bool { return r < '0' || r > '9' })
	digits, longest := 0, 0
	for _, g := range groups {
		digits += len(g)
		longest = max(longest, len(g))
	}
	if digits < 9 || digits > 12 || longest < 3 || len(groups) > 4 {
		return false
	}
	if len(groups) == 1 {
		return digits <= 11 && number[0] == '0'
	}
	return groups[0][0] == '0' && len(groups[0]) >= 3 || groups[0] == "84"
}
