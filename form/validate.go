package form

import (
	"motcua/internal/clock"
	"motcua/internal/fault"
)

// Validate finds what is wrong with the answers of one page, in the order of the
// page; fields that are not shown are not asked. Name of each fault is the field
// id; a wrong date names its "part" among the arguments. today is the civil day
// on which the person answers. A page that is unknown or hidden has no faults.
func (d Definition) Validate(page string, a Answers, today clock.Date) []fault.Field {
	a = d.Normalise(a)
	for _, p := range d.visible(a) {
		if p.ID == page {
			return p.faults(a, today)
		}
	}
	return nil
}

func (p Page) faults(a Answers, today clock.Date) []fault.Field {
	var out []fault.Field
	for _, f := range p.Fields {
		if wrong := f.problem(a.values(f), today); wrong.code != "" {
			out = append(out, fault.Field{Name: f.ID, Code: wrong.code, Args: wrong.args})
		}
	}
	return out
}

func (f Field) problem(values []string, today clock.Date) problem {
	if empty(values) {
		return wrongIf(!f.Optional, fault.CodeFieldRequired)
	}
	r, _ := ruleOf(f.Type)
	return r.check(f, values, today)
}

// Gap is one thing that stands between the answers and a submission.
type Gap struct {
	Page  string
	Field string
	Code  fault.Code
	Args  []any
}

// Complete lists every gap of the whole form at once, in its order, so that
// nobody is sent back twice; none means the answers can be submitted.
func (d Definition) Complete(a Answers, today clock.Date) []Gap {
	a = d.Normalise(a)
	var gaps []Gap
	for _, p := range d.visible(a) {
		for _, f := range p.faults(a, today) {
			gaps = append(gaps, Gap{Page: p.ID, Field: f.Name, Code: f.Code, Args: f.Args})
		}
	}
	return gaps
}

// Submission is what is handed in: normalised answers of shown fields, without
// empty ones. An answer given before its question was hidden stays behind in the
// draft and goes nowhere.
func (d Definition) Submission(a Answers) Answers {
	a = d.Normalise(a)
	out := make(Answers)
	for _, p := range d.visible(a) {
		for _, f := range p.Fields {
			for _, k := range f.Keys() {
				if a[k] != "" {
					out[k] = a[k]
				}
			}
		}
	}
	return out
}

// First is the id of the page to begin with.
func (d Definition) First(a Answers) string {
	if pages := d.Visible(a); len(pages) > 0 {
		return pages[0].ID
	}
	return ""
}

// Next is the id of the page shown after page; false after the last one, when the
// answers are to be checked, and for a page the form does not have.
func (d Definition) Next(page string, a Answers) (string, bool) {
	at := d.position(page)
	for _, p := range d.Visible(a) {
		if at >= 0 && d.position(p.ID) > at {
			return p.ID, true
		}
	}
	return "", false
}

// Previous is the id of the page shown before page; false before the first.
func (d Definition) Previous(page string, a Answers) (string, bool) {
	at, id := d.position(page), ""
	for _, p := range d.Visible(a) {
		if d.position(p.ID) < at {
			id = p.ID
		}
	}
	return id, id != ""
}

func (d Definition) position(page string) int {
	for i, p := range d.Pages {
		if p.ID == page {
			return i
		}
	}
	return -1
}
