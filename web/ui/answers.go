package ui

import "github.com/a-h/templ"

// AddressField is a unit of the official list, found by its name, and a free line for
// house, street or village. Its inputs are Name+".unit" (radios), ".q" (the search),
// ".asked" (the search that was answered) and ".line"; the button "find" carries Name.
type AddressField struct {
	Field              // Error is that of the unit
	UnitLabel  string  // "Xã, phường, thị trấn"
	Query      string  // as typed
	Chosen     *Option // the unit chosen before; shown first
	Found      []Option
	More       int    // units found that are not shown
	Asked      bool   // Query was searched for
	HasLine    bool   // asks for the line too
	Line       string // as typed
	LineError  string
	LineNeeded bool
	Places     string // address of the list as data, asked while typing; without a script unused
	Note       string // how many were found; "" before a search
}

// QueryKey is the name of the search of an address.
func QueryKey(name string) string { return name + ".q" }

// AskedKey is the name of the search that was answered.
func AskedKey(name string) string { return name + ".asked" }

func (f AddressField) unit() Field {
	return Field{Name: f.Name + ".unit", Label: f.UnitLabel, Error: f.Error}
}

func (f AddressField) asked() string {
	if f.Asked {
		return f.Query
	}
	return ""
}

// options are the unit chosen, then those found.
func (f AddressField) options() []Option {
	var out []Option
	if f.Chosen != nil {
		out = append(out, *f.Chosen)
	}
	for _, o := range f.Found {
		if f.Chosen == nil || o.Value != f.Chosen.Value {
			out = append(out, o)
		}
	}
	return out
}

// RowsField is a group of rows that hold the same questions. Its buttons post the form:
// "add" with Name, "remove" with Name and the number of the row.
type RowsField struct {
	Field
	Rows   []RowData
	Open   string // how many rows are open, kept in Name+".rows"
	Add    string // text of the button that adds a row; "" when there may be no more
	Remove string // "Xóa"
}

// RowData is one row.
type RowData struct {
	ID        string // its place: "documents.0"
	Title     string // "Giấy tờ 1"
	Removable bool
	Body      templ.Component // its questions
}
