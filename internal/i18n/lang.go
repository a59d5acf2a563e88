package i18n

import "golang.org/x/text/language"

// Lang is a language the product speaks, as a BCP 47 tag for the lang attribute.
type Lang string

// The languages. Vietnamese is the reference; English says the same.
const (
	VI Lang = "vi"
	EN Lang = "en"
)

// Langs is every language, the reference first.
func Langs() []Lang { return []Lang{VI, EN} }

// ParseLang reads "vi" or "en"; anything else is no language.
func ParseLang(s string) (Lang, bool) {
	for _, l := range Langs() {
		if s == string(l) {
			return l, true
		}
	}
	return "", false
}

// Other is the language a switch on the page leads to.
func (l Lang) Other() Lang {
	if l == EN {
		return VI
	}
	return EN
}

// Negotiate chooses the language of a page: what the person chose earlier (the
// cookie's value), else English when the browser prefers it to Vietnamese, else
// Vietnamese. A header that does not mention Vietnamese and ranks English first
// is a request for English; a malformed header asks for nothing.
func Negotiate(cookie, acceptLanguage string) Lang {
	if l, ok := ParseLang(cookie); ok {
		return l
	}
	tags, _, err := language.ParseAcceptLanguage(acceptLanguage)
	if err != nil {
		return VI
	}
	for _, tag := range tags {
		base, _ := tag.Base()
		if l, ok := ParseLang(base.String()); ok {
			return l
		}
	}
	return VI
}
