package portal

import (
	"net/http"

	"motcua/agency"
	"motcua/search"
	"motcua/web/ui"
)

// unitsPage is every unit of the authority with what it handles: departments have
// procedures of their own, committees those of their level.
type unitsPage struct {
	Departments           []counted
	Districts             []districtUnits
	Centre                unitLink   // the one-stop unit of the authority itself; no Href: none
	Communes              []unitLink // that belong to no district
	OfDistrict, OfCommune int        // procedures of each committee
}

// districtUnits is the committee of a district and those of its communes, of which
// several in a province have one name.
type districtUnits struct {
	ID       int64
	Area     string
	Own      unitLink
	Communes []unitLink
}

// unitLink leads to what a unit handles, and to the people of its one-stop unit.
type unitLink struct{ Text, Href, Board string }

func (p *Portal) units(w http.ResponseWriter, r *http.Request) error {
	c := p.ctx(r)
	levels := p.Dossiers.Book.Shelf().Index.Find(search.Query{Facets: true, Limit: 1}).Facets.Levels
	page := unitsPage{Departments: p.departments(c), OfDistrict: countOf(levels, levelDistrict), OfCommune: countOf(levels, levelCommune)}
	page.Districts, page.Communes = p.committees(c)
	root := p.Dossiers.Units.Root().ID
	if stop, ok := p.Dossiers.Units.Part(root, agency.OneStop); ok {
		page.Centre = unitLink{Text: p.Dossiers.Units.Name(stop.ID, string(c.Lang)), Href: p.boardLink(root)}
	}
	return p.show(w, r, unitsView(c, page))
}

// committees are those of the districts with their communes, and the communes that
// stand under the province itself.
func (p *Portal) committees(c ui.Ctx) (districts []districtUnits, others []unitLink) {
	units := p.Dossiers.Units
	link := func(id int64) unitLink {
		return unitLink{Text: units.Name(id, string(c.Lang)), Href: conditions{Unit: itoa(id)}.address(listPath), Board: p.boardLink(id)}
	}
	at := map[int64]int{}
	for i, u := range p.inOrder(c, units.AtLevel(levelDistrict)) {
		at[u.ID] = i
		districts = append(districts, districtUnits{ID: u.ID, Area: p.areaName(c, u.ID), Own: link(u.ID)})
	}
	for _, u := range p.inOrder(c, units.AtLevel(levelCommune)) {
		if i, ok := at[u.Parent]; ok {
			districts[i].Communes = append(districts[i].Communes, link(u.ID))
		} else {
			others = append(others, link(u.ID))
		}
	}
	return districts, others
}
