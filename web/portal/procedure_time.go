package portal

import (
	"slices"
	"strings"

	"motcua/calendar"
	"motcua/catalogue"
	"motcua/dossier"
	"motcua/internal/clock"
	"motcua/internal/i18n"
	"motcua/law"
	"motcua/web/ui"
	"motcua/web/view"
)

// timing is how long a procedure takes: in words by way of filing and case, and as
// dates for what would be received now.
type timing struct {
	Sector   string // the article of a sector rule, which stands above what is published
	Rows     []timeRow
	Readings []string // what contradicts what, each with both readings
	Texts    []string // the time limit in the words of the record
}

// timeRow is one time limit and whose it is.
type timeRow struct {
	Who     []string // ways of filing and cases; empty: all
	Limit   string
	Promise *dossier.Epoch // nil: no date
	Why     string         // why there is none; "" where none is expected
}

// Due is the date of all that is promised; false when dates differ or some has none.
func (t timing) Due() (dossier.Epoch, bool) {
	if len(t.Rows) != 1 || t.Rows[0].Promise == nil {
		return dossier.Epoch{}, false
	}
	return *t.Rows[0].Promise, true
}

// Dated reports that some limit has a date.
func (t timing) Dated() bool {
	return slices.ContainsFunc(t.Rows, func(r timeRow) bool { return r.Promise != nil })
}

// methods are the ways of filing, in the order of pages.
var methods = [...]catalogue.Method{catalogue.Direct, catalogue.Online, catalogue.Postal}

func (p *Portal) timing(c ui.Ctx, s shown, v catalogue.Version, now clock.Instant) (timing, error) {
	if s.Asked {
		now = clock.At(s.Day, 0)
	}
	t := timing{Readings: readings(c, v.Record), Texts: timeTexts(v.Record)}
	_, article, bySector := p.Dossiers.SectorLimit(v.Record.Code, s.Day)
	if bySector {
		t.Sector = view.Article(c, law.Article(article))
		t.Readings = nil // they are of what does not hold here
	}
	received := p.Dossiers.CalendarOf(0).NextReception(now) // nobody receives at night
	add := func(who, words string, m catalogue.Method, caseCode string) error {
		row := timeRow{Who: []string{who}, Limit: words}
		if bySector {
			row.Who = nil
		}
		e, state, err := p.Dossiers.PromiseFor(v, m, caseCode, received)
		switch {
		case err != nil && s.Asked: // of a day before the law that is carried
			t.merge(row)
			return nil
		case err != nil:
			return err
		}
		if counted, err := calendar.ParseLimit(e.Limit); err == nil && !counted.IsZero() {
			row.Limit = view.Limit(c, counted) // a channel may have that of its only case
		}
		if s.Current() {
			row.Why = whyNoDate(c, state)
			if state == catalogue.Countable && s.Entry.IsOwn() { // nobody here receives the others
				row.Promise = &e
			}
		}
		t.merge(row)
		return nil
	}
	for _, m := range methods {
		words, ok := methodWords(c, v.Record, m)
		if !ok && !bySector {
			continue
		}
		err := add(c.T(m.Key()), words, m, "")
		if err != nil {
			return t, err
		}
	}
	for i, one := range v.Record.Cases {
		err := add(caseName(c, one, i), limitWords(c, one.Limit), p.methodOf(v, one.Code, now), one.Code)
		if err != nil {
			return t, err
		}
	}
	if len(t.Rows) == 1 {
		t.Rows[0].Who = nil
	}
	return t, nil
}

// merge adds a row, to one that says the same if there is any.
func (t *timing) merge(r timeRow) {
	for i, known := range t.Rows {
		same := (known.Promise == nil) == (r.Promise == nil) && known.Limit == r.Limit && known.Why == r.Why
		if same && (r.Promise == nil || known.Promise.Due == r.Promise.Due && known.Promise.Limit == r.Promise.Limit) {
			for _, who := range r.Who {
				if !slices.Contains(known.Who, who) {
					t.Rows[i].Who = append(t.Rows[i].Who, who)
				}
			}
			return
		}
	}
	t.Rows = append(t.Rows, r)
}

// methodOf is a way of filing under which the case has a date, else the first.
func (p *Portal) methodOf(v catalogue.Version, caseCode string, now clock.Instant) catalogue.Method {
	first := catalogue.Direct
	for i := len(methods) - 1; i >= 0; i-- {
		m := methods[i]
		if _, ok := methodChannels(v.Record, m); !ok {
			continue
		}
		first = m
		_, state, err := p.Dossiers.PromiseFor(v, m, caseCode, now)
		if err == nil && state == catalogue.Countable {
			return m
		}
	}
	return first
}

func methodChannels(r catalogue.Record, m catalogue.Method) (out []catalogue.Channel, ok bool) {
	for _, ch := range r.Channels {
		if ch.Method == m {
			out = append(out, ch)
		}
	}
	return out, len(out) > 0
}

// methodWords is the limits of a way of filing; false when it is not offered.
func methodWords(c ui.Ctx, r catalogue.Record, m catalogue.Method) (string, bool) {
	channels, ok := methodChannels(r, m)
	var words []string
	for _, ch := range channels {
		if w := limitWords(c, ch.Limit); !slices.Contains(words, w) {
			words = append(words, w)
		}
	}
	return strings.Join(words, "; "), ok
}

// limitWords is a published limit in words, halves as "2,5" in Vietnamese.
func limitWords(c ui.Ctx, l catalogue.Limit) string {
	key, _ := l.Words()
	n := l.Quantity.String()
	if c.Lang == i18n.VI {
		n = strings.ReplaceAll(n, ".", ",")
	}
	return c.T(key, "n", n)
}

// caseName is the name of a case, which the source often leaves empty.
func caseName(c ui.Ctx, one catalogue.Case, i int) string {
	if name := catalogue.Clean(one.Name); name != "" {
		return name
	}
	return c.T("portal.time.case", "n", i+1)
}

func whyNoDate(c ui.Ctx, s catalogue.PromiseState) string {
	switch s {
	case catalogue.SeeText:
		return c.T("portal.time.why.see_text")
	case catalogue.Contradicts:
		return c.T("portal.time.why.contradicts")
	case catalogue.Unstated:
		return c.T("portal.time.why.unstated")
	}
	return ""
}

// readings are the contradictions of a record, each with what either side says.
func readings(c ui.Ctx, r catalogue.Record) []string {
	var out []string
	add := func(text string) {
		if !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	for _, ch := range r.Channels {
		if unit := ch.TextUnit(); unit != catalogue.UnitUnstated {
			add(c.T("portal.time.reading", "channel", c.T(ch.Method.Key()), "field", limitWords(c, ch.Limit),
				"text", limitWords(c, catalogue.Limit{Quantity: ch.Limit.Quantity, Unit: unit})))
		}
		if r.CasesContradict(ch) {
			var cases []string
			for _, one := range r.Cases {
				if w := limitWords(c, one.Limit); !slices.Contains(cases, w) {
					cases = append(cases, w)
				}
			}
			add(c.T("portal.time.reading_cases", "channel", c.T(ch.Method.Key()), "field", limitWords(c, ch.Limit), "cases", strings.Join(cases, "; ")))
		}
	}
	return out
}

func timeTexts(r catalogue.Record) []string {
	var out []string
	for _, ch := range r.Channels {
		text := strings.TrimSpace(ch.TimeText)
		if text != "" && !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return out
}

// reckoned is why a date is that day, from the day of receipt: the minute would make
// the page another one every minute.
func reckoned(c ui.Ctx, e dossier.Epoch) ui.TraceData {
	t := view.Trace(c, e)
	limit, _ := calendar.ParseLimit(e.Limit) // of an epoch just counted
	if limit.Unit != calendar.Hour {
		t.Lines[0].When = c.Date(e.Start.Date())
	}
	return t
}
