package desk

import (
	"strings"

	"motcua/calendar"
	"motcua/office"
	"motcua/web/ui"
)

func unitText(unit int64) string {
	if unit == 0 {
		return ""
	}
	return itoa(unit)
}

// offered is the forms that the page of a year leads to; Text names their words.
func (p calendarPage) offered() []ui.Action {
	var out []ui.Action
	for _, f := range calendarForms() {
		if f.Name == formConfirm || f.Name == formRemove {
			continue // from the row they are about
		}
		href := f.path()
		if p.Unit != 0 && f.Name != formProposal {
			href += "?" + ofParam + "=" + itoa(p.Unit)
		}
		out = append(out, ui.Action{Text: f.Name, Href: href})
	}
	return out
}

func (p calendarFormPage) title(c ui.Ctx) string {
	if p.Form.Name == formProposal {
		return c.T("desk.calendar.proposal_of", "year", yearText(p.Year))
	}
	return c.T("desk.calendar.form." + p.Form.Name)
}

func (p calendarFormPage) weight() ui.ButtonKind {
	if p.Form.Name == formRemove {
		return ui.Danger
	}
	return ui.Primary
}

func (p calendarFormPage) errors(c ui.Ctx) []ui.ErrorItem {
	return c.Errors(p.Fault, func(name string) string { return c.T("desk.calendar.field." + name) })
}

// code is the stable code of the first thing wrong, to quote on the telephone.
func (p calendarFormPage) code() string {
	if p.Fault == nil || len(p.Fault.Fields) == 0 {
		return ""
	}
	return string(p.Fault.Fields[0].Code)
}

func (p calendarFormPage) field(c ui.Ctx, name string) ui.Field {
	f := ui.Field{Name: name, Label: c.T("desk.calendar.field." + name), Error: c.ErrorOf(p.Fault, name)}
	if hint := "desk.calendar.hint." + name; c.Has(hint) {
		f.Hint = c.T(hint)
	}
	return f
}

func (p calendarFormPage) unit(c ui.Ctx) ui.ChoiceField {
	return unitChoice(c, unitField, p.Fields.Get(unitField), c.ErrorOf(p.Fault, unitField), p.Units)
}

func (p calendarFormPage) text(c ui.Ctx, name string) ui.TextField {
	f := ui.TextField{Field: p.field(c, name), Value: p.Fields.Get(name)}
	f.Optional = name == saturdayField || strings.HasPrefix(name, "seasons.")
	return f
}

func (p calendarFormPage) note(c ui.Ctx) ui.TextAreaField {
	f := ui.TextAreaField{Field: p.field(c, noteField), Value: p.Fields.Get(noteField), Rows: 2}
	f.Optional = true
	return f
}

func (p calendarFormPage) date(c ui.Ctx, name string) ui.DateField {
	return ui.DateField{Field: p.field(c, name), Day: p.Fields.Get(name + ".day"), Month: p.Fields.Get(name + ".month"), Year: p.Fields.Get(name + ".year")}
}

func (p calendarFormPage) kinds(c ui.Ctx) ui.ChoiceField {
	f := ui.ChoiceField{Field: p.field(c, kindField), Value: p.Fields.Get(kindField)}
	for _, k := range []office.Kind{calendar.Closure, calendar.Holiday, calendar.CompensatoryOff, calendar.SwapOff, calendar.MakeUpWorkday, office.Plain} {
		f.Options = append(f.Options, ui.Option{Value: string(k), Label: kindWords(c, k), Hint: c.T("desk.calendar.kind_hint." + string(k))})
	}
	return f
}

func (p calendarFormPage) follow(c ui.Ctx) ui.CheckField {
	return ui.CheckField{Field: p.field(c, followField), Checked: p.Fields.Get(followField) != ""}
}

// offer is the proposed days to choose from; all are chosen at first.
func (p calendarFormPage) offer(c ui.Ctx) ui.ChoiceField {
	f := ui.ChoiceField{Field: p.field(c, daysField), Values: p.Fields[daysField]}
	for _, d := range p.Offer {
		hint := kindWords(c, d.Kind) + " · " + d.Source
		if d.Note != "" {
			hint += " · " + d.Note
		}
		f.Options = append(f.Options, ui.Option{Value: d.Date.String(), Label: c.Date(d.Date) + ": " + d.Name, Hint: hint})
	}
	return f
}

// row is what a form is about, as term and value.
func (p calendarFormPage) row(c ui.Ctx) ui.SummaryData {
	s := ui.SummaryData{Rows: []ui.SummaryRow{
		{Key: c.T("desk.calendar.day"), Value: c.Date(p.Row.Date)},
		{Key: c.T("desk.calendar.field.kind"), Value: kindWords(c, p.Row.Kind)},
	}}
	add := func(key, value string) {
		if value != "" {
			s.Rows = append(s.Rows, ui.SummaryRow{Key: c.T(key), Value: value})
		}
	}
	add("desk.calendar.field.name", p.Row.Name)
	add("desk.calendar.basis", p.Row.Source)
	add("desk.calendar.field.note", p.Row.Note)
	return s
}
