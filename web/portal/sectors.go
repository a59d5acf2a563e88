package portal

import (
	"net/http"
	"slices"

	"motcua/catalogue"
	"motcua/search"
	"motcua/web/ui"
)

// sectorsPage is every sector with how many procedures it has (TT32 Đ6 k2).
type sectorsPage struct {
	Own      []counted // with procedures of the authority
	Ministry []counted // with none but the ministry's
}

func (p *Portal) sectors(w http.ResponseWriter, r *http.Request) error {
	c := p.ctx(r)
	return p.show(w, r, sectorsView(c, p.sectorsPage()))
}

func (p *Portal) sectorsPage() sectorsPage {
	index := p.Dossiers.Book.Shelf().Index
	sectors := func(q search.Query) []search.Count {
		q.Facets, q.Limit = true, 1
		return byName(index.Find(q).Facets.Sectors)
	}
	var page sectorsPage
	for _, s := range sectors(search.Query{Unit: catalogue.Own}) {
		page.Own = append(page.Own, counted{s.Value, conditions{Sector: s.Value}.address(listPath), s.N})
	}
	for _, s := range sectors(search.Query{Level: catalogue.Ministry}) {
		if slices.ContainsFunc(page.Own, func(own counted) bool { return own.Text == s.Value }) {
			continue
		}
		page.Ministry = append(page.Ministry, counted{s.Value, conditions{Sector: s.Value, Level: catalogue.Ministry}.address(listPath), s.N})
	}
	return page
}

// unitsPage is every unit of the authority that has procedures: departments with
// their own, committees with those of their level.
type unitsPage struct {
	Departments           []counted
	Districts, Communes   []ui.Action
	OfDistrict, OfCommune int // procedures of each
}

func (p *Portal) units(w http.ResponseWriter, r *http.Request) error {
	c := p.ctx(r)
	levels := p.Dossiers.Book.Shelf().Index.Find(search.Query{Facets: true, Limit: 1}).Facets.Levels
	page := unitsPage{Departments: p.departments(c), OfDistrict: countOf(levels, "district"), OfCommune: countOf(levels, levelCommune),
		Districts: p.committeeLinks(c, "district"), Communes: p.committeeLinks(c, levelCommune)}
	return p.show(w, r, unitsView(c, page))
}

func (p *Portal) committeeLinks(c ui.Ctx, level string) []ui.Action {
	var out []ui.Action
	for _, u := range p.committees(c, level) {
		out = append(out, ui.Action{Text: p.Dossiers.Units.Name(u.ID, string(c.Lang)), Href: conditions{Unit: itoa(u.ID)}.address(listPath)})
	}
	return out
}
