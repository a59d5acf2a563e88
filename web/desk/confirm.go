package desk

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"motcua/catalogue"
	"motcua/internal/fault"
	"motcua/internal/httpx"
	"motcua/web/ui"
)

// Fields of the confirmation of a fee.
const (
	amountField   = "amount"
	documentField = "document"
)

// Bounds of a confirmation.
const (
	// MaxFee is the largest fee that is confirmed, in đồng.
	MaxFee = 100_000_000_000
	// MaxDocument is the length of the document's number, in characters.
	MaxDocument = 200
)

// confirmPage asks what a published charge rightly is.
type confirmPage struct {
	Entry   catalogue.Entry
	Edition catalogue.Edition
	Line    catalogue.FeeLine
	Typed   typed
	Before  string // the document that the last confirmation of the version named
}

func (d *Desk) confirmForm(w http.ResponseWriter, r *http.Request) error {
	return d.showConfirm(w, r, typed{})
}

// confirm records the office's word and leads back to the procedure.
func (d *Desk) confirm(w http.ResponseWriter, r *http.Request) error {
	p, err := d.feeLine(r)
	if err != nil {
		return err
	}
	fields, err := httpx.Form(r)
	if err != nil {
		return err
	}
	err = d.Control.Confirm(r.Context(), actorOf(r), p.Entry.ID, catalogue.Confirmation{Version: p.Edition.Number, Line: p.Line.Line,
		Amount: readAmount(fields.Get(amountField)), Document: strings.TrimSpace(fields.Get(documentField))})
	var f *fault.Error
	if errors.As(err, &f) && f.Kind() == fault.Invalid {
		return d.showConfirm(w, r, typed{Fields: fields, Fault: f})
	}
	if err != nil {
		return err
	}
	back := url.Values{versionParam: {strconv.Itoa(p.Edition.Number)}, doneParam: {"phi"}}
	http.Redirect(w, r, controlled(p.Entry.ID)+"?"+back.Encode(), http.StatusSeeOther)
	return nil
}

// readAmount reads an amount in đồng, its thousands grouped or not; -1, which no fee
// is, when it is none.
func readAmount(s string) int64 {
	s = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(s), "đồng"))
	groups := strings.FieldsFunc(s, func(r rune) bool { return r == '.' || r == ',' || r == ' ' || r == '\u00a0' })
	for i, g := range groups {
		if i > 0 && len(g) != 3 {
			return -1 // "12,50" is no amount in đồng
		}
	}
	joined := strings.Join(groups, "")
	n, err := strconv.ParseInt(joined, 10, 64)
	if err != nil || strings.ContainsAny(joined, "+-") {
		return -1
	}
	return n
}

// feeLine is the charge in the address. Fault: not_found.
func (d *Desk) feeLine(r *http.Request) (p confirmPage, err error) {
	p.Entry, err = d.controlledEntry(r)
	if err != nil {
		return p, err
	}
	version, err := pathNumber(r, "version")
	if err != nil {
		return p, err
	}
	line, err := pathNumber(r, "line")
	if err != nil {
		return p, err
	}
	var ok bool
	p.Edition, ok = p.Entry.Edition(version)
	if !ok {
		return p, fault.New(fault.CodeNotFound)
	}
	v, err := d.Dossiers.Book.Open(r.Context(), p.Edition)
	if err != nil {
		return p, err
	}
	lines := v.Record.FeeLines()
	if line > len(lines) {
		return p, fault.New(fault.CodeNotFound)
	}
	p.Line = lines[line-1]
	return p, nil
}

func (d *Desk) showConfirm(w http.ResponseWriter, r *http.Request, t typed) error {
	p, err := d.feeLine(r)
	if err != nil {
		return err
	}
	p.Typed = t
	for _, done := range p.Entry.Confirmed {
		if done.Version == p.Edition.Number {
			p.Before = done.Document
		}
	}
	return draw(w, r, statusOf(t.Fault), confirmView(d.ctx(r), p))
}

func (p confirmPage) path() string { return confirmOf(p.Entry.ID, p.Edition.Number, p.Line.Line) }

func (p confirmPage) back() string {
	return controlledPage{Entry: p.Entry}.of(p.Edition.Number)
}

func (p confirmPage) title(c ui.Ctx) string {
	return c.T("desk.confirm.title", "n", p.Line.Line, "code", p.Entry.Code)
}

// summary is the charge as published and what was said of it before.
func (p confirmPage) summary(c ui.Ctx) ui.SummaryData {
	stated := p.Line.Fee.Stated()
	rows := []ui.SummaryRow{
		{Key: c.T("desk.catalogue.procedure"), Body: procedureName(p.Edition.Card.Name)},
		{Key: c.T("desk.controlled.version"), Value: c.T("desk.controlled.version_n", "n", p.Edition.Number) + ", " + inForceFrom(c, p.Edition.Effective)},
		{Key: c.T("desk.confirm.channel"), Value: c.T(p.Line.Method.Key())},
		{Key: c.T(stated.Kind.Key()), Value: feeWords(c, stated)},
	}
	if stated.Text != "" {
		rows = append(rows, ui.SummaryRow{Key: c.T("desk.confirm.text"), Body: procedureName(stated.Text)})
	}
	if done, ok := p.Entry.ConfirmedFee(p.Edition.Number, p.Line.Line); ok {
		rows = append(rows, ui.SummaryRow{Key: c.T("desk.controlled.confirmed"), Value: c.T("desk.confirm.before", "amount", c.Money(done.Amount), "document", done.Document)})
	}
	return ui.SummaryData{Dense: true, Rows: rows}
}

// amount is the box for the right amount; it holds what was confirmed before, else
// the published amount when there is one in đồng.
func (p confirmPage) amount(c ui.Ctx) ui.TextField {
	value := ""
	stated := p.Line.Fee.Stated()
	if stated.Known && (stated.Currency == "" || stated.Currency == "VND") {
		value = itoa(stated.Amount)
	}
	if done, ok := p.Entry.ConfirmedFee(p.Edition.Number, p.Line.Line); ok {
		value = itoa(done.Amount)
	}
	return ui.TextField{Value: p.Typed.or(amountField, value), InputMode: "numeric", Autocomplete: "off", Width: ui.W20, Suffix: c.T("desk.confirm.dong"),
		Field: ui.Field{Name: amountField, Label: c.T("desk.field.amount"), Hint: c.T("desk.confirm.amount_hint"), Error: c.ErrorOf(p.Typed.Fault, amountField)}}
}

func (p confirmPage) document(c ui.Ctx) ui.TextField {
	return ui.TextField{Value: p.Typed.or(documentField, p.Before), Autocomplete: "off", Width: ui.W30,
		Field: ui.Field{Name: documentField, Label: c.T("desk.field.document"), Hint: c.T("desk.confirm.document_hint"), Error: c.ErrorOf(p.Typed.Fault, documentField)}}
}
