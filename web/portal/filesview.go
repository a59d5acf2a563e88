package portal

import (
	"net/http"

	"motcua/attachment"
	"motcua/catalogue"
	"motcua/dossier"
	"motcua/internal/fault"
	"motcua/internal/httpx"
	"motcua/web/ui"
)

// papersPage is the page as the draft stands.
func (p *Portal) papersPage(r *http.Request, c ui.Ctx, d dossier.Draft) (papersPage, error) {
	page := papersPage{Draft: d}
	page.Groups, page.Notes = paperGroups(c, d.Version)
	if p.Files == nil {
		return page, nil
	}
	page.Limits = &p.Files.Limits
	page.Scanned = p.Files.Scanner != nil
	var err error
	page.Files, err = p.Files.OfDraft(r.Context(), httpx.From(r).Actor, d.ID)
	return page, goneOr(err)
}

// filesOf is the files of one paper.
func filesOf(files []attachment.File, paper catalogue.Component) []attachment.File {
	var out []attachment.File
	for _, f := range files {
		if f.Component == paper.Key.String() {
			out = append(out, f)
		}
	}
	return out
}

// notSent is the files that were chosen when the form was sent by its other button: a
// browser then sends their names alone.
func notSent(d dossier.Draft, fields map[string][]string) []refusedFile {
	var out []refusedFile
	for _, key := range paperKeys(d) {
		for _, name := range fields[filePrefix+key] {
			if name != "" && len(out) < refusedMax {
				out = append(out, refusedFile{key, name, fault.New(fault.CodeFileNotSent)})
			}
		}
	}
	return out
}

// errors are the lines of the error summary.
func (p papersPage) errors(c ui.Ctx) []ui.ErrorItem {
	var out []ui.ErrorItem
	for _, f := range p.Refused {
		item := ui.ErrorItem{Label: f.Name, Text: c.Fault(f.Fault)}
		if f.Paper != "" {
			item.Field = filePrefix + f.Paper
		}
		out = append(out, item)
	}
	return out
}

// wrong is what is wrong with the files of one paper, in words.
func (p papersPage) wrong(c ui.Ctx, key string) []string {
	var out []string
	for _, f := range p.Refused {
		if f.Paper == key {
			out = append(out, f.Name+": "+c.Fault(f.Fault))
		}
	}
	return out
}
