package desk

import (
	"context"
	"net/http"
	"unicode/utf8"

	"motcua/authz"
	"motcua/catalogue"
	"motcua/dossier"
	"motcua/internal/clock"
	"motcua/web/ui"
	"motcua/web/view"
)

const (
	// pageSize is the rows of one page of a work list.
	pageSize = 50
	// scanMax bounds the rows one filtered page looks through: the service filters
	// by post only, so the conditions are applied to what it gives.
	scanMax = 500
)

// workPage is a page of a work list.
type workPage struct {
	Queue      dossier.Queue
	Path       string // of this queue
	Filter     filter
	Rows       []workRow
	More       bool // there is, or may be, more behind the last row seen
	Next       dossier.After
	Scanned    int  // rows looked through
	Units      bool // the official has posts in several units: each row names its own
	Procedures []ui.Option
	Moved      bool // the page follows a redirection
}

// workRow is a row as shown.
type workRow struct {
	dossier.WorkRow
	Procedure string // its name as published
	Deadline  ui.DeadlineData
	Assignee  string // "" while nobody is named
	Unit      string
}

func (d *Desk) myWork(w http.ResponseWriter, r *http.Request) error {
	return d.work(w, r, dossier.MyWork, homePath)
}

func (d *Desk) unitWork(w http.ResponseWriter, r *http.Request) error {
	return d.work(w, r, dossier.UnitWork, unitPath)
}

func (d *Desk) work(w http.ResponseWriter, r *http.Request, queue dossier.Queue, path string) error {
	c := d.ctx(r)
	p := workPage{Queue: queue, Path: path, Filter: readFilter(r.URL.Query()), Units: severalUnits(actorOf(r)), Moved: r.URL.Query().Get(doneParam) == redirectSlug}
	err := d.fill(r.Context(), c, actorOf(r), &p)
	if err != nil {
		return err
	}
	p.Procedures = d.procedures(p)
	return show(w, r, workView(c, p))
}

// fill reads rows behind the place in the list until the page is full, the list
// ends or enough was looked through.
func (d *Desk) fill(ctx context.Context, c ui.Ctx, actor authz.Actor, p *workPage) error {
	now, at := d.now(), p.Filter.After
	for p.Scanned < scanMax {
		rows, err := d.Dossiers.WorkList(ctx, actor, p.Queue, at, pageSize+1)
		if err != nil {
			return err
		}
		more := len(rows) > pageSize
		for i, row := range rows[:min(len(rows), pageSize)] {
			at = dossier.After{Due: row.Due, Dossier: row.Dossier}
			p.Scanned++
			d.take(c, p, row, now)
			if len(p.Rows) == pageSize {
				p.More, p.Next = more || i+1 < len(rows), at
				return d.name(ctx, c, p)
			}
		}
		p.More, p.Next = more, at
		if !more {
			break
		}
	}
	return d.name(ctx, c, p)
}

// take adds a row that meets the conditions.
func (d *Desk) take(c ui.Ctx, p *workPage, row dossier.WorkRow, now clock.Instant) {
	entry, _ := d.Dossiers.Book.Entry(row.Procedure)
	deadline := d.deadline(c, row, now)
	if p.Filter.keeps(row, entry.Code, deadline.State) {
		p.Rows = append(p.Rows, workRow{WorkRow: row, Procedure: nameAt(entry, row.SubmittedAt.Date()), Deadline: deadline})
	}
}

// deadline is how the time of a row stands. A result that is ready has kept or
// missed its date already; what is open is that somebody collects it.
func (d *Desk) deadline(c ui.Ctx, row dossier.WorkRow, now clock.Instant) ui.DeadlineData {
	if row.Action == authz.DossierReturn {
		return ui.DeadlineData{State: ui.Done, Word: c.T("desk.work.ready"), Text: c.T("desk.work.ready_since", "at", c.ShortDateTime(row.Since))}
	}
	switch row.Action {
	case authz.DossierAnswer:
		return ui.DeadlineData{State: ui.Neutral, Word: c.T("desk.work.awaiting"), Text: c.T("desk.work.awaiting_since", "at", c.ShortDateTime(row.Since))}
	case authz.DossierConfirmWithdrawal:
		return ui.DeadlineData{State: ui.DueSoon, Word: c.T("desk.work.withdrawing"), Text: c.T("desk.work.withdrawing_since", "at", c.ShortDateTime(row.Since))}
	}
	if !row.HasDue() {
		return ui.DeadlineData{State: ui.Neutral}
	}
	return view.DeadlineOf(c, d.Dossiers.CalendarOf(row.Unit), now, row.Due, 0)
}

// name puts the names of assignees and units into the rows.
func (d *Desk) name(ctx context.Context, c ui.Ctx, p *workPage) error {
	var accounts []int64
	for _, row := range p.Rows {
		accounts = append(accounts, row.WorkItem.Assignee)
	}
	names, err := d.Identity.Names(ctx, d.Dossiers.Units.Authority, accounts...)
	if err != nil {
		return err
	}
	for i, row := range p.Rows {
		p.Rows[i].Assignee = names[row.WorkItem.Assignee]
		p.Rows[i].Unit = d.Dossiers.Units.Name(row.WorkItem.Unit, string(c.Lang))
	}
	return nil
}

func severalUnits(a authz.Actor) bool {
	for _, p := range a.Posts {
		if p.Unit != a.Posts[0].Unit {
			return true
		}
	}
	return false
}

// nameAt is the published name of a procedure on a day.
func nameAt(e catalogue.Entry, day clock.Date) string {
	v, _ := e.At(day)
	return v.Card.Name
}

// optionMax is the length of a procedure's name in a box to choose from.
const optionMax = 80

// procedures is what the list can be narrowed to: the procedures with a process of
// their own, and those of the rows at hand and of the filter.
func (d *Desk) procedures(p workPage) []ui.Option {
	day, here := d.now().Date(), map[int64]bool{}
	for _, row := range p.Rows {
		here[row.WorkRow.Procedure] = true
	}
	var out []ui.Option
	for _, e := range d.Dossiers.Book.Entries() {
		if len(e.Processes) == 0 && !here[e.ID] && e.Code != p.Filter.Procedure {
			continue
		}
		out = append(out, ui.Option{Value: e.Code, Label: e.Code + " – " + cut(nameAt(e, day), optionMax)})
	}
	return out
}

// cut is s with at most n characters.
func cut(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n-1]) + "…"
}

// next is the first dossier of the actor's work but the one at hand; 0 for none.
func (d *Desk) next(ctx context.Context, actor authz.Actor, but int64) (int64, error) {
	rows, err := d.Dossiers.WorkList(ctx, actor, dossier.MyWork, dossier.After{}, 2)
	for _, row := range rows {
		if row.Dossier != but {
			return row.Dossier, err
		}
	}
	return 0, err
}
