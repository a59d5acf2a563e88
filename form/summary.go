package form

// Summarised is a section of the answers to check before submitting.
type Summarised struct {
	ID    string
	Title string
	Rows  []Row
}

// Row is one answer. Value is what is stored (a date as shown), Display what a
// person reads; both are empty for a question left open. Page is where to change
// it.
type Row struct {
	Page    string
	Field   string
	Label   string
	Value   string
	Display string
}

// Summary is the answers of shown fields by section, in the order of the form, in
// lang ("vi" or "en"). Sections without shown fields are left out.
func (d Definition) Summary(a Answers, lang string) []Summarised {
	a = d.Normalise(a)
	rows := make(map[string][]Row)
	for _, p := range d.visible(a) {
		for _, f := range p.Fields {
			rows[p.Section] = append(rows[p.Section], f.row(p.ID, a, lang))
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

func (f Field) row(page string, a Answers, lang string) Row {
	row := Row{Page: page, Field: f.ID, Label: f.Label.In(lang)}
	values := a.values(f)
	if empty(values) {
		return row
	}
	r, _ := ruleOf(f.Type)
	row.Display = r.display(f, values, lang)
	row.Value = values[0]
	if f.Type == TypeDate {
		row.Value = row.Display
	}
	return row
}
