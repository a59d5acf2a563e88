package ui

import (
	"strconv"
	"strings"

	"github.com/a-h/templ"
)

// Field is what every form field shares.
type Field struct {
	Name     string // the form value's name; the id and the error summary's target too
	Label    string
	Hint     string // how to fill it, shown before it
	Error    string // what is wrong and how to mend it; empty when right
	Optional bool   // writes "(không bắt buộc)" after the label
	Heading  bool   // the label is the page's h1 (one question per page)
	Source   string // where a prefilled value came from; empty when typed
}

// FieldID is the id of the control (of the first one, for choices and dates), the
// place a link of the error summary leads to.
func FieldID(name string) string { return name }

func (f Field) hintID() string   { return f.Name + "-hint" }
func (f Field) sourceID() string { return f.Name + "-source" }
func (f Field) errorID() string  { return f.Name + "-error" }

// describedBy lists the ids that explain the control, in reading order.
func (f Field) describedBy(more ...string) string {
	var ids []string
	if f.Hint != "" {
		ids = append(ids, f.hintID())
	}
	if f.Source != "" {
		ids = append(ids, f.sourceID())
	}
	if f.Error != "" {
		ids = append(ids, f.errorID())
	}
	for _, id := range more {
		if id != "" {
			ids = append(ids, id)
		}
	}
	return strings.Join(ids, " ")
}

// TextField is a line of text.
type TextField struct {
	Field
	Value        string
	Type         string // "text" when empty; tel, email, password, search
	InputMode    string // "numeric" for digits
	Autocomplete string // WCAG 1.3.5 token such as "name", "tel"
	Width        Width
	MaxLength    int    // hard limit in characters; 0 none
	Suffix       string // a unit after the box: "đồng"
	ReadOnly     bool
}

func (f TextField) inputType() string {
	if f.Type == "" {
		return "text"
	}
	return f.Type
}

// Width hints at the length of the answer.
type Width string

// The widths, in characters.
const (
	Full Width = ""
	W4   Width = "4"
	W8   Width = "8"
	W12  Width = "12"
	W20  Width = "20"
	W30  Width = "30"
)

// TextAreaField is several lines of text.
type TextAreaField struct {
	Field
	Value string
	Rows  int // 5 when 0
	Max   int // most characters allowed, said beside the box; 0 none
}

func (f TextAreaField) rows() int {
	if f.Rows == 0 {
		return 5
	}
	return f.Rows
}

// Option is one choice.
type Option struct {
	Value string
	Label string
	Hint  string
}

// ChoiceField is a choice of one (Radios, Select) or several (Checkboxes).
type ChoiceField struct {
	Field
	Options []Option
	Value   string   // the one chosen
	Values  []string // the several chosen
	Inline  bool     // side by side, for two short options
	Empty   string   // Select: the text of the empty first option; none when ""
}

func (f ChoiceField) chosen(value string) bool {
	for _, v := range f.Values {
		if v == value {
			return true
		}
	}
	return f.Value == value && (value != "" || len(f.Values) == 0)
}

// DateField is a day in three boxes named Name+".day", ".month" and ".year".
type DateField struct {
	Field
	Day, Month, Year string // as typed
	Birthday         bool   // gives the autocomplete tokens of a birth date
}

func (f DateField) token(part string) string {
	if f.Birthday {
		return "bday-" + part
	}
	return "off"
}

// FileField picks files; the form must be multipart.
type FileField struct {
	Field
	Accept   string // ".pdf,image/jpeg,image/png"
	Limits   string // the limits in words, beside the picker
	Multiple bool
	Camera   bool // offers the camera of a phone first
}

// FileItem is a file already given.
type FileItem struct {
	Name   string
	Detail string // size, pages, where it came from
	Href   string // opens it
	Remove string // address that removes it, by POST; none when empty
	Error  string
}

// ErrorItem is one line of the error summary.
type ErrorItem struct {
	Label string // the field's label; may be empty
	Text  string // what is wrong and how to mend it
	Field string // the field's Name; no link when empty
}

func (e ErrorItem) text() string {
	if e.Label == "" {
		return e.Text
	}
	return e.Label + ": " + e.Text
}

// described ties a control to what explains it and marks it wrong when it is.
func described(ids, fault string) templ.Attributes {
	a := templ.Attributes{}
	if ids != "" {
		a["aria-describedby"] = ids
	}
	if fault != "" {
		a["aria-invalid"] = "true"
	}
	return a
}

// optionID is the id of option i; the first one is the field's own, so that the
// error summary can lead there.
func optionID(name string, i int) string {
	if i == 0 {
		return FieldID(name)
	}
	return name + "-" + strconv.Itoa(i+1)
}

func limitsID(f FileField) string {
	if f.Limits == "" {
		return ""
	}
	return f.Name + "-limits"
}

// CheckField is a single box.
type CheckField struct {
	Field
	Value   string // "yes" when empty
	Checked bool
}

func (f CheckField) value() string {
	if f.Value == "" {
		return "yes"
	}
	return f.Value
}

// optionHintID differs from the field's own hint, whose id the first option shares.
func optionHintID(name string, i int) string {
	return name + "-option-" + strconv.Itoa(i+1) + "-hint"
}
