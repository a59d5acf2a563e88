package portal

import (
	"net/http"
	"slices"

	"motcua/catalogue"
	"motcua/search"
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
