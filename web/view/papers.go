package view

import (
	"motcua/catalogue"
	"motcua/dossier"
	"motcua/form"
	"motcua/web/ui"
)

// PaperRow is a paper of the dossier with its published text.
type PaperRow struct {
	Key         string
	Text        string
	Kind        string // what is done with it, in words
	Originals   int
	Copies      int
	Conditional bool // the published words tie it to a case
	Declared    bool // the applicant says she hands it in or shows it
}

// Papers is the papers of the dossier's procedure version as it lists them, those
// the applicant declared among them. A paper the version does not have is left out.
func Papers(c ui.Ctx, v dossier.View) []PaperRow {
	var rows []PaperRow
	for _, p := range v.State.Papers {
		key, err := catalogue.ParseComponentKey(p.Key)
		if err != nil {
			continue
		}
		component, ok := v.Version.Component(key)
		if !ok {
			continue
		}
		rows = append(rows, PaperRow{Key: p.Key, Text: component.Text, Kind: c.T(component.Kind.Key()),
			Originals: component.Item.Originals, Copies: component.Item.Copies, Conditional: component.Conditional, Declared: p.Declared})
	}
	return rows
}

// Answers is the application as filed, by section; none once it was erased.
func Answers(c ui.Ctx, v dossier.View) []ui.SummaryData {
	if v.Erased {
		return nil
	}
	var out []ui.SummaryData
	for _, s := range v.Form.Summary(form.Answers(v.Person.Answers), string(c.Lang)) {
		data := ui.SummaryData{Title: s.Title}
		for _, r := range s.Rows {
			data.Rows = append(data.Rows, ui.SummaryRow{Key: r.Label, Value: answer(c, r.Display)})
		}
		out = append(out, data)
	}
	return out
}

func answer(c ui.Ctx, text string) string {
	if text == "" {
		return c.T("view.answer.none")
	}
	return text
}
