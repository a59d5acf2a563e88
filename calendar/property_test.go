package calendar_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"motcua/calendar"
	"motcua/internal/clock"
)

// moments lie in 2018 to 2027, any second of any day.
func moments() *rapid.Generator[clock.Instant] {
	start := clock.At(clock.MustDate("2018-01-01"), 0)
	seconds := clock.MustDate("2018-01-01").DaysUntil(clock.MustDate("2027-06-01")) * 86_400
	return rapid.Map(rapid.IntRange(0, seconds), func(s int) clock.Instant {
		return start.Add(time.Duration(s) * time.Second)
	})
}

func limits() *rapid.Generator[calendar.Limit] {
	return rapid.Custom(func(t *rapid.T) calendar.Limit {
		n := rapid.IntRange(1, 4_000).Draw(t, "hundredths")
		switch rapid.IntRange(0, 5).Draw(t, "unit") {
		case 0:
			return calendar.Limit{Unit: calendar.WorkingDay, Hundredths: n}
		case 1:
			return calendar.CalendarDays(n/100 + 1)
		case 2:
			return calendar.Limit{Unit: calendar.Hour, Hundredths: n}
		case 3:
			return calendar.Limit{Unit: calendar.ProcessHour, Hundredths: n, PerDay: rapid.IntRange(1, 24).Draw(t, "per day")}
		case 4:
			return calendar.Months(n/1000 + 1)
		default:
			return calendar.SameDayMark(clock.TimeOfDay(rapid.IntRange(1, 1440).Draw(t, "mark")))
		}
	})
}

func due(t *rapid.T, c *calendar.Calendar, received clock.Instant, l calendar.Limit) calendar.Reckoning {
	r, err := c.Due(received, l)
	if err != nil {
		t.Fatalf("%s: %v", l, err)
	}
	return r
}

// Adding n working days and counting back gives n.
func TestCountingBackGivesTheLimit(t *testing.T) {
	c := standard(t)
	rapid.Check(t, func(t *rapid.T) {
		received, n := moments().Draw(t, "received"), rapid.IntRange(1, 60).Draw(t, "n")
		r := due(t, c, received, calendar.WorkingDays(n))
		if got := c.WorkingDaysBetween(received.Date(), r.Due.Date()); got != n {
			t.Fatalf("due %s: %d working days apart, want %d", show(r.Due), got, n)
		}
	})
}

// Whatever the limit: due in office time of a working day, after receipt, with
// every day between traced once and the counted ones numbered 1, 2, 3.
func TestDueIsInOfficeTimeAndTraced(t *testing.T) {
	c := standard(t)
	rapid.Check(t, func(t *rapid.T) {
		received, l := moments().Draw(t, "received"), limits().Draw(t, "limit")
		r := due(t, c, received, l)
		if !c.IsWorkingDay(r.Due.Date()) || r.Due < c.Opens(r.Due.Date()) || r.Due > c.Closes(r.Due.Date()) {
			t.Fatalf("due %s, outside office time", show(r.Due))
		}
		if r.Due < received || r.Start < received || r.Start > r.Due {
			t.Fatalf("received %s, start %s, due %s are out of order", show(received), show(r.Start), show(r.Due))
		}
		n, d := 0, received.Date()
		for i, day := range r.Counted {
			if day.Date != d.AddDays(i) {
				t.Fatalf("day %d of the trace is %s", i, day.Date)
			}
			if day.Counts {
				n++
			}
			if day.Counts && (day.Ordinal != n || l.Unit != calendar.CalendarDay && l.Unit != calendar.Month && !c.IsWorkingDay(day.Date)) {
				t.Fatalf("%+v is counted as number %d", day, n)
			}
		}
		if last := r.Counted[len(r.Counted)-1].Date; last != r.Due.Date() {
			t.Fatalf("the trace ends %s, due %s", last, show(r.Due))
		}
	})
}

// A longer limit is never due earlier, and nor is a later receipt.
func TestDueIsMonotone(t *testing.T) {
	c := standard(t)
	rapid.Check(t, func(t *rapid.T) {
		received, l := moments().Draw(t, "received"), limits().Draw(t, "limit")
		later := received.Add(time.Duration(rapid.IntRange(0, 5*86_400).Draw(t, "seconds later")) * time.Second)
		first := due(t, c, received, l)
		if second := due(t, c, later, l); second.Due < first.Due {
			t.Fatalf("received %s: due %s; received %s: due %s",
				show(received), show(first.Due), show(later), show(second.Due))
		}
		if l.Unit == calendar.SameDay {
			return
		}
		longer := l
		longer.Hundredths += 100 * rapid.IntRange(0, 5).Draw(t, "more")
		if second := due(t, c, received, longer); second.Due < first.Due {
			t.Fatalf("%s is due %s, %s is due %s", l, show(first.Due), longer, show(second.Due))
		}
	})
}
