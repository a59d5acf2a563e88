package paper

import (
	"fmt"
	"slices"

	"motcua/internal/clock"
)

// Certification is the statement that a copy is true to its original (lời chứng chứng
// thực bản sao từ bản chính), with its number in the book SCT/BS. Fields from memory
// of NĐ23/2015/NĐ-CP and TT01/2020/TT-BTP.
type Certification struct {
	Document string     `json:"document"` // what was copied
	Number   string     `json:"number"`   // số chứng thực
	Book     string     `json:"book"`     // quyển số, "01/2026"
	Date     clock.Date `json:"date"`
	Copies   int        `json:"copies"` // số bản
	Pages    int        `json:"pages"`  // trang of each copy
	Fee      int64      `json:"fee"`    // đồng
	Signer   Signer     `json:"signer"`
}

func (s *Certification) size() Size    { return A5Landscape() }
func (s *Certification) copies() []int { return []int{0} }

func (s *Certification) needs(Record) []need {
	return slices.Concat([]need{text("document", s.Document), text("number", s.Number), text("book", s.Book), {"date", s.Date.Valid()},
		{"copies", s.Copies > 0}, {"pages", s.Pages > 0}, {"fee", s.Fee >= 0}}, s.Signer.needs())
}

func (s *Certification) blocks(r Record, w words, _ int) []Block {
	out := append([]Block{r.top(w), Heading{Text: r.Title()}}, r.stamps(w)...)
	out = append(out, w.line("document", "certification.document", s.Document),
		strong(w.line("number", "certification.number", w.say("certification.entry", "number", s.Number, "book", s.Book))),
		Pair{[]Line{w.line("copies", "certification.copies", w.say("certification.of", "copies", fmt.Sprintf("%02d", s.Copies), "pages", fmt.Sprintf("%02d", s.Pages))),
			w.line("fee", "certification.fee", w.money(s.Fee))}},
		w.line("date", "certification.date", w.day(s.Date)))
	return append(out, r.resultFoot(w, s.Signer)...)
}
