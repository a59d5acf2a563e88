package quality

import (
	"bufio"
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

// reportBuffer is how much of a report is gathered before w sees any of it, in bytes:
// who asks for one gets an error as such when it comes at the beginning.
const reportBuffer = 64 << 10

// columns of a report, in order.
func columns() []string {
	return []string{"severity", "kind", "what", "code", "name", "portal_id", "field"}
}

// NewReport begins a report on w with the line of its columns.
func NewReport(w io.Writer, p i18n.Printer) (*Report, error) {
	buffered := bufio.NewWriterSize(w, reportBuffer)
	_, err := buffered.WriteString("\uFEFF")
	if err != nil {
		return nil, err
	}
	r := &Report{out: csv.NewWriter(buffered), p: p} // takes the buffer as its own
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
