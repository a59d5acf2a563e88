package portal

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"motcua/dossier"
	"motcua/form"
	"motcua/web/ui"
)

// step is something asked within a page: one more row, one row less, a place by its
// name. The page comes back with everything that was typed; nothing is found wrong yet.
type step struct {
	change func(form.Answers) form.Answers // of the answers as typed
	to     string                          // where on the page to go on
}

// stepOf is the step the button pressed asks for; false for a page that is done. Whoever
// typed a place and pressed Enter asks for the places too.
func stepOf(page form.Page, fields url.Values) (step, bool) {
	if fields.Get("leave") != "" {
		return step{}, false
	}
	if f, ok := groupOf(page, fields.Get("add")); ok {
		return step{f.AddRow, f.ID}, true
	}
	if name := fields.Get("remove"); name != "" {
		at := strings.LastIndexByte(name, '.')
		f, ok := groupOf(page, name[:max(at, 0)])
		row, err := strconv.Atoi(name[at+1:])
		if ok && err == nil {
			return step{func(a form.Answers) form.Answers { return f.RemoveRow(a, row) }, f.ID}, true
		}
	}
	for _, f := range page.Fields {
		text := fields.Get(ui.QueryKey(f.ID))
		searched := fields.Get("find") == f.ID || strings.TrimSpace(text) != "" && text != fields.Get(ui.AskedKey(f.ID))
		if f.Type == form.TypeAddress && searched {
			return step{func(a form.Answers) form.Answers { return a }, f.UnitKey()}, true
		}
	}
	return step{}, false
}

// hasSteps reports a page with buttons before the one that saves it.
func hasSteps(page form.Page) bool {
	return slices.ContainsFunc(page.Fields, func(f form.Field) bool { return f.Type == form.TypeGroup || f.Type == form.TypeAddress })
}

func groupOf(page form.Page, id string) (form.Field, bool) {
	for _, f := range page.Fields {
		if f.ID == id && f.Type == form.TypeGroup {
			return f, true
		}
	}
	return form.Field{}, false
}

// take keeps what was typed and the change, and comes back to the page: the answers of
// a page that is not done are saved like any others.
func (p *Portal) take(w http.ResponseWriter, r *http.Request, page form.Page, fields url.Values, s step) error {
	var id int64
	to := s.to
	err := p.edit(r, func(d *dossier.Draft) {
		id = d.ID
		d.Answers = s.change(d.Answers.With(page.Read(fields)))
		if f, ok := groupOf(page, fields.Get("add")); ok {
			to = f.Row(f.Rows(d.Answers) - 1)[0].ID
		}
	})
	if err != nil {
		return err
	}
	query := url.Values{}
	for field, text := range searches(page, fields) {
		query.Set(ui.QueryKey(field), text)
	}
	if fields.Get("ve") == backToCheck {
		query.Set("ve", backToCheck)
	}
	path := pagePath(id, page.ID)
	if len(query) > 0 {
		path += "?" + query.Encode()
	}
	http.Redirect(w, r, path+"#"+ui.FieldID(to), http.StatusSeeOther)
	return nil
}

// rows is a group with the rows open for answers.
func (q questionPage) rows(c ui.Ctx, f form.Field) ui.RowsField {
	lang, open := string(c.Lang), f.Rows(q.Answers)
	out := ui.RowsField{Field: q.field(c, f), Open: strconv.Itoa(open), Remove: c.T("portal.question.remove")}
	for i := range open {
		out.Rows = append(out.Rows, ui.RowData{ID: f.ID + "." + strconv.Itoa(i), Title: f.RowTitle(i, lang),
			Removable: open > 1 || f.Min == 0, Body: questionFields(c, q, f.Row(i))})
	}
	if open < f.Max {
		out.Add = c.T("portal.question.add", "item", f.Item.In(lang))
	}
	return out
}
