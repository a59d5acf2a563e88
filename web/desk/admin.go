package desk

import (
	"net/http"

	"motcua/authz"
	"motcua/web/ui"
)

// home is where an official begins: at her work list, or, without one, at what her
// post looks after.
func (d *Desk) home(w http.ResponseWriter, r *http.Request) error {
	actor := actorOf(r)
	if authz.Permits(actor, authz.WorklistView) == nil {
		return d.myWork(w, r)
	}
	c := d.ctx(r)
	p := homePage{Title: c.T("desk.admin.title"), Lead: c.T("desk.admin.lead")}
	if authz.Permits(actor, authz.OpsJobs) == nil {
		p.Cards = append(p.Cards, ui.CardData{Title: c.T("desk.jobs.title"), Href: jobsPath, Text: c.T("desk.admin.jobs_text")})
	}
	if authz.Permits(actor, authz.CatalogueControl) == nil {
		if len(p.Cards) == 0 {
			p.Title, p.Lead = c.T("desk.control.title"), c.T("desk.control.lead")
		}
		p.Cards = append(p.Cards, ui.CardData{Title: c.T("desk.catalogue.title"), Href: cataloguePath, Text: c.T("desk.control.catalogue_text")})
	}
	if authz.Permits(actor, authz.PeopleEdit) == nil {
		p.Cards = append(p.Cards, ui.CardData{Title: c.T("desk.people.units"), Href: unitsPath, Text: c.T("desk.admin.people_text")})
	}
	if authz.Permits(actor, authz.CalendarEdit) == nil {
		p.Cards = append(p.Cards, ui.CardData{Title: c.T("desk.calendar.title"), Href: calendarPath, Text: c.T("desk.admin.calendar_text")})
	}
	return show(w, r, homeView(c, p))
}

// homePage is where an official without a work list begins.
type homePage struct {
	Title, Lead string
	Cards       []ui.CardData
}
