package portal

import (
	"slices"
	"strings"

	"motcua/catalogue"
	"motcua/web/ui"
)

// feeRow is a published charge with how sure it is. Charges that say the same under
// several ways of filing are one row.
type feeRow struct {
	Channels []string
	Kind     string
	Words    string
	State    string // who said so, or that nobody did
	Sure     bool   // an official confirmed it
	Amount   bool   // the words are an amount of money
	Price    bool   // of a support service: no fee under the law
	Text     string // of the record, Vietnamese
}

func (f feeRow) same(o feeRow) bool {
	return f.Kind == o.Kind && f.Words == o.Words && f.State == o.State && f.Sure == o.Sure && f.Text == o.Text
}

// feeRows are the charges of a version, those that say the same in one row.
func feeRows(c ui.Ctx, e catalogue.Entry, v catalogue.Version) []feeRow {
	var out []feeRow
	for _, line := range v.Record.FeeLines() {
		s := line.Fee.Stated()
		row := feeRow{Channels: []string{c.T(line.Method.Key())}, Kind: c.T(s.Kind.Key()), Price: s.Kind == catalogue.KindPrice,
			Text: strings.TrimSpace(s.Text + "\n" + line.Note)}
		row.Words, row.State = feeWords(c, s, line.Fee.Quality)
		row.Amount = s.Known && !s.Council
		if confirmed, ok := e.ConfirmedFee(v.Number, line.Line); ok {
			row.Words, row.State, row.Sure = confirmedWords(c, confirmed)
		}
		i := slices.IndexFunc(out, row.same)
		switch {
		case i < 0:
			out = append(out, row)
		case !slices.Contains(out[i].Channels, row.Channels[0]):
			out[i].Channels = append(out[i].Channels, row.Channels[0])
		}
	}
	return out
}

// feeWords is a charge nobody confirmed: a published 0 is as often "not entered" as
// "free", and is never said to be free.
func feeWords(c ui.Ctx, s catalogue.FeeStated, quality catalogue.FeeQuality) (words, state string) {
	amount := c.Number(s.Amount) + " " + s.Currency
	if s.Currency == "VND" {
		amount = c.Money(s.Amount)
	}
	switch {
	case s.Council:
		return c.T("portal.fee.council"), c.T("portal.fee.council_state")
	case quality == catalogue.FeeZeroButText || quality == catalogue.FeeThousandsMissed:
		return c.T("portal.fee.doubtful"), c.T("portal.fee.doubtful_state")
	case !s.Known:
		return c.T("portal.fee.unstated"), c.T("portal.fee.unstated_state")
	case s.Amount == 0:
		return amount, c.T("portal.fee.zero_state")
	}
	return amount, c.T("portal.fee.unverified")
}

func confirmedWords(c ui.Ctx, f catalogue.Confirmation) (words, state string, sure bool) {
	words = c.Money(f.Amount)
	if f.Amount == 0 {
		words = c.T("portal.fee.free")
	}
	if f.Document == "" {
		return words, c.T("portal.fee.confirmed", "day", f.At.Date()), true
	}
	return words, c.T("portal.fee.confirmed_by", "day", f.At.Date(), "document", f.Document), true
}
