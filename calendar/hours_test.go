package calendar_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"testing"

	"motcua/calendar"
	"motcua/internal/clock"
)

func shifts(times ...string) []calendar.Shift {
	var out []calendar.Shift
	for i := 0; i < len(times); i += 2 {
		out = append(out, calendar.Shift{From: clock.MustTimeOfDay(times[i]), To: clock.MustTimeOfDay(times[i+1])})
	}
	return out
}

// seasonal opens at 07:00 from 16 April to 15 October and at 08:00 around New
// Year; the counter is open on Saturday mornings.
func seasonal() calendar.Hours {
	h := calendar.DefaultHours()
	h.Seasons = []calendar.Season{
		{From: calendar.MonthDay{Month: 4, Day: 16}, To: calendar.MonthDay{Month: 10, Day: 15}, Shifts: shifts("07:00", "11:30", "13:30", "17:00")},
		{From: calendar.MonthDay{Month: 12, Day: 20}, To: calendar.MonthDay{Month: 1, Day: 10}, Shifts: shifts("08:00", "12:00", "13:00", "16:00")},
	}
	h.Saturday = shifts("07:30", "11:00")
	return h
}

func summer(t *testing.T) *calendar.Calendar {
	t.Helper()
	c, err := standard(t).With(seasonal())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestSeasons(t *testing.T) {
	c := summer(t)
	for day, opens := range map[string]string{
		"2019-04-12": "07:30", "2019-04-16": "07:00", "2019-10-15": "07:00", "2019-10-16": "07:30",
		"2019-12-19": "07:30", "2019-12-20": "08:00", "2020-01-10": "08:00", "2020-01-13": "07:30",
	} {
		d := clock.MustDate(day)
		if got := c.Shifts(d)[0].From.String(); got != opens || c.Opens(d).TimeOfDay().String() != opens {
			t.Errorf("%s opens %s and %s, want %s", day, got, c.Opens(d).TimeOfDay(), opens)
		}
	}
	if d := clock.MustDate("2020-01-02"); c.Closes(d).TimeOfDay() != clock.MustTimeOfDay("16:00") {
		t.Errorf("%s closes %s", d, show(c.Closes(d)))
	}
	if standard(t).Opens(clock.MustDate("2019-06-17")).TimeOfDay().String() != "07:30" {
		t.Error("the hours of one unit changed those of another")
	}
}

func TestSeasonsMoveDueMoments(t *testing.T) {
	c := summer(t)
	for _, v := range []struct{ received, limit, want string }{
		{"2019-12-26 09:00:00", "2 working_day", "2019-12-30 16:00:00"},
		{"2019-06-03 09:00:00", "0.5 working_day", "2019-06-04 11:00:00"}, // 4 of 8 hours
		{"2019-06-03 07:00:00", "8 hour", "2019-06-03 17:00:00"},          // 8 hours of summer are a day
		{"2019-12-20 15:59:00", "same_day 15:30", "2019-12-23 16:00:00"},
	} {
		l, err := calendar.ParseLimit(v.limit)
		if err != nil {
			t.Fatal(err)
		}
		r, err := c.Due(at(t, v.received), l)
		if err != nil || show(r.Due) != v.want {
			t.Errorf("%s received %s: due %s, want %s (%v)", v.limit, v.received, show(r.Due), v.want, err)
		}
	}
}

// A limit in working days never counts a Saturday of reception; what is received
// on it is promised for the end of the next working day.
func TestReceptionOnSaturday(t *testing.T) {
	c := summer(t)
	for day, want := range map[string][]calendar.Shift{
		"2019-06-15": shifts("07:30", "11:00"),                   // Saturday
		"2019-06-16": nil,                                        // Sunday
		"2019-06-17": shifts("07:00", "11:30", "13:30", "17:00"), // Monday
		"2019-05-04": shifts("07:00", "11:30", "13:30", "17:00"), // swapped: a working day
		"2020-01-25": nil,                                        // Saturday of Tết
		"2019-09-02": nil,                                        // a Monday off
	} {
		if got := c.Reception(clock.MustDate(day)); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: the counter is open %v, want %v", day, got, want)
		}
	}
	saturday := at(t, "2019-06-15 09:00:00")
	if c.IsWorkingDay(saturday.Date()) || c.Shifts(saturday.Date()) != nil {
		t.Error("a Saturday of reception is a working day")
	}
	for l, want := range map[calendar.Limit]string{
		calendar.WorkingDays(1):        "2019-06-17 17:00:00",
		calendar.SameDayMark(threePM):  "2019-06-17 17:00:00",
		calendar.OfficeHours(1):        "2019-06-17 08:00:00",
		calendar.ProcessHours(480, 8):  "2019-06-17 17:00:00",
		calendar.ProcessHours(1, 1440): "",
	} {
		r, err := c.Due(saturday, l)
		if want == "" {
			if err == nil {
				t.Errorf("%s is counted", l)
			}
			continue
		}
		if err != nil || show(r.Due) != want {
			t.Errorf("%s from Saturday: %s, want %s (%v)", l, show(r.Due), want, err)
		}
	}
	if got := show(c.TransferBy(saturday, true, threePM)); got != "2019-06-17 07:00:00" {
		t.Errorf("transfer by %s", got)
	}
}

// Eight process hours are a working day whatever the season: each day gives
// exactly eight, spread over its office time (PRACTICE 1.11 of the legal notes:
// the two measures are never derived from one another).
func TestProcessHours(t *testing.T) {
	short, long := standard(t), summer(t)
	for _, v := range []struct {
		c               *calendar.Calendar
		received, limit string
		want            string
	}{
		{short, "2019-06-03 07:30:00", "24 process_hour/8", "2019-06-05 17:00:00"},
		{long, "2019-06-03 07:00:00", "24 process_hour/8", "2019-06-05 17:00:00"},
		{long, "2019-12-23 08:00:00", "24 process_hour/8", "2019-12-25 16:00:00"},
		{short, "2019-06-03 07:30:00", "7 process_hour/7", "2019-06-03 17:00:00"},
		{short, "2019-05-31 18:00:00", "8 process_hour/8", "2019-06-03 17:00:00"},
		{short, "2019-06-03 07:30:00", "4 process_hour/8", "2019-06-03 11:15:00"},
		// From 11:15 half the day is left: four hours, and the rest tomorrow.
		{short, "2019-06-03 11:15:00", "8 process_hour/8", "2019-06-04 11:15:00"},
		{short, "2019-06-03 09:20:00", "1 process_hour/8", "2019-06-03 10:16:15"},
		{short, "2019-06-03 11:00:00", "1 process_hour/8", "2019-06-03 13:56:15"},
		// Half a day of 7.5 hours, then half of one of 8: the season begins between.
		{long, "2019-04-12 11:15:00", "8 process_hour/8", "2019-04-16 11:00:00"},
		{short, "2019-04-26 07:30:00", "32 process_hour/8", "2019-05-04 17:00:00"}, // over a swap
	} {
		l, err := calendar.ParseLimit(v.limit)
		if err != nil {
			t.Fatal(err)
		}
		r, err := v.c.Due(at(t, v.received), l)
		if err != nil || show(r.Due) != v.want {
			t.Errorf("%s from %s: due %s, want %s (%v)", v.limit, v.received, show(r.Due), v.want, err)
		}
	}
	// A very long limit must not overflow: 10,000 hours are 1,250 days.
	r, err := short.Due(at(t, "2019-06-03 11:15:00"), calendar.Limit{Unit: calendar.ProcessHour, Hundredths: 1_000_000, PerDay: 8})
	if err != nil || short.WorkingDaysBetween(clock.MustDate("2019-06-03"), r.Due.Date()) != 1_250 || r.Due.TimeOfDay().String() != "11:15" {
		t.Errorf("10,000 hours: %s (%v)", show(r.Due), err)
	}
}

func TestHoursThatChange(t *testing.T) {
	c, err := standard(t).WithPeriods([]calendar.Period{
		{Hours: calendar.DefaultHours()},
		{From: clock.MustDate("2019-06-17"), Hours: calendar.Hours{Shifts: shifts("08:00", "12:00", "13:00", "16:30")}},
	})
	if err != nil {
		t.Fatal(err)
	}
	for day, want := range map[string]string{"2018-01-02": "17:00", "2019-06-14": "17:00", "2019-06-17": "16:30", "2020-06-17": "16:30"} {
		if got := c.Closes(clock.MustDate(day)).TimeOfDay().String(); got != want {
			t.Errorf("%s closes %s, want %s", day, got, want)
		}
	}
	if h := c.HoursOn(clock.MustDate("2019-06-18")); h.Shifts[0].From.String() != "08:00" {
		t.Errorf("hours of 18 June: %v", h)
	}
}

func TestHoursRefused(t *testing.T) {
	season := func(from, to calendar.MonthDay, s []calendar.Shift) calendar.Hours {
		h := seasonal()
		h.Seasons[1] = calendar.Season{From: from, To: to, Shifts: s}
		return h
	}
	md := func(m, d int) calendar.MonthDay {
		return calendar.MonthDay{Month: clock.MustDate("2000-01-01").AddMonths(m - 1).Month, Day: d}
	}
	plain := shifts("08:00", "12:00")
	for name, v := range map[string]struct {
		hours   calendar.Hours
		field   string
		problem calendar.Problem
	}{
		"no shifts":          {calendar.Hours{}, "shifts", calendar.NoShift},
		"empty shift":        {calendar.Hours{Shifts: shifts("08:00", "08:00")}, "shifts", calendar.BadShift},
		"overlapping shifts": {calendar.Hours{Shifts: shifts("08:00", "12:00", "11:00", "17:00")}, "shifts", calendar.BadShift},
		"bad Saturday":       {calendar.Hours{Shifts: plain, Saturday: shifts("11:00", "10:00")}, "saturday", calendar.BadShift},
		"season of no hours": {season(md(12, 1), md(12, 2), nil), "seasons.1.shifts", calendar.NoShift},
		"30 February":        {season(md(2, 30), md(3, 2), plain), "seasons.1", calendar.BadSeason},
		"begins within":      {season(md(10, 15), md(11, 1), plain), "seasons.1", calendar.SeasonsOverlap},
		"holds the other":    {season(md(3, 1), md(11, 1), plain), "seasons.1", calendar.SeasonsOverlap},
		"wraps into it":      {season(md(12, 1), md(4, 16), plain), "seasons.1", calendar.SeasonsOverlap},
	} {
		_, err := standard(t).With(v.hours)
		bad, ok := errors.AsType[*calendar.HoursError](err)
		if !ok || bad.Field != v.field || bad.Problem != v.problem || bad.Error() == "" {
			t.Errorf("%s: %v, want %s at %s", name, err, v.problem, v.field)
		}
	}
	for _, periods := range [][]calendar.Period{nil, {{Hours: seasonal()}, {Hours: seasonal()}}} {
		if _, err := standard(t).WithPeriods(periods); err == nil {
			t.Errorf("%d periods in no order are accepted", len(periods))
		}
	}
}

func TestHoursText(t *testing.T) {
	text, err := json.Marshal(seasonal())
	if err != nil {
		t.Fatal(err)
	}
	var read calendar.Hours
	if err := json.Unmarshal(text, &read); err != nil || !reflect.DeepEqual(read, seasonal()) {
		t.Errorf("%s reads as %+v (%v)", text, read, err)
	}
	for _, bad := range []string{"", "4-16", "02-30", "13-01", "04/16", "04-1x", "0416x"} {
		var m calendar.MonthDay
		if err := m.UnmarshalText([]byte(bad)); err == nil {
			t.Errorf("%q is read as %v", bad, m)
		}
	}
}

// A closure is a day off of its own kind, and closes the Saturday counter too.
func TestClosure(t *testing.T) {
	days, err := calendar.DefaultDays()
	if err != nil {
		t.Fatal(err)
	}
	for _, date := range []string{"2019-06-13", "2019-06-15"} {
		days = append(days, calendar.Day{Date: clock.MustDate(date), Name: "Bão số 2", Kind: calendar.Closure, Basis: calendar.Published, Source: "15/TB-UBND"})
	}
	c, err := calendar.New(days, seasonal())
	if err != nil {
		t.Fatal(err)
	}
	r, err := c.Due(at(t, "2019-06-12 09:00:00"), calendar.WorkingDays(1))
	if err != nil || show(r.Due) != "2019-06-14 17:00:00" || r.Counted[1].Reason.Kind != calendar.Closure {
		t.Errorf("due %s, %v (%v)", show(r.Due), r.Counted, err)
	}
	if open := c.Reception(clock.MustDate("2019-06-15")); open != nil {
		t.Errorf("closed, and the counter is open %v", open)
	}
}

func TestCovered(t *testing.T) {
	first, last := standard(t).Covered()
	if first != 2018 || last != 2027 {
		t.Errorf("covered %d to %d", first, last)
	}
	// One closure entered early says nothing of the holidays of its year.
	days, err := calendar.DefaultDays()
	if err != nil {
		t.Fatal(err)
	}
	days = append(days, calendar.Day{Date: clock.MustDate("2028-06-13"), Name: "Bầu cử", Kind: calendar.Closure, Basis: calendar.Published, Source: "15/TB-UBND"})
	c, err := calendar.New(days, calendar.DefaultHours())
	if err != nil {
		t.Fatal(err)
	}
	if c.Covers(2028) {
		t.Error("a closure makes its year known")
	}
	bare, err := calendar.New(nil, calendar.DefaultHours())
	if err != nil {
		t.Fatal(err)
	}
	if first, last := bare.Covered(); first != 0 || last != 0 {
		t.Errorf("no rows cover %d to %d", first, last)
	}
}
