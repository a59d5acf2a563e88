package view

import (
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
