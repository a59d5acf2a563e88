package portal

import (
	"net/http"
	"slices"

	"motcua/catalogue"
	"motcua/dossier"
	"motcua/internal/httpx"
)

// papersPage is the declaration of papers: what the person hands in or shows.
type papersPage struct {
	Draft  dossier.Draft
	Groups []paperGroup
	Notes  []catalogue.Component
}

func (p *Portal) papersForm(w http.ResponseWriter, r *http.Request) error {
	d, err := p.open(r)
	if err != nil {
		return err
	}
	c := p.ctx(r)
	page := papersPage{Draft: d}
	page.Groups, page.Notes = paperGroups(c, d.Version)
	return p.show(w, r, papersView(c, page))
}

func (p *Portal) papers(w http.ResponseWriter, r *http.Request) error {
	fields, err := httpx.Form(r)
	if err != nil {
		return err
	}
	err = p.edit(r, func(d *dossier.Draft) {
		declared := map[string]bool{}
		for _, paper := range d.Version.Papers() { // keys of no paper of this version count for nothing
			key := paper.Key.String()
			declared[key] = slices.Contains(fields["paper"], key)
		}
		d.DeclarePapers(declared)
	})
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/nhap/"+r.PathValue("id")+"/kiem-tra", http.StatusSeeOther)
	return nil
}
