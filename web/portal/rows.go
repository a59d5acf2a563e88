package portal

import (
	"strings"
	"unicode/utf8"

	"motcua/catalogue"
	"motcua/search"
	"motcua/web/ui"
)

// procedureRow is a procedure as lists show it.
type procedureRow struct {
	Href, Code string
	Title      []titlePart
	Long       bool     // the title is a paragraph, and set like one
	Sectors    string   // as published
	Levels     []string // in words
	Online     bool     // can be filed here
	Where      string   // who receives it, in words of ours; "" when only the published ones are known
	Published  string   // who carries it out, as published
}

// titlePart is a run of a title; Hit: it is what was searched for.
type titlePart struct {
	Text string `json:"text"`
	Hit  bool   `json:"hit,omitempty"`
}

// cutTitle cuts a title at its spans.
func cutTitle(title string, spans []search.Span) []titlePart {
	var out []titlePart
	at := 0
	for _, s := range spans {
		if s.Start > at {
			out = append(out, titlePart{Text: title[at:s.Start]})
		}
		out, at = append(out, titlePart{Text: title[s.Start:s.End], Hit: true}), s.End
	}
	if at < len(title) {
		out = append(out, titlePart{Text: title[at:]})
	}
	return out
}

func (p *Portal) row(c ui.Ctx, shelf *catalogue.Shelf, h search.Hit) procedureRow {
	e, _ := shelf.Entry(h.ID)
	v, _ := e.EditionAt(shelf.Day)
	row := procedureRow{Href: listPath + "/" + h.Code, Code: h.Code, Title: cutTitle(h.Title, h.Spans), Long: utf8.RuneCountInString(h.Title) > longTitle, Sectors: names(v.Card.Sectors),
		Online: p.Dossiers.CanFile(h.Code, shelf.Day), Where: receiver(c, e.Listings)}
	for _, level := range levelsShown() {
		if _, ok := e.ListedAt(level); ok {
			row.Levels = append(row.Levels, levelWords(c, level))
		}
	}
	if row.Where == "" {
		row.Published = strings.TrimSuffix(strings.Join(v.Card.Where, "; "), ".")
	}
	return row
}

// longTitle is in characters: titles of more are set smaller; the longest has 1,192.
const longTitle = 140

// receiver says who receives a procedure: the one-stop units of its levels, or a body
// that answers to its ministry and receives at an office of its own (NĐ61 Đ14 k1c).
func receiver(c ui.Ctx, listings []catalogue.Listing) string {
	vertical := ""
	for _, l := range listings {
		if l.OneStop {
			return c.T("portal.row.one_stop")
		}
		if vertical == "" {
			vertical = l.Vertical
		}
	}
	if vertical == "" {
		return ""
	}
	return c.T("portal.row.vertical", "body", verticalName(c, vertical))
}
