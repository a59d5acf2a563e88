package desk

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"motcua/dossier"
	"motcua/internal/clock"
	"motcua/internal/httpx"
	"motcua/office"
	"motcua/web/ui"
)

// calendarPageSize is how many lines a list of the calendar shows.
const calendarPageSize = 50

// calendarDeed is one line of the history: an edit of a day or of hours.
type calendarDeed struct {
	ID              int64
	At              clock.Instant
	Actor           int64
	Unit            int64
	Day             *office.Entry
	Hours           *office.HoursEntry
	Name, Decision  string
	UnitName, Extra string
}

// calendarHistoryPage is who changed what, latest first.
type calendarHistoryPage struct {
	Deeds []calendarDeed
	Names map[int64]string
	More  bool
}

// readID reads the id a page goes on behind; anything else is 0.
func readID(s string) int64 {
	id, err := strconv.ParseInt(s, 10, 64)
	if err != nil || id < 0 {
		return 0
	}
	return id
}

func (d *Desk) calendarHistory(w http.ResponseWriter, r *http.Request) error {
	days, err := d.Calendar.Days(r.Context())
	if err != nil {
		return err
	}
	hours, err := d.Calendar.Hours(r.Context())
	if err != nil {
		return err
	}
	var p calendarHistoryPage
	p.Deeds = behind(deeds(days, hours), readID(r.URL.Query().Get(afterParam)))
	if len(p.Deeds) > calendarPageSize {
		p.Deeds, p.More = p.Deeds[:calendarPageSize], true
	}
	var accounts []int64
	for i := range p.Deeds {
		accounts = append(accounts, p.Deeds[i].Actor)
		p.Deeds[i].UnitName = d.agencyName(r, p.Deeds[i].Unit)
	}
	p.Names, err = d.Identity.Names(r.Context(), httpx.From(r).Authority, accounts...)
	if err != nil {
		return err
	}
	return show(w, r, calendarHistoryView(d.ctx(r), p))
}

// deeds is all edits, latest first: ids grow with time.
func deeds(days []office.Entry, hours []office.HoursEntry) []calendarDeed {
	out := make([]calendarDeed, 0, len(days)+len(hours))
	for i := range days {
		e := &days[i]
		out = append(out, calendarDeed{ID: e.ID, At: e.At, Actor: e.Actor, Unit: e.Unit, Day: e, Name: e.Name, Decision: e.Decision, Extra: e.Note})
	}
	for i := range hours {
		e := &hours[i]
		out = append(out, calendarDeed{ID: e.ID, At: e.At, Actor: e.Actor, Unit: e.Unit, Hours: e, Decision: e.Decision})
	}
	slices.SortFunc(out, func(a, b calendarDeed) int { return cmp.Compare(b.ID, a.ID) })
	return out
}

// behind is the edits older than the one with an id; 0 is all.
func behind(list []calendarDeed, id int64) []calendarDeed {
	if id == 0 {
		return list
	}
	return slices.DeleteFunc(list, func(x calendarDeed) bool { return x.ID >= id })
}

func (p calendarHistoryPage) table(c ui.Ctx) ui.TableData {
	t := ui.TableData{ID: "history", Caption: c.T("desk.calendar.history"), HideCaption: true, Dense: true,
		Empty: ui.EmptyData{Title: c.T("desk.calendar.history_none"), Text: c.T("desk.calendar.history_none_why")}, Columns: []ui.Column{
			{Text: c.T("desk.calendar.what")}, {Text: c.T("desk.calendar.at"), Nowrap: true}, {Text: c.T("desk.calendar.who")},
			{Text: c.T("desk.calendar.whose")}, {Text: c.T("desk.calendar.field.decision")}}}
	for _, e := range p.Deeds {
		what := ui.Cell{Note: e.Name}
		switch {
		case e.Day != nil:
			what.Text = c.T("desk.calendar.what_day", "day", e.Day.Day, "kind", kindWords(c, e.Day.Kind))
		case e.Hours.HoursEdit.Hours == nil:
			what.Text = c.T("desk.calendar.what_follow", "day", c.Short(e.Hours.From))
		default:
			what.Text, what.Note = c.T("desk.calendar.what_hours", "day", c.Short(e.Hours.From)), hoursWords(c, *e.Hours.HoursEdit.Hours)
		}
		t.Rows = append(t.Rows, ui.Row{Key: itoa(e.ID), Cells: []ui.Cell{what, {Text: c.ShortDateTime(e.At)}, {Text: p.Names[e.Actor]}, {Text: e.UnitName}, {Text: e.Decision, Note: e.Extra}}})
	}
	return t
}

func (p calendarHistoryPage) pages() ui.PageData {
	if !p.More {
		return ui.PageData{}
	}
	return ui.PageData{Next: historyPath + "?" + url.Values{afterParam: {itoa(p.Deeds[len(p.Deeds)-1].ID)}}.Encode()}
}

// provisionalPage is the open dossiers whose date may not hold.
type provisionalPage struct {
	Count      int64
	Rows       []dossier.Provisional
	Units      map[int64]string
	Procedures map[int64]string
	More       bool
}

func (d *Desk) provisional(w http.ResponseWriter, r *http.Request) error {
	p := provisionalPage{Units: map[int64]string{}, Procedures: map[int64]string{}}
	var err error
	p.Count, err = d.Dossiers.CountProvisional(r.Context(), actorOf(r))
	if err != nil {
		return err
	}
	p.Rows, err = d.Dossiers.Provisionals(r.Context(), actorOf(r), readID(r.URL.Query().Get(afterParam)), calendarPageSize+1)
	if err != nil {
		return err
	}
	if len(p.Rows) > calendarPageSize {
		p.Rows, p.More = p.Rows[:calendarPageSize], true
	}
	for _, row := range p.Rows {
		p.Units[row.Unit] = d.Dossiers.Units.Name(row.Unit, httpx.From(r).Lang)
		if e, ok := d.Dossiers.Book.Entry(row.Procedure); ok {
			p.Procedures[row.Procedure] = e.Code
		}
	}
	return show(w, r, provisionalView(d.ctx(r), p))
}

func (p provisionalPage) table(c ui.Ctx) ui.TableData {
	t := ui.TableData{ID: "provisional", Caption: c.T("desk.calendar.provisional"), HideCaption: true, Dense: true,
		Empty: ui.EmptyData{Title: c.T("desk.calendar.provisional_none"), Text: c.T("desk.calendar.provisional_none_why")}, Columns: []ui.Column{
			{Text: c.T("desk.calendar.dossier"), Nowrap: true}, {Text: c.T("desk.work.procedure"), Nowrap: true}, {Text: c.T("desk.calendar.where")},
			{Text: c.T("desk.calendar.received"), Nowrap: true}, {Text: c.T("desk.calendar.promised"), Nowrap: true}}}
	for _, row := range p.Rows {
		t.Rows = append(t.Rows, ui.Row{Key: itoa(row.Dossier), Cells: []ui.Cell{{Text: row.Code}, {Text: p.Procedures[row.Procedure]}, {Text: p.Units[row.Unit]},
			{Text: c.ShortDateTime(row.ReceivedAt)}, {Text: c.ShortDateTime(row.PromisedAt)}}})
	}
	return t
}

func (p provisionalPage) pages() ui.PageData {
	if !p.More {
		return ui.PageData{}
	}
	return ui.PageData{Next: provisionalPath + "?" + url.Values{afterParam: {itoa(p.Rows[len(p.Rows)-1].Dossier)}}.Encode()}
}
