package desk

import (
	"fmt"
	"net/url"
	"strings"

	"motcua/internal/clock"
	"motcua/office"
	"motcua/web/ui"
	"motcua/web/view"
)

// calendarAt is the address of a year of the authority (0) or a unit.
func calendarAt(year int, unit int64) string {
	q := url.Values{yearParam: {yearText(year)}}
	if unit != 0 {
		q.Set(ofParam, itoa(unit))
	}
	return calendarPath + "?" + q.Encode()
}

// calendarFormAt is the address of a form about a day.
func calendarFormAt(slug string, unit int64, day clock.Date) string {
	q := url.Values{dayParam: {day.String()}}
	if unit != 0 {
		q.Set(ofParam, itoa(unit))
	}
	return calendarPath + "/" + slug + "?" + q.Encode()
}

func hoursWords(c ui.Ctx, h office.Hours) string { return view.Hours(c, h) }

func kindWords(c ui.Ctx, k office.Kind) string { return c.T("desk.calendar.kind." + string(k)) }

// calendarCrumbs leads from the calendar, which every official has in her menu, to
// the page itself.
func calendarCrumbs(c ui.Ctx, steps ...ui.Crumb) []ui.Crumb {
	return append([]ui.Crumb{{Text: c.T("desk.calendar.title"), Href: calendarPath}}, steps...)
}

// notice says what was edited; an unknown word nothing.
func (p calendarPage) notice(c ui.Ctx) *ui.BannerData {
	key := "desk.calendar.done." + p.Done
	if p.Done == "" || !c.Has(key) {
		return nil
	}
	return &ui.BannerData{Kind: ui.BannerSuccess, Title: c.T(key), Text: c.T("desk.calendar.done_effect")}
}

// gap is what a year lacks, in words.
func (p calendarPage) gap(c ui.Ctx, g office.Gap) ui.BannerData {
	if g.Missing {
		return ui.BannerData{Kind: ui.BannerWarning, Title: c.T("desk.calendar.missing", "year", yearText(g.Year)),
			Text: c.T("desk.calendar.missing_why", "last", c.Short(clock.Date{Year: p.Covered, Month: 12, Day: 31}))}
	}
	return ui.BannerData{Kind: ui.BannerInfo, Title: c.T("desk.calendar.waiting_in", "year", yearText(g.Year), "n", len(g.Unconfirmed)),
		Text: c.T("desk.calendar.waiting_why")}
}

// years leads to the years around the one shown.
func (p calendarPage) years(c ui.Ctx) []ui.Tab {
	var tabs []ui.Tab
	for year := max(p.First, p.Year-2); year <= min(p.Last, p.Year+2); year++ {
		tabs = append(tabs, ui.Tab{Text: yearText(year), Href: calendarAt(year, p.Unit), Current: year == p.Year})
	}
	return tabs
}

func unitChoice(c ui.Ctx, name, value, bad string, units []agencyOption) ui.ChoiceField {
	f := ui.ChoiceField{Field: ui.Field{Name: name, Label: c.T("desk.calendar.field.unit"), Error: bad}, Value: value, Empty: c.T("desk.calendar.whole")}
	for _, u := range units {
		f.Options = append(f.Options, ui.Option{Value: itoa(u.ID), Label: u.Name})
	}
	return f
}

// months is the working days of each month.
func (p calendarPage) months(c ui.Ctx) ui.TableData {
	t := ui.TableData{ID: "months", Caption: c.T("desk.calendar.months", "year", yearText(p.Year)), Dense: true, Columns: []ui.Column{
		{Text: c.T("desk.calendar.month")}, {Text: c.T("desk.calendar.worked"), Numeric: true}, {Text: c.T("desk.calendar.off"), Numeric: true}}}
	total, days := 0, 0
	line := func(key, name string, worked, all int) {
		t.Rows = append(t.Rows, ui.Row{Key: key, Cells: []ui.Cell{{Text: name}, {Text: c.Number(int64(worked))}, {Text: c.Number(int64(all - worked))}}})
	}
	for month := 1; month <= 12; month++ {
		worked, all := workingDays(p.Calendar, p.Year, month)
		total, days = total+worked, days+all
		line(itoa(int64(month)), fmt.Sprintf("%02d/%d", month, p.Year), worked, all)
	}
	line("all", c.T("desk.calendar.whole_year"), total, days)
	return t
}

// table is rows of the year with where each comes from.
func (p calendarPage) table(c ui.Ctx, id, caption string, rows []office.Row) ui.TableData {
	t := ui.TableData{ID: id, Caption: caption, Dense: true, Columns: []ui.Column{{Text: c.T("desk.calendar.day"), Nowrap: true}, {Text: c.T("desk.calendar.field.name")},
		{Text: c.T("desk.calendar.basis")}, {Text: c.T("desk.calendar.by")}},
		Empty: ui.EmptyData{Title: c.T("desk.calendar.no_rows"), Text: c.T("desk.calendar.no_rows_why", "year", yearText(p.Year))}}
	if p.MayEdit {
		t.Columns = append(t.Columns, ui.Column{Text: c.T("desk.jobs.act")})
	}
	for _, r := range rows {
		row := ui.Row{Key: r.Date.String(), Cells: []ui.Cell{{Text: c.Date(r.Date)}, p.named(c, r), {Text: r.Source, Note: basisWords(c, r)}, p.by(c, r)}}
		if p.MayEdit {
			row.Cells = append(row.Cells, p.act(c, r))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// named is what a row is called and what kind of day it is; a day that an edit
// made ordinary again may have no name.
func (p calendarPage) named(c ui.Ctx, r office.Row) ui.Cell {
	parts := []string{kindWords(c, r.Kind)}
	for _, more := range []string{p.pair(c, r), r.Note} {
		if more != "" {
			parts = append(parts, more)
		}
	}
	if r.Name == "" {
		return ui.Cell{Text: parts[0], Note: strings.Join(parts[1:], " · ")}
	}
	return ui.Cell{Text: r.Name, Note: strings.Join(parts, " · ")}
}

// pair names the other day of a swap.
func (p calendarPage) pair(c ui.Ctx, r office.Row) string {
	day, known := p.partner(r)
	if !known {
		return ""
	}
	return c.T("desk.calendar.pair", "day", c.Short(day))
}

func basisWords(c ui.Ctx, r office.Row) string {
	if r.Edited {
		return c.T("desk.calendar.basis.decision")
	}
	return c.T("desk.calendar.basis." + string(r.Basis))
}

// by is who edited the row and for whom.
func (p calendarPage) by(c ui.Ctx, r office.Row) ui.Cell {
	e, edited := p.Edits[editKey{r.Unit, r.Date}]
	if !r.Edited || !edited {
		return ui.Cell{Text: c.T("desk.calendar.carried")}
	}
	cell := ui.Cell{Text: p.Names[e.Actor], Note: c.ShortDateTime(e.At)}
	if r.Unit != p.Unit {
		cell.Note += " · " + c.T("desk.calendar.from_above")
	}
	return cell
}

// act is what may be done with a row: confirm it, or take an own edit back.
func (p calendarPage) act(c ui.Ctx, r office.Row) ui.Cell {
	switch {
	case !r.Counts() && p.Unit == 0:
		return ui.Cell{Body: calendarLink(calendarFormAt("xac-nhan", 0, r.Date), c.T("desk.calendar.confirm"), c.T("desk.calendar.confirm_one", "day", c.Short(r.Date)))}
	case r.Edited && r.Unit == p.Unit:
		return ui.Cell{Body: calendarLink(calendarFormAt("bo", r.Unit, r.Date), c.T("desk.calendar.remove"), c.T("desk.calendar.remove_one", "day", c.Short(r.Date)))}
	}
	return ui.Cell{Text: "–"}
}

// hours is the opening hours and where they come from.
func (p calendarPage) hours(c ui.Ctx) ui.SummaryData {
	s := ui.SummaryData{Title: c.T("desk.calendar.hours"), Rows: []ui.SummaryRow{{Key: c.T("desk.calendar.open"), Value: hoursWords(c, p.Hours)}}}
	if p.HoursEdit == nil {
		s.Rows = append(s.Rows, ui.SummaryRow{Key: c.T("desk.calendar.basis"), Value: c.T("desk.calendar.hours_carried")})
		return s
	}
	e := *p.HoursEdit
	s.Rows = append(s.Rows, ui.SummaryRow{Key: c.T("desk.calendar.basis"), Value: e.Decision},
		ui.SummaryRow{Key: c.T("desk.calendar.field.valid_from"), Value: c.Short(e.From)},
		ui.SummaryRow{Key: c.T("desk.calendar.by"), Value: c.T("desk.jobs.by", "name", p.Names[e.Actor], "at", c.ShortDateTime(e.At))})
	if e.Unit != p.Unit {
		s.Rows = append(s.Rows, ui.SummaryRow{Key: c.T("desk.calendar.whose"), Value: c.T("desk.calendar.from_above")})
	}
	return s
}
