package calendar_test

import (
	"encoding/json"
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
	days = append(days, calendar.Day{Date: swap, Name: "Nghỉ hoán đổi", Kind: calendar.SwapOff, Basis: calendar.Published})
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
		return calendar.Day{Date: clock.MustDate(date), Name: "X", Kind: k, Basis: calendar.Published}
	}
	shift := func(from, to string) calendar.Shift {
		return calendar.Shift{From: clock.MustTimeOfDay(from), To: clock.MustTimeOfDay(to)}
	}
	guess := day("2019-06-17", calendar.SwapOff)
	guess.Basis = "guess"
	unreal := day("2019-06-17", calendar.SwapOff)
	unreal.Date.Day = 31
	for _, v := range []struct {
		name  string
		days  []calendar.Day
		hours []calendar.Shift
		want  string
	}{
		{"two meanings", []calendar.Day{day("2019-05-04", calendar.MakeUpWorkday), day("2019-05-04", calendar.Holiday)}, nil, "2019-05-04 has two meanings"},
		{"make-up on a weekday", []calendar.Day{day("2019-06-17", calendar.MakeUpWorkday)}, nil, "2019-06-17"},
		{"unknown kind", []calendar.Day{day("2019-06-17", "party")}, nil, "party"},
		{"unknown basis", []calendar.Day{guess}, nil, "guess"},
		{"no such day", []calendar.Day{unreal}, nil, "does not exist"},
		{"no shifts", nil, []calendar.Shift{}, "at least one shift"},
		{"empty shift", nil, []calendar.Shift{shift("08:00", "08:00")}, "08:00"},
		{"overlapping shifts", nil, []calendar.Shift{shift("08:00", "12:00"), shift("11:00", "17:00")}, "11:00"},
	} {
		t.Run(v.name, func(t *testing.T) {
			if v.hours == nil {
				v.hours = calendar.DefaultHours()
			}
			_, err := calendar.New(v.days, v.hours)
			if err == nil || !strings.Contains(err.Error(), v.want) {
				t.Errorf("error %v, want one that names %q", err, v.want)
			}
		})
	}
}

func TestReadDaysNamesTheLine(t *testing.T) {
	const header = "date,name,kind,basis,source,note\n"
	for in, want := range map[string]string{
		"":                            "header",
		"date,name\n":                 "header is",
		header + "2019-02-30,,,,,\n":  "x.csv:2",
		header + "2019-02-03,a,b,c\n": "line 2",
	} {
		_, err := calendar.ReadDays(strings.NewReader(in), "x.csv")
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want one with %q", in, err, want)
		}
	}
}

func TestLimitText(t *testing.T) {
	for text, want := range map[string]calendar.Limit{
		"":                 {},
		"3 working_day":    calendar.WorkingDays(3),
		"2.5 working_day":  {Unit: calendar.WorkingDay, Hundredths: 250},
		"0.25 hour":        {Unit: calendar.Hour, Hundredths: 25},
		"4 hour":           calendar.Hours(4),
		"60 calendar_day":  calendar.CalendarDays(60),
		"same_day 15:00":   calendar.SameDayMark(threePM),
		"12.5 working_day": {Unit: calendar.WorkingDay, Hundredths: 1250},
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
