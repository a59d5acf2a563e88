package paper

// RefusalSlip is Mẫu 03. Before receipt it says that the dossier is not received
// (NĐ61 Đ17 k1); as a result it says that it was found not eligible, and the papers
// go back (NĐ61 Đ19 k8, which calls it Phiếu từ chối giải quyết hồ sơ).
//
// law: TT01 Đ9 k1, NĐ61 Đ17 k1b, NĐ61 Đ19 k8
type RefusalSlip struct {
	OneStop   string   `json:"one_stop"`
	Applicant Party    `json:"applicant"`
	Procedure string   `json:"procedure"`
	Reason    string   `json:"reason"`
	Ground    string   `json:"ground,omitempty"`  // in words
	Article   string   `json:"article,omitempty"` // of the ground, in words
	Phone     string   `json:"phone,omitempty"`   // of the one-stop
	Official  string   `json:"official,omitempty"`
	Result    bool     `json:"result,omitempty"`   // after receipt: it is the result
	Resolver  string   `json:"resolver,omitempty"` // the agency that refuses a received dossier
	Returned  []string `json:"returned,omitempty"` // papers given back
	Signer    *Signer  `json:"signer,omitempty"`   // of a result
}

func (s *RefusalSlip) size() Size    { return A5() }
func (s *RefusalSlip) copies() []int { return []int{1, 2} }

func (s *RefusalSlip) needs(r Record) []need {
	out := []need{text("one_stop", s.OneStop), text("applicant.name", s.Applicant.Name), text("procedure", s.Procedure), text("reason", s.Reason)}
	if s.Result {
		out = append(out, text("code", r.Code), text("resolver", s.Resolver), need{"signer", s.Signer != nil && s.Signer.Name != ""})
	}
	return out
}

func (s *RefusalSlip) blocks(r Record, w words, copy int) []Block {
	statement, contact := w.say("refusal.statement"), "refusal.contact"
	if s.Result {
		contact, statement = "refusal.contact.result", w.say("refusal.result", "resolver", s.Resolver)
	}
	out := append([]Block{r.top(w), Heading{Text: r.Title()}}, r.stamps(w)...)
	out = append(out, r.codes(w, copy), w.line("onestop", "one_stop", s.OneStop))
	out = append(out, s.Applicant.lines(w, s.Procedure)...)
	out = append(out, Text{Field: "statement", Text: statement}, w.line("reason", "reason", s.Reason))
	switch {
	case s.Ground != "" && s.Article != "":
		out = append(out, Text{Field: "ground", Text: w.say("refusal.ground", "ground", s.Ground, "article", s.Article)})
	case s.Ground != "" || s.Article != "":
		out = append(out, Text{Field: "ground", Text: w.say("refusal.ground.only", "ground", s.Ground+s.Article)})
	}
	if len(s.Returned) > 0 {
		out = append(out, List{Field: "returned", Items: []Item{{Line: Line{Field: "returned", Label: w.say("refusal.returned")}, Points: s.Returned}}})
	}
	return append(out, Text{Field: "contact", Text: w.say(contact, "unit", s.OneStop, "phone", orDots(s.Phone))}, s.signatures(w))
}

func (s *RefusalSlip) signatures(w words) Signatures {
	left := w.signature("signature-applicant", "sign.applicant", s.Applicant.Name)
	if s.Result {
		return Signatures{Left: left, Right: s.Signer.signature(w)}
	}
	return Signatures{Left: left, Right: w.signature("signature-official", "sign.official", s.Official)}
}

// signature is the place of who signs for an agency.
func (s Signer) signature(w words) *Signature {
	return &Signature{Field: "signature-signer", Over: s.Capacity, Title: []string{s.Post}, How: w.say("sign.seal"), Name: s.Name}
}
