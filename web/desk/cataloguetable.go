package desk

import (
	"cmp"
	"fmt"
	"slices"

	"motcua/catalogue"
	"motcua/web/ui"
)

// levelWord is a level in words; one that has none is named as it is.
func levelWord(c ui.Ctx, level string) string {
	if key := "desk.level." + level; c.Has(key) {
		return c.T(key)
	}
	return level
}

// basisWord is what a listing rests on, in words.
func basisWord(c ui.Ctx, basis string) string {
	if key := "desk.basis." + cmp.Or(basis, "none"); c.Has(key) {
		return c.T(key)
	}
	return basis
}

// figures is the catalogue in a few numbers.
func (p cataloguePage) figures(c ui.Ctx) ui.SummaryData {
	n := func(n int) string { return c.Number(int64(n)) }
	return ui.SummaryData{Dense: true, Rows: []ui.SummaryRow{
		{Key: c.T("desk.catalogue.in_force"), Value: n(p.Sums.InForce)},
		{Key: c.T("desk.catalogue.not_yet"), Value: n(p.Sums.NotYet)},
		{Key: c.T("desk.catalogue.withdrawn"), Value: n(p.Sums.Withdrawn)},
		{Key: c.T("desk.catalogue.unclear"), Value: n(p.Sums.Unclear)},
		{Key: c.T("desk.catalogue.unconfirmed"), Value: c.T("desk.catalogue.unconfirmed_n", "lines", p.Sums.FeeLines, "procedures", p.Sums.WithFees)},
	}}
}

// levelOrder is the order of levels in tables, from above.
func levelOrder(level string) int {
	i := slices.Index([]string{"ministry", "province", "district", "commune"}, level)
	if i < 0 {
		return 4
	}
	return i
}

// places is the table of where procedures are listed: a row per level and basis.
func (p cataloguePage) places(c ui.Ctx) ui.TableData {
	t := ui.TableData{ID: "places", Caption: c.T("desk.catalogue.places"), Dense: true,
		Columns: []ui.Column{{Text: c.T("desk.catalogue.level")}, {Text: c.T("desk.catalogue.basis")}},
		Empty:   ui.EmptyData{Title: c.T("desk.catalogue.none")}}
	for _, where := range wheres() {
		t.Columns = append(t.Columns, ui.Column{Text: c.T("desk.catalogue.where." + where), Numeric: true})
	}
	var rows []place
	for at := range p.Sums.Places {
		at.Where = ""
		if !slices.Contains(rows, at) {
			rows = append(rows, at)
		}
	}
	slices.SortFunc(rows, func(a, b place) int {
		return cmp.Or(cmp.Compare(levelOrder(a.Level), levelOrder(b.Level)), cmp.Compare(a.Level, b.Level), cmp.Compare(a.Basis, b.Basis))
	})
	for _, at := range rows {
		row := ui.Row{Cells: []ui.Cell{{Text: levelWord(c, at.Level)}, {Text: basisWord(c, at.Basis)}}}
		for _, where := range wheres() {
			at.Where = where
			row.Cells = append(row.Cells, ui.Cell{Text: c.Number(int64(p.Sums.Places[at]))})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (p cataloguePage) tabs(c ui.Ctx) []ui.Tab {
	return []ui.Tab{
		{Text: c.T("desk.catalogue.imports"), Href: p.list(listImports, 0), Current: p.List == listImports},
		{Text: c.T("desk.catalogue.list_unclear"), Href: p.list(listUnclear, 0), Current: p.List == listUnclear},
		{Text: c.T("desk.catalogue.list_fees"), Href: p.list(listFees, 0), Current: p.List == listFees},
	}
}

func (p cataloguePage) table(c ui.Ctx) ui.TableData {
	if p.List == listImports {
		return p.imports(c)
	}
	title := c.T("desk.catalogue.list_unclear")
	if p.List == listFees {
		title = c.T("desk.catalogue.list_fees")
	}
	t := ui.TableData{ID: "list", Caption: title, HideCaption: true, Dense: true, Empty: p.empty(c),
		Columns: []ui.Column{{Text: c.T("desk.catalogue.code"), Nowrap: true}, {Text: c.T("desk.catalogue.procedure")}, {Text: c.T("desk.catalogue.sector")}}}
	if p.List == listFees {
		t.Columns = append(t.Columns, ui.Column{Text: c.T("desk.catalogue.lines"), Numeric: true})
	}
	for _, e := range p.Entries {
		v, _ := e.EditionAt(p.Day)
		sector := ui.Cell{}
		if len(v.Card.Sectors) > 0 {
			sector.Text = v.Card.Sectors[0].Name
		}
		row := ui.Row{Key: itoa(e.ID), Href: controlled(e.ID), Cells: []ui.Cell{{Text: e.Code}, {Body: procedureCell(v.Card.Name)}, sector}}
		if p.List == listFees {
			row.Cells = append(row.Cells, ui.Cell{Text: c.Number(int64(e.Unconfirmed(v)))})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (p cataloguePage) empty(c ui.Ctx) ui.EmptyData {
	if p.After {
		return ui.EmptyData{Title: c.T("desk.catalogue.end"), Link: ui.Action{Text: c.T("desk.catalogue.first"), Href: p.list(p.List, 0)}}
	}
	return ui.EmptyData{Title: c.T("desk.catalogue.none")}
}

// imports is the table of what was taken in.
func (p cataloguePage) imports(c ui.Ctx) ui.TableData {
	t := ui.TableData{ID: "list", Caption: c.T("desk.catalogue.imports"), HideCaption: true, Dense: true, Empty: p.empty(c),
		Columns: []ui.Column{{Text: c.T("desk.import.at"), Nowrap: true}, {Text: c.T("desk.import.source")}, {Text: c.T("desk.import.records"), Numeric: true},
			{Text: c.T("desk.import.added"), Numeric: true}, {Text: c.T("desk.import.changed"), Numeric: true}, {Text: c.T("desk.import.withdrawn"), Numeric: true}}}
	for _, run := range p.Runs {
		n := func(n int) ui.Cell { return ui.Cell{Text: c.Number(int64(n))} }
		t.Rows = append(t.Rows, ui.Row{Key: itoa(run.ID), Href: runOf(run.ID), Cells: []ui.Cell{
			{Text: c.ShortDateTime(run.At)}, {Text: cmp.Or(run.Source, c.T("desk.import.carried")), Note: importedBy(c, p.Names, run)},
			n(run.Records), n(run.Added), n(run.Changed), n(run.Withdrawn)}})
	}
	return t
}

// importedBy is who imported: an official, or whoever runs the machine.
func importedBy(c ui.Ctx, names map[int64]string, run catalogue.Run) string {
	if run.Actor == 0 {
		return c.T("desk.import.by_operator")
	}
	return names[run.Actor]
}

func (p cataloguePage) pages() ui.PageData {
	if p.Next == 0 {
		return ui.PageData{}
	}
	return ui.PageData{Next: p.list(p.List, p.Next)}
}

func controlled(procedure int64) string { return fmt.Sprintf(cataloguePath+"/thu-tuc/%d", procedure) }

func runOf(run int64) string { return fmt.Sprintf(cataloguePath+"/nhap/%d", run) }
