package desk

import (
	"motcua/identity"
	"motcua/web/ui"
)

func peopleLabel(c ui.Ctx) func(string) string {
	return func(name string) string { return c.T("desk.people.form." + name) }
}

func (p peopleFormPage) heading(c ui.Ctx) string { return c.T("desk.people.title." + p.Form.Name) }

// lead says what the form does, by the article that rules it.
func (p peopleFormPage) lead(c ui.Ctx) string { return p.told(c, "desk.people.lead."+p.Form.Name) }

// told is words with what the law says today of terms and seniority (NĐ61 Đ11).
func (p peopleFormPage) told(c ui.Ctx, key string) string {
	term := p.Law.SecondmentTerm.Value
	return c.T(key, "min", term.MinMonths, "max", term.MaxMonths, "years", p.Law.Seniority.Value.Years)
}

func (p peopleFormPage) weight() ui.ButtonKind {
	switch p.Form.Name {
	case formDisable, formEnd, formClose:
		return ui.Danger
	}
	return ui.Primary
}

// about is what the form is about, as term and value.
func (p peopleFormPage) about(c ui.Ctx) ui.SummaryData {
	s := ui.SummaryData{}
	add := func(key, value string) {
		if value != "" {
			s.Rows = append(s.Rows, ui.SummaryRow{Key: c.T(key), Value: value})
		}
	}
	switch p.Form.Of {
	case ofUnit:
		add("desk.people.unit", p.UnitName)
	case ofCounter:
		add("desk.people.unit", p.UnitName)
		add("desk.people.counter", c.T("desk.people.counter_n", "n", p.Subject.Counter.Number)+": "+p.Subject.Name)
	case ofAccount:
		add("desk.people.name", p.Subject.Name)
		add("desk.people.form.login", p.Subject.Someone.Login)
	case ofPost:
		add("desk.people.name", p.Subject.Name)
		add("desk.people.unit", p.UnitName)
		add("desk.people.role", roleWords(c, p.Subject.Post.Role))
		add("desk.people.term_head", termWords(c, p.Subject.Post.From, p.Subject.Post.To))
	}
	return s
}

func (p peopleFormPage) field(c ui.Ctx, name string) ui.Field {
	f := ui.Field{Name: name, Label: c.T("desk.people.form." + name), Error: c.ErrorOf(p.Fault, name)}
	for _, key := range []string{"desk.people.hint." + p.Form.Name + "." + name, "desk.people.hint." + name} {
		if c.Has(key) {
			f.Hint = p.told(c, key)
			break
		}
	}
	f.Optional = optionalField(p.Form.Name, name)
	return f
}

// optionalField reports a field that may stay empty.
func optionalField(form, name string) bool {
	switch name {
	case "phone", "email", "title_en", "field", "field_en", "name_en", "decision", "since":
		return true
	case "to":
		return form != formCover
	case "account":
		return form == formSeat
	}
	return false
}

// sort of control a field is drawn as.
func (p peopleFormPage) control(name string) string {
	switch name {
	case "from", "to", "since", "last":
		return "date"
	case "unit", "role", "account":
		return "select"
	case "sectors":
		return "boxes"
	case "deputy":
		return "box"
	case "reason":
		return "area"
	}
	return "text"
}

func (p peopleFormPage) text(c ui.Ctx, name string) ui.TextField {
	f := ui.TextField{Field: p.field(c, name), Value: p.Fields.Get(name), Autocomplete: "off"}
	switch name {
	case "phone":
		f.Type = "tel"
	case "email":
		f.Type = "email"
	case "number":
		f.InputMode, f.Width = "numeric", ui.W4
	}
	return f
}

func (p peopleFormPage) date(c ui.Ctx, name string) ui.DateField {
	return ui.DateField{Field: p.field(c, name), Day: p.Fields.Get(name + ".day"), Month: p.Fields.Get(name + ".month"), Year: p.Fields.Get(name + ".year")}
}

func (p peopleFormPage) choice(c ui.Ctx, name string) ui.ChoiceField {
	f := ui.ChoiceField{Field: p.field(c, name), Options: p.Options[name], Value: p.Fields.Get(name), Empty: c.T("desk.people.choose")}
	if p.Form.Name == formSeat {
		f.Empty = c.T("desk.people.seat_empty")
	}
	return f
}

func (p peopleFormPage) boxes(c ui.Ctx, name string) ui.ChoiceField {
	return ui.ChoiceField{Field: p.field(c, name), Options: p.Options[name], Values: p.Fields[name]}
}

func (p peopleFormPage) box(c ui.Ctx, name string) ui.CheckField {
	return ui.CheckField{Field: p.field(c, name), Checked: p.Fields.Get(name) != ""}
}

func (p peopleFormPage) area(c ui.Ctx, name string) ui.TextAreaField {
	return ui.TextAreaField{Field: p.field(c, name), Value: p.Fields.Get(name), Rows: 2}
}

// code is the stable code of the first thing wrong, to quote on the telephone.
func (p peopleFormPage) code() string {
	switch {
	case p.Fault == nil:
		return ""
	case len(p.Fault.Fields) == 0:
		return string(p.Fault.Code)
	}
	return string(p.Fault.Fields[0].Code)
}

func (p activatePage) text(c ui.Ctx, name string) ui.TextField {
	f := ui.TextField{Field: ui.Field{Name: name, Label: c.T("desk.activate." + name), Error: c.ErrorOf(p.Fault, name)}}
	if hint := "desk.activate.hint." + name; c.Has(hint) {
		f.Hint = c.T(hint)
	}
	switch name {
	case loginField:
		f.Value, f.Autocomplete = p.Login, "username"
	case codeField:
		f.Autocomplete, f.Width = "one-time-code", ui.W20
	case passwordField:
		f.Type, f.Autocomplete = "password", "new-password"
	}
	return f
}

// codeHours is how long a code lasts, in whole hours.
func codeHours() int { return int(identity.InvitationLife.Hours()) }
