package portal

import (
	"net/http"
	"strconv"
	"strings"

	"motcua/catalogue"
	"motcua/internal/fault"
	"motcua/internal/httpx"
	"motcua/web/ui"
)

// diffPage is what changed between two versions of a procedure, field by field.
type diffPage struct {
	Entry    catalogue.Entry
	From, To catalogue.Edition
	Fields   []diffField
	// Unseen: the records differ, yet in nothing a reader sees.
	Unseen bool
}

// diffField is a field that changed. A field with one value on either side is shown as
// before and after, longer ones line by line.
type diffField struct {
	Title string
	Lines []diffLine
}

// Bounds of an address: numbers of versions.
const (
	paramFrom = "tu"
	paramTo   = "den"
)

func (p *Portal) diff(w http.ResponseWriter, r *http.Request) error {
	e, ok := p.Dossiers.Book.ByCode(r.PathValue("code"))
	if !ok || len(e.Editions) == 0 {
		return p.unknown(w, r, fault.New(fault.CodeNotFound))
	}
	page := diffPage{Entry: e}
	now, _ := e.At(httpx.From(r).Now.Date())
	var err error
	page.To, err = edition(e, r.URL.Query().Get(paramTo), now.Number)
	if err != nil {
		return err
	}
	page.From, err = edition(e, r.URL.Query().Get(paramFrom), max(1, page.To.Number-1))
	if err != nil {
		return err
	}
	from, err := p.Dossiers.Book.Open(r.Context(), page.From)
	if err != nil {
		return err
	}
	to, err := p.Dossiers.Book.Open(r.Context(), page.To)
	if err != nil {
		return err
	}
	c := p.ctx(r)
	page.Fields = differences(c, from, to)
	page.Unseen = len(page.Fields) == 0 && from.Hash != to.Hash
	return p.show(w, r, diffView(c, page))
}

// edition is the version whose number was asked for, or the one usual.
func edition(e catalogue.Entry, text string, usual int) (catalogue.Edition, error) {
	n := usual
	if text != "" {
		n, _ = strconv.Atoi(text)
		if strconv.Itoa(n) != text {
			n = 0
		}
	}
	v, ok := e.Edition(n)
	if !ok {
		return v, fault.New(fault.CodeNotFound)
	}
	return v, nil
}

// differences are the fields that differ, in the order of the page of a procedure.
func differences(c ui.Ctx, from, to catalogue.Version) []diffField {
	var out []diffField
	for _, f := range fields {
		title, before := f(c, from.Record)
		_, after := f(c, to.Record)
		lines := lineDiff(before, after)
		if changed(lines) {
			out = append(out, diffField{Title: title, Lines: shortened(lines)})
		}
	}
	return out
}

// field is the title of a part of a record and its lines.
type field func(c ui.Ctx, r catalogue.Record) (title string, lines []string)

// fields are everything of a record that a reader sees.
var fields = [...]field{
	func(c ui.Ctx, r catalogue.Record) (string, []string) { return c.T("portal.diff.name"), oneLine(r.Name) },
	func(c ui.Ctx, r catalogue.Record) (string, []string) {
		return c.T("portal.procedure.result"), nameLines(r.Results)
	},
	func(c ui.Ctx, r catalogue.Record) (string, []string) {
		return c.T("portal.procedure.who"), nameLines(r.Subjects)
	},
	func(c ui.Ctx, r catalogue.Record) (string, []string) {
		return c.T("portal.procedure.requirements"), textLines(r.Requirements)
	},
	func(c ui.Ctx, r catalogue.Record) (string, []string) {
		return c.T("portal.procedure.time"), limitLines(c, r)
	},
	func(c ui.Ctx, r catalogue.Record) (string, []string) {
		return c.T("portal.procedure.fees"), feeLines(c, r)
	},
	func(c ui.Ctx, r catalogue.Record) (string, []string) {
		return c.T("portal.diff.channels"), channelLines(c, r)
	},
	func(c ui.Ctx, r catalogue.Record) (string, []string) {
		return c.T("portal.procedure.papers"), itemLines(c, r)
	},
	func(c ui.Ctx, r catalogue.Record) (string, []string) {
		return c.T("portal.procedure.steps"), stepLines(r)
	},
	func(c ui.Ctx, r catalogue.Record) (string, []string) {
		return c.T("portal.diff.agencies"), agencyLines(r)
	},
	func(c ui.Ctx, r catalogue.Record) (string, []string) { return c.T("portal.procedure.law"), lawLines(r) },
	func(c ui.Ctx, r catalogue.Record) (string, []string) {
		return c.T("portal.procedure.sector"), nameLines(r.Sectors)
	},
	func(c ui.Ctx, r catalogue.Record) (string, []string) {
		return c.T("portal.procedure.decision"), oneLine(r.DecisionNo)
	},
	func(c ui.Ctx, r catalogue.Record) (string, []string) {
		return c.T("portal.procedure.decision_date"), oneLine(c.Date(r.DecisionDate))
	},
	func(c ui.Ctx, r catalogue.Record) (string, []string) {
		return c.T("portal.diff.related"), textLines(r.Related)
	},
}

func oneLine(s string) []string {
	if s = catalogue.Clean(s); s != "" {
		return []string{s}
	}
	return nil
}

func nameLines(list []catalogue.Named) []string {
	var out []string
	for _, n := range list {
		out = append(out, oneLine(n.Name)...)
	}
	return out
}

func textLines(text string) []string {
	var out []string
	for _, b := range catalogue.Text(text) {
		out = append(out, strings.TrimSpace(b.Mark+" "+b.Text))
	}
	return out
}

func limitLines(c ui.Ctx, r catalogue.Record) []string {
	var out []string
	for _, ch := range r.Channels {
		out = append(out, c.T(ch.Method.Key())+": "+limitWords(c, ch.Limit))
		out = append(out, textLines(ch.TimeText)...)
	}
	for i, one := range r.Cases {
		out = append(out, caseName(c, one, i)+": "+limitWords(c, one.Limit))
	}
	return out
}

func feeLines(c ui.Ctx, r catalogue.Record) []string {
	var out []string
	for _, ch := range r.Channels {
		for _, f := range ch.Fees {
			words, _ := feeWords(c, f.Stated(), f.Quality)
			line := c.T(ch.Method.Key()) + ", " + c.T(f.Kind.Key()) + ": " + words
			if text := catalogue.Clean(f.Text); text != "" {
				line += " (" + text + ")"
			}
			out = append(out, line)
		}
	}
	return out
}

func channelLines(c ui.Ctx, r catalogue.Record) []string {
	var out []string
	for _, ch := range r.Channels {
		out = append(out, c.T(ch.Method.Key()))
		out = append(out, textLines(ch.Note)...)
	}
	return out
}

func itemLines(c ui.Ctx, r catalogue.Record) []string {
	var out []string
	for _, g := range r.Groups {
		out = append(out, oneLine(g.Heading)...)
		for _, i := range g.Items {
			line := catalogue.Clean(i.Name)
			if i.Originals > 0 {
				line += " " + c.T("portal.paper.originals", "n", i.Originals)
			}
			if i.Copies > 0 {
				line += " " + c.T("portal.paper.copies", "n", i.Copies)
			}
			out = append(out, line)
		}
	}
	return out
}

func stepLines(r catalogue.Record) []string {
	var out []string
	for _, s := range r.Steps {
		out = append(out, oneLine(s.Name)...)
		out = append(out, textLines(s.Text)...)
	}
	return out
}

func agencyLines(r catalogue.Record) []string {
	out := oneLine(r.Promulgating.Name)
	for _, list := range [][]catalogue.Named{r.Executing, r.Authority, r.Authorized, r.Coordinating} {
		out = append(out, nameLines(list)...)
	}
	return append(out, oneLine(r.Receiving)...)
}

func lawLines(r catalogue.Record) []string {
	var out []string
	for _, l := range r.LegalBasis {
		out = append(out, lawLine(l))
	}
	return out
}

func lawLine(l catalogue.LegalBasis) string {
	line := l.Code
	if l.Year > 0 {
		line += " (" + l.Kind + ", " + strconv.Itoa(l.Year) + ")"
	}
	return strings.TrimSpace(line + " " + l.Title)
}
