package desk

import (
	"cmp"

	"motcua/catalogue"
	"motcua/dossier"
	"motcua/form"
	"motcua/web/ui"
	"motcua/web/view"
)

// askGroup is papers under one heading of the procedure, or the questions of one
// section of the form.
type askGroup struct {
	Title string
	Rows  []askRow
	Fold  bool // behind its title, unless something in it is ticked
}

// askRow is one thing that can be asked for.
type askRow struct {
	dossier.Item
	Text  string
	Note  string // of a paper: its kind and whether it was declared; of a question: the answer
	Paper bool
}

// askGroups is what a supplement request may name, as the procedure and the form list
// it. Nothing outside of them can be asked for (NĐ61 Đ5 k1đ, Đ15 k3).
func askGroups(c ui.Ctx, v dossier.View) []askGroup {
	declared := map[string]bool{}
	for _, p := range v.State.Papers {
		declared[p.Key] = p.Declared
	}
	var out []askGroup
	for _, p := range v.Version.Papers() {
		title := cmp.Or(p.Heading, c.T("desk.supplement.papers"))
		if len(out) == 0 || out[len(out)-1].Title != title {
			out = append(out, askGroup{Title: title})
		}
		last := &out[len(out)-1]
		last.Rows = append(last.Rows, paperAsked(c, p, declared[p.Key.String()]))
	}
	for _, s := range v.Form.Summary(form.Answers(v.Person.Answers), string(c.Lang)) {
		g := askGroup{Title: s.Title, Fold: true}
		for _, row := range s.Rows {
			g.Rows = append(g.Rows, askRow{Item: dossier.Item{Kind: dossier.OfField, Key: row.Field}, Text: row.Label, Note: cmp.Or(row.Display, c.T("view.answer.none"))})
		}
		out = append(out, g)
	}
	return out
}

func paperAsked(c ui.Ctx, p catalogue.Component, declared bool) askRow {
	row := view.PaperRow{Kind: c.T(p.Kind.Key()), Originals: p.Item.Originals, Copies: p.Item.Copies, Conditional: p.Conditional}
	word := "desk.supplement.not_declared"
	if declared {
		word = "desk.supplement.declared"
	}
	return askRow{Item: dossier.Item{Kind: dossier.OfComponent, Key: p.Key.String()}, Text: p.Text, Note: paperNote(c, row) + " · " + c.T(word), Paper: true}
}

// fold reports whether a group is shown closed.
func (p supplementPage) fold(c ui.Ctx, g askGroup) bool {
	for _, row := range g.Rows {
		if p.ticked(row) || c.ErrorOf(p.Typed.Fault, row.Key) != "" {
			return false
		}
	}
	return g.Fold
}

func (p supplementPage) ticked(row askRow) bool { return p.Typed.Fields.Get(itemField+row.Key) == yes }

func (p supplementPage) why(c ui.Ctx, row askRow) ui.ChoiceField {
	f := ui.ChoiceField{Field: ui.Field{Name: whyField + row.Key, Label: c.T("desk.supplement.why"), Error: c.ErrorOf(p.Typed.Fault, row.Key)},
		Value: p.Typed.or(whyField+row.Key, ""), Empty: c.T("desk.supplement.choose")}
	for _, ready := range append(presets(row.Kind), otherReason) {
		f.Options = append(f.Options, ui.Option{Value: ready, Label: c.T("desk.supplement.why." + ready)})
	}
	return f
}

func (p supplementPage) say(c ui.Ctx, row askRow) ui.TextField {
	return ui.TextField{Field: ui.Field{Name: sayField + row.Key, Label: c.T("desk.supplement.say")}, Value: p.Typed.or(sayField+row.Key, ""), Autocomplete: "off"}
}

func (p supplementPage) guidance(c ui.Ctx) ui.TextAreaField {
	return ui.TextAreaField{Value: p.Typed.or(guidanceField, ""), Max: reasonMax, Rows: 4, Field: ui.Field{Name: guidanceField, Optional: true,
		Label: c.T("desk.field.guidance"), Hint: c.T("desk.hint.guidance"), Error: c.ErrorOf(p.Typed.Fault, guidanceField)}}
}

// errors are the lines of the error summary: a fault of an item leads to its reason.
func (p supplementPage) errors(c ui.Ctx) []ui.ErrorItem {
	texts := map[string]string{}
	for _, g := range p.Groups {
		for _, row := range g.Rows {
			texts[row.Key] = row.Text
		}
	}
	out := c.Errors(p.Typed.Fault, func(name string) string {
		if text, ok := texts[name]; ok {
			return cut(text, optionMax)
		}
		return c.T("desk.field." + name)
	})
	for i, one := range out {
		if _, ok := texts[one.Field]; ok {
			out[i].Field = whyField + one.Field
		}
	}
	return out
}

// askedOnce is a request for a supplement as an official reads it.
type askedOnce struct {
	When     string // and by whom
	Items    []askedItem
	Guidance string
	Answer   string // when and how it was answered, or that it was not
	Open     bool
}

// askedItem is one thing asked for and why.
type askedItem struct {
	Text, Reason string
	Paper        bool // Text is as published, and so Vietnamese
}

// asked is the requests so far, oldest first.
func (d *Desk) asked(c ui.Ctx, v dossier.View, names map[int64]string) []askedOnce {
	var out []askedOnce
	for i, s := range v.State.Supplements {
		one := askedOnce{When: c.T("desk.supplement.asked_by", "at", s.At, "name", cmp.Or(names[s.By], c.T("desk.role.counter_official"))),
			Answer: c.T("desk.supplement.unanswered"), Open: s.Answered == 0}
		var words dossier.Asked
		if i < len(v.Person.Asked) {
			words = v.Person.Asked[i]
		}
		one.Items, one.Guidance = itemsAsked(c, v, s.Items, words.Reasons), words.Guidance
		if s.Answered != 0 {
			one.Answer = c.T("desk.supplement.answered", "at", s.Answered, "channel", view.Channel(c, s.Through))
		}
		out = append(out, one)
	}
	return out
}

// itemsAsked is items in words with their reasons; erased dossiers have none.
func itemsAsked(c ui.Ctx, v dossier.View, items []dossier.Item, reasons []string) []askedItem {
	var out []askedItem
	for i, item := range items {
		one := askedItem{Text: itemText(c, v, item), Paper: item.Kind == dossier.OfComponent}
		if i < len(reasons) {
			one.Reason = reasons[i]
		}
		out = append(out, one)
	}
	return out
}

func itemText(c ui.Ctx, v dossier.View, item dossier.Item) string {
	if key, err := catalogue.ParseComponentKey(item.Key); err == nil {
		component, _ := v.Version.Component(key)
		return cmp.Or(component.Text, item.Key)
	}
	field, _ := v.Form.Field(item.Key)
	return cmp.Or(field.Label.In(string(c.Lang)), item.Key)
}
