package portal

import (
	"net/http"
	"strconv"

	"motcua/agency"
	"motcua/catalogue"
	"motcua/dossier"
	"motcua/internal/fault"
	"motcua/search"
	"motcua/web/ui"
)

// homePage is the front door.
type homePage struct {
	Online    []procedureRow // what can be filed here, the first of them
	OnlineAll int
	Browse    browse
	Figures   []ui.FigureData // none while the database is away
	Help      ui.Contact
}

const (
	homeOnline  = 6  // procedures that can be filed here
	homeSectors = 12 // sectors with the most procedures at the one-stop units
	homeUnits   = 6  // departments with the most procedures
)

func (p *Portal) home(w http.ResponseWriter, r *http.Request) error {
	c := p.ctx(r)
	page := homePage{Browse: p.browse(c), Help: p.help(c)}
	year, err := p.Dossiers.ThisYear(r.Context())
	switch {
	case err == nil:
		page.Figures = figures(c, year)
	case fault.As(err).Kind() != fault.Unavailable: // else the door stays open, without figures
		return err
	}
	figuresUntil(r, err == nil)
	shelf, online := p.Dossiers.Book.Shelf(), true
	found := shelf.Index.Find(search.Query{Unit: catalogue.Own, Online: &online, Limit: homeOnline})
	for _, h := range found.Hits {
		page.Online = append(page.Online, p.row(c, shelf, h))
	}
	page.OnlineAll = found.Total
	return p.show(w, r, homeView(c, page))
}

// figures are the three of the authority since 1 January (TT32 Đ11 k3). The share
// is of the dossiers received since then, as NĐ61 Đ30 k2c says, whose results
// alone count in it; it is not written while none of them has a result. What is
// in process is carried over from every earlier year.
func figures(c ui.Ctx, y dossier.Year) []ui.FigureData {
	since := c.T("portal.home.figure.since", "year", strconv.Itoa(y.Day.Year), "day", y.Day)
	kept, keptNote := c.T("portal.home.figure.none"), since
	if y.Judged() > 0 {
		kept = c.T("portal.home.figure.of", "part", y.Figures[dossier.CountKept], "whole", y.Figures[dossier.CountReceived])
		keptNote = c.T("portal.home.figure.judged", "since", since, "late", y.Figures[dossier.CountMissed],
			"rest", y.Figures[dossier.CountReceived]-y.Judged())
	}
	return []ui.FigureData{
		{Value: c.Number(y.Figures[dossier.CountReceived]), Label: c.T("portal.home.figure.received"), Note: since},
		{Value: kept, Label: c.T("portal.home.figure.in_time"), Note: keptNote},
		{Value: c.Number(y.Open()), Label: c.T("portal.home.figure.open"),
			Note: c.T("portal.home.figure.standing", "day", y.Day, "opening", y.Opening, "overdue", y.Overdue)},
	}
}

// help is the receiving unit to turn to: the first that says how to reach it.
func (p *Portal) help(c ui.Ctx) ui.Contact {
	for _, u := range p.receivers() {
		if contact := p.contact(c, u); contact.Phone != "" {
			return contact
		}
	}
	return c.Contact
}

// contact is how to reach the one-stop unit of an agency.
func (p *Portal) contact(c ui.Ctx, agencyID int64) ui.Contact {
	units, lang := p.Dossiers.Units, string(c.Lang)
	stop, ok := units.Part(agencyID, agency.OneStop)
	if !ok {
		return ui.Contact{}
	}
	text := func(f agency.Field) string {
		t, _ := units.Text(stop.ID, f, lang)
		return t
	}
	return ui.Contact{Unit: units.Name(stop.ID, lang), Address: text(agency.Address), Phone: text(agency.Phone),
		Email: text(agency.Email), Hours: text(agency.Hours)}
}
