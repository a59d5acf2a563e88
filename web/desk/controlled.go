package desk

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"motcua/catalogue"
	"motcua/internal/clock"
	"motcua/internal/fault"
	"motcua/internal/httpx"
	"motcua/web/ui"
)

// versionParam names the version whose charges the page of a procedure shows.
const versionParam = "phien-ban"

// controlledPage is a procedure as the control office sees it.
type controlledPage struct {
	Entry    catalogue.Entry
	Edition  catalogue.Edition // whose charges are shown
	Record   catalogue.Record  // of Edition
	Standing catalogue.Standing
	Bodies   map[int64]string // names of the units that carry it out
	Names    map[int64]string // of those who confirmed
	Done     bool             // the page follows a confirmation
}

func (d *Desk) controlled(w http.ResponseWriter, r *http.Request) error {
	e, err := d.controlledEntry(r)
	if err != nil {
		return err
	}
	p := controlledPage{Entry: e, Bodies: map[int64]string{}, Done: r.URL.Query().Get(doneParam) != ""}
	p.Edition, p.Standing = e.At(d.now().Date())
	n, err := strconv.Atoi(r.URL.Query().Get(versionParam))
	if v, ok := e.Edition(n); err == nil && ok {
		p.Edition = v
	}
	version, err := d.Dossiers.Book.Open(r.Context(), p.Edition)
	if err != nil {
		return err
	}
	p.Record = version.Record
	var accounts []int64
	for _, one := range e.Confirmed {
		accounts = append(accounts, one.Actor)
	}
	p.Names, err = d.Identity.Names(r.Context(), httpx.From(r).Authority, accounts...)
	if err != nil {
		return err
	}
	c := d.ctx(r)
	for _, l := range e.Listings {
		if l.Body != 0 {
			p.Bodies[l.Body] = d.Site.Units.Name(l.Body, string(c.Lang))
		}
	}
	return show(w, r, controlledView(c, p))
}

// controlledEntry is the procedure in the address.
func (d *Desk) controlledEntry(r *http.Request) (catalogue.Entry, error) {
	id, err := pathID(r)
	if err != nil {
		return catalogue.Entry{}, err
	}
	e, ok := d.Dossiers.Book.Entry(id)
	if !ok || len(e.Editions) == 0 {
		return catalogue.Entry{}, fault.New(fault.CodeNotFound)
	}
	return e, nil
}

func (p controlledPage) summary(c ui.Ctx) ui.SummaryData {
	rows := []ui.SummaryRow{
		{Key: c.T("desk.catalogue.code"), Value: p.Entry.Code},
		{Key: c.T("desk.controlled.portal_id"), Body: jobError(p.Entry.PortalID)},
		{Key: c.T("desk.controlled.standing"), Value: c.T("desk.standing." + string(p.Standing))},
		{Key: c.T("desk.controlled.promulgating"), Body: procedureName(cmp.Or(p.Record.Promulgating.Name, "–"))},
		{Key: c.T("desk.controlled.decision"), Value: cmp.Or(p.Record.DecisionNo, "–")},
	}
	for _, w := range p.Entry.Withdrawals {
		rows = append(rows, ui.SummaryRow{Key: c.T("desk.standing.withdrawn"), Value: c.T("desk.controlled.withdrawn_from", "day", w.From, "decision", w.Decision)})
	}
	return ui.SummaryData{Dense: true, Rows: rows}
}

// portalPath is the procedure's public page. Codes are not unique there.
func (p controlledPage) portalPath() string { return "/thu-tuc/" + url.PathEscape(p.Entry.Code) }

func (p controlledPage) versions(c ui.Ctx) ui.TableData {
	t := ui.TableData{ID: "versions", Caption: c.T("desk.controlled.versions"), Dense: true, Columns: []ui.Column{
		{Text: c.T("desk.controlled.version"), Nowrap: true}, {Text: c.T("desk.controlled.effective"), Nowrap: true},
		{Text: c.T("desk.controlled.unconfirmed"), Numeric: true}, {Text: c.T("desk.controlled.changed")}}}
	for i, v := range slices.Backward(p.Entry.Editions) {
		row := ui.Row{Key: strconv.Itoa(v.Number), Href: p.of(v.Number), Cells: []ui.Cell{{Text: c.T("desk.controlled.version_n", "n", v.Number)},
			{Text: c.Short(v.Effective)}, {Text: c.T("desk.controlled.of", "n", p.Entry.Unconfirmed(v), "of", v.Card.Fees)}}}
		if i > 0 {
			row.Cells = append(row.Cells, ui.Cell{Body: diffLink(c, p.diff(p.Entry.Editions[i-1].Number, v.Number), v.Number)})
		} else {
			row.Cells = append(row.Cells, ui.Cell{Text: c.T("desk.controlled.first")})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (p controlledPage) of(version int) string {
	return controlled(p.Entry.ID) + "?" + url.Values{versionParam: {strconv.Itoa(version)}}.Encode()
}

// diff is the public page that lays two versions side by side.
func (p controlledPage) diff(from, to int) string {
	return fmt.Sprintf("%s/so-sanh?tu=%d&den=%d", p.portalPath(), from, to)
}

func (p controlledPage) listings(c ui.Ctx) ui.TableData {
	t := ui.TableData{ID: "listings", Caption: c.T("desk.controlled.listings"), Dense: true, Empty: ui.EmptyData{Title: c.T("desk.controlled.not_listed")},
		Columns: []ui.Column{{Text: c.T("desk.catalogue.level")}, {Text: c.T("desk.catalogue.basis")}, {Text: c.T("desk.controlled.received")}, {Text: c.T("desk.controlled.body")}}}
	for _, l := range p.Entry.Listings {
		t.Rows = append(t.Rows, ui.Row{Key: l.Level, Cells: []ui.Cell{{Text: levelWord(c, l.Level)}, {Text: basisWord(c, l.Basis)},
			{Text: c.T("desk.catalogue.where." + whereOf(l))}, {Text: cmp.Or(p.Bodies[l.Body], "–")}}})
	}
	return t
}

// fees is the table of published charges with what the office said of each.
func (p controlledPage) fees(c ui.Ctx) ui.TableData {
	t := ui.TableData{ID: "fees", Caption: c.T("desk.controlled.fees", "n", p.Edition.Number), Dense: true, Empty: ui.EmptyData{Title: c.T("desk.controlled.no_fees")},
		Columns: []ui.Column{{Text: c.T("desk.controlled.line"), Numeric: true}, {Text: c.T("desk.controlled.published")}, {Text: c.T("desk.controlled.confirmed")}, {Text: c.T("desk.controlled.act")}}}
	for _, line := range p.Record.FeeLines() {
		stated := line.Fee.Stated()
		published := ui.Cell{Text: c.T("desk.controlled.charge", "channel", c.T(line.Method.Key()), "kind", c.T(stated.Kind.Key()), "amount", feeWords(c, stated)), Note: stated.Text}
		state := ui.Cell{Body: ui.Tag(ui.DueSoon, c.T("desk.controlled.unverified"))}
		act := "desk.controlled.confirm"
		if done, ok := p.Entry.ConfirmedFee(p.Edition.Number, line.Line); ok {
			act = "desk.controlled.confirm_again"
			state = ui.Cell{Body: ui.Tag(ui.Done, c.Money(done.Amount)),
				Note: c.T("desk.controlled.confirmed_by", "name", p.Names[done.Actor], "at", c.ShortDateTime(done.At), "document", done.Document)}
		}
		t.Rows = append(t.Rows, ui.Row{Key: strconv.Itoa(line.Line), Cells: []ui.Cell{{Text: c.Number(int64(line.Line))}, published, state,
			{Body: confirmLink(confirmOf(p.Entry.ID, p.Edition.Number, line.Line), c.T(act), c.T("desk.controlled.line_n", "n", line.Line))}}})
	}
	return t
}

// feeWords is a published charge in words.
func feeWords(c ui.Ctx, s catalogue.FeeStated) string {
	key, args := s.Words()
	for i := 0; i+1 < len(args); i += 2 {
		if args[i] == "amount" {
			args[i+1] = amountWords(c, s)
		}
	}
	return c.T(key, args...)
}

func amountWords(c ui.Ctx, s catalogue.FeeStated) string {
	if s.Currency == "" || s.Currency == "VND" {
		return c.Money(s.Amount)
	}
	return c.Number(s.Amount) + " " + s.Currency
}

func (p controlledPage) notice(c ui.Ctx) *ui.BannerData {
	if !p.Done {
		return nil
	}
	return &ui.BannerData{Kind: ui.BannerSuccess, Title: c.T("desk.controlled.done")}
}

// title is the name a version gave the procedure.
func (p controlledPage) title() string { return p.Edition.Card.Name }

func confirmOf(procedure int64, version, line int) string {
	return fmt.Sprintf("%s/phien-ban/%d/phi/%d", controlled(procedure), version, line)
}

// inForceFrom is the day a version holds from, in words.
func inForceFrom(c ui.Ctx, d clock.Date) string { return c.T("desk.controlled.from", "day", d) }
