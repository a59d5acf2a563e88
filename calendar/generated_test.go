package calendar_test

import (
	"testing"

	"pgregory.net/rapid"

	"motcua/calendar"
	"motcua/internal/clock"
)

// calendars are random ones: the carried years or a part of them, swaps, closures
// and make-up Saturdays anywhere, hours with a season and a Saturday counter.
func calendars(days []calendar.Day) *rapid.Generator[*calendar.Calendar] {
	start := clock.MustDate("2018-01-01")
	return rapid.Custom(func(t *rapid.T) *calendar.Calendar {
		var rows []calendar.Day
		taken := map[clock.Date]bool{}
		last := rapid.IntRange(2018, 2027).Draw(t, "last year")
		for _, d := range days {
			if d.Date.Year <= last {
				rows, taken[d.Date] = append(rows, d), true
			}
		}
		for range rapid.IntRange(0, 40).Draw(t, "edits") {
			d := start.AddDays(rapid.IntRange(0, 3650).Draw(t, "day"))
			kind := rapid.SampledFrom([]calendar.Kind{calendar.Closure, calendar.SwapOff}).Draw(t, "kind")
			if wd := d.Weekday(); wd == 0 || wd == 6 {
				kind = calendar.MakeUpWorkday
			}
			if !taken[d] {
				rows = append(rows, calendar.Day{Date: d, Name: "x", Kind: kind, Basis: calendar.Published, Source: "1/QĐ"})
			}
			taken[d] = true
		}
		hours := calendar.Hours{Shifts: shiftsAt(t, 0), Saturday: shiftsAt(t, 0)[:1]}
		if rapid.Bool().Draw(t, "seasonal") {
			ends := func(label string) calendar.MonthDay {
				d := start.AddDays(rapid.IntRange(0, 364).Draw(t, label))
				return calendar.MonthDay{Month: d.Month, Day: d.Day}
			}
			hours.Seasons = []calendar.Season{{From: ends("from"), To: ends("to"), Shifts: shiftsAt(t, 15)}}
		}
		c, err := calendar.New(rows, hours)
		if err != nil {
			t.Fatal(err)
		}
		return c
	})
}

// shiftsAt is two shifts around noon that begin between 07:00 and 08:00 and some
// minutes.
func shiftsAt(t *rapid.T, minutes int) []calendar.Shift {
	at := func(label string, from, to int) clock.TimeOfDay {
		return clock.TimeOfDay(rapid.IntRange(from+minutes, to+minutes).Draw(t, label))
	}
	return []calendar.Shift{{From: at("opens", 420, 480), To: at("noon", 660, 720)}, {From: at("after noon", 765, 810), To: at("closes", 930, 1020)}}
}

func carried(t testing.TB) []calendar.Day {
	t.Helper()
	days, err := calendar.DefaultDays()
	if err != nil {
		t.Fatal(err)
	}
	return days
}

// everyCalendar is what holds of every calendar, limit and moment: never due on a
// day off nor outside office time, adding n working days and counting back gives n,
// monotone in n and in the moment of receipt, provisional iff a counted day lies
// beyond what is covered.
func everyCalendar(days []calendar.Day) func(*rapid.T) {
	generator := calendars(days)
	return func(t *rapid.T) {
		c := generator.Draw(t, "calendar")
		received, l := moments().Draw(t, "received"), limits().Draw(t, "limit")
		r := due(t, c, received, l)
		if d := r.Due.Date(); !c.IsWorkingDay(d) || r.Due < c.Opens(d) || r.Due > c.Closes(d) || r.Due < received {
			t.Fatalf("%s received %s: due %s, outside office time", l, show(received), show(r.Due))
		}
		later := received.Add(1e9 * 3600 * 7)
		if second := due(t, c, later, l); second.Due < r.Due {
			t.Fatalf("%s received %s: due %s; received %s: due %s", l, show(received), show(r.Due), show(later), show(second.Due))
		}
		n := rapid.IntRange(1, 60).Draw(t, "n")
		one, more := due(t, c, received, calendar.WorkingDays(n)), due(t, c, received, calendar.WorkingDays(n+1))
		if got := c.WorkingDaysBetween(received.Date(), one.Due.Date()); got != n || more.Due <= one.Due {
			t.Fatalf("%d working days are due %s, %d apart; one more %s", n, show(one.Due), got, show(more.Due))
		}
		beyond := false
		for _, day := range r.Counted {
			beyond = beyond || !c.Covers(day.Date.Year)
		}
		if r.Provisional != beyond {
			t.Fatalf("provisional %t, a day beyond the list %t", r.Provisional, beyond)
		}
	}
}

func TestEveryCalendar(t *testing.T) { rapid.Check(t, everyCalendar(carried(t))) }

// A whole day of process hours is a working day, in every calendar and season.
func TestProcessDaysAreWorkingDays(t *testing.T) {
	generator := calendars(carried(t))
	rapid.Check(t, func(t *rapid.T) {
		c, n := generator.Draw(t, "calendar"), rapid.IntRange(1, 40).Draw(t, "days")
		received := c.Opens(c.NextWorkingDay(moments().Draw(t, "received").Date()))
		r := due(t, c, received, calendar.ProcessHours(n*480, 8))
		if got := c.WorkingDaysBetween(received.Date(), r.Due.Date()) + 1; got != n || r.Due != c.Closes(r.Due.Date()) {
			t.Fatalf("%d days from %s end %s", n, show(received), show(r.Due))
		}
	})
}

func FuzzDue(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte("a calendar with seasons, swaps and closures, drawn from these bytes"))
	f.Fuzz(rapid.MakeFuzz(everyCalendar(carried(f))))
}

// Whatever reads as a limit is written as one text that reads as the same limit.
func FuzzParseLimit(f *testing.F) {
	for _, seed := range []string{"3 working_day", "2.5 working_day", "2 month", "12 process_hour/8", "same_day 15:00", "0.25 hour", "1e3 hour", ""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		l, err := calendar.ParseLimit(text)
		if err != nil {
			return
		}
		again, err := calendar.ParseLimit(l.String())
		if err != nil || again != l {
			t.Errorf("%q reads as %+v, written %q, which reads as %+v (%v)", text, l, l.String(), again, err)
		}
	})
}
