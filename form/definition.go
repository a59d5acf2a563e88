// Package form holds electronic forms (TT32 Đ8) as data: pages of questions with
// stable field ids, the conditions that show them, and the rules their answers
// keep.
//
// A Definition is read from strict YAML and never changes afterwards. Everything
// here is pure: "today" is handed in, nothing is stored. What a person typed is
// kept as typed until it is right; only then is it brought to canonical form.
package form

import "fmt"

// Text is one sentence in both languages of the product; neither may be missing.
type Text struct {
	Vi string `yaml:"vi"`
	En string `yaml:"en"`
}

// In is the text in lang ("en"); every other value gives Vietnamese.
func (t Text) In(lang string) string {
	if lang == "en" {
		return t.En
	}
	return t.Vi
}

// Empty reports a text that was left out altogether.
func (t Text) Empty() bool { return t == Text{} }

// Term explains a word people may not know (TT32 Đ11 k2c).
type Term struct {
	Word  Text `yaml:"word"`
	Means Text `yaml:"means"`
}

// Definition is one version of a form. ID is the procedure's national code, or for the
// form of procedures without one of their own a word.
type Definition struct {
	ID       string              `yaml:"id"`
	Version  int                 `yaml:"version"`
	Generic  bool                `yaml:"generic"` // for every procedure without a form of its own
	Source   string              `yaml:"source"`  // the instrument that fixes the paper form
	Title    Text                `yaml:"title"`
	Lists    map[string][]string `yaml:"lists"` // suggestions by name, in Vietnamese as printed on papers
	Sections []Section           `yaml:"sections"`
	Pages    []Page              `yaml:"pages"`

	file  string
	lines lineIndex
	keys  map[string]*Field // fields by id and by the keys of their answers
}

// Name is the version exactly, as drafts and dossiers keep it: "1.001193@2".
func (d Definition) Name() string { return fmt.Sprintf("%s@%d", d.ID, d.Version) }

// Section groups pages on the task list and on the page of answers to check.
type Section struct {
	ID    string `yaml:"id"`
	Title Text   `yaml:"title"`
}

// Page is one question group, shown alone.
type Page struct {
	ID      string    `yaml:"id"`
	Section string    `yaml:"section"`
	Title   Text      `yaml:"title"`
	Hint    Text      `yaml:"hint"`
	Terms   []Term    `yaml:"terms"`
	ShowIf  Condition `yaml:"show_if"`
	Require []Rule    `yaml:"require"`
	Fields  []Field   `yaml:"fields"`
}

// Rule must hold between answers of its page and earlier ones. It is asked when every
// date and number it needs is there and right; until then their own fields say so.
type Rule struct {
	Rule   Condition `yaml:"rule"`
	Field  string    `yaml:"field"`  // of the page: where the fault is shown
	Fault  Text      `yaml:"fault"`  // what is wrong and how to mend it
	Source string    `yaml:"source"` // legal ground
}

// Field is one question. Its ID is stable over versions: stored answers, events
// and papers refer to it.
type Field struct {
	ID           string    `yaml:"id"`
	Type         Type      `yaml:"type"`
	Label        Text      `yaml:"label"`
	Hint         Text      `yaml:"hint"` // help at the field (TT32 Đ8 k3)
	Terms        []Term    `yaml:"terms"`
	Source       string    `yaml:"source"`       // legal ground of the question, where it has its own
	Optional     bool      `yaml:"optional"`     // may stay empty
	Max          int       `yaml:"max"`          // runes of a text; largest number or sum; rows of a group
	Min          int       `yaml:"min"`          // smallest number or sum; rows of a group
	NotFuture    bool      `yaml:"not_future"`   // date: today at the latest
	NotBefore    string    `yaml:"not_before"`   // date: YYYY-MM-DD at the earliest
	YearAlone    bool      `yaml:"year_alone"`   // date: the year without day and month is enough
	Options      []Option  `yaml:"options"`      // choice, checkboxes
	Suggest      string    `yaml:"suggest"`      // name of a list to choose from while typing (TT32 Đ8 k2)
	Prefill      string    `yaml:"prefill"`      // profile field it is filled from (TT32 Đ11 k2c)
	Default      string    `yaml:"default"`      // proposed value
	CopyFrom     string    `yaml:"copy_from"`    // earlier field proposed as the answer …
	CopyIf       Condition `yaml:"copy_if"`      // … when this holds
	Autocomplete string    `yaml:"autocomplete"` // purpose of the input (WCAG 1.3.5)
	ShowIf       Condition `yaml:"show_if"`
	Level        string    `yaml:"level"`  // address: district or province where such a unit is enough
	Line         string    `yaml:"line"`   // address: optional or none, where the free line is so
	Kind         string    `yaml:"kind"`   // business_code: enterprise or household
	Agrees       Agrees    `yaml:"agrees"` // person_number: answers the number must agree with
	Item         Text      `yaml:"item"`   // group: what one row is called
	Fields       []Field   `yaml:"fields"` // group: the questions of a row, ids without dots

	keys  []string
	rows  [][]Field // of a group, with full ids
	group string    // id of the group a field of a row belongs to
}

// Agrees names the fields that a personal number must agree with, when they are shown
// and answered: it holds year of birth and sex (NĐ137/2015 Đ13 [M]).
type Agrees struct {
	BirthDate string `yaml:"birth_date"`
	Sex       string `yaml:"sex"` // a choice with the options male and female
}

// Option is one answer to choose.
type Option struct {
	Value string `yaml:"value"`
	Label Text   `yaml:"label"`
	Hint  Text   `yaml:"hint"`
}

// Type says what an answer looks like.
type Type string

// The types of fields.
const (
	TypeName         Type = "name"          // a person's name in one field
	TypeDate         Type = "date"          // day, month, year in three parts
	TypeChoice       Type = "choice"        // exactly one option
	TypeCheckboxes   Type = "checkboxes"    // any number of options
	TypeText         Type = "text"          // one line, at most Max runes
	TypePlace        Type = "place"         // a place or address as text
	TypePersonNumber Type = "person_number" // personal number or old identity card number
	TypePhone        Type = "phone"         // Vietnamese mobile or landline number
	TypeEmail        Type = "email"
	TypeNumber       Type = "number"        // whole number from Min to Max
	TypeMoney        Type = "money"         // whole đồng from Min to Max
	TypeAddress      Type = "address"       // an administrative unit by code, and a free line
	TypeBusinessCode Type = "business_code" // code of an enterprise or of a household business
	TypeGroup        Type = "group"         // rows of the same plain questions
)

// Keys are the keys of the field's answers, which are also the names of its
// inputs: the id; for a date id.day, id.month, id.year; for an address id.unit and
// id.line; for a group id.rows (how many rows are open), then the keys of every row
// there may be: id.0.name, … The slice must not be changed.
func (f Field) Keys() []string {
	if f.keys != nil {
		return f.keys
	}
	switch {
	case f.Type == TypeDate:
		return []string{f.ID + ".day", f.ID + ".month", f.ID + ".year"}
	case f.Type == TypeAddress && f.Line == lineNone:
		return []string{f.ID + unitPart}
	case f.Type == TypeAddress:
		return []string{f.ID + unitPart, f.ID + linePart}
	case f.Type == TypeGroup:
		return f.groupKeys()
	}
	return []string{f.ID}
}

// owner is the id under which a field is shown: that of its group for one of a row.
func (f Field) owner() string {
	if f.group != "" {
		return f.group
	}
	return f.ID
}

// Suggestions are the values offered while typing in f, none when it has no list.
func (d Definition) Suggestions(f Field) []string { return d.Lists[f.Suggest] }

// Page is the page called id with all its fields, shown or not.
func (d Definition) Page(id string) (Page, bool) {
	for _, p := range d.Pages {
		if p.ID == id {
			return p, true
		}
	}
	return Page{}, false
}

// Field is the field with an id, or with a key of one of its answers: "documents.0.name"
// is the field of the first row.
func (d Definition) Field(id string) (Field, bool) {
	f, ok := d.keys[id]
	if !ok {
		return Field{}, false
	}
	return *f, true
}

// Label is what the field with an id or key is called in lang, for a field of a row with
// the row before it: "Giấy tờ 1: Số trang".
func (d Definition) Label(id, lang string) string {
	f, ok := d.Field(id)
	if !ok {
		return ""
	}
	g, inGroup := d.Field(f.group)
	if !inGroup {
		return f.Label.In(lang)
	}
	row, _ := rowOf(id, g.ID)
	return g.RowTitle(row, lang) + ": " + f.Label.In(lang)
}

// index makes rows and keys of the fields and finds them by id and key. A Definition
// is copied by value afterwards; the index stays with its pages.
func (d *Definition) index() {
	d.keys = map[string]*Field{}
	for pi := range d.Pages {
		for fi := range d.Pages[pi].Fields {
			f := &d.Pages[pi].Fields[fi]
			f.expand()
			d.enter(f)
			for _, row := range f.rows {
				for ri := range row {
					d.enter(&row[ri])
				}
			}
		}
	}
}

func (d *Definition) enter(f *Field) {
	d.keys[f.ID] = f
	for _, k := range f.keys {
		d.keys[k] = f
	}
}
