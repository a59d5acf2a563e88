package paper

import "fmt"

// SupplementItem is what is missing or must be mended, with the numbers asked for.
type SupplementItem struct {
	Name        string `json:"name"`
	Reason      string `json:"reason,omitempty"`
	Originals   int    `json:"originals,omitempty"`   // bản chính
	Certified   int    `json:"certified,omitempty"`   // bản chứng thực
	Photocopies int    `json:"photocopies,omitempty"` // bản photo
}

// SupplementSlip is Mẫu 02, the request for supplements (Phiếu yêu cầu bổ sung, hoàn
// thiện hồ sơ): once, complete, and with reasons.
//
// law: TT01 Đ9 k1, NĐ61 Đ11 k2c, NĐ61 Đ17 k1a
type SupplementSlip struct {
	OneStop   string           `json:"one_stop"`
	Applicant Party            `json:"applicant"`
	Procedure string           `json:"procedure"`
	Items     []SupplementItem `json:"items"`
	Reason    string           `json:"reason,omitempty"`  // of the request as a whole, besides those of items
	Contact   string           `json:"contact,omitempty"` // the official to ask
	Phone     string           `json:"phone,omitempty"`   // of the contact
	Guide     string           `json:"guide,omitempty"`   // người hướng dẫn, who signs
}

func (s *SupplementSlip) size() Size    { return A5() }
func (s *SupplementSlip) copies() []int { return []int{0} }

// needs asks for a reason of the whole or of every item.
func (s *SupplementSlip) needs(Record) []need {
	out := []need{text("one_stop", s.OneStop), text("applicant.name", s.Applicant.Name), text("procedure", s.Procedure), {"items", len(s.Items) > 0}}
	for i, item := range s.Items {
		out = append(out, text(fmt.Sprintf("items.%d.name", i), item.Name),
			need{fmt.Sprintf("items.%d.reason", i), item.Reason != "" || s.Reason != ""})
	}
	return out
}

func (s *SupplementSlip) blocks(r Record, w words, copy int) []Block {
	out := append([]Block{r.top(w), Heading{Text: r.Title()}}, r.stamps(w)...)
	if r.Code != "" {
		out = append(out, r.codes(w, copy))
	}
	out = append(out, w.line("onestop", "one_stop", s.OneStop), w.line("applicant", "applicant", s.Applicant.Name),
		w.line("procedure", "procedure", s.Procedure), w.line("address", "address", s.Applicant.Address), s.Applicant.reach(w), s.table(w))
	if reason := s.reasons(w); len(reason) > 0 {
		out = append(out, reason...)
	}
	return append(out, Text{Field: "contact", Text: w.say("supplement.contact", "contact", orDots(s.Contact), "phone", orDots(s.Phone))},
		Signatures{Right: w.signature("signature-official", "sign.guide", s.Guide)})
}

func (s *SupplementSlip) table(w words) Table {
	t := Table{Field: "items", Label: w.say("supplement.items"), Columns: []Column{
		{Head: w.say("supplement.no"), Weight: 8, Centre: true},
		{Head: w.say("supplement.component"), Weight: 60},
		{Head: w.say("supplement.originals"), Group: w.say("supplement.numbers"), Weight: 13, Centre: true},
		{Head: w.say("supplement.certified"), Group: w.say("supplement.numbers"), Weight: 16, Centre: true},
		{Head: w.say("supplement.photocopies"), Group: w.say("supplement.numbers"), Weight: 13, Centre: true},
	}}
	for i, item := range s.Items {
		t.Rows = append(t.Rows, []string{fmt.Sprint(i + 1), item.Name, number(item.Originals), number(item.Certified), number(item.Photocopies)})
	}
	return t
}

// number is a number of papers; none is a dash.
func number(n int) string {
	if n == 0 {
		return "–"
	}
	return fmt.Sprintf("%02d", n)
}

// reasons are that of the whole, then those of items by their numbers.
func (s *SupplementSlip) reasons(w words) []Block {
	var of []Item
	for i, item := range s.Items {
		if item.Reason != "" {
			of = append(of, Item{Line: Line{Field: "item-reason", Label: w.say("supplement.item_reason", "no", fmt.Sprint(i+1)), Value: item.Reason}})
		}
	}
	var out []Block
	if s.Reason != "" || len(of) > 0 {
		out = append(out, Line{Field: "reason", Label: w.say("reason"), Value: s.Reason})
	}
	for _, item := range of {
		out = append(out, item.Line)
	}
	return out
}
