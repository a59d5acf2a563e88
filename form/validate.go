package form

import (
	"slices"

	"motcua/internal/clock"
	"motcua/internal/fault"
)

// Validate finds what is wrong with the answers of one page, in the order of the
// page; fields that are not shown are not asked. Name of each fault is the id of the
// field, or the key of the part that is wrong: of an address (home.line), of a field in
// a row (documents.0.name). A wrong date names its "part" among the arguments. today is the civil day
// on which the person answers. A page that is unknown or hidden has no faults.
func (d Definition) Validate(page string, a Answers, today clock.Date) []fault.Field {
	pages, r := d.visible(d.Normalise(a))
	for _, p := range pages {
		if p.ID == page {
			return p.faults(r, today)
		}
	}
	return nil
}

// faults are those of the fields, then those of the rules whose field has none yet.
func (p Page) faults(r *reading, today clock.Date) []fault.Field {
	var out []fault.Field
	for _, f := range p.Fields {
		out = append(out, f.faults(r, today)...)
	}
	if len(p.Require) == 0 {
		return out
	}
	ruled := *r
	ruled.today = today
	for _, rule := range p.Require {
		if broken(rule, &ruled) && !slices.ContainsFunc(out, func(f fault.Field) bool { return f.Name == rule.Field }) {
			out = append(out, fault.Field{Name: rule.Field, Code: fault.CodeFieldRule, Args: []any{"rule", rule.Fault}})
		}
	}
	return out
}

// broken reports a rule that can be asked and does not hold. One that needs an answer
// nobody gave, or whose field is not shown, cannot be asked.
func broken(rule Rule, r *reading) bool {
	_, shown := r.seen(rule.Field)
	holds, err := rule.Rule.eval(r)
	return shown && err == nil && !holds
}

func (f Field) faults(r *reading, today clock.Date) []fault.Field {
	if f.Type == TypeGroup {
		return f.groupFaults(r, today)
	}
	wrong := f.problem(r.a.values(f), today)
	if wrong.code == "" {
		wrong = f.disagrees(r)
	}
	if wrong.code == "" {
		return nil
	}
	return []fault.Field{{Name: f.ID + wrong.at, Code: wrong.code, Args: wrong.args}}
}

func (f Field) problem(values []string, today clock.Date) problem {
	if empty(values) {
		p := wrongIf(!f.Optional, fault.CodeFieldRequired)
		if f.Type == TypeAddress {
			p.at = unitPart
		}
		return p
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
	pages, r := d.visible(d.Normalise(a))
	var gaps []Gap
	for _, p := range pages {
		for _, f := range p.faults(r, today) {
			gaps = append(gaps, Gap{Page: p.ID, Field: f.Name, Code: f.Code, Args: f.Args})
		}
	}
	return gaps
}

// Submission is what is handed in: normalised answers of shown fields, without
// empty ones. An answer given before its question was hidden stays behind in the
// draft and goes nowhere.
func (d Definition) Submission(a Answers) Answers {
	return submission(d.visible(d.Normalise(a)))
}

func submission(pages []Page, r *reading) Answers {
	a, out := r.a, make(Answers)
	for _, p := range pages {
		for _, f := range p.Fields {
			if f.Type == TypeGroup {
				f.submitGroup(a, out)
				continue
			}
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
