package portal

import (
	"errors"
	"net/http"
	"slices"

	"motcua/attachment"
	"motcua/catalogue"
	"motcua/dossier"
	"motcua/form"
	"motcua/internal/fault"
	"motcua/internal/httpx"
	"motcua/web/ui"
)

// checkPage is everything that will be filed, and everything that is missing.
type checkPage struct {
	Draft    dossier.Draft
	Unit     string
	Sections []ui.SummaryData
	Papers   []catalogue.Component
	Files    []attachment.File
	Gaps     []gapLink
	Filing   []string     // what to know of filing it here, in sentences
	Fault    *fault.Error // of sending
}

// gapLink is something missing and the page where it is put right.
type gapLink struct {
	Text string
	Href string
}

func (p *Portal) check(w http.ResponseWriter, r *http.Request) error {
	d, err := p.open(r)
	if err != nil {
		return err
	}
	c := p.ctx(r)
	page, err := p.checked(r, c, d)
	if err != nil {
		return err
	}
	return p.show(w, r, checkView(c, page))
}

// submit files the draft. Sent twice, the second answer leads to the same
// dossier.
func (p *Portal) submit(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	fields, err := httpx.Form(r)
	if err != nil {
		return err
	}
	filed, err := p.Dossiers.Submit(r.Context(), httpx.From(r).Actor, id, fields.Get("declare") == "yes")
	var f *fault.Error
	if errors.As(err, &f) && f.Kind() == fault.Invalid {
		return p.submitWrong(w, r, f)
	}
	if err != nil {
		return goneOr(err)
	}
	http.Redirect(w, r, dossierPath(filed)+"/da-nop", http.StatusSeeOther)
	return nil
}

func (p *Portal) submitWrong(w http.ResponseWriter, r *http.Request, f *fault.Error) error {
	d, err := p.open(r)
	if err != nil {
		return err
	}
	c := p.ctx(r)
	page, err := p.checked(r, c, d)
	if err != nil {
		return err
	}
	page.Fault = f
	return p.showWrong(w, r, f, checkView(c, page))
}

func (p *Portal) checked(r *http.Request, c ui.Ctx, d dossier.Draft) (checkPage, error) {
	gaps := p.Dossiers.Gaps(d, httpx.From(r).Now.Date())
	page := checkPage{Draft: d, Unit: p.Dossiers.Units.Name(d.Unit, string(c.Lang)), Sections: summaries(c, d, gaps)}
	for _, paper := range d.Version.Papers() {
		if d.Papers[paper.Key.String()] {
			page.Papers = append(page.Papers, paper)
		}
	}
	for _, g := range gaps {
		page.Gaps = append(page.Gaps, gapAt(c, d, g))
	}
	var err error
	if d.Dossier == 0 {
		page.Filing, err = p.filing(c, d.Entry, d.Version, d.Form, httpx.From(r).Now)
	}
	if err != nil || p.Files == nil {
		return page, err
	}
	page.Files, err = p.Files.OfDraft(r.Context(), httpx.From(r).Actor, d.ID)
	return page, goneOr(err)
}

// waiting reports whether some file was not looked at yet: it may be filed all the same.
func (p checkPage) waiting() bool {
	return slices.ContainsFunc(p.Files, func(f attachment.File) bool { return f.State == attachment.Quarantined })
}

// gapAt says a gap and where to close it.
func gapAt(c ui.Ctx, d dossier.Draft, g dossier.Gap) gapLink {
	switch g.Page {
	case dossier.PageUnit:
		return gapLink{c.T("portal.check.gap_place"), draftPath(d.ID) + "/noi-nop?ve=" + backToCheck}
	case dossier.PagePapers:
		return gapLink{c.T("portal.check.gap_papers"), draftPath(d.ID) + "/giay-to"}
	}
	words := c.FieldFault(fault.Field{Name: g.Field, Code: g.Code, Args: g.Args})
	return gapLink{d.Form.Label(g.Field, string(c.Lang)) + ": " + words, mendPath(d.ID, g.Page, g.Field)}
}

// mendPath opens a page at a field, to come back to the page of answers after.
func mendPath(id int64, page, field string) string {
	return pagePath(id, page) + "?ve=" + backToCheck + "#" + ui.FieldID(field)
}

// summaries are the answers by section, each with the way to change it.
func summaries(c ui.Ctx, d dossier.Draft, gaps []dossier.Gap) []ui.SummaryData {
	wrong := map[string]string{}
	for _, g := range gaps {
		wrong[g.Field] = c.FieldFault(fault.Field{Name: g.Field, Code: g.Code, Args: g.Args})
	}
	var out []ui.SummaryData
	for _, s := range d.Form.Summary(d.Answers, string(c.Lang)) {
		data := ui.SummaryData{Title: s.Title}
		for _, row := range s.Rows {
			data.Rows = append(data.Rows, answerRow(c, d, row, wrongIn(row, wrong)))
		}
		out = append(out, data)
	}
	return out
}

// wrongIn is what is wrong in a row of the summary, in the words of its first fault.
func wrongIn(row form.Row, wrong map[string]string) string {
	for _, name := range row.Names {
		if wrong[name] != "" {
			return wrong[name]
		}
	}
	return ""
}

func answerRow(c ui.Ctx, d dossier.Draft, row form.Row, wrong string) ui.SummaryRow {
	value := row.Display
	if value == "" && wrong == "" {
		value = c.T("portal.check.empty")
	}
	return ui.SummaryRow{Key: row.Label, Value: value, Error: wrong,
		Actions: []ui.Action{{Text: c.T("portal.check.change"), Hidden: row.Label, Href: mendPath(d.ID, row.Page, row.Field)}}}
}

// sendingErrors are the lines of the error summary; what is missing stands in its
// own list on the page.
func (p checkPage) sendingErrors(c ui.Ctx) []ui.ErrorItem {
	switch {
	case p.Fault == nil:
		return nil
	case p.Fault.Code == fault.CodeDraftIncomplete:
		return []ui.ErrorItem{{Text: c.Fault(p.Fault), Field: "gaps"}}
	}
	return c.Errors(p.Fault, nil)
}
