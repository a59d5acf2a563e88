package portal

import (
	"cmp"
	"slices"

	"motcua/catalogue"
	"motcua/search"
	"motcua/web/ui"
)

// browse is the ways into the catalogue besides searching. Every number is the total
// of the list its link opens.
type browse struct {
	Levels     []ui.FigureData
	Unclear    counted
	Sectors    []counted // those people go to the one-stop units for most, by name
	SectorsAll int
	Units      []counted // departments of the authority with the most procedures
	Events     []lifeEvent
	Others     []counted // life events as the national portal names them
}

// counted is a link to a list and how many procedures it has.
type counted struct {
	Text, Href string
	N          int
}

func (p *Portal) browse(c ui.Ctx) browse {
	index, on := p.Dossiers.Book.Shelf().Index, true
	all := index.Find(search.Query{Facets: true, Limit: 1})
	own := index.Find(search.Query{Unit: catalogue.Own, Facets: true, Limit: 1})
	stop := index.Find(search.Query{Unit: catalogue.Own, OneStop: &on, Facets: true, Limit: 1})
	b := browse{Events: p.lifeEvents(c), SectorsAll: len(own.Facets.Sectors)}
	listings := 0
	for _, level := range levelsOwn() {
		n := countOf(all.Facets.Levels, level)
		listings += n
		b.Levels = append(b.Levels, ui.FigureData{Value: c.Number(int64(n)), Label: c.T("portal.home.at." + level), Href: conditions{Level: level}.address(listPath)})
	}
	b.Levels = append(b.Levels,
		ui.FigureData{Value: c.Number(int64(stop.Total)), Label: c.T("portal.home.at.one_stop"), Href: conditions{OneStop: true}.address(listPath)},
		ui.FigureData{Value: c.Number(int64(own.Total)), Label: c.T("portal.home.at.all"), Href: listPath,
			Note: c.T("portal.home.at.listings", "n", listings)})
	if n := countOf(all.Facets.Levels, catalogue.Unclear); n > 0 {
		b.Unclear = counted{c.T("portal.home.unclear", "n", n), conditions{Level: catalogue.Unclear}.address(listPath), n}
	}
	for _, s := range byName(stop.Facets.Sectors[:min(len(stop.Facets.Sectors), homeSectors)]) {
		b.Sectors = append(b.Sectors, counted{s.Value, conditions{Sector: s.Value}.address(listPath), countOf(own.Facets.Sectors, s.Value)})
	}
	for _, e := range own.Facets.LifeEvents {
		b.Others = append(b.Others, counted{e.Value, conditions{Event: e.Value}.address(listPath), e.N})
	}
	b.Units = slices.DeleteFunc(p.departments(c), func(u counted) bool { return u.N == 0 })
	b.Units = b.Units[:min(len(b.Units), homeUnits)]
	return b
}

// departments are those of the authority with what they handle, the most first.
func (p *Portal) departments(c ui.Ctx) []counted {
	index, units := p.Dossiers.Book.Shelf().Index, p.Dossiers.Units
	var out []counted
	for _, u := range units.Departments(units.Root().ID) {
		id := itoa(u.ID)
		out = append(out, counted{units.Name(u.ID, string(c.Lang)), conditions{Unit: id}.address(listPath),
			index.Find(search.Query{Unit: id, Limit: 1}).Total})
	}
	slices.SortStableFunc(out, func(a, b counted) int { return cmp.Compare(b.N, a.N) })
	return out
}
