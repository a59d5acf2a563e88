package paper

import (
	"bytes"
	"errors"
	"fmt"

	"codeberg.org/go-pdf/fpdf"
)

// PDF draws records into one file, each sheet on pages of its own: all copies of the
// first, then of the second. The bytes depend on the records alone. Text can be
// selected and is in NFC; what does not fit flows to further pages that repeat the
// dossier's code. Errors are those of Check, and that there is no record.
func PDF(records ...Record) ([]byte, error) {
	if len(records) == 0 {
		return nil, errors.New("paper: no record to draw")
	}
	p := newPen()
	for _, r := range records {
		sheets, err := r.Sheets()
		if err != nil {
			return nil, err
		}
		w, err := wordsOf(r.Version)
		if err != nil {
			return nil, err
		}
		for _, s := range sheets {
			p.sheet(s, w)
		}
	}
	p.about(Normalise(records[0]), len(records))
	var out bytes.Buffer
	if err := p.pdf.Output(&out); err != nil {
		return nil, fmt.Errorf("paper: pdf: %w", err)
	}
	return out.Bytes(), nil
}

// about fills the description of the file, by its first record.
func (p *pen) about(r Record, records int) {
	title := r.Title()
	if r.Code != "" {
		title += " " + r.Code
	}
	if records > 1 {
		title += fmt.Sprintf(" (+%d)", records-1)
	}
	author := r.Head.Authority
	if r.Head.Superior != "" {
		author += ", " + r.Head.Superior
	}
	p.pdf.SetTitle(title, true)
	p.pdf.SetAuthor(author, true)
	p.pdf.SetLang("vi")
	p.pdf.SetCreator("motcua", true)
	p.pdf.SetProducer("motcua", true)
	p.pdf.SetCreationDate(r.IssuedAt.Time())
	p.pdf.SetModificationDate(r.IssuedAt.Time())
}

const family = "serif"

// mmPerPoint is a typographic point in millimetres.
const mmPerPoint = 25.4 / 72

// pen draws on one file and remembers which faces it holds.
type pen struct {
	pdf   *fpdf.Fpdf
	faces map[style]bool
}

func newPen() *pen {
	a5 := A5()
	pdf := fpdf.NewCustom(&fpdf.InitType{UnitStr: "mm", Size: fpdf.SizeType{Wd: a5.Width, Ht: a5.Height}})
	pdf.SetMargins(0, 0, 0)
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetCatalogSort(true)
	pdf.SetCompression(true)
	return &pen{pdf: pdf, faces: map[style]bool{}}
}

// set chooses a face, reading it when it is used first.
func (p *pen) set(s style, points float64) {
	if !p.faces[s] {
		p.pdf.AddUTF8FontFromBytes(family, string(s), face(s))
		p.faces[s] = true
	}
	p.pdf.SetFont(family, string(s), points)
}

// width is the width of text in millimetres.
func (p *pen) width(text string, s style, points float64) float64 {
	p.set(s, points)
	return p.pdf.GetStringWidth(text)
}

// sheet lays s out and draws its pages.
func (p *pen) sheet(s Sheet, w words) {
	f := newFlow(p, s)
	for _, b := range s.Blocks {
		f.block(b)
	}
	f.furnish(s, w)
	for _, page := range f.pages {
		p.pdf.AddPageFormat("P", fpdf.SizeType{Wd: s.Size.Width, Ht: s.Size.Height})
		for _, draw := range page {
			draw()
		}
	}
}
