package portal

import (
	"net/http"

	"motcua/agency"
	"motcua/authz"
	"motcua/identity"
	"motcua/internal/clock"
	"motcua/internal/fault"
	"motcua/internal/httpx"
	"motcua/web/ui"
)

// Board is who works at the one-stop units, as everybody may read it; *identity.Board
// does it.
type Board interface {
	Of(unit int64, day clock.Date) []identity.Listed
}

// boardPage is a one-stop unit with who works there (NĐ61 Đ9 k7).
type boardPage struct {
	Name, Agency string
	Contact      ui.Contact
	Procedures   string // address of what its agency handles
	Heads        []identity.Listed
	Officials    []identity.Listed
}

// boardKey is what the page of a unit depends on: the unit, the day, and what all
// pages share, in which changes of people count.
func (p *Portal) boardKey(r *http.Request) (string, bool) {
	key, ok := p.shelfKey()(r)
	if !ok || p.withOneStop(r) == 0 {
		return "", false
	}
	return r.PathValue("id") + " " + key, true
}

// withOneStop is the agency of the address when it has a one-stop unit of its own.
func (p *Portal) withOneStop(r *http.Request) int64 {
	id, err := pathID(r)
	if err != nil {
		return 0
	}
	if _, ok := p.Dossiers.Units.Part(id, agency.OneStop); !ok {
		return 0
	}
	return id
}

func (p *Portal) unit(w http.ResponseWriter, r *http.Request) error {
	id := p.withOneStop(r)
	if id == 0 {
		return fault.New(fault.CodeNotFound)
	}
	c, units := p.ctx(r), p.Dossiers.Units
	stop, _ := units.Part(id, agency.OneStop)
	page := boardPage{Name: units.Name(stop.ID, string(c.Lang)), Agency: units.Name(id, string(c.Lang)), Contact: p.contact(c, id),
		Procedures: conditions{Unit: itoa(id)}.address(listPath)}
	if p.Board == nil {
		return p.show(w, r, boardView(c, page))
	}
	for _, l := range p.Board.Of(stop.ID, httpx.From(r).Now.Date()) {
		if l.Role == authz.OneStopHead {
			page.Heads = append(page.Heads, l)
		} else {
			page.Officials = append(page.Officials, l)
		}
	}
	return p.show(w, r, boardView(c, page))
}

// table is lines of the board; a field is told of officials alone.
func (page boardPage) table(c ui.Ctx, id string, list []identity.Listed, field bool) ui.TableData {
	t := ui.TableData{ID: id, Caption: c.T("portal.board." + id), Empty: ui.EmptyData{Title: c.T("portal.board.none"), Text: c.T("portal.board.none_why")},
		Columns: []ui.Column{{Text: c.T("portal.board.name")}, {Text: c.T("portal.board.title")}}}
	if field {
		t.Columns = append(t.Columns, ui.Column{Text: c.T("portal.board.field")})
	}
	t.Columns = append(t.Columns, ui.Column{Text: c.T("portal.board.phone"), Nowrap: true})
	for i, l := range list {
		name := ui.Cell{Text: l.Name}
		if l.Cover {
			name.Note = c.T("portal.board.cover")
		}
		cells := []ui.Cell{name, {Text: l.Title.In(string(c.Lang))}}
		if field {
			cells = append(cells, ui.Cell{Text: l.Field.In(string(c.Lang))})
		}
		phone := ui.Cell{Text: "–"}
		if l.Phone != "" {
			phone = ui.Cell{Body: phoneLink(l.Phone)}
		}
		t.Rows = append(t.Rows, ui.Row{Key: id + itoa(int64(i)), Cells: append(cells, phone)})
	}
	return t
}

// boardLink leads to the page of a unit's one-stop; "" when it has none of its own.
func (p *Portal) boardLink(id int64) string {
	if _, ok := p.Dossiers.Units.Part(id, agency.OneStop); !ok {
		return ""
	}
	return "/co-quan/" + itoa(id)
}
