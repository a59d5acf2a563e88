package quality

import (
	"encoding/csv"
	"io"
	"strings"

	"motcua/internal/i18n"
)

// Report writes findings as CSV that spreadsheets open as it is: UTF-8 with its
// mark, the words in the printer's language.
type Report struct {
	out *csv.Writer
	p   i18n.Printer
}

// columns of a report, in order.
func columns() []string {
	return []string{"severity", "kind", "what", "code", "name", "portal_id", "field"}
}

// NewReport begins a report on w with the line of its columns.
func NewReport(w io.Writer, p i18n.Printer) (*Report, error) {
	_, err := io.WriteString(w, "\uFEFF")
	if err != nil {
		return nil, err
	}
	r := &Report{out: csv.NewWriter(w), p: p}
	r.out.UseCRLF = true
	var head []string
	for _, c := range columns() {
		head = append(head, p.T("catalogue.quality.column."+c))
	}
	return r, r.out.Write(head)
}

// Add writes a finding.
func (r *Report) Add(f Finding) error {
	line := []string{r.p.T(f.Kind.Severity().Key()), f.Kind.Name(r.p), f.Words(r.p), f.Code, f.Name, f.PortalID, f.Field}
	for i, cell := range line {
		line[i] = harmless(cell)
	}
	return r.out.Write(line)
}

// Close writes what is left; the writer below stays open.
func (r *Report) Close() error {
	r.out.Flush()
	return r.out.Error()
}

// harmless keeps a spreadsheet from taking published text for a formula: an
// apostrophe before what would begin one makes it text.
func harmless(cell string) string {
	if strings.ContainsAny(firstRune(strings.TrimLeft(cell, " \u00a0\ufeff")), "=+-@\t\r\n＝＋－＠") {
		return "'" + cell
	}
	return cell
}

func firstRune(s string) string {
	for _, r := range s {
		return string(r)
	}
	return ""
}
