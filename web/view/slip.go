package view

import (
	"fmt"
	"net/url"
	"strings"

	"motcua/agency"
	"motcua/calendar"
	"motcua/dossier"
	"motcua/internal/clock"
	"motcua/internal/i18n"
	"motcua/law"
	"motcua/web/ui"
)

// SlipData is a slip of the one-stop unit, in Vietnamese as printed.
//
// The annex of TT01/2018/TT-VPCP with the forms was not at hand: fields and
// their order are those of slips in use, to be verified against the annex before
// conformity is claimed.
//
// law: TT01 Đ9 k1
type SlipData struct {
	Title     string // of the form, from the law in force
	Head      ui.StateHeadData
	OneStop   string // the unit that receives
	Code      string // mã hồ sơ; empty before receipt
	LookUp    string // path and query that finds the dossier by its code; what the QR code says
	Applicant dossier.Applicant
	Procedure string
	Papers    []string // handed in or shown, as published
	Sets      int      // số bộ
	Limit     string
	Received  string // "08 giờ 15 phút, ngày 23 tháng 11 năm 2026"
	Due       string
	// Provisional says that Due counts days of a year whose holidays were not known.
	Provisional bool
	Delivery    string // where the result is taken
	Book        string // quyển số: the year
	Ordinal     string // số thứ tự in the register
	Official    string // who received or refused; empty when not named
	Ground      string // of a refusal, in words
	Article     string // of the ground, in words
	Reason      string // of a refusal, as written
	Phone       string // of the one-stop unit
	Void        string // since when the slip holds no longer, in words; "" while it does
	// Copies is the copies (liên) to print, each a sheet: 1 is kept with the
	// dossier, 2 goes to the applicant. NewSlip sets both.
	Copies []int
	Back   ui.Action // on screen: the way back; none when its Href is empty
}

// LookUpPath is the page that finds a dossier by its code; it is what slips and
// messages point to, and holds nothing personal.
func LookUpPath(dossierCode string) string { return "/tra-cuu?ma=" + url.QueryEscape(dossierCode) }

// NewSlip is the slip of v: Mẫu 03 when it was refused, else Mẫu 01. names is the
// full name of the official of the one-stop unit by account; regime holds the
// forms' titles.
//
// law: TT01 Đ9 k1, TT01 Đ9 k2
func NewSlip(c ui.Ctx, v dossier.View, units *agency.Directory, names map[int64]string, regime law.Regime) SlipData {
	c.Printer = c.In(i18n.VI) // papers are Vietnamese whatever the page's language
	s := v.State
	d := SlipData{Applicant: v.Person.Applicant, Procedure: v.Version.Record.Name, Sets: 1, Copies: []int{1, 2}}
	for _, p := range Papers(c, v) {
		if p.Declared {
			d.Papers = append(d.Papers, slipPaper(p.Text))
		}
	}
	d.OneStop, d.Head = head(units, s.Places)
	d.Phone, _ = units.Text(s.Places.OneStop, agency.Phone, string(i18n.VI))
	day := s.ReceivedAt.Date()
	if s.Refusal != nil {
		day = s.Refusal.At.Date()
		d.refused(c, v, names, regime)
	} else {
		d.received(c, s, names, regime)
	}
	d.Head.PlaceDate = placeDate(units, s.Places.Agency, day)
	return d
}

func (d *SlipData) received(c ui.Ctx, s dossier.State, names map[int64]string, regime law.Regime) {
	paper, _ := regime.Paper("01")
	promised, _ := s.Clocks.Running(dossier.Promised)
	legal, _ := s.Clocks.Running(dossier.Legal)
	limit, _ := calendar.ParseLimit(legal.Limit) // a stored epoch holds a limit that was counted
	d.Title, d.Code, d.LookUp = paper.Vi, s.Code, LookUpPath(s.Code)
	d.Limit = Limit(c, limit)
	d.Received, d.Due = longMoment(s.ReceivedAt), longMoment(promised.Due)
	d.Provisional = promised.Provisional
	d.Delivery = c.T("view.slip.delivery." + string(s.Delivery))
	d.Official = names[s.ReceivedBy]
	if s.Void != nil {
		d.Void = c.T("view.slip.void_since", "at", longMoment(s.Void.At))
	}
	d.Book = fmt.Sprintf("%04d", s.ReceivedAt.Date().Year)
	// Ordinals begin anew each day, so within the year's book the day goes along.
	if _, ordinal, ok := strings.Cut(s.Code, "-"); ok {
		d.Ordinal = ordinal
		d.Head.Number = c.T("view.slip.number", "no", ordinal)
	}
}

func (d *SlipData) refused(c ui.Ctx, v dossier.View, names map[int64]string, regime law.Regime) {
	paper, _ := regime.Paper("03")
	r := v.State.Refusal
	d.Title = paper.Vi
	d.Head.Number = c.T("view.slip.number", "no", "……")
	d.Ground, d.Article, d.Reason = Ground(c, r.Ground), Article(c, GroundArticle(r.Ground)), v.Person.Reason
	d.Official = names[r.By]
}

// head is the name of the one-stop unit alone and the head of the paper: the
// committee above, its one-stop unit below. A part's name holds the committee's
// after a comma, which the line above already says.
func head(units *agency.Directory, p dossier.Places) (oneStop string, h ui.StateHeadData) {
	committee := units.Name(p.Agency, string(i18n.VI))
	whole := units.Name(p.OneStop, string(i18n.VI))
	oneStop = strings.TrimSuffix(whole, ", "+committee)
	return oneStop, ui.StateHeadData{Superior: short(committee), Authority: oneStop}
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
	return strings.TrimPrefix(place+", "+longDate(d), ", ")
}

// longDate is "ngày 02 tháng 12 năm 2026", as papers write it: days below 10 and
// months below 3 with a leading zero.
func longDate(d clock.Date) string {
	month := fmt.Sprint(int(d.Month))
	if d.Month < 3 {
		month = "0" + month
	}
	return fmt.Sprintf("ngày %02d tháng %s năm %d", d.Day, month, d.Year)
}

func longMoment(i clock.Instant) string {
	t := i.TimeOfDay()
	return fmt.Sprintf("%02d giờ %02d phút, %s", t.Hour(), t.Minute(), longDate(i.Date()))
}
