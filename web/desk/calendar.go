package desk

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	"motcua/authz"
	"motcua/calendar"
	"motcua/internal/clock"
	"motcua/internal/httpx"
	"motcua/office"
)

// Calendar is the working calendar as its keeper changes it. Changes are checked
// and recorded in the actor's name, and hold for whoever asks after they return.
type Calendar interface {
	// Days and Hours are every edit, oldest first.
	Days(ctx context.Context) ([]office.Entry, error)
	Hours(ctx context.Context) ([]office.HoursEntry, error)
	// Change makes an edit; Try tells what Change would answer and changes nothing.
	// The faults are those of package office.
	Change(ctx context.Context, actor authz.Actor, c CalendarChange) error
	Try(ctx context.Context, actor authz.Actor, c CalendarChange) error
}

// CalendarChange is one edit of the calendar: one of its parts.
type CalendarChange struct {
	Days    []office.Edit     // made together or not at all
	Confirm *office.Edit      // Day and Decision: an unconfirmed row that is to count
	Remove  *office.Edit      // Unit and Day: an edit that is taken back
	Hours   *office.HoursEdit // from a day on
}

// Parameters of the calendar's addresses.
const (
	yearParam = "nam"
	dayParam  = "ngay"
	ofParam   = "don-vi"
)

// The years a calendar can be looked at: those of the carried rows, and what an
// operator may have entered ahead.
const (
	calendarFirst = 2018
	calendarAhead = 2
)

// calendarPage is what a year looks like to the authority or a unit.
type calendarPage struct {
	Year, First, Last int
	Unit              int64 // 0: the authority
	UnitName          string
	Calendar          *calendar.Calendar
	Rows              []office.Row
	Around            []office.Row // of the years before and after too: a swap may cross New Year
	Edits             map[editKey]office.Entry
	Names             map[int64]string // of those who edited
	Hours             office.Hours
	HoursEdit         *office.HoursEntry // nil: the product's default
	Gaps              []office.Gap
	Covered           int // the last year whose list is known
	Units             []agencyOption
	MayEdit           bool
	Provisional       int64 // open dossiers, for who may edit
	Done              string
}

// editKey is whose edit of which day.
type editKey struct {
	Unit int64
	Day  clock.Date
}

func (d *Desk) calendar(w http.ResponseWriter, r *http.Request) error {
	p, err := d.calendarYear(r)
	if err != nil {
		return err
	}
	return show(w, r, calendarView(d.ctx(r), p))
}

func (d *Desk) calendarYear(r *http.Request) (calendarPage, error) {
	q, book, today := r.URL.Query(), d.Dossiers.Offices, d.now().Date()
	p := calendarPage{First: calendarFirst, Last: today.Year + calendarAhead, Unit: d.readUnit(q.Get(ofParam)), Done: q.Get(doneParam),
		Gaps: book.Gaps(today), Units: d.agencies(r), MayEdit: authz.Permits(actorOf(r), authz.CalendarEdit) == nil}
	p.Year = readYear(q.Get(yearParam), p.First, p.Last, today.Year)
	p.Calendar, p.Rows = book.For(p.Unit), book.Rows(p.Unit, p.Year)
	p.Around = slices.Concat(book.Rows(p.Unit, p.Year-1), p.Rows, book.Rows(p.Unit, p.Year+1))
	_, p.Covered = book.Default().Covered()
	p.UnitName = d.agencyName(r, p.Unit)
	err := d.calendarEdits(r, &p)
	if err != nil || !p.MayEdit {
		return p, err
	}
	p.Provisional, err = d.Dossiers.CountProvisional(r.Context(), actorOf(r))
	return p, err
}

// calendarEdits adds who made the rows what they are, and the hours.
func (d *Desk) calendarEdits(r *http.Request, p *calendarPage) error {
	days, err := d.Calendar.Days(r.Context())
	if err != nil {
		return err
	}
	hours, err := d.Calendar.Hours(r.Context())
	if err != nil {
		return err
	}
	p.Edits = map[editKey]office.Entry{}
	var accounts []int64
	for _, e := range days {
		if e.Day.Year == p.Year {
			p.Edits[editKey{e.Unit, e.Day}] = e
			accounts = append(accounts, e.Actor)
		}
	}
	on := max(p.Year, d.now().Date().Year)
	p.setHours(d.Dossiers.Offices, hours, hoursDay(on, d.now().Date()))
	if p.HoursEdit != nil {
		accounts = append(accounts, p.HoursEdit.Actor)
	}
	p.Names, err = d.Identity.Names(r.Context(), httpx.From(r).Authority, accounts...)
	return err
}

// hoursDay is the day whose hours a year shows: today in this year, else the
// first of the year.
func hoursDay(year int, today clock.Date) clock.Date {
	if year == today.Year {
		return today
	}
	return clock.Date{Year: year, Month: 1, Day: 1}
}

// setHours finds the hours in force on a day and the edit they come from: of the
// nearest unit, the one that begins last, and of two of one day the later one.
func (p *calendarPage) setHours(book *office.Book, hours []office.HoursEntry, on clock.Date) {
	p.Hours = p.Calendar.HoursOn(on)
	if _, set := book.SetHoursOn(p.Unit, on); !set {
		return
	}
	for _, of := range book.Chain(p.Unit) {
		var last *office.HoursEntry
		for i := range hours {
			h := &hours[i]
			if h.Unit == of && !h.From.After(on) && (last == nil || !h.From.Before(last.From)) {
				last = h
			}
		}
		if last != nil && last.HoursEdit.Hours != nil {
			p.HoursEdit = last
			return
		}
	}
}

// readYear is a year within reach, or the one given.
func readYear(s string, first, last, other int) int {
	year, err := strconv.Atoi(s)
	if err != nil || year < first || year > last {
		return other
	}
	return year
}

// readUnit is a unit of the directory, or the authority.
func (d *Desk) readUnit(s string) int64 {
	id, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return 0
	}
	if _, ok := d.Dossiers.Units.Unit(id); !ok {
		return 0
	}
	return id
}

// agencyOption is a unit with opening hours of its own to choose.
type agencyOption struct {
	ID   int64
	Name string
}

// agencies is the committees and departments of the authority, from above.
func (d *Desk) agencies(r *http.Request) []agencyOption {
	units := d.Dossiers.Units
	var out []agencyOption
	add := func(id int64) { out = append(out, agencyOption{id, units.Name(id, httpx.From(r).Lang)}) }
	for _, level := range []string{"province", "district", "commune"} {
		for _, u := range units.AtLevel(level) {
			add(u.ID)
			for _, body := range units.Departments(u.ID) {
				add(body.ID)
			}
		}
	}
	return out
}

// agencyName is a unit's name; the authority is its root.
func (d *Desk) agencyName(r *http.Request, unit int64) string {
	if unit == 0 {
		unit = d.Dossiers.Units.Root().ID
	}
	return d.Dossiers.Units.Name(unit, httpx.From(r).Lang)
}

// workingDays is how many days of a month are worked, and how many it has.
func workingDays(c *calendar.Calendar, year, month int) (worked, all int) {
	first := clock.Date{Year: year, Month: 1, Day: 1}.AddMonths(month - 1)
	for day := first; day.Month == first.Month; day = day.AddDays(1) {
		all++
		if c.IsWorkingDay(day) {
			worked++
		}
	}
	return worked, all
}

// partner is the other day of the swap that a row belongs to: the first day off of
// a decision goes with its first make-up day, and so on. Where a decision has more
// of one than of the other nothing is said; false then, and of other rows.
func (p calendarPage) partner(row office.Row) (clock.Date, bool) {
	var off, worked []clock.Date
	for _, r := range p.Around {
		switch {
		case r.Source != row.Source:
		case r.Kind == calendar.SwapOff:
			off = append(off, r.Date)
		case r.Kind == calendar.MakeUpWorkday:
			worked = append(worked, r.Date)
		}
	}
	if row.Kind == calendar.MakeUpWorkday {
		off, worked = worked, off
	}
	i := slices.Index(off, row.Date)
	if i < 0 || len(off) != len(worked) {
		return clock.Date{}, false
	}
	return worked[i], true
}

// split is the rows that count and those that wait for somebody.
func (p calendarPage) split() (counting, waiting []office.Row) {
	counting = slices.DeleteFunc(slices.Clone(p.Rows), func(r office.Row) bool { return !r.Counts() })
	waiting = slices.DeleteFunc(slices.Clone(p.Rows), office.Row.Counts)
	return counting, waiting
}
