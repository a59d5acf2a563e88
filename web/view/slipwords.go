package view

import (
	"strings"
	"unicode/utf8"
)

// dots is what a form shows where a pen is to write.
const dots = "……………………"

func orDots(s string) string {
	if s == "" {
		return dots
	}
	return s
}

// slipPaperMax is the length of a paper's name on a slip, in characters, so that
// the usual list leaves the slip on one side of A5.
const slipPaperMax = 80

// slipPaper is a published paper as a slip names it: up to its first condition or
// remark. The whole text stands on the dossier's page.
func slipPaper(text string) string {
	for _, mark := range []string{";", ". ", " ("} {
		text, _, _ = strings.Cut(text, mark)
	}
	text = strings.TrimRight(strings.TrimSpace(text), ".,;:")
	if utf8.RuneCountInString(text) <= slipPaperMax {
		return text
	}
	text = string([]rune(text)[:slipPaperMax])
	if last := strings.LastIndex(text, " "); last > 0 {
		text = text[:last]
	}
	return text + "…"
}
