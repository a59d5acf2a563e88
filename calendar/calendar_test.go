package calendar_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"motcua/calendar"
	"motcua/internal/clock"
)

func TestCarriedDays(t *testing.T) {
	days, err := calendar.DefaultDays()
	if err != nil {
		t.Fatal(err)
	}
	if len(days) != 147 {
		t.Errorf("%d rows carried, PROVENANCE.md says 147", len(days))
	}
	c := standard(t)
	for date, want := range map[string]calendar.Kind{
		"2019-06-17": calendar.WorkingWeekday,
		"2019-06-16": calendar.Weekend,
		"2019-05-04": calendar.MakeUpWorkday,
		"2019-04-29": calendar.SwapOff,
		"2019-04-15": calendar.CompensatoryOff,
		"2019-09-02": calendar.Holiday,
	} {
		if got := c.Reason(clock.MustDate(date)).Kind; got != want {
			t.Errorf("%s is %s, want %s", date, got, want)
		}
	}
}

func TestUnconfirmedRowsDoNotCount(t *testing.T) {
	c := standard(t)
	rows := c.Unconfirmed()
	if len(rows) != 8 {
		t.Fatalf("%d unconfirmed rows, want the 6 of memory and the 2 reported", len(rows))
	}
	for i, row := range rows {
		plain := calendar.WorkingWeekday
		if row.Kind == calendar.MakeUpWorkday {
			plain = calendar.Weekend
		}
		if got := c.Reason(row.Date).Kind; got != plain {
			t.Errorf("%s (%s, %s) counts as %s", row.Date, row.Name, row.Basis, got)
		}
		if i > 0 && !rows[i-1].Date.Before(row.Date) {
			t.Errorf("%s is out of order", row.Date)
		}
	}
}

func TestConfirming(t *testing.T) {
	days, err := calendar.DefaultDays()
	if err != nil {
		t.Fatal(err)
	}
	swap := clock.MustDate("2025-05-02")
	days = append(days, calendar.Day{Date: swap, Name: "Nghỉ hoán đổi", Kind: calendar.SwapOff, Basis: calendar.Published, Source: "công văn 1150/VPCP-KGVX"})
	c, err := calendar.New(days, calendar.DefaultHours())
	if err != nil {
		t.Fatal(err)
	}
	if c.IsWorkingDay(swap) {
		t.Error("the confirmed swap is still worked")
	}
	for _, row := range c.Unconfirmed() {
		if row.Date == swap {
			t.Error("the confirmed swap is still listed as unconfirmed")
		}
	}
}

func TestNewRefuses(t *testing.T) {
	day := func(date string, k calendar.Kind) calendar.Day {
		return calendar.Day{Date: clock.MustDate(date), Name: "X", Kind: k, Basis: calendar.Published, Source: "12/QĐ-UBND"}
	}
	with := func(d calendar.Day, change func(*calendar.Day)) calendar.Day {
		change(&d)
		return d
	}
	undecided := func(d *calendar.Day) { d.Source = "qua vacanza/holidays" }
	for _, v := range []struct {
		name    string
		days    []calendar.Day
		problem calendar.Problem
		want    string
	}{
		{"two meanings", []calendar.Day{day("2019-05-04", calendar.MakeUpWorkday), day("2019-05-04", calendar.Holiday)}, calendar.TwoMeanings, "2019-05-04 has two meanings"},
		{"make-up on a weekday", []calendar.Day{day("2019-06-17", calendar.MakeUpWorkday)}, calendar.NotWeekend, "2019-06-17"},
		{"a Saturday swapped off", []calendar.Day{day("2019-06-15", calendar.SwapOff)}, calendar.NotWeekday, "2019-06-15"},
		{"swap without decision", []calendar.Day{with(day("2019-06-17", calendar.SwapOff), undecided)}, calendar.NoDecision, "2019-06-17"},
		{"make-up without decision", []calendar.Day{with(day("2019-06-15", calendar.MakeUpWorkday), undecided)}, calendar.NoDecision, "2019-06-15"},
		{"closure without decision", []calendar.Day{with(day("2019-06-17", calendar.Closure), undecided)}, calendar.NoDecision, "2019-06-17"},
		{"unknown kind", []calendar.Day{day("2019-06-17", "party")}, calendar.UnknownKind, "party"},
		{"unknown basis", []calendar.Day{with(day("2019-06-17", calendar.Holiday), func(d *calendar.Day) { d.Basis = "guess" })}, calendar.UnknownBasis, "guess"},
		{"no such day", []calendar.Day{with(day("2019-06-17", calendar.Holiday), func(d *calendar.Day) { d.Date.Day = 31 })}, calendar.NoSuchDay, "does not exist"},
	} {
		t.Run(v.name, func(t *testing.T) {
			_, err := calendar.New(v.days, calendar.DefaultHours())
			bad, ok := errors.AsType[*calendar.DayError](err)
			if !ok || bad.Problem != v.problem || !strings.Contains(err.Error(), v.want) {
				t.Errorf("error %v, want %s that names %q", err, v.problem, v.want)
			}
		})
	}
}

// What only a decision can make a day of, waits for it: a row of memory may lack
// its number, confirming it may not.
func TestUnconfirmedSwapMayLackItsDecision(t *testing.T) {
	swap := calendar.Day{Date: clock.MustDate("2019-06-17"), Name: "X", Kind: calendar.SwapOff, Basis: calendar.Memory}
	c, err := calendar.New([]calendar.Day{swap}, calendar.DefaultHours())
	if err != nil || len(c.Unconfirmed()) != 1 {
		t.Fatalf("%v", err)
	}
	for _, number := range []string{"6519/VPCP-KGVX", "công văn số 12/2026/QĐ-TTg ngày 1/2/2026", "87a/TB-UBND"} {
		swap.Basis, swap.Source = calendar.Published, number
		if _, err := calendar.New([]calendar.Day{swap}, calendar.DefaultHours()); err != nil {
			t.Errorf("%q: %v", number, err)
		}
	}
}

func TestReadDaysNamesTheLine(t *testing.T) {
	const header = "date,name,kind,basis,source,note\n"
	for in, want := range map[string]string{
		"":                            "header",
		"date,name\n":                 "header is",
		header + "2019-02-30,,,,,\n":  "x.csv:2:1:",
		header + "2019-02-03,a,b,c\n": "x.csv:2:1:",
		header + "2019-02-03,\"a,b\n": "x.csv:2:17:",
		header + "2019-02-03,Tết,party,published,,\n":                                           "x.csv:2:18: ",
		header + "2019-02-03,a,holiday,guess,,\n":                                               "x.csv:2:22: ",
		header + "2019-02-04,a,holiday,computed,,\n2019-02-05,a,swap_off,published,công văn,\n": "x.csv:3:33: ",
	} {
		_, err := calendar.ReadDays(strings.NewReader(in), "x.csv")
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want one with %q", in, err, want)
		}
	}
}

func TestLimitText(t *testing.T) {
	for text, want := range map[string]calendar.Limit{
		"":                    {},
		"3 working_day":       calendar.WorkingDays(3),
		"2.5 working_day":     {Unit: calendar.WorkingDay, Hundredths: 250},
		"0.25 hour":           {Unit: calendar.Hour, Hundredths: 25},
		"4 hour":              calendar.OfficeHours(4),
		"60 calendar_day":     calendar.CalendarDays(60),
		"2 month":             calendar.Months(2),
		"12 process_hour/8":   calendar.ProcessHours(720, 8),
		"0.34 process_hour/7": calendar.ProcessHours(20, 7),
		"same_day 15:00":      calendar.SameDayMark(threePM),
		"12.5 working_day":    {Unit: calendar.WorkingDay, Hundredths: 1250},
	} {
		type holder struct{ Limit calendar.Limit }
		var fromJSON, fromYAML holder
		j, err := json.Marshal(holder{want})
		if err != nil {
			t.Fatal(err)
		}
		y, err := yaml.Marshal(holder{want})
		if err != nil {
			t.Fatal(err)
		}
		if want.String() != text {
			t.Errorf("%+v is written %q, want %q", want, want.String(), text)
		}
		if err := json.Unmarshal(j, &fromJSON); err != nil || fromJSON.Limit != want {
			t.Errorf("JSON %s reads as %+v (%v)", j, fromJSON.Limit, err)
		}
		if err := yaml.Unmarshal(y, &fromYAML); err != nil || fromYAML.Limit != want {
			t.Errorf("YAML %s reads as %+v (%v)", y, fromYAML.Limit, err)
		}
	}
}

func TestLimitRefuses(t *testing.T) {
	for _, text := range []string{
		"3", "3 days", "0 working_day", "-1 hour", "1.255 hour", "2.5 calendar_day", "1e3 hour",
		"same_day", "same_day 25:00", "same_day 00:00", "999999 working_day", "99999999 hour", " working_day", ". hour",
		"1.5 month", "121 month", "2 process_hour", "2 process_hour/0", "2 process_hour/25", "2 process_hour/08", "2 process_hour/", "2 hour/8",
	} {
		if l, err := calendar.ParseLimit(text); err == nil {
			t.Errorf("%q is read as %+v", text, l)
		}
	}
	for _, l := range []calendar.Limit{{}, {Unit: calendar.WorkingDay, Hundredths: 100, Mark: 1}, {Unit: calendar.SameDay}, calendar.SameDayMark(24*60 + 1)} {
		if _, err := standard(t).Due(0, l); err == nil {
			t.Errorf("%+v is counted", l)
		}
	}
}
