package view

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"motcua/internal/i18n"
	"motcua/paper"
	"motcua/web/ui"
)

// SlipPage is a paper shown as a page.
type SlipPage struct {
	Record paper.Record
	Back   ui.Action // on screen: the way back; none when its Href is empty
	PDF    string    // on screen: where the paper is as a file; empty: nowhere
}

// LookUpPath is the page that finds a dossier by its code; it is what slips and
// messages point to, and holds nothing personal.
func LookUpPath(dossierCode string) string { return "/tra-cuu?ma=" + url.QueryEscape(dossierCode) }

// Slip is the page of a paper: a sheet per copy, in Vietnamese as printed, beside it
// an explanation on an English page. The error is of a record that is no paper.
func Slip(c ui.Ctx, p SlipPage) (templ.Component, error) {
	sheets, err := p.Record.Sheets()
	if err != nil {
		return nil, err
	}
	return slipPage(c, p, sheets), nil
}

// WritePDF answers with records as one file, to be shown by the browser. name is its
// name without an end, and holds nothing personal. A paper is of persons: nobody
// between keeps it. Errors come before anything is sent.
func WritePDF(w http.ResponseWriter, name string, records ...paper.Record) error {
	data, err := paper.PDF(records...)
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "application/pdf")
	h.Set("Content-Disposition", fmt.Sprintf("inline; filename=%q", name+".pdf"))
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Length", strconv.Itoa(len(data)))
	_, err = w.Write(data)
	return err
}

// PDFName is the name of a paper's file: form and code of the dossier.
func PDFName(r paper.Record) string {
	name := strings.ReplaceAll(string(r.Template), "_", "-")
	if r.Code != "" {
		name += "-" + r.Code
	}
	return name
}

// page is the page around the sheets, in the language of the reader.
func (p SlipPage) page(c ui.Ctx, sheets []paper.Sheet) ui.PaperData {
	size, print := ui.A5, c.T("view.slip.print")
	if sheets[0].Size == paper.A4() {
		size, print = ui.A4, c.T("view.slip.print_a4")
	}
	return ui.PaperData{Title: sheets[0].Title, Size: size, Back: p.Back, Print: print}
}

// gloss says in the reader's language what the paper is.
func (p SlipPage) gloss(c ui.Ctx) string {
	switch p.Record.Template {
	case paper.TemplateReceipt:
		return c.T("view.slip.gloss.01")
	case paper.TemplateSupplement:
		return c.T("view.slip.gloss.02")
	case paper.TemplateRefusal:
		return c.T("view.slip.gloss.03")
	}
	return c.T("view.slip.gloss.result")
}

// formOf is the number of a slip's form in two digits, or the name of a result.
func formOf(t paper.Template) string { return strings.TrimPrefix(string(t), "mau_") }

// sheetClass sets slips closer than results, which have a whole A4.
func sheetClass(s paper.Sheet) string {
	if s.Size == paper.A4() {
		return "mc-result"
	}
	return "mc-slip"
}

// inVietnamese is c for what is printed.
func inVietnamese(c ui.Ctx) ui.Ctx {
	c.Printer = c.In(i18n.VI)
	return c
}

// stateHead is the head of a sheet for the page kit.
func stateHead(h paper.TopHead) ui.StateHeadData {
	return ui.StateHeadData{Superior: h.Superior, Authority: h.Authority, Number: h.Number, PlaceDate: h.PlaceDate}
}

// lookClass is how a paragraph is set.
func lookClass(l paper.Look) string {
	switch l {
	case paper.Centred:
		return "mc-slip__centred"
	case paper.Note:
		return "mc-slip__notes"
	}
	return ""
}

// heads are the cells of a table's head: the upper row with groups, the lower row of
// what is grouped, none without groups.
func heads(columns []paper.Column) (upper, lower []tableHead) {
	grouped := false
	for _, c := range columns {
		grouped = grouped || c.Group != ""
	}
	for i, c := range columns {
		switch {
		case c.Group == "" && grouped:
			upper = append(upper, tableHead{c.Head, "col", 1, 2})
		case c.Group == "":
			upper = append(upper, tableHead{c.Head, "col", 1, 1})
		default:
			if i > 0 && columns[i-1].Group == c.Group {
				upper[len(upper)-1].Columns++
			} else {
				upper = append(upper, tableHead{c.Group, "colgroup", 1, 1})
			}
			lower = append(lower, tableHead{c.Head, "col", 1, 1})
		}
	}
	return upper, lower
}

// tableHead is a cell of a table's head and how many columns and rows it covers.
type tableHead struct {
	Text, Scope   string
	Columns, Rows int
}
