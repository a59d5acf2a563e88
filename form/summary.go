package form

// Summarised is a section of the answers to check before submitting.
type Summarised struct {
	ID    string
	Title string
	Rows  []Row
}

// Row is one answer. Value is what is stored (a date as shown), Display what a
// person reads; both are empty for a question left open. Page is where to change
// it, Names the names under which Validate and Complete report faults of it.
type Row struct {
	Page    string
	Field   string
	Names   []string
	Label   string
	Value   string
	Display string
}

// Summary is the answers of shown fields by section, in the order of the form, in
// lang ("vi" or "en"). Sections without shown fields are left out.
func (d Definition) Summary(a Answers, lang string) []Summarised {
	pages, r := d.visible(d.Normalise(a))
	rows := make(map[string][]Row)
	for _, p := range pages {
		for _, f := range p.Fields {
			rows[p.Section] = append(rows[p.Section], f.summed(p.ID, r.a, lang)...)
		}
	}
	var out []Summarised
	for _, s := range d.Sections {
		if len(rows[s.ID]) > 0 {
			out = append(out, Summarised{ID: s.ID, Title: s.Title.In(lang), Rows: rows[s.ID]})
		}
	}
	return out
}

// summed is one row, or for a group one for each row that is open.
func (f Field) summed(page string, a Answers, lang string) []Row {
	if f.Type != TypeGroup {
		return []Row{f.row(page, a, lang)}
	}
	var out []Row
	for i := range f.Rows(a) {
		if i >= f.Min && f.rowEmpty(i, a) {
			continue
		}
		text := f.displayRow(i, a, lang)
		row := Row{Page: page, Field: f.rows[i][0].ID, Label: f.RowTitle(i, lang), Value: text, Display: text}
		for _, sub := range f.rows[i] {
			row.Names = append(row.Names, sub.ID)
		}
		out = append(out, row)
	}
	if len(out) == 0 {
		out = []Row{{Page: page, Field: f.ID, Names: []string{f.ID}, Label: f.Label.In(lang)}}
	}
	return out
}

func (f Field) row(page string, a Answers, lang string) Row {
	row := Row{Page: page, Field: f.ID, Names: []string{f.ID}, Label: f.Label.In(lang)}
	if f.Type == TypeAddress {
		row.Names = append(row.Names, f.Keys()...)
	}
	values := a.values(f)
	if empty(values) {
		return row
	}
	r, _ := ruleOf(f.Type)
	row.Display = r.display(f, values, lang)
	row.Value = values[0]
	if f.Type == TypeDate || f.Type == TypeAddress {
		row.Value = row.Display
	}
	return row
}
