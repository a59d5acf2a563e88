package portal

import (
	"net/http"

	"motcua/attachment"
	"motcua/catalogue"
	"motcua/dossier"
	"motcua/internal/httpx"
)

// papersPage is the declaration of papers: what the person hands in or shows, and the
// files of each.
type papersPage struct {
	Draft   dossier.Draft
	Groups  []paperGroup
	Notes   []catalogue.Component
	Files   []attachment.File
	Limits  *attachment.Limits // nil: this authority takes no files
	Scanned bool               // by a scanner
	Refused []refusedFile
}

func (p *Portal) papersForm(w http.ResponseWriter, r *http.Request) error {
	d, err := p.open(r)
	if err != nil {
		return err
	}
	c := p.ctx(r)
	page, err := p.papersPage(r, c, d)
	if err != nil {
		return err
	}
	return p.show(w, r, papersView(c, page))
}

func (p *Portal) papers(w http.ResponseWriter, r *http.Request) error {
	fields, err := httpx.Form(r)
	if err != nil {
		return err
	}
	var left []refusedFile
	err = p.edit(r, func(d *dossier.Draft) {
		d.DeclarePapers(ticked(*d, fields[paperField]))
		left = notSent(*d, fields)
	})
	if err != nil {
		return err
	}
	if len(left) > 0 {
		return p.notAllSent(w, r, left)
	}
	http.Redirect(w, r, "/nhap/"+r.PathValue("id")+"/kiem-tra", http.StatusSeeOther)
	return nil
}

// notAllSent tells of files that were chosen and not uploaded; the ticks are kept.
func (p *Portal) notAllSent(w http.ResponseWriter, r *http.Request, left []refusedFile) error {
	d, err := p.open(r)
	if err != nil {
		return err
	}
	c := p.ctx(r)
	page, err := p.papersPage(r, c, d)
	if err != nil {
		return err
	}
	page.Refused = left
	return p.showWrong(w, r, left[0].Fault, papersView(c, page))
}
