package portal

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"motcua/dossier"
	"motcua/form"
	"motcua/form/place"
	"motcua/internal/fault"
	"motcua/internal/httpx"
	"motcua/web/ui"
)

// longText is from how many characters on a text gets several lines.
const longText = 300

// questionPage is one page of the form with its answers as typed.
type questionPage struct {
	Draft   dossier.Draft
	Page    form.Page
	Section string
	Answers form.Answers
	Sources map[string]string // field id -> where its answer was taken from
	Fault   *fault.Error
	Back    string // address of the page before
	Ve      string // "kiem-tra" when the answer is being mended
	Number  int    // of the page among those shown; 0 when it is not
	Of      int

	Searches map[string]string // address field -> what was typed to find its unit
	find     func(text string, from place.Level) ([]place.Unit, int)
}

func (p *Portal) question(w http.ResponseWriter, r *http.Request) error {
	d, err := p.open(r)
	if err != nil {
		return err
	}
	page, err := shownPage(d, r.PathValue("page"))
	if err != nil {
		return err
	}
	answers, sources := p.proposed(r, d, page)
	c := p.ctx(r)
	q := p.newQuestion(c, d, page, r.URL.Query())
	q.Answers, q.Sources = answers, sourceWords(c, sources)
	if d.Begun[page.ID] { // what was saved wrong is shown wrong until it is mended
		q.Fault = faultsOf(d.Form.Validate(page.ID, d.Answers, httpx.From(r).Now.Date()))
	}
	return p.show(w, r, questionView(c, q))
}

// shownPage is a page of the form, shown or not at present; not_found for another.
func shownPage(d dossier.Draft, id string) (form.Page, error) {
	page, ok := d.Form.Page(id)
	if !ok {
		return page, fault.New(fault.CodeNotFound)
	}
	return page, nil
}

// answer keeps what was typed, right or wrong, and goes on when it is right.
func (p *Portal) answer(w http.ResponseWriter, r *http.Request) error {
	fields, err := httpx.Form(r)
	if err != nil {
		return err
	}
	d, err := p.open(r)
	if err != nil {
		return err
	}
	page, err := shownPage(d, r.PathValue("page"))
	if err != nil {
		return err
	}
	if s, ok := stepOf(page, fields); ok {
		return p.take(w, r, page, fields, s)
	}
	typed := page.Read(fields)
	err = p.edit(r, func(d *dossier.Draft) { d.Answer(page.ID, typed) })
	if err != nil {
		return err
	}
	d, err = p.open(r)
	if err != nil {
		return err
	}
	wrong := d.Form.Validate(page.ID, d.Answers, httpx.From(r).Now.Date())
	if len(wrong) > 0 && fields.Get("leave") == "" {
		c := p.ctx(r)
		q := p.newQuestion(c, d, page, fields)
		q.Answers, q.Fault = d.Answers.With(typed), faultsOf(wrong)
		return p.showWrong(w, r, q.Fault, questionView(c, q))
	}
	http.Redirect(w, r, after(d, page, fields), http.StatusSeeOther)
	return nil
}

// after is where a page that is done leads.
func after(d dossier.Draft, page form.Page, fields url.Values) string {
	next, more := d.Form.Next(page.ID, d.Answers)
	switch {
	case fields.Get("leave") != "":
		return draftPath(d.ID)
	case fields.Get("ve") == backToCheck:
		return draftPath(d.ID) + "/kiem-tra"
	case more:
		return pagePath(d.ID, next)
	}
	return draftPath(d.ID) + "/giay-to"
}

func faultsOf(fields []fault.Field) *fault.Error {
	if len(fields) == 0 {
		return nil
	}
	return &fault.Error{Code: fault.CodeInvalid, Fields: fields}
}

// newQuestion draws a page; fields are what its address or its form brings beside the
// answers.
func (p *Portal) newQuestion(c ui.Ctx, d dossier.Draft, page form.Page, fields url.Values) questionPage {
	ve := fields.Get("ve")
	shown := d.Form.Visible(d.Answers)
	at := slices.IndexFunc(shown, func(p form.Page) bool { return p.ID == page.ID })
	q := questionPage{Draft: d, Page: page, Ve: ve, Number: at + 1, Of: len(shown), Back: draftPath(d.ID),
		Searches: searches(page, fields), find: p.findPlaces}
	if i := slices.IndexFunc(d.Form.Sections, func(s form.Section) bool { return s.ID == page.Section }); i >= 0 {
		q.Section = d.Form.Sections[i].Title.In(string(c.Lang))
	}
	if before, ok := d.Form.Previous(page.ID, d.Answers); ok {
		q.Back = pagePath(d.ID, before)
	}
	if ve == backToCheck {
		q.Back = draftPath(d.ID) + "/kiem-tra"
	}
	return q
}

// proposed is the answers to show: on a page seen for the first time, earlier
// answers are proposed where they fit. sources says what was not typed here.
func (p *Portal) proposed(r *http.Request, d dossier.Draft, page form.Page) (form.Answers, map[string]form.Source) {
	profile := d.Form.Prefill(profileAnswers(httpx.From(r).Principal.Profile))
	answers, sources := d.Answers, map[string]form.Source{}
	var copies form.Proposal
	if !d.Begun[page.ID] {
		copies = d.Form.Copies(page.ID, d.Answers)
		answers = copies.Under(d.Answers)
	}
	for _, f := range page.Fields {
		key := f.Keys()[0]
		if s, ok := profile.Source(key, d.Answers); ok {
			sources[f.ID] = s
		} else if s, ok := copies.Source(key, answers); ok {
			sources[f.ID] = s
		}
	}
	return answers, sources
}

// sourceWords says where answers come from; the form's usual value needs no words.
func sourceWords(c ui.Ctx, sources map[string]form.Source) map[string]string {
	out := map[string]string{}
	for id, s := range sources {
		switch s {
		case form.FromAccount:
			out[id] = c.T("portal.question.from_account")
		case form.FromAnswers:
			out[id] = c.T("portal.question.from_answers")
		}
	}
	return out
}

// fieldLabels names the fields of the page in the error summary.
func (q questionPage) fieldLabels(c ui.Ctx) func(string) string {
	return func(id string) string {
		return q.Draft.Form.Label(id, string(c.Lang))
	}
}

// field is what every kind of field shares.
func (q questionPage) field(c ui.Ctx, f form.Field) ui.Field {
	lang := string(c.Lang)
	return ui.Field{Name: f.ID, Label: f.Label.In(lang), Hint: f.Hint.In(lang), Optional: f.Optional,
		Source: q.Sources[f.ID], Error: c.ErrorOf(q.Fault, f.ID)}
}

func (q questionPage) chosen(f form.Field) []string {
	var out []string
	for _, o := range f.Options {
		if q.Answers.Has(f, o.Value) {
			out = append(out, o.Value)
		}
	}
	return out
}

func options(c ui.Ctx, f form.Field) []ui.Option {
	var out []ui.Option
	for _, o := range f.Options {
		out = append(out, ui.Option{Value: o.Value, Label: o.Label.In(string(c.Lang)), Hint: o.Hint.In(string(c.Lang))})
	}
	return out
}

func joined(words []string) string { return strings.Join(words, ", ") }
