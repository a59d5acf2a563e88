package desk

import (
	"motcua/dossier"
	"motcua/web/ui"
	"motcua/web/view"
)

// fieldLabel is the label of a field by its name, for the error summary.
func fieldLabel(c ui.Ctx) func(string) string {
	return func(name string) string { return c.T("desk.field." + name) }
}

func (s step) field(c ui.Ctx, name string) ui.Field {
	return ui.Field{Name: name, Label: c.T("desk.field." + name), Error: c.ErrorOf(s.Typed.Fault, name)}
}

// assignee is the choice of a handler; a single one is chosen already.
func (s step) assignee(c ui.Ctx) ui.ChoiceField {
	only := ""
	if len(s.Officials) == 1 {
		only = itoa(s.Officials[0].Account)
	}
	f := ui.ChoiceField{Field: s.field(c, assigneeField), Value: s.Typed.or(assigneeField, only)}
	for _, o := range s.Officials {
		f.Options = append(f.Options, ui.Option{Value: itoa(o.Account), Label: o.Name})
	}
	return f
}

func (s step) personNumber(c ui.Ctx) ui.TextField {
	f := ui.TextField{Field: s.field(c, numberField), Value: s.Typed.or(numberField, ""), InputMode: "numeric", Autocomplete: "off", Width: ui.W20}
	f.Hint = c.T("desk.hint.person_number")
	return f
}

// method is how the result is handed over: as the applicant chose, until the
// official says otherwise.
func (s step) method(c ui.Ctx, chosen dossier.Channel) ui.ChoiceField {
	f := ui.ChoiceField{Field: s.field(c, methodField), Value: s.Typed.or(methodField, string(chosen))}
	for _, ch := range dossier.Channels() {
		f.Options = append(f.Options, ui.Option{Value: string(ch), Label: view.Channel(c, ch)})
	}
	return f
}

func (s step) check(c ui.Ctx, name string) ui.CheckField {
	return ui.CheckField{Field: s.field(c, name), Value: yes, Checked: s.Typed.or(name, "") == yes}
}

func (s step) collector(c ui.Ctx, applicant string) ui.TextField {
	f := ui.TextField{Field: s.field(c, collectorField), Value: s.Typed.or(collectorField, applicant), Autocomplete: "off", Width: ui.W30}
	f.Hint = c.T("desk.hint.collector")
	return f
}

// shown is the box that the receipt slip was shown; of a dossier handled on the spot it
// was printed on demand only.
func (s step) shown(c ui.Ctx, spot bool) ui.CheckField {
	f := s.check(c, receiptField)
	if spot {
		f.Hint = c.T("desk.hint.receipt_spot")
	}
	return f
}

// signed is the box that the register book was signed, by the book that has the number.
func (s step) signed(c ui.Ctx, entries []dossier.BookEntry) ui.CheckField {
	f := s.check(c, bookField)
	if n := len(entries); n > 0 {
		f.Label = c.T("desk.book.signed", "book", bookWord(c, entries[n-1].Book))
	}
	return f
}
