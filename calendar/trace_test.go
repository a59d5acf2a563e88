package calendar_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"motcua/calendar"
	"motcua/internal/clock"
)

func trace(r calendar.Reckoning) string {
	var b strings.Builder
	for _, d := range r.Counted {
		fmt.Fprintf(&b, "%s %d %s\n", d.Date, d.Ordinal, d.Reason)
		if d.Counts != (d.Ordinal > 0) {
			fmt.Fprintf(&b, "counts %t disagrees with its ordinal\n", d.Counts)
		}
	}
	return b.String()
}

// monthTrace is every day of a month after 28 June 2019, counted, and the move.
var monthTrace = func() string {
	text := "2019-06-28 0 receipt_day\n"
	d := clock.MustDate("2019-06-28")
	for n := 1; n <= 30; n++ {
		d = d.AddDays(1)
		kind := "working_day"
		if d.Weekday() == time.Saturday || d.Weekday() == time.Sunday {
			kind = "weekend"
		}
		text += fmt.Sprintf("%s %d %s\n", d, n, kind)
	}
	return text + "2019-07-29 0 moved\n"
}()

func TestTrace(t *testing.T) {
	for _, v := range []struct{ name, received, limit, start, want string }{
		{"V8 working days over a swap", "2019-04-26 09:00:00", "3 working_day", "2019-05-02 07:30:00", `
2019-04-26 0 receipt_day
2019-04-27 0 weekend
2019-04-28 0 weekend
2019-04-29 0 swap_off: Nghỉ hoán đổi (làm bù 04/05/2019)
2019-04-30 0 holiday: Ngày Chiến thắng
2019-05-01 0 holiday: Ngày Quốc tế lao động
2019-05-02 1 working_day
2019-05-03 2 working_day
2019-05-04 3 makeup_workday: Làm bù cho ngày 29/04/2019
`},
		{"calendar days moved off a weekend", "2019-04-11 09:00:00", "3 calendar_day", "2019-04-12 00:00:00", `
2019-04-11 0 receipt_day
2019-04-12 1 working_day
2019-04-13 2 weekend
2019-04-14 3 holiday: Giỗ Tổ Hùng Vương (10/3 âm lịch)
2019-04-15 0 compensatory_off: Nghỉ bù Giỗ Tổ Hùng Vương
2019-04-16 0 moved
`},
		{"same day after the mark", "2019-06-14 15:30:00", "same_day 15:00", "2019-06-17 07:30:00", `
2019-06-14 0 after_mark
2019-06-15 0 weekend
2019-06-16 0 weekend
2019-06-17 1 working_day
`},
		{"a month moved off a Saturday", "2019-06-28 09:00:00", "1 month", "2019-06-29 00:00:00", "\n" + monthTrace},
		{"same day", "2019-06-14 09:30:00", "same_day 15:00", "2019-06-14 09:30:00", `
2019-06-14 1 working_day
`},
		{"same day before opening", "2019-06-14 06:00:00", "same_day 15:00", "2019-06-14 07:30:00", `
2019-06-14 1 working_day
`},
		{"hours after hours", "2019-06-14 18:00:00", "8 hour", "2019-06-17 07:30:00", `
2019-06-14 0 after_hours
2019-06-15 0 weekend
2019-06-16 0 weekend
2019-06-17 1 working_day
2019-06-18 2 working_day
`},
	} {
		t.Run(v.name, func(t *testing.T) {
			l, err := calendar.ParseLimit(v.limit)
			if err != nil {
				t.Fatal(err)
			}
			r, err := standard(t).Due(at(t, v.received), l)
			if err != nil {
				t.Fatal(err)
			}
			if got := trace(r); got != v.want[1:] {
				t.Errorf("trace\n%swant%s", got, v.want)
			}
			if show(r.Start) != v.start {
				t.Errorf("starts %s, want %s", show(r.Start), v.start)
			}
		})
	}
}

func TestProvisional(t *testing.T) {
	days, err := calendar.DefaultDays()
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(days) // the order of rows must not matter
	c, err := calendar.New(days, calendar.DefaultHours())
	if err != nil {
		t.Fatal(err)
	}
	for received, want := range map[string]bool{
		"2027-12-28 09:00:00": false,
		"2027-12-31 09:00:00": true,
		"2017-12-29 09:00:00": true,
	} {
		r, err := c.Due(at(t, received), calendar.WorkingDays(3))
		if err != nil {
			t.Fatal(err)
		}
		if r.Provisional != want {
			t.Errorf("received %s, due %s: provisional %t, want %t", received, show(r.Due), r.Provisional, want)
		}
	}
	bare, err := calendar.New(nil, calendar.DefaultHours())
	if err != nil {
		t.Fatal(err)
	}
	r, err := bare.Due(at(t, "2019-06-03 09:00:00"), calendar.WorkingDays(1))
	if err != nil || !r.Provisional {
		t.Errorf("a calendar without rows gives a settled date (%v)", err)
	}
}

func TestWorkingDaysBetween(t *testing.T) {
	c := standard(t)
	for _, v := range []struct {
		from, to string
		want     int
	}{
		{"2019-06-13", "2019-06-17", 2},
		{"2019-06-17", "2019-06-17", 0},
		{"2019-06-15", "2019-06-16", 0},
		{"2019-06-18", "2019-06-17", -1},
		{"2019-04-26", "2019-05-06", 4},
	} {
		if got := c.WorkingDaysBetween(clock.MustDate(v.from), clock.MustDate(v.to)); got != v.want {
			t.Errorf("%s to %s: %d working days, want %d", v.from, v.to, got, v.want)
		}
	}
}
