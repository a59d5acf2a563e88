package paper

// Size is the sheet a paper is printed on, in millimetres as it lies.
type Size struct{ Width, Height float64 }

// A5 is the size of slips (TT01 Đ9 k2: 148 × 210 mm); A4 that of results.
func A5() Size { return Size{148, 210} }

// A5Landscape is A5 lying.
func A5Landscape() Size { return Size{210, 148} }

// A4 is 210 × 297 mm.
func A4() Size { return Size{210, 297} }

// Sheet is one copy of a paper: its blocks from top to bottom. Long ones flow to
// further pages.
type Sheet struct {
	Template Template
	Title    string
	Code     string // of the dossier; repeated on further pages
	Copy     int    // liên; 0 when the paper has but one
	Size     Size
	Blocks   []Block
}

// Block is a part of a sheet: Head, Title, Stamp, Codes, Line, Pair, List, Table,
// Text or Signatures.
type Block interface{ block() }

// TopHead is the head of the sheet with the state's name and motto.
type TopHead struct {
	Superior, Authority string
	Nation, Motto       string
	Number, PlaceDate   string // as printed, "Số: …"
}

// Heading is the title of the paper and a line below it.
type Heading struct{ Text, Below string }

// Stamp says that the paper is no paper to rely on: void, or a preview.
type Stamp struct{ Field, Mark, Text string }

// Codes are the dossier's code in figures, as Code 128 and as a QR code of LookUp,
// and which copy it is; without a code, the copy alone.
type Codes struct {
	Label, Code, Copy string
	LookUp            string
}

// Line is a label and what was filled in.
type Line struct {
	Field, Label, Value string
	Strong              bool   // the value in bold
	Note, NoteField     string // behind the value
}

// Pair is lines side by side.
type Pair struct{ Lines []Line }

// Item is a numbered line with points below it.
type Item struct {
	Line
	Points []string
}

// List is numbered lines.
type List struct {
	Field string
	Items []Item
}

// Column is a column of a table; columns of the same Group, which stand together,
// share a head.
type Column struct {
	Head, Group string
	Weight      float64 // share of the width
	Centre      bool
}

// Table is rows under heads, introduced by Label.
type Table struct {
	Field, Label string
	Columns      []Column
	Rows         [][]string
}

// Look is how a Text is set.
type Look int

// The looks.
const (
	Plain Look = iota
	Centred
	Note // small and italic, what the form explains
	Section
)

// Text is a paragraph.
type Text struct {
	Field, Text string
	Look        Look
}

// Signature is a place to sign.
type Signature struct {
	Field string
	Over  string   // a line above: place and date, or a capacity
	Title []string // NGƯỜI NỘP HỒ SƠ; CHỦ TỊCH
	How   string   // (Ký và ghi rõ họ tên)
	Name  string
}

// Signatures stand side by side; a nil one leaves its half empty.
type Signatures struct{ Left, Right *Signature }

func (TopHead) block()    {}
func (Heading) block()    {}
func (Stamp) block()      {}
func (Codes) block()      {}
func (Line) block()       {}
func (Pair) block()       {}
func (List) block()       {}
func (Table) block()      {}
func (Text) block()       {}
func (Signatures) block() {}

// Sheets is the record laid out, one sheet a copy. Errors are those of Check.
func (r Record) Sheets() ([]Sheet, error) {
	r = Normalise(r)
	if err := r.Check(); err != nil {
		return nil, err
	}
	w, err := wordsOf(r.Version)
	if err != nil {
		return nil, err
	}
	c := r.contents()[r.Template]
	copies := r.Copies
	if len(copies) == 0 {
		copies = c.copies()
	}
	var out []Sheet
	for _, copy := range copies {
		out = append(out, Sheet{Template: r.Template, Title: r.Title(), Code: r.Code, Copy: copy, Size: c.size(), Blocks: c.blocks(r, w, copy)})
	}
	return out, nil
}

// top is the head of the sheet. A paper with neither number nor series shows none.
func (r Record) top(w words) TopHead {
	h := TopHead{Superior: r.Head.Superior, Authority: r.Head.Authority, Nation: w.say("nation"), Motto: w.say("motto"), PlaceDate: r.Head.PlaceDate}
	switch {
	case r.Head.Number != "":
		h.Number = w.say("number", "no", r.Head.Number)
	case r.Head.Series != "":
		h.Number = w.say("number", "no", "……/"+r.Head.Series)
	}
	return h
}

// stamps are the marks of a paper that is void or not issued.
func (r Record) stamps(w words) []Block {
	if r.VoidedAt == 0 {
		return nil
	}
	since := "void.since"
	if r.Template == TemplateReceipt {
		since = "void.since.receipt"
	}
	return []Block{Stamp{Field: "void", Mark: w.say("void"), Text: w.say(since, "at", w.moment(r.VoidedAt))}}
}

// codes is the box of the dossier's code.
func (r Record) codes(w words, copy int) Codes {
	c := Codes{}
	if r.Code != "" {
		c = Codes{Label: w.say("code"), Code: r.Code, LookUp: r.LookUp}
	}
	switch copy {
	case 1:
		c.Copy = w.say("copy.1")
	case 2:
		c.Copy = w.say("copy.2")
	}
	return c
}

// line is a field of a slip, dots when nothing was filled in.
func (w words) line(field, key, value string) Line {
	return Line{Field: field, Label: w.say(key), Value: orDots(value)}
}

// signature is a place to sign of a slip.
func (w words) signature(field, key, name string) *Signature {
	return &Signature{Field: field, Title: []string{w.say(key)}, How: w.say("sign.how"), Name: name}
}
