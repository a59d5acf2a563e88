package form

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Answers are what a person typed, by the keys of Field.Keys. Checkboxes hold
// the chosen options separated by commas.
type Answers map[string]string

// Read takes the answers of the page out of posted values; values of no field of
// the page are ignored. Every key of the page is set, so that an emptied field
// and an unticked box replace what was there.
func (p Page) Read(posted map[string][]string) Answers {
	out := make(Answers)
	for _, f := range p.Fields {
		for _, key := range f.Keys() {
			values := posted[key]
			if f.Type != TypeCheckboxes && len(values) > 1 {
				values = values[:1]
			}
			out[key] = strings.Join(values, ",")
		}
	}
	return out
}

// Has reports whether option is among the chosen ones of the field.
func (a Answers) Has(f Field, option string) bool {
	for v := range strings.SplitSeq(a[f.ID], ",") {
		if v == option {
			return true
		}
	}
	return false
}

// With is a copy of a in which the answers of b replace those of a.
func (a Answers) With(b Answers) Answers {
	out := make(Answers, len(a)+len(b))
	for k, v := range a {
		out[k] = v
	}
	for k, v := range b {
		out[k] = v
	}
	return out
}

// values are the answers of f in the order of its keys.
func (a Answers) values(f Field) []string {
	keys := f.Keys()
	if len(keys) == 1 && keys[0] == f.ID { // nearly all
		return []string{a[f.ID]}
	}
	out := make([]string, len(keys))
	for i, k := range keys {
		out[i] = a[k]
	}
	return out
}

func empty(values []string) bool { return strings.Join(values, "") == "" }

// Normalise is the answers in one form: NFC, one space between words, invisible
// characters gone, and what is right for its type in canonical form (digits of a
// phone number, no leading zeros). What is wrong stays as typed, so that the
// person can mend it. Keys of no field are dropped; hidden fields are kept.
// Normalising twice changes nothing.
func (d Definition) Normalise(a Answers) Answers {
	out := make(Answers, len(a))
	for _, p := range d.Pages {
		for _, f := range p.Fields {
			f.normalise(a, out)
		}
	}
	return out
}

func (f Field) normalise(a, out Answers) {
	if f.Type == TypeGroup {
		f.normaliseGroup(a, out)
		return
	}
	r, _ := ruleOf(f.Type)
	for _, k := range f.Keys() {
		if v := r.canonical(f, clean(a[k])); v != "" {
			out[k] = v
		}
	}
}

// clean drops what cannot be seen and joins words by single spaces. Nothing that
// a reader of the page would miss is lost.
func clean(s string) string {
	if isClean(s) {
		return s
	}
	return cleanSlowly(s)
}

func cleanSlowly(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	s = strings.Map(func(r rune) rune {
		if invisible(r) {
			return -1
		}
		return r
	}, s)
	s = strings.Join(strings.FieldsFunc(s, spacing), " ")
	return norm.NFC.String(s)
}
