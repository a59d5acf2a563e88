package portal

import (
	"net/http"
	"net/url"
	"strings"

	"motcua/agency"
	"motcua/catalogue"
	"motcua/code"
	"motcua/search"
	"motcua/web/ui"
)

// findPage is a page of a list of procedures, found by text or by conditions.
type findPage struct {
	conditions
	Path      string // of the list, without conditions
	Own       bool   // of the authority alone
	Rows      []procedureRow
	Total     int
	Near      bool
	Corrected string
	Next      string
	Tags      []ui.FilterTag
	Fields    []ui.ChoiceField
	Committee string // the chosen unit, when it is one of many with the same procedures
	Help      ui.Contact
}

const (
	listPath   = "/thu-tuc"
	searchPath = "/tim-kiem"
)

// procedures is the list of what the authority publishes (TT32 Đ6 k1).
func (p *Portal) procedures(w http.ResponseWriter, r *http.Request) error {
	c := p.ctx(r)
	return p.show(w, r, findView(c, p.look(c, listPath, readConditions(r.URL.Query()))))
}

// search finds procedures of every level, those of ministries and of bodies outside
// the one-stop included, and leads to a dossier whose code was typed.
func (p *Portal) search(w http.ResponseWriter, r *http.Request) error {
	f := readConditions(r.URL.Query())
	if number, err := code.ParseDossierCode(f.Text); err == nil {
		http.Redirect(w, r, "/tra-cuu?ma="+url.QueryEscape(string(number)), http.StatusSeeOther)
		return nil
	}
	c := p.ctx(r)
	if f.Text == "" && !f.narrowed() {
		return p.show(w, r, findView(c, findPage{Path: searchPath, Help: p.help(c)}))
	}
	return p.show(w, r, findView(c, p.look(c, searchPath, f)))
}

func (p *Portal) look(c ui.Ctx, path string, f conditions) findPage {
	shelf, units := p.Dossiers.Book.Shelf(), p.Dossiers.Units
	page := findPage{conditions: f, Path: path, Own: path == listPath}
	q := f.query(units, page.Own)
	found := shelf.Index.Find(q)
	page.Total, page.Near, page.Corrected, page.Next = found.Total, found.Near, found.Corrected, f.next(path, found.Next)
	for _, h := range found.Hits {
		page.Rows = append(page.Rows, p.row(c, shelf, h))
	}
	if u, ok := unitOf(units, f.Unit); ok && u.Place == agency.Leadership {
		page.Committee = p.unitName(c, f.Unit)
	}
	page.Tags = p.tags(c, page)
	page.Fields = p.fields(c, page, found.Facets, levelsApart(shelf.Index, q, found.Facets))
	if len(page.Rows) == 0 {
		page.Help = p.help(c)
	}
	return page
}

// levelsApart are the counts by level of a list of the authority's own: those of what
// is unclear or the ministry's alone stand outside it, so they are asked for apart.
func levelsApart(index *search.Index, q search.Query, inside search.Facets) []search.Count {
	if q.Unit != catalogue.Own {
		return inside.Levels
	}
	q.Unit, q.Level, q.After, q.Limit = "", "", "", 1
	return index.Find(q).Facets.Levels
}

// what says in words what a list is narrowed to.
func (f findPage) what() string {
	var all []string
	for _, t := range f.Tags {
		all = append(all, t.Text)
	}
	return strings.Join(all, "; ")
}

// title says how many procedures are listed and of what.
func (f findPage) title(c ui.Ctx) string {
	switch {
	case !f.Own && f.Text == "" && !f.narrowed():
		return c.T("portal.search.title")
	case f.Total == 0:
		return c.T("portal.search.none")
	case f.Text != "" && !f.narrowed():
		return c.T("portal.search.found", "n", f.Total, "text", f.Text)
	case f.Text == "" && !f.narrowed():
		return c.T("portal.list.found", "n", f.Total, "authority", c.Authority)
	}
	return c.T("portal.list.narrowed", "n", f.Total, "what", f.what())
}

// name is what the list is called where it does not stand itself.
func (f findPage) name(c ui.Ctx) string {
	if f.Own {
		return c.T("portal.list.title")
	}
	return c.T("portal.search.title")
}

// lead says what the list is of.
func (f findPage) lead(c ui.Ctx) string {
	switch {
	case f.Own:
		return c.T("portal.list.lead")
	case f.Text != "" || f.narrowed():
		return c.T("portal.search.lead")
	}
	return ""
}

// crumbs lead to the list from its narrowed form.
func (f findPage) crumbs(c ui.Ctx) []ui.Crumb {
	list := ui.Crumb{Text: f.name(c), Href: f.Path}
	if f.Text == "" && !f.narrowed() {
		return crumbs(c, list)
	}
	return crumbs(c, list, ui.Crumb{Text: c.T("portal.find.crumb", "n", f.Total)})
}

// cleared is the address without conditions; "" while there is none to take away.
func (f findPage) cleared() string {
	if len(f.Tags) < 2 {
		return ""
	}
	if f.Own {
		return f.Path
	}
	return conditions{Text: f.Text}.address(f.Path)
}
