package portal

import (
	"net/http"
	"strconv"

	"motcua/catalogue"
	"motcua/dossier"
	"motcua/internal/clock"
	"motcua/internal/fault"
	"motcua/internal/httpx"
	"motcua/web/ui"
)

// Names of the parameters of a procedure's addresses: a day ("2019-06-17"), the
// number of a version.
const (
	paramDay     = "ngay"
	paramVersion = "phien-ban"
)

// shown is one version of a procedure and how the procedure stands on the day asked
// for: what every form of the page begins with.
type shown struct {
	Entry    catalogue.Entry
	Edition  catalogue.Edition
	Standing catalogue.Standing
	Day      clock.Date // asked for, or today
	Today    clock.Date
	Asked    bool   // for another day or version than those of today
	ByNumber bool   // a version was asked for, whichever day it holds on
	Wrong    string // a day that was typed and does not exist
}

// Current reports that the page is that of today: with dates and ways to file.
func (s shown) Current() bool { return !s.Asked && s.Standing == catalogue.InForce }

// procedurePage is a procedure as published (NĐ63 Đ8 k2; TT32 Đ5 k1), and what this
// portal can do for it.
type procedurePage struct {
	shown
	Version   catalogue.Version
	Online    bool     // can be filed here now
	Filing    []string // what to know of filing it here, in sentences
	Times     timing
	Fees      []feeRow
	Papers    []paperKind
	Notes     []catalogue.Component
	Places    []whereRow
	Receiver  string // the one unit that receives; "" when there are several
	Canonical string
	Linked    linkedData
}

// Row reports that only the row of the national catalogue is known.
func (p procedurePage) Row() bool { return p.Version.Record.Quality == catalogue.QualityRow }

func (p *Portal) procedure(w http.ResponseWriter, r *http.Request) error {
	now := httpx.From(r).Now
	s, err := p.ask(r, now.Date())
	if fault.Is(err, fault.CodeNotFound) {
		return p.unknown(w, r, err)
	}
	if err != nil {
		return err
	}
	v, err := p.Dossiers.Book.Open(r.Context(), s.Edition)
	if err != nil {
		return err
	}
	c := p.ctx(r)
	page := procedurePage{shown: s, Version: v, Fees: feeRows(c, s.Entry, v), Places: p.whereRows(c, s.Entry), Receiver: p.receiving(c, s.Entry),
		Canonical: p.BaseURL + procedurePath(s.Entry.Code)}
	page.Papers, page.Notes = checklist(c, v)
	page.Times, err = p.timing(c, s, v, now)
	if err != nil {
		return err
	}
	page.Online = s.Current() && p.Dossiers.CanFile(s.Entry.Code, s.Today)
	if page.Online {
		page.Filing, err = p.filing(c, s.Entry, v, p.Dossiers.Forms.For(s.Entry.Code), now)
		if err != nil {
			return err
		}
	}
	page.Linked = p.linked(page)
	httpx.ValidUntil(r, page.Times.until(p.Dossiers.CalendarOf(0), now))
	return p.show(w, r, procedureView(c, page))
}

func procedurePath(code string) string { return "/thu-tuc/" + code }

// ask is the version that an address means; not_found for a code or a number of a
// version that nobody gave.
func (p *Portal) ask(r *http.Request, today clock.Date) (shown, error) {
	e, ok := p.Dossiers.Book.ByCode(r.PathValue("code"))
	if !ok || len(e.Editions) == 0 {
		return shown{}, fault.New(fault.CodeNotFound)
	}
	s := shown{Entry: e, Day: today, Today: today}
	query := r.URL.Query()
	if text := query.Get(paramDay); text != "" {
		day, err := clock.ParseDate(text)
		if err != nil {
			s.Wrong = shorten(text, 40)
		} else {
			s.Day, s.Asked = day, day != today
		}
	}
	s.Edition, s.Standing = e.At(s.Day)
	if text := query.Get(paramVersion); text != "" {
		n, _ := strconv.Atoi(text)
		v, ok := e.Edition(n)
		if !ok || strconv.Itoa(n) != text {
			return shown{}, fault.New(fault.CodeNotFound)
		}
		s.ByNumber = v.Number != s.Edition.Number
		s.Asked = s.Asked || s.ByNumber
		s.Edition = v
	}
	return s, nil
}

func (p *Portal) start(w http.ResponseWriter, r *http.Request) error {
	q := httpx.From(r)
	id, err := p.Dossiers.StartDraft(r.Context(), q.Actor, r.PathValue("code"), profileAnswers(q.Principal.Profile))
	if err != nil {
		return err
	}
	http.Redirect(w, r, draftPath(id), http.StatusSeeOther)
	return nil
}

// standingBanner says that what is shown is not what holds today; nil when it is.
func standingBanner(c ui.Ctx, p procedurePage) *ui.BannerData {
	warn := func(title, text string) *ui.BannerData {
		return &ui.BannerData{Kind: ui.BannerWarning, Title: title, Text: text}
	}
	switch {
	case p.ByNumber:
		return warn(c.T("portal.standing.version", "n", p.Edition.Number, "from", p.Edition.Effective), c.T("portal.standing.version_text"))
	case p.Standing == catalogue.NotYet && p.Asked:
		return warn(c.T("portal.standing.not_then", "day", p.Day), c.T("portal.standing.not_then_text", "from", p.Edition.Effective))
	case p.Standing == catalogue.NotYet:
		return warn(c.T("portal.standing.not_yet", "from", p.Edition.Effective), c.T("portal.standing.not_yet_text"))
	case p.Standing == catalogue.Withdrawn:
		w, _ := dossier.WithdrawalAt(p.Entry, p.Day)
		if w.Decision == "" {
			return warn(c.T("portal.standing.withdrawn", "from", w.From), c.T("portal.standing.withdrawn_text"))
		}
		return warn(c.T("portal.standing.withdrawn_by", "from", w.From, "decision", w.Decision), c.T("portal.standing.withdrawn_text"))
	case p.Asked:
		return warn(c.T("portal.standing.as_of", "day", p.Day), c.T("portal.standing.as_of_text", "n", p.Edition.Number))
	}
	return nil
}
