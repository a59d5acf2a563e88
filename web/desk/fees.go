package desk

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"motcua/catalogue"
	"motcua/code"
	"motcua/dossier"
	"motcua/internal/fault"
	"motcua/web/ui"
)

// The parts of a charge on the form, after "fee.", its line and a point; the tick that
// it is owed has none.
const (
	quantityPart = "quantity"
	amountPart   = "amount"
	paidPart     = "paid"
	receiptPart  = "receipt"

	quantityMax      = 9999
	receiptNumberMax = 50 // characters of the number of a fee receipt
)

// feeKey is a field of a charge: "fee.3" or "fee.3.amount".
type feeKey struct {
	Line int
	Part string
}

// feePrefix begins the names of fields of charges.
const feePrefix = "fee."

func (k feeKey) String() string {
	name := feePrefix + strconv.Itoa(k.Line)
	if k.Part != "" {
		name += "." + k.Part
	}
	return name
}

func readFeeKey(name string) (feeKey, bool) {
	rest, ok := strings.CutPrefix(name, "fee.")
	line, part, _ := strings.Cut(rest, ".")
	n, err := strconv.Atoi(line)
	k := feeKey{n, part}
	return k, ok && err == nil && k.String() == name && slices.Contains([]string{"", quantityPart, amountPart, paidPart, receiptPart}, part)
}

func (k feeKey) word(c ui.Ctx) string {
	if k.Part == "" {
		return c.T("desk.fee.owed")
	}
	return c.T("desk.fee." + k.Part)
}

// charge is a published charge of a dossier's version and what is known of its amount.
type charge struct {
	catalogue.FeeLine
	Stated catalogue.FeeStated
	// Unit is the amount of one in đồng, published or confirmed by the control office.
	// It is fixed unless Open: then the record leaves it open and the counter says it.
	Unit int64
	Open bool
	Doc  string // the document of a confirmation
}

// feeLines is every charge of the dossier's version. Nothing else can be charged (NĐ61
// Đ4 k5).
func feeLines(v dossier.View) []charge {
	var out []charge
	for _, line := range v.Version.Record.FeeLines() {
		one := charge{FeeLine: line, Stated: line.Fee.Stated()}
		dong := one.Stated.Currency == "" || one.Stated.Currency == "VND"
		if one.Stated.Known && dong {
			one.Unit = one.Stated.Amount
		}
		one.Open = one.Stated.Unverified || !dong
		if done, ok := v.Entry.ConfirmedFee(v.State.Procedure.Version, line.Line); ok {
			one.Unit, one.Open, one.Doc = done.Amount, false, done.Document
		}
		out = append(out, one)
	}
	return out
}

// readFees makes notes of the charges that were ticked. What the record or the control
// office fixes is taken from there, whatever was sent.
func readFees(lines []charge, fields url.Values) ([]dossier.FeeNote, *fault.Error) {
	var out []dossier.FeeNote
	f := fault.New(fault.CodeInvalid)
	for _, line := range lines {
		get := func(part string) string { return strings.TrimSpace(fields.Get(feeKey{line.Line, part}.String())) }
		if get("") != yes {
			continue
		}
		n, unit := line.read(get, f)
		n.Amount = unit * int64(n.Quantity)
		out = append(out, n)
	}
	if len(f.Fields) > 0 {
		return nil, f
	}
	return out, nil
}

// read is one note but for its amount, and the amount of one.
func (line charge) read(get func(part string) string, f *fault.Error) (dossier.FeeNote, int64) {
	wrong := func(part string, code fault.Code, args ...any) {
		f.OnField(feeKey{line.Line, part}.String(), code, args...)
	}
	n := dossier.FeeNote{Line: line.Line, Paid: get(paidPart) == yes, Receipt: code.Normalize(get(receiptPart))}
	quantity, err := strconv.Atoi(get(quantityPart))
	if err != nil || quantity < 1 || quantity > quantityMax {
		wrong(quantityPart, fault.CodeFieldNumber, "min", 1, "max", quantityMax)
		quantity = 1
	}
	n.Quantity = quantity
	unit := line.Unit
	if line.Open {
		unit = readAmount(get(amountPart))
		if unit < 0 || unit > MaxFee {
			wrong(amountPart, fault.CodeFieldNumber, "min", 0, "max", MaxFee)
			unit = 0
		}
	}
	if len([]rune(n.Receipt)) > receiptNumberMax {
		wrong(receiptPart, fault.CodeFieldTooLong, "max", receiptNumberMax)
	}
	if n.Receipt != "" && !n.Paid {
		wrong(paidPart, fault.CodeFieldRequired)
	}
	return n, unit
}

// feeTotal is what noted charges come to, in đồng.
type feeTotal struct{ Owed, Paid int64 }

func totalOf(notes []dossier.FeeNote) *feeTotal {
	var t feeTotal
	t.Owed, t.Paid = dossier.State{Fees: notes}.Owed()
	return &t
}

func (t feeTotal) words(c ui.Ctx) string {
	return c.T("desk.fee.total", "owed", c.Money(t.Owed), "paid", c.Money(t.Paid), "open", c.Money(t.Owed-t.Paid))
}
