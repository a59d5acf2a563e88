package search

import (
	"strings"
	"unicode/utf8"
)

// typed is a text as it was typed, in words. A word that is code-like has no
// forms but the procedures whose code holds it.
type typed struct {
	text  string
	words []piece
}

// piece is a typed word. One that was split off a longer one ("khaisinh") tells
// which.
type piece struct {
	word
	span   Span
	code   string
	origin string // folded word it was a part of; "" for one typed so
	sure   bool   // of a phrase we know: no typing error, and its marks are meant
}

// read cuts a typed text into words, at most WordsMax of its first TextMax bytes.
func (x *Index) read(text string) typed {
	if len(text) > TextMax {
		end := TextMax
		for back := 0; back < utf8.UTFMax && !utf8.RuneStart(text[end]); back++ {
			end--
		}
		text = text[:end]
	}
	t := typed{text: text}
	for start, end := range fields(text) {
		if c := codeLike(text[start:end]); c != "" && x.hasCode(c) {
			t.words = append(t.words, piece{word: word{text: text[start:end], folded: c, form: c}, span: Span{start, end}, code: c})
			continue
		}
		cut(text[start:end], func(s Span) {
			w := analyse(text[start+s.Start : start+s.End])
			if w.folded != "" {
				t.words = append(t.words, piece{word: w, span: Span{start + s.Start, start + s.End}})
			}
		})
		if len(t.words) >= WordsMax {
			t.words = t.words[:WordsMax]
			break
		}
	}
	return t
}

// fields are the places of what stands between white space.
func fields(text string) func(yield func(start, end int) bool) {
	return func(yield func(int, int) bool) {
		at := 0
		for field := range strings.FieldsSeq(text) {
			start := at + strings.Index(text[at:], field)
			at = start + len(field)
			if !yield(start, at) {
				return
			}
		}
	}
}

// codeLike gives the digits of what may be a procedure's code or a part of one:
// digits with a point between them ("1.0011"), or five digits and more.
func codeLike(field string) string {
	field = strings.Trim(field, `.,;:()"'`)
	digits, points := 0, 0
	for _, r := range field {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case r == '.':
			points++
		default:
			return ""
		}
	}
	if digits > 20 || digits < 3 || points == 0 && digits < 5 {
		return ""
	}
	return strings.ReplaceAll(field, ".", "")
}

func (x *Index) hasCode(c string) bool {
	for _, e := range x.entries {
		if e != nil && strings.Contains(e.code, c) {
			return true
		}
	}
	return false
}

// coded are the slots of the documents whose code holds the digits.
func (x *Index) coded(c string) []int32 {
	var out []int32
	for slot, e := range x.entries {
		if e != nil && strings.Contains(e.code, c) {
			out = append(out, int32(slot))
		}
	}
	return out
}
