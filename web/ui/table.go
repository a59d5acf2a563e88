package ui

import "github.com/a-h/templ"

// TableData is a table with its caption (TT32/2017 Đ18 k1đ).
type TableData struct {
	ID          string // unique on the page; "table" when empty
	Caption     string
	HideCaption bool // for the eye only
	Columns     []Column
	Rows        []Row
	Empty       EmptyData // shown in place of a table without rows
	Dense       bool      // an official's list
	Select      string    // name of a check box at the start of each row; none when empty
	WorkList    bool      // rows answer to j, k and Enter
}

// Column is a column's head.
type Column struct {
	Text     string
	Numeric  bool
	SortHref string // address sorted by this column; none when empty
	Sorted   string // "ascending", "descending" or empty
	Nowrap   bool
}

// Row is one line. Cells stand in the order of the columns.
type Row struct {
	Key   string // the row's identity, value of its check box
	Href  string // where Enter leads; the first cell links there too
	Name  string // names the row to those who hear its check box
	Cells []Cell
	State State // Late tints the row's edge
}

// Cell is text or a component.
type Cell struct {
	Text string
	Body templ.Component
	Note string // second line, small
}

func (t TableData) id() string {
	if t.ID == "" {
		return "table"
	}
	return t.ID
}

// PageData is the way through a long list by key, not by number.
type PageData struct {
	Prev, Next string // addresses; none when empty
	Text       string // "1–50 trong 10.000 hồ sơ"
}

func (t TableData) cellClass(i int) string {
	if i >= len(t.Columns) {
		return ""
	}
	class := ""
	if t.Columns[i].Numeric {
		class = "is-number"
	}
	if t.Columns[i].Nowrap {
		class += " is-nowrap"
	}
	return class
}
