package view

import (
	"strings"
	"unicode/utf8"

	"motcua/internal/i18n"
	"motcua/web/ui"
)

// inVietnamese is c for what is printed.
func inVietnamese(c ui.Ctx) ui.Ctx {
	c.Printer = c.In(i18n.VI)
	return c
}

// paper is the page around the sheets, in the language of the reader.
func (d SlipData) paper(c ui.Ctx) ui.PaperData {
	return ui.PaperData{Title: d.Title, Size: ui.A5, Back: d.Back, Print: c.T("view.slip.print")}
}

func copyWords(c ui.Ctx, copy int) string {
	if copy == 1 {
		return c.T("view.slip.copy.kept")
	}
	return c.T("view.slip.copy.applicant")
}

// dots is what a form shows where a pen is to write.
const dots = "……………………"

func orDots(s string) string {
	if s == "" {
		return dots
	}
	return s
}

func (d SlipData) ordinal() string { return orDots(d.Ordinal) }
func (d SlipData) phone() string   { return orDots(d.Phone) }

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
