package catalogue

import "strings"

// FeeKind tells the ledgers of published charges apart.
type FeeKind string

// The kinds as the portal writes them; parsed records leave the kind out.
const (
	KindUnstated FeeKind = ""
	KindFee      FeeKind = "FEE"         // phí
	KindCharge   FeeKind = "SERVICE_FEE" // lệ phí
	KindPrice    FeeKind = "PRICE_LEVEL" // giá: of a service, not paid under the law on fees
)

// FeeQuality says what is known to be wrong with a published amount.
type FeeQuality string

// The qualities of the source's fee table.
const (
	FeeOK              FeeQuality = "ok"
	FeeUnstated        FeeQuality = "unstated"
	FeeSetByCouncil    FeeQuality = "set_by_provincial_council"
	FeeZeroButText     FeeQuality = "zero_but_text_has_amount"
	FeeThousandsMissed FeeQuality = "thousands_dropped"
)

// Fee is one published charge. Value is in whole units of Currency (đồng for
// VND) and nil where the source has none.
type Fee struct {
	Kind     FeeKind    `json:"kind"`
	Value    *int64     `json:"value"`
	Currency string     `json:"currency"`
	Text     string     `json:"text"`
	Quality  FeeQuality `json:"quality"`
}

// FeeStated is a published charge read with care: what may be shown, and what
// may be relied on.
type FeeStated struct {
	Kind     FeeKind
	Amount   int64  // whole units of Currency; meaningless unless Known
	Currency string // "VND", "USD"
	Known    bool   // the record states an amount
	// Unverified marks an amount that must be shown as "according to the published
	// data": every zero (the portal stores 0 for "free" and for "not entered"
	// alike) and every amount the text leaves to the provincial council.
	Unverified bool
	Council    bool   // the provincial people's council sets it
	Text       string // the words of the record, e.g. "/trang"
}

// Stated reads f.
func (f Fee) Stated() FeeStated {
	s := FeeStated{Kind: f.Kind, Currency: f.Currency, Text: f.Text}
	s.Council = f.Quality == FeeSetByCouncil || councilSets(f.Text)
	s.Known = f.Value != nil && f.Quality == FeeOK
	if !s.Known {
		s.Unverified = true
		return s
	}
	s.Amount = *f.Value
	s.Unverified = s.Amount == 0 || s.Council
	return s
}

func councilSets(text string) bool {
	return strings.Contains(strings.ToLower(text), "hội đồng nhân dân")
}

// Words is the message key that says s and its arguments; an amount is the
// argument "amount", for the printer to write as money of Currency.
func (s FeeStated) Words() (key string, args []any) {
	switch {
	case !s.Known && s.Council:
		return "catalogue.fee.council", nil
	case !s.Known:
		return "catalogue.fee.unstated", nil
	case s.Amount == 0:
		return "catalogue.fee.zero", nil
	case s.Unverified:
		return "catalogue.fee.amount_unverified", []any{"amount", s.Amount, "currency", s.Currency}
	}
	return "catalogue.fee.amount", []any{"amount", s.Amount, "currency", s.Currency}
}

// Key is the message key of the kind's name.
func (k FeeKind) Key() string {
	switch k {
	case KindFee:
		return "catalogue.fee.kind.fee"
	case KindCharge:
		return "catalogue.fee.kind.charge"
	case KindPrice:
		return "catalogue.fee.kind.price"
	}
	return "catalogue.fee.kind.unstated"
}

// FeesOf reads the charges of a filing method, in the order of the record.
func (r Record) FeesOf(m Method) []FeeStated {
	var out []FeeStated
	for _, c := range r.Channels {
		if c.Method != m {
			continue
		}
		for _, f := range c.Fees {
			out = append(out, f.Stated())
		}
	}
	return out
}

// FeeLine is a published charge with its place in the record: the number an
// official's confirmation names. A version never changes, so its numbers do not.
type FeeLine struct {
	Line   int // from 1
	Method Method
	Note   string // of the channel
	Fee    Fee
}

// FeeLines is every charge of the record in the order of channels and fees.
func (r Record) FeeLines() []FeeLine {
	var out []FeeLine
	for _, c := range r.Channels {
		for _, f := range c.Fees {
			out = append(out, FeeLine{Line: len(out) + 1, Method: c.Method, Note: c.Note, Fee: f})
		}
	}
	return out
}
