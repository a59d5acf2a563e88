package paper

import "slices"

// BirthCertificate is Giấy khai sinh. Record.Head.Number is the number in the book of
// births. Fields from memory of TT15/2015/TT-BTP and TT04/2020/TT-BTP.
type BirthCertificate struct {
	BirthEntry
	Declarant    Citizen      `json:"declarant"` // người đi khai sinh
	Registration Registration `json:"registration"`
	Signer       Signer       `json:"signer"`
}

func (s *BirthCertificate) size() Size    { return A4() }
func (s *BirthCertificate) copies() []int { return []int{0} }

func (s *BirthCertificate) needs(r Record) []need {
	return slices.Concat([]need{text("head.number", r.Head.Number), text("declarant.name", s.Declarant.Name)},
		s.BirthEntry.needs(), s.Registration.needs(), s.Signer.needs())
}

func (s *BirthCertificate) blocks(r Record, w words, _ int) []Block {
	out := r.resultTop(w, "")
	out = append(out, s.BirthEntry.blocks(w)...)
	out = append(out, w.line("declarant", "birth.declarant", s.Declarant.Name), w.line("declarant-identity", "civil.identity", s.Declarant.Identity),
		w.line("office", "birth.office", s.Registration.Office), w.line("registered", "civil.registered", w.day(s.Registration.Date)))
	return append(out, r.resultFoot(w, s.Signer)...)
}

// DeathExtract is Trích lục khai tử, the original given after the registration.
// Fields from memory of TT15/2015/TT-BTP and TT04/2020/TT-BTP.
type DeathExtract struct {
	DeathEntry
	Registration Registration `json:"registration"`
	Signer       Signer       `json:"signer"`
}

func (s *DeathExtract) size() Size    { return A4() }
func (s *DeathExtract) copies() []int { return []int{0} }

func (s *DeathExtract) needs(r Record) []need {
	return slices.Concat([]need{text("head.number", r.Head.Number)}, s.DeathEntry.needs(), s.Registration.needs(), s.Signer.needs())
}

func (s *DeathExtract) blocks(r Record, w words, _ int) []Block {
	out := append(r.resultTop(w, ""), s.DeathEntry.blocks(w)...)
	out = append(out, s.Registration.blocks(w)...)
	return append(out, r.resultFoot(w, s.Signer)...)
}

// CivilExtract is a copy of an extract of civil status (Trích lục hộ tịch, bản sao):
// of a birth, a marriage or a death, exactly one of them. Fields from memory of
// TT15/2015/TT-BTP and TT04/2020/TT-BTP.
type CivilExtract struct {
	Birth        *BirthEntry    `json:"birth,omitempty"`
	Marriage     *MarriageEntry `json:"marriage,omitempty"`
	Death        *DeathEntry    `json:"death,omitempty"`
	Registration Registration   `json:"registration"`
	Note         string         `json:"note,omitempty"` // ghi chú: changes entered later
	Signer       Signer         `json:"signer"`
}

func (s *CivilExtract) size() Size    { return A4() }
func (s *CivilExtract) copies() []int { return []int{0} }

func (s *CivilExtract) needs(r Record) []need {
	set := 0
	out := []need{text("head.number", r.Head.Number), text("registration.number", s.Registration.Number)}
	if s.Birth != nil {
		set, out = set+1, append(out, s.Birth.needs()...)
	}
	if s.Marriage != nil {
		set, out = set+1, append(out, s.Marriage.needs()...)
	}
	if s.Death != nil {
		set, out = set+1, append(out, s.Death.needs()...)
	}
	return slices.Concat(out, []need{{"birth, marriage or death, one of them", set == 1}}, s.Registration.needs(), s.Signer.needs())
}

func (s *CivilExtract) blocks(r Record, w words, _ int) []Block {
	out := r.resultTop(w, w.say("extract.copy"))
	switch {
	case s.Birth != nil:
		out = append(out, s.Birth.blocks(w)...)
	case s.Marriage != nil:
		out = append(out, s.Marriage.blocks(w)...)
	case s.Death != nil:
		out = append(out, s.Death.blocks(w)...)
	}
	out = append(out, s.Registration.blocks(w)...)
	if s.Note != "" {
		out = append(out, w.line("note", "extract.note", s.Note))
	}
	return append(out, r.resultFoot(w, s.Signer)...)
}

func (g Registration) blocks(w words) []Block {
	return []Block{w.line("office", "extract.office", g.Office),
		Pair{[]Line{w.line("entry", "extract.number", g.Number), w.line("book", "extract.book", g.Book)}},
		w.line("registered", "civil.registered", w.day(g.Date))}
}

// resultTop is the head and the title of a result.
func (r Record) resultTop(w words, below string) []Block {
	return append([]Block{r.top(w), Heading{Text: r.Title(), Below: below}}, r.stamps(w)...)
}

// resultFoot is who signs, and the codes by which a reader finds the dossier.
func (r Record) resultFoot(w words, s Signer) []Block {
	out := []Block{Signatures{Right: s.signature(w)}}
	if r.Code != "" {
		out = append(out, r.codes(w, 0))
	}
	return out
}
