package portal

import (
	"net/http"
	"slices"
	"strings"

	"motcua/catalogue"
	"motcua/dossier"
	"motcua/internal/clock"
	"motcua/internal/fault"
	"motcua/internal/httpx"
	"motcua/web/ui"
)

// procedurePage is a procedure as published (NĐ63 Đ8 k2; TT32 Đ5 k1), and what
// this portal can do for it.
type procedurePage struct {
	listed
	Version catalogue.Version
	Limits  []ui.SummaryRow
	Promise *dossier.Epoch // if filed today; nil when the procedure cannot be filed here
	Today   clock.Date
	Fees    []feeRow
	Papers  []paperGroup
	Notes   []catalogue.Component
}

// feeRow is a published charge with how sure it is.
type feeRow struct {
	Channel string
	Kind    string
	Words   string
	Text    string // of the record, Vietnamese
}

// paperGroup is the papers of one kind.
type paperGroup struct {
	Title  string
	Papers []catalogue.Component
}

func (p *Portal) procedure(w http.ResponseWriter, r *http.Request) error {
	now := httpx.From(r).Now
	l, err := p.find(r.PathValue("code"), now.Date())
	if err != nil {
		return err
	}
	c := p.ctx(r)
	v, err := p.Dossiers.Book.Open(r.Context(), l.Edition)
	if err != nil {
		return err
	}
	page := procedurePage{listed: l, Version: v, Today: now.Date(), Limits: limitRows(c, v.Record), Fees: feeRows(c, v.Record)}
	page.Papers, page.Notes = paperGroups(c, v)
	if l.Online {
		promise, err := p.Dossiers.Promise(l.Code, now)
		if err != nil {
			return err
		}
		page.Promise = &promise
	}
	httpx.ValidUntil(r, procedureUntil(now, l.Online))
	return p.show(w, r, procedureView(c, page))
}

// find is a procedure in force; not_found for any other code.
func (p *Portal) find(code string, day clock.Date) (listed, error) {
	e, _ := p.Dossiers.Book.ByCode(code)
	v, inForce := e.EditionAt(day)
	if !inForce {
		return listed{}, fault.New(fault.CodeNotFound)
	}
	_, hasForm := p.Dossiers.Forms.Get(code)
	return listed{Code: code, Edition: v, Online: hasForm && p.Dossiers.CanFile(code, day), Where: strings.Join(v.Card.Where, "; ")}, nil
}

func (p *Portal) start(w http.ResponseWriter, r *http.Request) error {
	q := httpx.From(r)
	id, err := p.Dossiers.StartDraft(r.Context(), q.Actor, r.PathValue("code"), profileAnswers(q.Principal.Profile))
	if err != nil {
		return err
	}
	http.Redirect(w, r, draftPath(id), http.StatusSeeOther)
	return nil
}

// limitRows are the published limits by channel and case, in one row when all are
// equal.
func limitRows(c ui.Ctx, r catalogue.Record) []ui.SummaryRow {
	var out []ui.SummaryRow
	for _, l := range r.Limits() {
		name := l.Name
		if l.Channel != "" {
			name = c.T(l.Channel.Key())
		}
		key, args := l.Limit.Words()
		row := ui.SummaryRow{Key: name, Value: c.T(key, args...)}
		if name != "" && !slices.ContainsFunc(out, func(x ui.SummaryRow) bool { return x.Key == row.Key && x.Value == row.Value }) {
			out = append(out, row)
		}
	}
	if len(out) > 1 && !slices.ContainsFunc(out, func(x ui.SummaryRow) bool { return x.Value != out[0].Value }) {
		return []ui.SummaryRow{{Key: c.T("portal.procedure.limit_all"), Value: out[0].Value}}
	}
	return out
}

func feeRows(c ui.Ctx, r catalogue.Record) []feeRow {
	var out []feeRow
	for _, ch := range r.Channels {
		for _, f := range ch.Fees {
			s := f.Stated()
			row := feeRow{Channel: c.T(ch.Method.Key()), Kind: c.T(s.Kind.Key()), Words: feeWords(c, s), Text: s.Text}
			if ch.Note != "" {
				row.Text += " " + ch.Note
			}
			if !slices.Contains(out, row) {
				out = append(out, row)
			}
		}
	}
	return out
}

// feeWords says an amount in the words of its kind; amounts are written as money
// of their currency.
func feeWords(c ui.Ctx, s catalogue.FeeStated) string {
	key, _ := s.Words()
	amount := c.Number(s.Amount) + " " + s.Currency
	if s.Currency == "VND" {
		amount = c.Money(s.Amount)
	}
	return c.T(key, "amount", amount)
}

// paperGroups are the papers by what is done with them, and the notes apart.
func paperGroups(c ui.Ctx, v catalogue.Version) (groups []paperGroup, notes []catalogue.Component) {
	for _, kind := range []catalogue.ComponentKind{catalogue.Form, catalogue.ToSubmit, catalogue.ToPresent} {
		g := paperGroup{Title: c.T(kind.Key())}
		for _, paper := range v.Papers() {
			if paper.Kind == kind {
				g.Papers = append(g.Papers, paper)
			}
		}
		if len(g.Papers) > 0 {
			groups = append(groups, g)
		}
	}
	for _, line := range v.Components() {
		if line.Kind == catalogue.Note {
			notes = append(notes, line)
		}
	}
	return groups, notes
}
