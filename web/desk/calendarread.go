package desk

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"motcua/calendar"
	"motcua/internal/clock"
	"motcua/internal/fault"
	"motcua/office"
)

// seasonsShown is how many seasons the form of hours has room for.
const seasonsShown = 2

// calendarInput reads a form. What only the page can know to be wrong it notes;
// the rest is for package office to refuse.
type calendarInput struct {
	desk   *Desk
	fields url.Values
	fault  *fault.Error
}

func (in *calendarInput) get(name string) string { return in.fields.Get(name) }

// unit is the unit chosen; "" is the authority.
func (in *calendarInput) unit() int64 {
	text := in.get(unitField)
	unit := in.desk.readUnit(text)
	if unit == 0 && text != "" && text != "0" {
		in.note(unitField, fault.CodeFieldChoice)
	}
	return unit
}

// date is a day in three boxes; one that does not exist is no valid Date.
func (in *calendarInput) date(name string) clock.Date {
	number := func(part string) int {
		n, err := strconv.Atoi(strings.TrimSpace(in.get(name + "." + part)))
		if err != nil {
			return 0
		}
		return n
	}
	return clock.Date{Year: number("year"), Month: time.Month(number("month")), Day: number("day")}
}

func setDate(fields url.Values, name string, d clock.Date) {
	fields.Set(name+".day", strconv.Itoa(d.Day))
	fields.Set(name+".month", strconv.Itoa(int(d.Month)))
	fields.Set(name+".year", strconv.Itoa(d.Year))
}

func yearText(year int) string { return strconv.Itoa(year) }

// shown is the day a page was about, kept as it was written.
func (in *calendarInput) shown() clock.Date {
	day, err := clock.ParseDate(in.get(dayParam))
	if err != nil {
		return clock.Date{}
	}
	return day
}

func (in *calendarInput) edit(day clock.Date, kind office.Kind) office.Edit {
	return office.Edit{Unit: in.unit(), Day: day, Kind: kind, Name: in.get(nameField), Decision: in.get(decisionField), Note: in.get(noteField)}
}

func (in *calendarInput) dayChange() CalendarChange {
	return CalendarChange{Days: []office.Edit{in.edit(in.date(dayField), office.Kind(in.get(kindField)))}}
}

// swapChange is both days of a swap under one decision.
func (in *calendarInput) swapChange() CalendarChange {
	off, worked := in.edit(in.date(offField), calendar.SwapOff), in.edit(in.date(workedField), calendar.MakeUpWorkday)
	return CalendarChange{Days: []office.Edit{off, worked}}
}

func (in *calendarInput) confirmChange() CalendarChange {
	return CalendarChange{Confirm: &office.Edit{Day: in.shown(), Decision: in.get(decisionField)}}
}

func (in *calendarInput) removeChange() CalendarChange {
	return CalendarChange{Remove: &office.Edit{Unit: in.unit(), Day: in.shown()}}
}

// proposalChange is the chosen days of what is proposed for a year.
func (in *calendarInput) proposalChange() CalendarChange {
	chosen := map[string]bool{}
	for _, day := range in.fields[daysField] {
		chosen[day] = true
	}
	var c CalendarChange
	for _, day := range calendar.Propose(in.desk.proposalYear(in.get(yearParam))) {
		if chosen[day.Date.String()] {
			c.Days = append(c.Days, office.Edit{Day: day.Date, Kind: day.Kind, Name: day.Name, Decision: in.get(decisionField)})
		}
	}
	if len(c.Days) == 0 {
		in.fault.OnField(daysField, fault.CodeFieldRequired)
	}
	return c
}

func (in *calendarInput) hoursChange() CalendarChange {
	edit := office.HoursEdit{Unit: in.unit(), From: in.date(fromField), Decision: in.get(decisionField)}
	if in.get(followField) == "" {
		edit.Hours = &office.Hours{Shifts: in.shifts(shiftsField), Saturday: in.shifts(saturdayField), Seasons: in.seasons()}
	}
	return CalendarChange{Hours: &edit}
}

// seasons reads the seasons; one that stands in the second place alone moves to
// the first, where what is wrong with it is shown.
func (in *calendarInput) seasons() []calendar.Season {
	var out []calendar.Season
	for i := range seasonsShown {
		name := seasonField(i)
		span, shifts := strings.TrimSpace(in.get(name)), strings.TrimSpace(in.get(name+".shifts"))
		if span == "" && shifts == "" {
			continue
		}
		if at := seasonField(len(out)); at != name {
			in.fields.Set(at, span)
			in.fields.Set(at+".shifts", shifts)
			in.fields.Del(name)
			in.fields.Del(name + ".shifts")
			name = at
		}
		out = append(out, calendar.Season{From: in.monthDay(name, span, 0), To: in.monthDay(name, span, 1), Shifts: in.shifts(name + ".shifts")})
	}
	return out
}

func seasonField(i int) string { return "seasons." + strconv.Itoa(i) }

// monthDay is an end of "16/04-15/10", day before month as people write it. One
// that no year has is refused by office.
func (in *calendarInput) monthDay(name, span string, end int) calendar.MonthDay {
	ends := strings.Split(dashes(span), "-")
	if len(ends) != 2 {
		return calendar.MonthDay{}
	}
	day, month, _ := strings.Cut(strings.TrimSpace(ends[end]), "/")
	d, errDay := strconv.Atoi(day)
	m, errMonth := strconv.Atoi(month)
	if errDay != nil || errMonth != nil {
		in.note(name, fault.CodeCalendarSeason, "text", span)
		return calendar.MonthDay{}
	}
	return calendar.MonthDay{Month: time.Month(m), Day: d}
}

// shifts reads "07:30-11:30, 13:30-17:00".
func (in *calendarInput) shifts(name string) []calendar.Shift {
	text := strings.TrimSpace(in.get(name))
	if text == "" {
		return nil
	}
	var out []calendar.Shift
	for _, one := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ';' }) {
		from, to, _ := strings.Cut(dashes(one), "-")
		f, errFrom := clock.ParseTimeOfDay(hour(from))
		t, errTo := clock.ParseTimeOfDay(hour(to))
		if errFrom != nil || errTo != nil {
			in.note(name, fault.CodeCalendarShift, "text", strings.TrimSpace(one))
			return nil
		}
		out = append(out, calendar.Shift{From: f, To: t})
	}
	return out
}

// note says what is wrong with a field, once.
func (in *calendarInput) note(name string, code fault.Code, args ...any) {
	for _, f := range in.fault.Fields {
		if f.Name == name {
			return
		}
	}
	in.fault.OnField(name, code, args...)
}

// dashes makes the dashes people type one.
func dashes(s string) string {
	return strings.NewReplacer("–", "-", "—", "-", "−", "-").Replace(s)
}

// hour makes "7h30" and "7:30" the form of a TimeOfDay.
func hour(s string) string {
	s = strings.NewReplacer("h", ":", "H", ":", "g", ":").Replace(strings.TrimSpace(s))
	if strings.HasSuffix(s, ":") {
		s += "00"
	}
	if strings.IndexByte(s, ':') == 1 {
		s = "0" + s
	}
	return s
}
