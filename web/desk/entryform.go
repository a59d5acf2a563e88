package desk

import (
	"maps"
	"net/url"
	"strings"

	"motcua/dossier"
	"motcua/form"
	"motcua/web/ui"
)

// entryForm is what the official fills in to complete the step at hand: the form of the
// step with what was typed, else with what the application says already.
type entryForm struct {
	Form    form.Definition
	Answers form.Answers
	Typed   typed
}

// entryFormOf is the form of the step at hand; nil when it has none.
func entryFormOf(v dossier.View, t typed) *entryForm {
	d, ok := v.StepForms[v.State.Current]
	if !ok {
		return nil
	}
	answers := proposed(v)
	if t.Fields != nil {
		answers = answers.With(answersOf(t.Fields))
	}
	return &entryForm{Form: d, Answers: answers, Typed: t}
}

// answersOf is the answers of a step's form among posted fields: their names have dots,
// those of the desk's own fields have none.
func answersOf(fields url.Values) form.Answers {
	out := form.Answers{}
	for name, values := range fields {
		if strings.Contains(name, ".") && len(values) > 0 {
			out[name] = values[0]
		}
	}
	return out
}

// borrowed is what forms of steps take from the application, by group or field.
var borrowed = map[string]string{"compared.list": "documents.list", "found.kind": "record.book", "found.number": "record.number",
	"found.book": "record.volume", "found.date": "record.date", "found.office": "record.office"}

// proposed is what the application says already of what the step asks for.
func proposed(v dossier.View) form.Answers {
	out := form.Answers{}
	for to, from := range borrowed {
		for key, value := range v.Person.Answers {
			if rest, ok := strings.CutPrefix(key, from); ok && (rest == "" || rest[0] == '.') {
				out[to+rest] = value
			}
		}
	}
	maps.DeleteFunc(out, func(_, value string) bool { return value == "" })
	return out
}

// pages are those to show for the answers.
func (e entryForm) pages() []form.Page { return e.Form.Visible(e.Answers) }

// fields are those of a page, groups row by row: a step has as many rows as the
// application, at least one.
func (e entryForm) fields(p form.Page) []form.Field {
	var out []form.Field
	for _, f := range p.Fields {
		if f.Type != form.TypeGroup {
			out = append(out, f)
			continue
		}
		for i := range f.Rows(e.Answers) {
			out = append(out, f.Row(i)...)
		}
	}
	return out
}

func (e entryForm) field(c ui.Ctx, f form.Field) ui.Field {
	return ui.Field{Name: f.ID, Label: e.Form.Label(f.ID, string(c.Lang)), Hint: f.Hint.In(string(c.Lang)), Error: c.ErrorOf(e.Typed.Fault, f.ID), Optional: f.Optional}
}

func (e entryForm) options(c ui.Ctx, f form.Field) []ui.Option {
	var out []ui.Option
	for _, o := range f.Options {
		out = append(out, ui.Option{Value: o.Value, Label: o.Label.In(string(c.Lang)), Hint: o.Hint.In(string(c.Lang))})
	}
	return out
}

// stepLabels are the labels of fields for the summary of errors, the step's own included.
func (p dossierPage) stepLabels(c ui.Ctx) func(string) string {
	plain := fieldLabel(c)
	return func(name string) string {
		if p.Step.Entry != nil {
			if label := p.Step.Entry.Form.Label(name, string(c.Lang)); label != "" {
				return label
			}
		}
		return plain(name)
	}
}
