package desk

import (
	"cmp"

	"motcua/dossier"
	"motcua/web/ui"
	"motcua/web/view"
)

func (p workPage) title(c ui.Ctx) string {
	if p.Queue == dossier.UnitWork {
		return c.T("desk.work.unit")
	}
	return c.T("desk.work.mine")
}

func (p workPage) tabs(c ui.Ctx) []ui.Tab {
	f := p.Filter
	f.After = dossier.After{}
	return []ui.Tab{
		{Text: c.T("desk.work.mine"), Href: homePath + f.query(), Current: p.Queue == dossier.MyWork},
		{Text: c.T("desk.work.unit"), Href: unitPath + f.query(), Current: p.Queue == dossier.UnitWork},
	}
}

func (p workPage) table(c ui.Ctx) ui.TableData {
	t := ui.TableData{ID: "work", Caption: p.title(c), HideCaption: true, Dense: true, WorkList: true, Empty: p.empty(c), Columns: []ui.Column{
		{Text: c.T("desk.work.number")}, {Text: c.T("desk.work.due")}, {Text: c.T("desk.work.action")}, {Text: c.T("desk.work.applicant")},
		{Text: c.T("desk.work.procedure")}, {Text: c.T("desk.work.filed"), Nowrap: true}, {Text: c.T("desk.work.who")},
	}}
	for _, row := range p.Rows {
		t.Rows = append(t.Rows, row.cells(c, p.Units))
	}
	return t
}

func (row workRow) cells(c ui.Ctx, units bool) ui.Row {
	who := ui.Cell{Text: row.Assignee}
	if units {
		who.Note = row.Unit
	}
	if row.Assignee == "" {
		who.Text = roleWord(c, row.Role)
	}
	filed := ui.Cell{Text: c.ShortDateTime(row.SubmittedAt)}
	if row.PromisedAt != 0 {
		filed.Note = c.T("desk.work.promised", "at", c.ShortDateTime(row.PromisedAt))
	}
	return ui.Row{Key: itoa(row.Dossier), Href: dossierPath(row.Dossier), Name: row.Number(), State: row.Deadline.State, Cells: []ui.Cell{
		{Text: row.Number()}, {Body: ui.Deadline(c, row.Deadline)}, {Text: view.Action(c, row.Action)}, {Text: cmp.Or(row.Applicant, "–")}, // erased: no name is left
		{Body: procedureCell(row.Procedure)}, filed, who,
	}}
}

// empty says why the list is empty and where to go on.
func (p workPage) empty(c ui.Ctx) ui.EmptyData {
	switch {
	case p.Filter.narrow():
		return ui.EmptyData{Title: c.T("desk.work.none_match"), Text: c.T("desk.work.scanned", "n", p.Scanned), Link: ui.Action{Text: c.T("desk.work.all"), Href: p.Path}}
	case p.Filter.After != dossier.After{}:
		return ui.EmptyData{Title: c.T("desk.work.end"), Link: ui.Action{Text: c.T("desk.work.first"), Href: p.Path}}
	case p.Queue == dossier.UnitWork:
		return ui.EmptyData{Title: c.T("desk.work.none_unit"), Text: c.T("desk.work.none_why")}
	}
	return ui.EmptyData{Title: c.T("desk.work.none_mine"), Text: c.T("desk.work.none_why"), Link: ui.Action{Text: c.T("desk.work.unit"), Href: unitPath}}
}

// count is how many rows there are: exact on a last page, else "50+".
func (p workPage) count(c ui.Ctx) string {
	n := c.Number(int64(len(p.Rows)))
	if p.More {
		n += "+"
	}
	if p.Filter.narrow() {
		return c.T("desk.work.count_of", "count", n, "n", p.Scanned)
	}
	return c.T("desk.work.count", "count", n)
}

func (p workPage) pages(c ui.Ctx) ui.PageData {
	data := ui.PageData{Text: p.count(c)}
	if p.More {
		f := p.Filter
		f.After = p.Next
		data.Next = p.Path + f.query()
	}
	return data
}

// tags are the conditions in force, each with the address without it.
func (p workPage) tags(c ui.Ctx) []ui.FilterTag {
	var out []ui.FilterTag
	f := p.Filter
	f.After = dossier.After{}
	add := func(text string, without filter) {
		out = append(out, ui.FilterTag{Text: text, RemoveHref: p.Path + without.query()})
	}
	if f.Number != "" {
		without := f
		without.Number = ""
		add(c.T("desk.work.tag_number", "number", f.Number), without)
	}
	if f.Procedure != "" {
		without := f
		without.Procedure = ""
		add(cut(f.Procedure, optionMax), without)
	}
	if f.Act != "" {
		without := f
		without.Act = ""
		add(view.Action(c, f.action()), without)
	}
	if f.Soon {
		without := f
		without.Soon = false
		add(c.T("desk.work.soon"), without)
	}
	return out
}

func (p workPage) filterData(c ui.Ctx) ui.FilterData {
	return ui.FilterData{Action: p.Path, Tags: p.tags(c), ClearTo: p.Path}
}

func (p workPage) procedureField(c ui.Ctx) ui.ChoiceField {
	return ui.ChoiceField{Field: ui.Field{Name: procedureParam, Label: c.T("desk.work.procedure")}, Options: p.Procedures,
		Value: p.Filter.Procedure, Empty: c.T("desk.work.any")}
}

func (p workPage) actField(c ui.Ctx) ui.ChoiceField {
	f := ui.ChoiceField{Field: ui.Field{Name: actParam, Label: c.T("desk.work.action")}, Value: p.Filter.Act, Empty: c.T("desk.work.any")}
	for _, a := range acts() {
		if a.Waits {
			f.Options = append(f.Options, ui.Option{Value: a.Slug, Label: view.Action(c, a.Command.Action())})
		}
	}
	return f
}

// notice follows a redirection: the dossier is on no list of this unit any more.
func (p workPage) notice(c ui.Ctx) *ui.BannerData {
	if !p.Moved {
		return nil
	}
	return &ui.BannerData{Kind: ui.BannerSuccess, Title: c.T("desk.redirect.done")}
}
