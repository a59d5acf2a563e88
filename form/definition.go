// Package form holds electronic forms (TT32 Đ8) as data: pages of questions with
// stable field ids, the conditions that show them, and the rules their answers
// keep.
//
// A Definition is read from strict YAML and never changes afterwards. Everything
// here is pure: "today" is handed in, nothing is stored. What a person typed is
// kept as typed until it is right; only then is it brought to canonical form.
package form

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

// Definition is one version of a form. ID is the procedure's national code.
type Definition struct {
	ID       string              `yaml:"id"`
	Version  int                 `yaml:"version"`
	Source   string              `yaml:"source"` // the instrument that fixes the paper form
	Title    Text                `yaml:"title"`
	Lists    map[string][]string `yaml:"lists"` // suggestions by name, in Vietnamese as printed on papers
	Sections []Section           `yaml:"sections"`
	Pages    []Page              `yaml:"pages"`

	file  string
	lines lineIndex
}

// Section groups pages on the task list and on the page of answers to check.
type Section struct {
	ID    string `yaml:"id"`
	Title Text   `yaml:"title"`
}

// Page is one question group, shown alone.
type Page struct {
	ID      string     `yaml:"id"`
	Section string     `yaml:"section"`
	Title   Text       `yaml:"title"`
	Hint    Text       `yaml:"hint"`
	Terms   []Term     `yaml:"terms"`
	ShowIf  Conditions `yaml:"show_if"`
	Fields  []Field    `yaml:"fields"`
}

// Field is one question. Its ID is stable over versions: stored answers, events
// and papers refer to it.
type Field struct {
	ID           string     `yaml:"id"`
	Type         Type       `yaml:"type"`
	Label        Text       `yaml:"label"`
	Hint         Text       `yaml:"hint"` // help at the field (TT32 Đ8 k3)
	Terms        []Term     `yaml:"terms"`
	Source       string     `yaml:"source"`       // legal ground of the question, where it has its own
	Optional     bool       `yaml:"optional"`     // may stay empty
	Max          int        `yaml:"max"`          // runes of a text; largest number
	Min          int        `yaml:"min"`          // smallest number
	NotFuture    bool       `yaml:"not_future"`   // date: today at the latest
	NotBefore    string     `yaml:"not_before"`   // date: YYYY-MM-DD at the earliest
	YearAlone    bool       `yaml:"year_alone"`   // date: the year without day and month is enough
	Options      []Option   `yaml:"options"`      // choice, checkboxes
	Suggest      string     `yaml:"suggest"`      // name of a list to choose from while typing (TT32 Đ8 k2)
	Prefill      string     `yaml:"prefill"`      // profile field it is filled from (TT32 Đ11 k2c)
	Default      string     `yaml:"default"`      // proposed value
	CopyFrom     string     `yaml:"copy_from"`    // earlier field proposed as the answer …
	CopyIf       Conditions `yaml:"copy_if"`      // … when these hold
	Autocomplete string     `yaml:"autocomplete"` // purpose of the input (WCAG 1.3.5)
	ShowIf       Conditions `yaml:"show_if"`
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
	TypeNumber       Type = "number" // whole number from Min to Max
)

// Keys are the keys of the field's answers, which are also the names of its
// inputs: the id, or for a date id.day, id.month, id.year.
func (f Field) Keys() []string {
	if f.Type == TypeDate {
		return []string{f.ID + ".day", f.ID + ".month", f.ID + ".year"}
	}
	return []string{f.ID}
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

// Field is the field called id.
func (d Definition) Field(id string) (Field, bool) {
	for _, p := range d.Pages {
		for _, f := range p.Fields {
			if f.ID == id {
				return f, true
			}
		}
	}
	return Field{}, false
}
