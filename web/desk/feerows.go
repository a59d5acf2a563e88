package desk

import (
	"cmp"
	"slices"

	"motcua/dossier"
	"motcua/web/ui"
)

// feeRow is a charge on the receipt page.
type feeRow struct {
	charge
	Words string // as published
	Note  string // text of the record; "" for none
	Own   bool   // of the dossier's own way of filing
	Typed typed
}

// feeRows is the charges of the version; those of another way of filing stand apart.
// Where the dossier's way has none, all are its own.
func feeRows(c ui.Ctx, v dossier.View, t typed) []feeRow {
	lines, method := feeLines(v), methodOf(v.State.Filing)
	some := slices.ContainsFunc(lines, func(l charge) bool { return l.Method == method })
	var out []feeRow
	for _, line := range lines {
		out = append(out, feeRow{charge: line, Words: chargeWords(c, line), Note: line.Stated.Text, Own: !some || line.Method == method, Typed: t})
	}
	return out
}

// chargeWords is a charge as published, with what the control office made of it.
func chargeWords(c ui.Ctx, line charge) string {
	words := c.T("desk.controlled.charge", "channel", c.T(line.Method.Key()), "kind", c.T(line.Stated.Kind.Key()), "amount", feeWords(c, line.Stated))
	if line.Doc != "" {
		return c.T("desk.fee.confirmed", "charge", words, "amount", c.Money(line.Unit), "document", line.Doc)
	}
	return words
}

func (row feeRow) name(part string) string { return feeKey{row.Line, part}.String() }

func (row feeRow) field(c ui.Ctx, part string) ui.Field {
	return ui.Field{Name: row.name(part), Label: feeKey{row.Line, part}.word(c), Error: c.ErrorOf(row.Typed.Fault, row.name(part))}
}

func (row feeRow) ticked() bool { return row.Typed.or(row.name(""), "") == yes }

func (row feeRow) quantity(c ui.Ctx) ui.TextField {
	return ui.TextField{Field: row.field(c, quantityPart), Value: row.Typed.or(row.name(quantityPart), "1"), InputMode: "numeric", Autocomplete: "off", Width: ui.W8}
}

// amount is asked for where the record leaves it open.
func (row feeRow) amount(c ui.Ctx) ui.TextField {
	value := ""
	if row.Unit > 0 {
		value = c.Number(row.Unit)
	}
	f := ui.TextField{Field: row.field(c, amountPart), Value: row.Typed.or(row.name(amountPart), value), InputMode: "numeric", Autocomplete: "off", Width: ui.W20, Suffix: c.T("desk.confirm.dong")}
	f.Hint = c.T("desk.fee.open")
	return f
}

func (row feeRow) paid(c ui.Ctx) ui.CheckField {
	return ui.CheckField{Field: row.field(c, paidPart), Value: yes, Checked: row.Typed.or(row.name(paidPart), "") == yes}
}

func (row feeRow) receipt(c ui.Ctx) ui.TextField {
	f := ui.TextField{Field: row.field(c, receiptPart), Value: row.Typed.or(row.name(receiptPart), ""), Autocomplete: "off", Width: ui.W20}
	f.Optional = true
	return f
}

// own splits the charges by way of filing.
func (p receivePage) own(own bool) []feeRow {
	return slices.DeleteFunc(slices.Clone(p.Fees), func(row feeRow) bool { return row.Own != own })
}

// othersOpen reports whether a charge of another way of filing was ticked.
func (p receivePage) othersOpen() bool { return slices.ContainsFunc(p.own(false), feeRow.ticked) }

// noted is the fees of a received dossier, each with its state, and what they come to.
func (p dossierPage) noted(c ui.Ctx) ui.SummaryData {
	lines := feeLines(p.View)
	var rows []ui.SummaryRow
	for _, n := range p.View.State.Fees {
		key := c.T("desk.fee.line", "n", n.Line)
		if i := n.Line - 1; i < len(lines) {
			key = c.T("desk.fee.noted_line", "kind", c.T(lines[i].Stated.Kind.Key()), "text", cmp.Or(lines[i].Stated.Text, key))
		}
		word := "desk.fee.unpaid"
		switch {
		case n.Paid && n.Receipt != "":
			word = "desk.fee.paid_with"
		case n.Paid:
			word = "desk.fee.paid_noted"
		}
		rows = append(rows, ui.SummaryRow{Key: key, Value: c.T(word, "amount", c.Money(n.Amount), "n", n.Quantity, "receipt", n.Receipt)})
	}
	owed, paid := p.View.State.Owed()
	rows = append(rows, ui.SummaryRow{Key: c.T("desk.fee.sum"), Value: feeTotal{owed, paid}.words(c)})
	return ui.SummaryData{Dense: true, Rows: rows}
}
