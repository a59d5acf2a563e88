package desk

import (
	"fmt"
	"net/url"
	"slices"

	"motcua/web/ui"
)

// jobStates are the states of a job in the order of the table, with the names
// that metrics give them.
func jobStates() []string { return []string{"ready", "parked", "dismissed", "done"} }

// jobKind is a kind of job in words; one that has none is named as it is.
func jobKind(c ui.Ctx, kind string) string {
	if key := "desk.job.kind." + kind; c.Has(key) {
		return c.T(key)
	}
	return kind
}

func jobPath(id int64, act string) string { return jobsPath + "/" + itoa(id) + "/" + act }

// notice says what became of the job the page follows; an unknown word nothing.
func (p jobsPage) notice(c ui.Ctx) *ui.BannerData {
	kind := ui.BannerSuccess
	switch p.Done {
	case "gone":
		kind = ui.BannerInfo
	case "again", "away":
	default:
		return nil
	}
	return &ui.BannerData{Kind: kind, Title: c.T("desk.jobs.done." + p.Done)}
}

// tallies is the table of kinds by states.
func (p jobsPage) tallies(c ui.Ctx) ui.TableData {
	t := ui.TableData{ID: "tallies", Caption: c.T("desk.jobs.count_caption"), Dense: true, Columns: []ui.Column{{Text: c.T("desk.jobs.kind")}},
		Empty: ui.EmptyData{Title: c.T("desk.jobs.none"), Text: c.T("desk.jobs.none_why")}}
	for _, state := range jobStates() {
		t.Columns = append(t.Columns, ui.Column{Text: c.T("desk.job.state." + state), Numeric: true})
	}
	var kinds []string
	n := map[JobTally]int64{} // by kind and state
	for _, one := range p.Tallies {
		if !slices.Contains(kinds, one.Kind) {
			kinds = append(kinds, one.Kind)
		}
		n[JobTally{Kind: one.Kind, State: one.State}] += one.N
	}
	for _, kind := range kinds {
		row := ui.Row{Key: kind, Cells: []ui.Cell{{Text: jobKind(c, kind), Note: kind}}}
		for _, state := range jobStates() {
			row.Cells = append(row.Cells, ui.Cell{Text: c.Number(n[JobTally{Kind: kind, State: state}])})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (p jobsPage) tabs(c ui.Ctx) []ui.Tab {
	return []ui.Tab{
		{Text: c.T("desk.jobs.parked"), Href: jobsPath, Current: !p.Away},
		{Text: c.T("desk.jobs.away"), Href: p.list(true), Current: p.Away},
	}
}

func (p jobsPage) list(away bool) string {
	if away {
		return jobsPath + "?" + url.Values{listParam: {listAway}}.Encode()
	}
	return jobsPath
}

// table is the jobs that stopped.
func (p jobsPage) table(c ui.Ctx) ui.TableData {
	t := ui.TableData{ID: "parked", Caption: c.T("desk.jobs.parked"), HideCaption: true, Dense: true, Empty: p.empty(c), Columns: []ui.Column{
		{Text: c.T("desk.jobs.kind")}, {Text: c.T("desk.jobs.since"), Nowrap: true}, {Text: c.T("desk.jobs.attempts"), Numeric: true}, {Text: c.T("desk.jobs.error")},
	}}
	if p.Away {
		t.Caption = c.T("desk.jobs.away")
		t.Columns = append(t.Columns, ui.Column{Text: c.T("desk.jobs.why")})
	}
	t.Columns = append(t.Columns, ui.Column{Text: c.T("desk.jobs.act")})
	for _, j := range p.Rows {
		row := ui.Row{Key: itoa(j.ID), Cells: []ui.Cell{
			{Text: jobKind(c, j.Kind), Note: c.T("desk.jobs.key", "key", j.Key)}, {Text: c.ShortDateTime(j.Since)},
			{Text: c.Number(int64(j.Attempts))}, {Body: jobError(j.Error)},
		}}
		if p.Away {
			row.Cells = append(row.Cells, ui.Cell{Text: j.Dismissal,
				Note: c.T("desk.jobs.by", "name", p.Names[j.Operator], "at", c.ShortDateTime(j.OperatedAt))})
		}
		row.Cells = append(row.Cells, ui.Cell{Body: jobActs(c, j)})
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (p jobsPage) empty(c ui.Ctx) ui.EmptyData {
	switch {
	case p.Behind != JobPlace{}:
		return ui.EmptyData{Title: c.T("desk.jobs.end")}
	case p.Away:
		return ui.EmptyData{Title: c.T("desk.jobs.none_away"), Text: c.T("desk.jobs.none_away_why")}
	}
	return ui.EmptyData{Title: c.T("desk.jobs.none_parked"), Text: c.T("desk.jobs.none_parked_why", "n", p.Attempts)}
}

func (p jobsPage) pages() ui.PageData {
	if !p.More {
		return ui.PageData{}
	}
	last, q := p.Rows[len(p.Rows)-1], url.Values{}
	q.Set(afterParam, fmt.Sprintf("%d.%d", last.Since, last.ID))
	if p.Away {
		q.Set(listParam, listAway)
	}
	return ui.PageData{Next: jobsPath + "?" + q.Encode()}
}
