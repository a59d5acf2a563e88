package portal

import (
	"context"
	"net/http"

	"motcua/attachment"
	"motcua/authz"
	"motcua/dossier"
	"motcua/internal/clock"
	"motcua/internal/httpx"
	"motcua/web/ui"
	"motcua/web/view"
)

// dossierPage is a dossier for the person who filed it (TT01 Đ16 k2d).
type dossierPage struct {
	View     dossier.View
	Sentence string
	Deadline *ui.DeadlineData // nil before receipt, after refusal and when the receipt is void
	Timeline []ui.TimelineEvent
	Clocks   []clockRow
	Readers  []readerRow
	Files    []attachment.File
	Slips    []ui.Action
	Unit     string
	Contact  ui.Contact
	Asked    *asked             // the supplement request that waits; nil: none
	name     func(int64) string // of a unit
}

// clockRow is one run of a clock with how its date came about.
type clockRow struct {
	Title string
	Due   clock.Instant
	Trace ui.TraceData
}

// readerRow is a reading by an official: where and to do what, without her name.
type readerRow struct {
	At     clock.Instant
	Unit   string
	Action string
}

// readersMax is how many readings the page shows.
const readersMax = 20

func (p *Portal) dossier(w http.ResponseWriter, r *http.Request) error {
	v, err := p.own(r)
	if err != nil {
		return err
	}
	q := httpx.From(r)
	readers, err := p.Dossiers.Readers(r.Context(), q.Actor, v.State.ID, readersMax)
	if err != nil {
		return err
	}
	c := p.ctx(r)
	page := p.dossierPage(c, v, q.Now)
	page.Readers, err = p.readerRows(r.Context(), c, v.State, readers)
	if err != nil {
		return err
	}
	page.Files, err = p.Dossiers.FilesOf(r.Context(), q.Actor, v.State.ID, authz.DossierViewOwn)
	if err != nil {
		return err
	}
	return p.show(w, r, dossierView(c, page))
}

func (p *Portal) dossierPage(c ui.Ctx, v dossier.View, now clock.Instant) dossierPage {
	s, units, lang := v.State, p.Dossiers.Units, string(c.Lang)
	page := dossierPage{View: v, Sentence: view.Sentence(c, v, now), Timeline: view.Timeline(c, v, units, nil),
		Unit: units.Name(s.Places.OneStop, lang), Contact: p.contact(c, s.Places.Agency), Slips: slipLinks(c, v),
		Asked: askedOf(c, v), name: func(id int64) string { return units.Name(id, lang) }}
	if due := s.Clocks.Due(dossier.Promised); due != 0 && s.Void == nil && s.Status != dossier.Withdrawn {
		var done clock.Instant
		if s.Result != nil {
			done = s.Result.At
		}
		d := view.DeadlineOf(c, p.Dossiers.CalendarOf(v.State.Places.Agency), now, due, done)
		page.Deadline = &d
	}
	for _, running := range s.Clocks {
		for _, e := range running.Epochs {
			page.Clocks = append(page.Clocks, clockRow{Title: clockTitle(c, running.Kind), Due: e.Due, Trace: view.Trace(c, e)})
		}
	}
	return page
}

func clockTitle(c ui.Ctx, k dossier.ClockKind) string {
	if k == dossier.Promised {
		return c.T("portal.dossier.clock_promised")
	}
	return c.T("portal.dossier.clock_legal")
}

// slipLinks are the papers given to the person so far.
func slipLinks(c ui.Ctx, v dossier.View) []ui.Action {
	var out []ui.Action
	for _, one := range view.PapersOf(v) {
		if !handedOut(v, one.Form) {
			continue
		}
		text := c.T("portal.dossier.result", "n", one.No)
		if !one.Result || one.Form == "03" {
			text = c.T("portal.dossier.slip_" + one.Form)
		}
		out = append(out, ui.Action{Text: text, Href: slipPath(v.State.ID, one.Form)})
	}
	return out
}

// readerRows say from where a dossier was read: the unit and the part its
// reader plays there, never her name. A reader whose post has ended since is
// said to be of the agency.
func (p *Portal) readerRows(ctx context.Context, c ui.Ctx, s dossier.State, readers []dossier.Reader) ([]readerRow, error) {
	if len(readers) == 0 {
		return nil, nil
	}
	units, lang := p.Dossiers.Units, string(c.Lang)
	where := map[int64]string{}
	for _, part := range []authz.Post{
		{Unit: s.Places.OneStop, Role: authz.OneStopHead}, {Unit: s.Places.Leadership, Role: authz.Leader},
		{Unit: s.Places.Division, Role: authz.Specialist}, {Unit: s.Places.OneStop, Role: authz.CounterOfficial},
	} {
		people, err := p.Identity.Officials(ctx, units.Authority, part.Unit, part.Role)
		if err != nil {
			return nil, err
		}
		for _, person := range people {
			where[person.Account] = roleName(c, part.Role) + ", " + units.Name(part.Unit, lang)
		}
	}
	var rows []readerRow
	for _, r := range readers {
		unit := orElse(where[r.Account], units.Name(s.Places.Agency, lang))
		if r.Action == authz.DossierVoid { // the head's alone, whatever else she is
			unit = roleName(c, authz.OneStopHead) + ", " + units.Name(s.Places.OneStop, lang)
		}
		rows = append(rows, readerRow{At: r.At, Unit: unit, Action: view.Action(c, r.Action)})
	}
	return rows, nil
}

func roleName(c ui.Ctx, role authz.Role) string {
	switch role {
	case authz.OneStopHead:
		return c.T("portal.role.onestop_head")
	case authz.Leader:
		return c.T("portal.role.leader")
	case authz.Specialist:
		return c.T("portal.role.specialist")
	}
	return c.T("portal.role.counter_official")
}
