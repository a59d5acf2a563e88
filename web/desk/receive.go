package desk

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"motcua/authz"
	"motcua/catalogue"
	"motcua/dossier"
	"motcua/internal/clock"
	"motcua/internal/fault"
	"motcua/web/ui"
)

const (
	promiseField = "promise"
	basisField   = "basis"
	feesField    = "fees"
	totalField   = "total" // the button that adds up and receives nothing

	basisMax = dossier.VoidReasonMax
)

// receivePage is the receipt with what the counter notes at it: the promised date where
// the published limit cannot be counted, and the fees.
type receivePage struct {
	View    dossier.View
	Seq     int32
	Typed   typed
	Promise *dossier.Epoch         // what a receipt now would promise; nil where nobody may count it
	Why     catalogue.PromiseState // why it cannot be counted
	Fees    []feeRow
	Total   *feeTotal // added up by the server; nil until asked for
	Effects []string
}

func (d *Desk) receiveForm(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	return d.showReceive(w, r, posted{ID: id}, nil)
}

// receive accepts an application: code, promised date, Mẫu 01 (NĐ61 Đ17 k3).
func (d *Desk) receive(w http.ResponseWriter, r *http.Request) error {
	p, err := readPosted(r)
	if err != nil {
		return err
	}
	if !noted(p.Fields) { // most receipts are one press, for which nothing need be read
		return d.carryOut(w, r, p, dossier.Receive{})
	}
	v, _, err := d.open(r, p.ID, authz.DossierReceive)
	if err != nil {
		return err
	}
	command, f := d.readReceipt(v, p.Fields)
	stale := p.Seq != v.State.Seq // what it says of fees is of another version
	switch {
	case f != nil && !stale:
		return d.showReceive(w, r, p, f)
	case p.Fields.Get(totalField) == yes:
		return d.showReceive(w, r, p, nil)
	}
	return d.carryOut(w, r, p, command)
}

// noted reports whether the counter said anything of date or fees.
func noted(fields url.Values) bool {
	for name := range fields {
		if name == basisField || name == totalField || strings.HasPrefix(name, feePrefix) {
			return true
		}
	}
	return false
}

// readReceipt reads what the counter noted. The fault names the field of a charge.
func (d *Desk) readReceipt(v dossier.View, fields url.Values) (dossier.Receive, *fault.Error) {
	var c dossier.Receive
	if _, asked := fields[basisField]; asked {
		c.Stated = &dossier.Stated{Day: readDay(fields, promiseField), Basis: fields.Get(basisField)}
	}
	notes, f := readFees(feeLines(v), fields)
	c.Fees = notes
	return c, f
}

// readDay is a day in three boxes; the zero Date when there is no such day.
func readDay(fields url.Values, name string) clock.Date {
	number := func(part string) int {
		n, err := strconv.Atoi(strings.TrimSpace(fields.Get(name + "." + part)))
		if err != nil {
			return 0
		}
		return n
	}
	day := clock.Date{Year: number("year"), Month: time.Month(number("month")), Day: number("day")}
	if !day.Valid() {
		return clock.Date{}
	}
	return day
}

// showReceive draws the page, p and f as they came in.
func (d *Desk) showReceive(w http.ResponseWriter, r *http.Request, p posted, f *fault.Error) error {
	v, names, err := d.open(r, p.ID, authz.DossierReceive)
	if err != nil {
		return err
	}
	if !offers(v, authz.DossierReceive) {
		http.Redirect(w, r, dossierPath(p.ID), http.StatusSeeOther)
		return nil
	}
	c := d.ctx(r)
	s, err := d.step(r, c, v, names, typed{})
	if err != nil {
		return err
	}
	page := receivePage{View: v, Seq: v.State.Seq, Typed: typed{Fields: p.Fields, Fault: d.dated(f)}, Promise: s.Promise, Why: s.Uncounted, Effects: s.Effects}
	if p.Fields != nil {
		page.Seq = p.Seq
	}
	page.Fees = feeRows(c, v, page.Typed)
	if p.Fields != nil && f == nil {
		notes, _ := readFees(feeLines(v), p.Fields)
		page.Total = totalOf(notes)
	}
	return draw(w, r, statusOf(f), receiveView(c, page))
}

// dated gives a fault of a day too early the first day that would do.
func (d *Desk) dated(f *fault.Error) *fault.Error {
	if f == nil {
		return nil
	}
	out := *f
	out.Fields = append([]fault.Field(nil), f.Fields...)
	for i, one := range out.Fields {
		if one.Code == fault.CodeFieldDateEarly && len(one.Args) == 0 {
			out.Fields[i].Args = []any{"first", d.now().Date()}
		}
	}
	return &out
}

// methodOf is the way of filing as the catalogue calls it.
func methodOf(ch dossier.Channel) catalogue.Method {
	switch ch {
	case dossier.Online:
		return catalogue.Online
	case dossier.Post:
		return catalogue.Postal
	}
	return catalogue.Direct
}

// promise is what a receipt now would promise; nil with the state where nobody may
// count the published limit.
func (d *Desk) promise(v dossier.View) (*dossier.Epoch, catalogue.PromiseState, error) {
	_, state, err := d.Dossiers.PromiseFor(v.Version, methodOf(v.State.Filing), "", d.now())
	if err != nil || state != catalogue.Countable {
		return nil, state, err
	}
	e, err := d.Dossiers.PromiseOf(v, d.now())
	return &e, state, err
}

func (p receivePage) field(c ui.Ctx, name string) ui.Field {
	return ui.Field{Name: name, Label: c.T("desk.field." + name), Error: c.ErrorOf(p.Typed.Fault, name)}
}

func (p receivePage) date(c ui.Ctx) ui.DateField {
	f := ui.DateField{Field: p.field(c, promiseField), Day: p.Typed.or(promiseField+".day", ""), Month: p.Typed.or(promiseField+".month", ""), Year: p.Typed.or(promiseField+".year", "")}
	f.Hint = c.T("desk.hint.promise")
	return f
}

func (p receivePage) basis(c ui.Ctx) ui.TextAreaField {
	f := ui.TextAreaField{Field: p.field(c, basisField), Value: p.Typed.or(basisField, ""), Max: basisMax, Rows: 3}
	f.Hint = c.T("desk.hint.basis")
	return f
}

// errors are the lines of the error summary.
func (p receivePage) errors(c ui.Ctx) []ui.ErrorItem {
	return c.Errors(p.Typed.Fault, func(name string) string {
		if key, ok := readFeeKey(name); ok {
			return c.T("desk.fee.line", "n", key.Line) + ", " + key.word(c)
		}
		return c.T("desk.field." + name)
	})
}
