package portal

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"motcua/calendar"
	"motcua/internal/clock"
)

// TestAPromiseHoldsAsLongAsThePageSays: from any instant to the last before the end of
// the page, a receipt has the promise that the page prints, day by day; and of limits in
// days the page lives until midnight, not for a minute.
func TestAPromiseHoldsAsLongAsThePageSays(t *testing.T) {
	c, err := calendar.Default()
	if err != nil {
		t.Fatal(err)
	}
	printed := func(i clock.Instant, l calendar.Limit) string {
		r, err := c.Due(c.NextReception(i), l)
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprint(r.Due.Time().Truncate(time.Minute), r.Counted)
	}
	limits := []calendar.Limit{calendar.WorkingDays(3), {Unit: calendar.WorkingDay, Hundredths: 250}, calendar.CalendarDays(15),
		calendar.OfficeHours(4), {Unit: calendar.Hour, Hundredths: 50}, calendar.SameDayMark(clock.MustTimeOfDay("15:00"))}
	for _, day := range []string{"2019-06-14", "2019-06-15", "2019-06-17"} { // a Friday, a Saturday, a Monday
		var instants []clock.Instant
		for _, at := range []string{"00:00", "07:29", "07:30", "11:30", "13:00", "14:59", "15:00", "15:01", "16:30", "17:00", "17:01", "23:59"} {
			i := clock.At(clock.MustDate(day), clock.MustTimeOfDay(at))
			instants = append(instants, i, i+1, i.Add(time.Second-1), i.Add(time.Second), i.Add(37*time.Second))
		}
		for _, l := range limits {
			var ends []clock.Instant
			for _, i := range instants {
				end := promiseUntil(c, i, l)
				if end <= i {
					t.Fatalf("%s at %s: the page ends before it begins", l, i)
				}
				for _, later := range append(slices.Clone(instants), end-1) {
					if later >= i && later < end && printed(later, l) != printed(i, l) {
						t.Errorf("%s: a page of %s that holds until %s is untrue at %s", l, i.Time(), end.Time(), later.Time())
					}
				}
				if !slices.Contains(ends, end) {
					ends = append(ends, end)
				}
			}
			if most := map[calendar.Unit]int{calendar.WorkingDay: 2, calendar.CalendarDay: 2, calendar.SameDay: 3, calendar.Hour: 99}[l.Unit]; len(ends) > most {
				t.Errorf("%s: %d ends in a day, at most %d are needed", l, len(ends), most)
			}
		}
	}
}

func TestLineDiff(t *testing.T) {
	show := func(lines []diffLine) (out string) {
		for _, l := range lines {
			out += map[lineKind]string{lineKept: " ", lineRemoved: "-", lineAdded: "+", lineSkipped: fmt.Sprint("…", l.Kept)}[l.Kind] + l.Text
		}
		return out
	}
	for _, c := range []struct{ before, after, want string }{
		{"", "", ""}, {"a", "a", " a"}, {"", "a", "+a"}, {"a", "", "-a"}, {"abc", "axc", " a-b+x c"},
		{"abcd", "acbd", " a-b c+b d"}, {"aab", "ab", " a-a b"}, {"xay", "bab", "-x+b a-y+b"},
	} {
		split := func(s string) (out []string) {
			for _, r := range s {
				out = append(out, string(r))
			}
			return out
		}
		lines := lineDiff(split(c.before), split(c.after))
		if got := show(lines); got != c.want {
			t.Errorf("%q to %q: %q, want %q", c.before, c.after, got, c.want)
		}
		if changed(lines) != (c.before != c.after) {
			t.Errorf("%q to %q: changed %v", c.before, c.after, changed(lines))
		}
	}
	lines := append(append(each([]string{"1", "2", "3", "4"}, lineKept), diffLine{Kind: lineAdded, Text: "x"}), each([]string{"5", "6", "7"}, lineKept)...)
	if got := show(shortened(lines)); got != "…3 4+x 5…2" {
		t.Errorf("shortened: %q", got)
	}
	long := make([]string, 3000)
	for i := range long {
		long[i] = fmt.Sprint(i)
	}
	other := slices.Clone(long)
	slices.Reverse(other)
	if got := lineDiff(long, other); len(got) != 6000 {
		t.Errorf("beyond the bound: %d lines", len(got))
	}
}

func TestSlips(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"1.001193", "1.001193", 0}, {"1001193", "1.001193", 1}, {"1.001139", "1.001193", 1}, {"1.00119", "1.001193", 1}, {"2.001193", "1.001193", 1},
		{"2.001139", "1.001193", 2}, {"9.999999", "1.001193", 3}, {"1.0011", "1.001193", 2}, {"1", "1.001193", 3}} {
		if got := slips(c.a, c.b, 2); got != c.want {
			t.Errorf("%q, %q: %d, want %d", c.a, c.b, got, c.want)
		}
	}
}
