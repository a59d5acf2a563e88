package desk

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"motcua/calendar"
	"motcua/internal/clock"
	"motcua/internal/fault"
	"motcua/internal/httpx"
	"motcua/office"
	"motcua/web/ui"
)

// calendarForm is a page that changes the calendar.
type calendarForm struct {
	Slug string // last part of its address
	Name string // part of the keys of its words
	read func(*calendarInput) CalendarChange
	// fields gives office's names of fields those of the form, longest first.
	fields []string
}

func (f calendarForm) path() string { return calendarPath + "/" + f.Slug }

// calendarForms are the pages that change the calendar.
func calendarForms() []calendarForm {
	return []calendarForm{
		{Slug: "ngay", Name: formDay, read: (*calendarInput).dayChange},
		{Slug: "hoan-doi", Name: formSwap, read: (*calendarInput).swapChange, fields: []string{"days.0.day", offField, "days.1.day", workedField, "days.0.", "", "days.1.", ""}},
		{Slug: "xac-nhan", Name: formConfirm, read: (*calendarInput).confirmChange},
		{Slug: "bo", Name: formRemove, read: (*calendarInput).removeChange},
		{Slug: "du-kien", Name: formProposal, read: (*calendarInput).proposalChange},
		{Slug: "gio", Name: formHours, read: (*calendarInput).hoursChange},
	}
}

// Names of the forms and of their fields.
const (
	formDay, formSwap, formConfirm, formRemove, formProposal, formHours = "day", "swap", "confirm", "remove", "proposal", "hours"

	unitField, dayField, kindField, nameField = "unit", "day", "kind", "name"
	decisionField, noteField, fromField       = "decision", "note", "valid_from"
	offField, workedField, daysField          = "off", "worked", "days"
	shiftsField, saturdayField, followField   = "shifts", "saturday", "follow"
	knowingField, backField                   = "knowing", "back"
)

// calendarFormPage is a form, as it is opened or came back.
type calendarFormPage struct {
	Form   calendarForm
	Fields url.Values
	Fault  *fault.Error
	Units  []agencyOption
	Row    *office.Row    // what is confirmed or taken back
	Offer  []calendar.Day // what is proposed for Year
	Year   int
	Now    string // the hours in force, in words
}

// calendarForm opens a form; the address may say which day, unit or year.
func (d *Desk) calendarForm(f calendarForm) httpx.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		q := r.URL.Query()
		fields := url.Values{unitField: {q.Get(ofParam)}, yearParam: {q.Get(yearParam)}, dayParam: {q.Get(dayParam)}}
		if day, err := clock.ParseDate(q.Get(dayParam)); err == nil {
			setDate(fields, dayField, day)
		}
		if f.Name == formProposal {
			year := d.proposalYear(q.Get(yearParam))
			fields.Set(yearParam, yearText(year))
			for _, day := range calendar.Propose(year) {
				fields.Add(daysField, day.Date.String())
			}
		}
		return d.showCalendarForm(w, r, f, fields, nil)
	}
}

func (d *Desk) showCalendarForm(w http.ResponseWriter, r *http.Request, f calendarForm, fields url.Values, bad *fault.Error) error {
	p := calendarFormPage{Form: f, Fields: fields, Fault: bad, Units: d.agencies(r)}
	switch f.Name {
	case formConfirm, formRemove:
		p.Row = d.calendarRow(fields)
		if p.Row == nil { // settled meanwhile, or an address nobody was given
			http.Redirect(w, r, calendarPath, http.StatusSeeOther)
			return nil
		}
	case formProposal:
		p.Year = d.proposalYear(fields.Get(yearParam))
		p.Offer = calendar.Propose(p.Year)
	case formHours:
		p.Now = hoursWords(d.ctx(r), d.Dossiers.Offices.For(d.readUnit(fields.Get(unitField))).HoursOn(d.now().Date()))
	}
	return draw(w, r, statusOf(bad), calendarFormView(d.ctx(r), p))
}

// calendarRow is the row a form is about.
func (d *Desk) calendarRow(fields url.Values) *office.Row {
	day, err := clock.ParseDate(fields.Get(dayParam))
	if err != nil {
		return nil
	}
	unit := d.readUnit(fields.Get(unitField))
	for _, row := range d.Dossiers.Offices.Rows(unit, day.Year) {
		if row.Date == day {
			return &row
		}
	}
	return nil
}

// proposalYear is the year asked for, or the first one that is not known.
func (d *Desk) proposalYear(s string) int {
	today := d.now().Date()
	other := today.Year
	for d.Dossiers.Offices.Default().Covers(other) {
		other++
	}
	return readYear(s, today.Year, max(other, today.Year+calendarAhead), other)
}

// calendarPost tries an edit, asks once more when people may rely on the days it
// changes, and makes it.
func (d *Desk) calendarPost(f calendarForm) httpx.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		fields, err := httpx.Form(r)
		if err != nil {
			return err
		}
		in := &calendarInput{desk: d, fields: fields, fault: fault.New(fault.CodeInvalid)}
		if fields.Get(backField) != "" {
			return d.showCalendarForm(w, r, f, fields, nil)
		}
		change := f.read(in)
		err = d.Calendar.Try(r.Context(), actorOf(r), change)
		if bad, mended := in.answer(f, err); mended {
			return d.showCalendarForm(w, r, f, fields, bad)
		}
		if err != nil {
			return err
		}
		touched, err := d.touched(r, change)
		if err != nil {
			return err
		}
		if touched.asks() && fields.Get(knowingField) == "" {
			return show(w, r, calendarSureView(d.ctx(r), calendarSurePage{Form: f, Fields: fields, Touched: touched}))
		}
		err = d.Calendar.Change(r.Context(), actorOf(r), change)
		if bad, mended := in.answer(f, err); mended {
			return d.showCalendarForm(w, r, f, fields, bad)
		}
		if err != nil {
			return err
		}
		http.Redirect(w, r, touched.page()+"&"+url.Values{doneParam: {f.Name}}.Encode(), http.StatusSeeOther)
		return nil
	}
}

// answer is what the form says of an edit that was refused; false when nothing in
// the form is wrong.
func (in *calendarInput) answer(f calendarForm, err error) (*fault.Error, bool) {
	var refused *fault.Error
	if errors.As(err, &refused) && refused.Kind() != fault.Invalid && len(refused.Fields) == 0 {
		return nil, false
	}
	if refused != nil {
		for _, bad := range refused.Fields {
			name := strings.NewReplacer(f.fields...).Replace(bad.Name)
			if f.Name == formProposal && name != decisionField {
				name = proposalField(name)
			}
			same := func(x fault.Field) bool { return x.Name == name }
			if !slices.ContainsFunc(in.fault.Fields, same) {
				in.fault.OnField(name, bad.Code, bad.Args...)
			}
		}
	}
	return in.fault, len(in.fault.Fields) > 0
}

// proposalField is where a proposal shows what is wrong with one of its days.
func proposalField(name string) string {
	if strings.HasSuffix(name, "."+decisionField) {
		return decisionField
	}
	return daysField
}

// calendarTouched is what an edit meets.
type calendarTouched struct {
	Unit        int64
	First, Last clock.Date
	Past        bool  // it changes days that are gone
	Open        int64 // open dossiers with a changed day between receipt and promise
}

// asks reports whether the editor should be told before she edits.
func (t calendarTouched) asks() bool { return t.Past || t.Open > 0 }

func (t calendarTouched) page() string { return calendarAt(t.First.Year, t.Unit) }

// endless is the day to which hours hold that nobody has ended.
func endless() clock.Date { return clock.Date{Year: 9999, Month: 12, Day: 31} }

func (d *Desk) touched(r *http.Request, c CalendarChange) (calendarTouched, error) {
	var t calendarTouched
	switch {
	case c.Confirm != nil:
		t.First, t.Last = c.Confirm.Day, c.Confirm.Day
	case c.Remove != nil:
		t.Unit, t.First, t.Last = c.Remove.Unit, c.Remove.Day, c.Remove.Day
	case c.Hours != nil:
		t.Unit, t.First, t.Last = c.Hours.Unit, c.Hours.From, endless()
	default:
		for _, e := range c.Days {
			t.Unit = e.Unit
			if t.First.IsZero() || e.Day.Before(t.First) {
				t.First = e.Day
			}
			if e.Day.After(t.Last) {
				t.Last = e.Day
			}
		}
	}
	t.Past = t.First.Before(d.now().Date())
	var err error
	t.Open, err = d.Dossiers.OpenAcross(r.Context(), actorOf(r), t.Unit, t.First, t.Last)
	return t, err
}

// calendarSurePage asks once more and keeps what was typed.
type calendarSurePage struct {
	Form    calendarForm
	Fields  url.Values
	Touched calendarTouched
}

// kept is the fields of the form in an order, to be sent again.
func (p calendarSurePage) kept() []ui.Hidden {
	var out []ui.Hidden
	names := make([]string, 0, len(p.Fields))
	for name := range p.Fields {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		for _, value := range p.Fields[name] {
			if name != knowingField {
				out = append(out, ui.Hidden{Name: name, Value: value})
			}
		}
	}
	return out
}
