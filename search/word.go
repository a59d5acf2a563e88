package search

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"motcua/code"
)

// Span is a piece of a text, in bytes: text[Start:End].
type Span struct{ Start, End int }

// word is a word as typed or published, in its two forms.
type word struct {
	text   string // as it stands in the text
	folded string // what is found by: "ki" of "Ký"
	form   string // what ranks: "ki1", the tone at the end
	marked bool   // a mark or a tone was written
}

// cut gives the words of a text: runs of letters and digits. Marks and characters
// nobody sees do not end a word, so texts in NFD or with zero-width spaces in
// them are cut as others are.
func cut(text string, each func(Span)) {
	start, sure := -1, false
	for i, r := range text {
		visible := unicode.IsLetter(r) || unicode.IsDigit(r)
		switch {
		case visible && start < 0:
			start, sure = i, true
		case visible, start >= 0 && (unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r)):
		case start >= 0:
			each(Span{start, i})
			start, sure = -1, false
		}
	}
	if sure {
		each(Span{start, len(text)})
	}
}

// analyse brings a word into its forms.
func analyse(text string) word {
	folded := code.Fold(text)
	letters, tone := toneless(strings.ToLower(code.Normalize(text)))
	w := word{text: text, marked: letters != folded || tone != 0}
	if tone != 0 {
		w.form = oneI(letters) + string('0'+tone)
	} else {
		w.form = oneI(letters)
	}
	w.folded = oneI(folded)
	return w
}

// toneless takes the tone off a word, whichever vowel carries it: "hòa" and "hoà" are
// both "hoa" and 1.
func toneless(s string) (letters string, tone rune) {
	letters = strings.Map(func(r rune) rune {
		i := strings.IndexRune(tones, r)
		if i < 0 {
			return r
		}
		tone = rune(i/2 + 1)
		return -1
	}, norm.NFD.String(s))
	return norm.NFC.String(letters), tone
}

// tones are the marks of the five written tones, two bytes each: huyền, sắc, ngã,
// hỏi, nặng.
const tones = "\u0300\u0301\u0303\u0309\u0323"

// oneI writes i for a y that is the whole vowel of a syllable (ký, lý, mỹ, quý):
// both spellings are in use, also in the titles of one catalogue. A y after a
// vowel (thủy, tây) is another sound and stays.
func oneI(s string) string {
	n := len(s)
	if n < 2 || s[n-1] != 'y' || strings.HasSuffix(s, "uy") && !strings.HasSuffix(s, "quy") {
		return s
	}
	if !strings.ContainsRune("bcdghklmnpqrstuvx", rune(s[n-2])) {
		return s
	}
	return s[:n-1] + "i"
}
