package view

import (
	"fmt"
	"strings"

	"motcua/agency"
	"motcua/calendar"
	"motcua/dossier"
	"motcua/internal/clock"
	"motcua/internal/i18n"
	"motcua/law"
	"motcua/paper"
	"motcua/web/ui"
)

// Issuer is what a paper takes from elsewhere than the dossier: the units, the full
// names of officials by account, and the law of the day of issue, which names the
// forms.
type Issuer struct {
	Units  *agency.Directory
	Names  map[int64]string
	Regime law.Regime
}

// NewSlip is the slip of v as of the life before a result: Mẫu 03 when it was
// refused, else Mẫu 01. LookUp is a path; who shows the slip puts the portal's
// address before it.
//
// law: TT01 Đ9 k1, TT01 Đ9 k2
func NewSlip(c ui.Ctx, v dossier.View, units *agency.Directory, names map[int64]string, regime law.Regime) paper.Record {
	i := Issuer{Units: units, Names: names, Regime: regime}
	if r := v.State.Refusal; r != nil {
		return i.Refusal(c, v, RefusalFacts{At: r.At, By: r.By, Ground: r.Ground, Reason: v.Person.Reason})
	}
	return i.Receipt(c, v, ReceiptFacts{Sets: 1})
}

// ReceiptFacts are what a receipt says that the dossier's state does not hold.
type ReceiptFacts struct {
	Sets int         // số bộ
	Fees []paper.Fee // charged at receipt; empty: no line
}

// Receipt is Mẫu 01 of a received dossier, void when its receipt is.
//
// law: TT01 Đ9 k1, NĐ61 Đ17 k3
func (i Issuer) Receipt(c ui.Ctx, v dossier.View, f ReceiptFacts) paper.Record {
	c, s := inVietnamese(c), v.State
	r := i.begin(c, v, paper.TemplateReceipt, "01", s.ReceivedAt)
	r.Code, r.LookUp = s.Code, LookUpPath(s.Code)
	promised, _ := s.Clocks.Running(dossier.Promised)
	legal, _ := s.Clocks.Running(dossier.Legal)
	limit, _ := calendar.ParseLimit(legal.Limit) // a stored epoch holds a limit that was counted
	r.Receipt = &paper.Receipt{OneStop: i.oneStop(s.Places), Applicant: party(v), Procedure: orDots(v.Version.Record.Name), Components: declared(c, v),
		Sets: f.Sets, Fees: f.Fees, Limit: orDots(Limit(c, limit)), ReceivedAt: s.ReceivedAt, DueAt: promised.Due, Provisional: promised.Provisional,
		Delivery: c.T("view.slip.delivery." + string(s.Delivery)), Official: i.Names[s.ReceivedBy], Book: fmt.Sprintf("%04d", s.ReceivedAt.Date().Year)}
	// Ordinals begin anew each day, so within the year's book the day goes along.
	if _, ordinal, ok := strings.Cut(s.Code, "-"); ok {
		r.Receipt.Ordinal = ordinal
		r.Head.Number = ordinal + "/" + r.Head.Series
	}
	if s.Void != nil {
		r = r.Voided(s.Void.At)
	}
	return r
}

// SupplementFacts are a request for supplements as it was made.
type SupplementFacts struct {
	At     clock.Instant
	By     int64  // the official who guides, and whom to ask
	Number string // "07"; empty: to be written by hand
	Items  []paper.SupplementItem
	Reason string // of the request as a whole
}

// Supplement is Mẫu 02 of a request.
//
// law: TT01 Đ9 k1, NĐ61 Đ17 k1a
func (i Issuer) Supplement(c ui.Ctx, v dossier.View, f SupplementFacts) paper.Record {
	c, s := inVietnamese(c), v.State
	r := i.begin(c, v, paper.TemplateSupplement, "02", f.At)
	r.Head.Series = "HDHS"
	if f.Number != "" {
		r.Head.Number = f.Number + "/" + r.Head.Series
	}
	if s.Code != "" {
		r.Code, r.LookUp = s.Code, LookUpPath(s.Code)
	}
	r.Supplement = &paper.SupplementSlip{OneStop: i.oneStop(s.Places), Applicant: party(v), Procedure: orDots(v.Version.Record.Name),
		Items: f.Items, Reason: f.Reason, Contact: i.Names[f.By], Phone: i.phone(s.Places), Guide: i.Names[f.By]}
	return r
}

// RefusalFacts are a refusal before receipt.
type RefusalFacts struct {
	At     clock.Instant
	By     int64
	Ground dossier.Ground
	Reason string
}

// Refusal is Mẫu 03 of an application that is not received; it has no code.
//
// law: TT01 Đ9 k1, NĐ61 Đ17 k1b
func (i Issuer) Refusal(c ui.Ctx, v dossier.View, f RefusalFacts) paper.Record {
	c, s := inVietnamese(c), v.State
	r := i.begin(c, v, paper.TemplateRefusal, "03", f.At)
	r.Refusal = &paper.RefusalSlip{OneStop: i.oneStop(s.Places), Applicant: party(v), Procedure: orDots(v.Version.Record.Name), Reason: orDots(f.Reason),
		Ground: Ground(c, f.Ground), Article: Article(c, GroundArticle(f.Ground)), Phone: i.phone(s.Places), Official: i.Names[f.By]}
	return r
}

// DeclineFacts are a refusal that is the result of a received dossier.
type DeclineFacts struct {
	At       clock.Instant
	Number   string // of the paper, as printed; empty: none
	Reason   string
	Article  law.Article // that makes it ineligible, besides the reason
	Returned []string    // papers given back
	Signer   paper.Signer
}

// Decline is Mẫu 03 as the result of a dossier that was found not eligible: issued by
// the agency that resolves it, with the papers that go back.
//
// law: NĐ61 Đ19 k8
func (i Issuer) Decline(c ui.Ctx, v dossier.View, f DeclineFacts) paper.Record {
	c, s := inVietnamese(c), v.State
	r := i.begin(c, v, paper.TemplateRefusal, "03", f.At)
	agencyName := i.Units.Name(s.Places.Agency, string(i18n.VI))
	r.Head.Superior, r.Head.Authority, r.Head.Number, r.Head.Series = "", agencyName, f.Number, ""
	r.Code, r.LookUp = s.Code, LookUpPath(s.Code)
	r.Refusal = &paper.RefusalSlip{Result: true, Resolver: agencyName, OneStop: i.oneStop(s.Places), Applicant: party(v), Procedure: orDots(v.Version.Record.Name),
		Reason: orDots(f.Reason), Article: Article(c, f.Article), Returned: f.Returned, Phone: i.phone(s.Places), Signer: &f.Signer}
	return r
}

// begin is what all slips of the one-stop have.
func (i Issuer) begin(c ui.Ctx, v dossier.View, t paper.Template, form string, at clock.Instant) paper.Record {
	title, _ := i.Regime.Paper(form)
	places := v.State.Places
	return paper.Record{Template: t, Version: paper.CurrentVersion, Heading: title.Vi, IssuedAt: at,
		Head: paper.Head{Superior: short(i.committee(places)), Authority: i.oneStop(places), Series: i.series(places),
			PlaceDate: placeDate(i.Units, places.Agency, at.Date())}}
}

// seriesCentre and seriesUnit end the numbers of slips: of a public service centre,
// and of a reception and return unit.
const (
	seriesCentre = "TTPVHCC"
	seriesUnit   = "BPTNTKQ"
)

func (i Issuer) series(p dossier.Places) string {
	if u, _ := i.Units.Unit(p.OneStop); u.Kind == "service_centre" {
		return seriesCentre
	}
	return seriesUnit
}

func (i Issuer) committee(p dossier.Places) string { return i.Units.Name(p.Agency, string(i18n.VI)) }

// oneStop is the name of the one-stop unit alone. A part's name holds the committee's
// after a comma, which the line above already says.
func (i Issuer) oneStop(p dossier.Places) string {
	return strings.TrimSuffix(i.Units.Name(p.OneStop, string(i18n.VI)), ", "+i.committee(p))
}

func (i Issuer) phone(p dossier.Places) string {
	phone, _ := i.Units.Text(p.OneStop, agency.Phone, string(i18n.VI))
	return phone
}

// party is the applicant; dots once her data were erased.
func party(v dossier.View) paper.Party {
	a := v.Person.Applicant
	return paper.Party{Name: orDots(a.Name), Address: a.Address, Phone: a.Phone, Email: a.Email}
}

// declared are the papers handed in or shown, as a slip names them.
func declared(c ui.Ctx, v dossier.View) []string {
	var out []string
	for _, p := range Papers(c, v) {
		if p.Declared {
			out = append(out, slipPaper(p.Text))
		}
	}
	return out
}

// short is a committee's name as the heads of papers write it: UBND.
func short(committee string) string {
	rest, found := strings.CutPrefix(committee, "Ủy ban nhân dân ")
	if !found {
		return committee
	}
	return "UBND " + rest
}

func placeDate(units *agency.Directory, unit int64, d clock.Date) string {
	place, _ := units.Text(unit, agency.Area, string(i18n.VI))
	return strings.TrimPrefix(place+", "+paper.LongDate(d), ", ")
}
