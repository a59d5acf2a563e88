package paper

import (
	"fmt"

	"motcua/internal/clock"
)

// Fee is a line of what is to be paid or was paid: a local addition that slips in
// use have.
type Fee struct {
	Name   string `json:"name"`           // "Lệ phí đăng ký hộ tịch"
	Amount int64  `json:"amount"`         // đồng
	Note   string `json:"note,omitempty"` // "đã nộp", "được miễn"
}

// Receipt is Mẫu 01, the receipt with the appointment (Giấy tiếp nhận hồ sơ và hẹn
// trả kết quả). Record.Code and LookUp give the bar code and the QR code that TT01
// Đ19 k2 allows.
//
// law: TT01 Đ9 k1, NĐ61 Đ17 k3
type Receipt struct {
	OneStop     string        `json:"one_stop"` // Bộ phận tiếp nhận và trả kết quả
	Applicant   Party         `json:"applicant"`
	Procedure   string        `json:"procedure"` // nội dung yêu cầu giải quyết
	Components  []string      `json:"components,omitempty"`
	Sets        int           `json:"sets"` // số bộ
	Fees        []Fee         `json:"fees,omitempty"`
	Limit       string        `json:"limit"` // "03 ngày làm việc"
	ReceivedAt  clock.Instant `json:"received_at"`
	DueAt       clock.Instant `json:"due_at"`
	Provisional bool          `json:"provisional,omitempty"` // DueAt counts days whose holidays were not announced
	Delivery    string        `json:"delivery"`              // where the result is taken
	Book        string        `json:"book,omitempty"`        // quyển số
	Ordinal     string        `json:"ordinal,omitempty"`     // số thứ tự in the book
	Official    string        `json:"official,omitempty"`    // who received
}

func (s *Receipt) size() Size    { return A5() }
func (s *Receipt) copies() []int { return []int{1, 2} }

func (s *Receipt) needs(r Record) []need {
	return []need{text("one_stop", s.OneStop), text("applicant.name", s.Applicant.Name), text("procedure", s.Procedure),
		text("limit", s.Limit), text("delivery", s.Delivery), {"code", r.Code != "" || r.Preview}, {"sets", s.Sets > 0},
		{"received_at", s.ReceivedAt > 0}, {"due_at", s.DueAt > 0}}
}

func (s *Receipt) blocks(r Record, w words, copy int) []Block {
	out := append([]Block{r.top(w), Heading{Text: r.Title()}}, r.stamps(w)...)
	out = append(out, r.codes(w, copy), w.line("onestop", "one_stop", s.OneStop))
	out = append(out, s.Applicant.lines(w, s.Procedure)...)
	due := Item{Line: w.line("due", "receipt.due", w.moment(s.DueAt))}
	due.Strong = true
	if s.Provisional {
		due.Note, due.NoteField = w.say("receipt.provisional"), "provisional"
	}
	items := []Item{
		{Line: Line{Field: "papers", Label: w.say("receipt.components")}, Points: s.Components},
		{Line: w.line("sets", "receipt.sets", w.say("receipt.sets.unit", "sets", fmt.Sprint(s.Sets)))},
		{Line: w.line("limit", "receipt.limit", s.Limit)},
		{Line: w.line("received", "receipt.received", w.moment(s.ReceivedAt))},
		due,
		{Line: w.line("delivery", "receipt.delivery", s.Delivery)},
	}
	out = append(out, List{Field: "items", Items: items})
	if len(s.Fees) > 0 {
		out = append(out, w.line("fees", "receipt.fees", w.fees(s.Fees)))
	}
	out = append(out, Line{Field: "book", Label: w.say("receipt.book"), Value: w.say("receipt.book.entry", "book", orDots(s.Book), "ordinal", orDots(s.Ordinal))},
		Signatures{Left: w.signature("signature-applicant", "sign.applicant", s.Applicant.Name), Right: w.signature("signature-official", "sign.official", s.Official)})
	if r.VoidedAt == 0 { // the notes are about collecting the result
		out = append(out, Text{Field: "notes", Text: w.say("receipt.notes"), Look: Note})
	}
	return out
}

// fees is "Lệ phí đăng ký hộ tịch: 8.000 đồng (đã nộp); …".
func (w words) fees(fees []Fee) string {
	out := ""
	for i, f := range fees {
		if i > 0 {
			out += "; "
		}
		out += f.Name + ": " + w.money(f.Amount)
		if f.Note != "" {
			out += " (" + f.Note + ")"
		}
	}
	return out
}

// lines are the fields of the applicant, in the order of Mẫu 01 and 03.
func (p Party) lines(w words, procedure string) []Block {
	return []Block{w.line("applicant", "applicant", p.Name), w.line("address", "address", p.Address), p.reach(w), w.line("procedure", "procedure", procedure)}
}

// reach is telephone and e-mail.
func (p Party) reach(w words) Pair {
	return Pair{Lines: []Line{w.line("phone", "phone", p.Phone), w.line("email", "email", p.Email)}}
}
