package desk

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"motcua/catalogue"
	"motcua/catalogue/quality"
	"motcua/internal/fault"
	"motcua/internal/httpx"
	"motcua/web/ui"
)

// runPage is one import with its findings counted.
type runPage struct {
	Run     catalogue.Run
	Names   map[int64]string
	Tallies []catalogue.Tally // what must not be relied on first
	Done    string            // what the page follows
}

func (d *Desk) run(w http.ResponseWriter, r *http.Request) error {
	p := runPage{Done: r.URL.Query().Get(doneParam)}
	id, err := pathID(r)
	if err == nil {
		p.Run, err = d.Dossiers.Book.Run(r.Context(), id)
	}
	if err != nil {
		return err
	}
	p.Tallies, err = d.tallies(r.Context(), id)
	if err == nil {
		p.Names, err = d.Identity.Names(r.Context(), httpx.From(r).Authority, p.Run.Actor)
	}
	if err != nil {
		return err
	}
	return show(w, r, runView(d.ctx(r), p))
}

// tallies counts a run's findings in the order of reports.
func (d *Desk) tallies(ctx context.Context, run int64) ([]catalogue.Tally, error) {
	tallies, err := d.Dossiers.Book.Tallies(ctx, run)
	return inOrder(tallies), err
}

// inOrder sorts tallies by severity, then as quality has the kinds, then those that
// are not known.
func inOrder(tallies []catalogue.Tally) []catalogue.Tally {
	severities := []quality.Severity{quality.Defect, quality.Doubt, quality.Note}
	kinds := quality.Kinds()
	place := func(t catalogue.Tally) (int, int) {
		k := quality.Kind(t.Kind)
		if !k.Known() {
			return len(severities), 0
		}
		return slices.Index(severities, k.Severity()), slices.Index(kinds, k)
	}
	slices.SortStableFunc(tallies, func(a, b catalogue.Tally) int {
		sa, ka := place(a)
		sb, kb := place(b)
		return cmp.Or(cmp.Compare(sa, sb), cmp.Compare(ka, kb), cmp.Compare(a.Kind, b.Kind))
	})
	return tallies
}

// summary is the run as term and value.
func (p runPage) summary(c ui.Ctx) ui.SummaryData {
	rows := append([]ui.SummaryRow{
		{Key: c.T("desk.import.source"), Value: cmp.Or(p.Run.Source, c.T("desk.import.carried"))},
		{Key: c.T("desk.import.by"), Value: importedBy(c, p.Names, p.Run)},
	}, counts(c, p.Run)...)
	if p.Run.Digest != "" {
		rows = append(rows, ui.SummaryRow{Key: c.T("desk.import.digest"), Body: jobError(p.Run.Digest)})
	}
	return ui.SummaryData{Dense: true, Rows: rows}
}

// What the page of a run follows.
const (
	doneImport  = "nhap"
	doneNothing = "khong-doi"
)

func (p runPage) notice(c ui.Ctx) *ui.BannerData {
	switch p.Done {
	case doneImport:
		return &ui.BannerData{Kind: ui.BannerSuccess, Title: c.T("desk.import.done")}
	case doneNothing:
		return &ui.BannerData{Kind: ui.BannerInfo, Title: c.T("desk.import.nothing")}
	}
	return nil
}

// findings is the table of kinds with their number, each leading to its findings.
func (p runPage) findings(c ui.Ctx) ui.TableData {
	return kindsTable(c, p.Tallies, func(kind string) string { return kindOf(p.Run.ID, kind, 0) })
}

// kindsTable is kinds of findings with their number; href leads to those of a kind,
// nil: nowhere.
func kindsTable(c ui.Ctx, tallies []catalogue.Tally, href func(kind string) string) ui.TableData {
	t := ui.TableData{ID: "kinds", Caption: c.T("desk.import.findings"), Dense: true, Empty: ui.EmptyData{Title: c.T("desk.import.no_findings")},
		Columns: []ui.Column{{Text: c.T("desk.import.kind")}, {Text: c.T("desk.import.severity")}, {Text: c.T("desk.import.count"), Numeric: true}}}
	for _, one := range tallies {
		k := quality.Kind(one.Kind)
		row := ui.Row{Key: one.Kind, Cells: []ui.Cell{{Text: k.Name(c.Printer)}, {Text: c.T(k.Severity().Key())}, {Text: c.Number(one.N)}}}
		if href != nil {
			row.Href = href(one.Kind)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// kindOf is the address of the findings of a kind behind the one numbered after.
func kindOf(run int64, kind string, after int) string {
	path := runOf(run) + "/" + url.PathEscape(kind)
	if after > 0 {
		path += "?" + url.Values{afterParam: {strconv.Itoa(after)}}.Encode()
	}
	return path
}

// findingsPage is the findings of one kind.
type findingsPage struct {
	Run   catalogue.Run
	Kind  quality.Kind
	Total int64
	Rows  []findingRow
	After int
	Next  int
}

type findingRow struct {
	quality.Finding
	Href string // of the procedure's page; none when it is not of this authority
}

const findingRows = 50

func (d *Desk) findings(w http.ResponseWriter, r *http.Request) error {
	p, err := d.kind(r)
	if err != nil {
		return err
	}
	p.After, err = strconv.Atoi(r.URL.Query().Get(afterParam))
	if err != nil || p.After < 0 || int64(p.After) > p.Total {
		p.After = 0
	}
	rows, err := d.Dossiers.Book.Findings(r.Context(), p.Run.ID, string(p.Kind), p.After, findingRows+1)
	if err != nil {
		return err
	}
	if len(rows) > findingRows {
		rows = rows[:findingRows]
		p.Next = rows[findingRows-1].No
	}
	shelf := d.Dossiers.Book.Shelf()
	for _, one := range rows {
		f, err := quality.Kept(one.Found)
		if err != nil {
			return err
		}
		row := findingRow{Finding: f}
		if e, ok := entryOf(shelf, f.Code, f.PortalID); ok {
			row.Href = controlled(e.ID)
		}
		p.Rows = append(p.Rows, row)
	}
	return show(w, r, findingsView(d.ctx(r), p))
}

// kind reads run and kind of the address. One of which the run found nothing is not
// there.
func (d *Desk) kind(r *http.Request) (p findingsPage, err error) {
	id, err := pathID(r)
	if err == nil {
		p.Run, err = d.Dossiers.Book.Run(r.Context(), id)
	}
	if err != nil {
		return p, err
	}
	tallies, err := d.Dossiers.Book.Tallies(r.Context(), id)
	if err != nil {
		return p, err
	}
	i := slices.IndexFunc(tallies, func(t catalogue.Tally) bool { return t.Kind == r.PathValue("kind") })
	if i < 0 {
		return p, fault.New(fault.CodeNotFound)
	}
	p.Kind, p.Total = quality.Kind(tallies[i].Kind), tallies[i].N
	return p, nil
}

// entryOf is the procedure with that portal id; codes are not unique.
func entryOf(shelf *catalogue.Shelf, code, portalID string) (catalogue.Entry, bool) {
	all := shelf.Entries()
	i, _ := slices.BinarySearchFunc(all, code, func(e catalogue.Entry, code string) int { return cmp.Compare(e.Code, code) })
	for ; i < len(all) && all[i].Code == code; i++ {
		if all[i].PortalID == portalID {
			return all[i], true
		}
	}
	return catalogue.Entry{}, false
}

func (p findingsPage) table(c ui.Ctx) ui.TableData {
	t := ui.TableData{ID: "findings", Caption: p.Kind.Name(c.Printer), HideCaption: true, Dense: true,
		Empty:   ui.EmptyData{Title: c.T("desk.catalogue.end")},
		Columns: []ui.Column{{Text: c.T("desk.catalogue.code"), Nowrap: true}, {Text: c.T("desk.catalogue.procedure")}, {Text: c.T("desk.import.what")}}}
	for _, f := range p.Rows {
		what := ui.Cell{Text: f.Words(c.Printer)}
		if f.Field != "" {
			what.Note = c.T("desk.import.field", "field", f.Field)
		}
		t.Rows = append(t.Rows, ui.Row{Key: f.PortalID, Href: f.Href, Cells: []ui.Cell{{Text: f.Code}, {Body: procedureCell(f.Name)}, what}})
	}
	return t
}

func (p findingsPage) pages(c ui.Ctx) ui.PageData {
	data := ui.PageData{Text: c.T("desk.import.shown", "from", p.After+1, "to", p.After+len(p.Rows), "n", p.Total)}
	if p.Next > 0 {
		data.Next = kindOf(p.Run.ID, string(p.Kind), p.Next)
	}
	return data
}
