package lunar

import (
	"encoding/csv"
	"os"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"motcua/internal/clock"
)

// Every month of 2018 to 2027 begins, is numbered and ends as carried.
func TestMonthsOfTenYears(t *testing.T) {
	f, err := os.Open("testdata/lunar_months_2018_2027.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 124 {
		t.Fatalf("%d rows, want a header and 123 months", len(rows))
	}
	number := func(s string) int {
		n, err := strconv.Atoi(s)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	for _, row := range rows[1:] {
		first, days := clock.MustDate(row[3]), number(row[4])
		want := Date{Year: number(row[0]), Month: number(row[1]), Day: 1, Leap: row[2] == "1"}
		if got, err := FromSolar(first); err != nil || got != want {
			t.Errorf("%s is %s, want %s (%v)", first, got, want, err)
		}
		want.Day = days
		if got, err := FromSolar(first.AddDays(days - 1)); err != nil || got != want {
			t.Errorf("%s is %s, want %s (%v)", first.AddDays(days-1), got, want, err)
		}
		if got, err := FromSolar(first.AddDays(days)); err != nil || got.Day != 1 {
			t.Errorf("the month after %s begins with %s (%v)", first, got, err)
		}
	}
}

// In six years of 1968 to 2067 the new moon of Tết, or the leap month before it,
// falls on another day at UTC+8; in all others the two calendars agree.
func TestTetDiffersFromTheChineseNewYear(t *testing.T) {
	differ := map[int]string{
		1968: "1968-01-29", 1969: "1969-02-16", 1985: "1985-01-21",
		2007: "2007-02-17", 2030: "2030-02-02", 2053: "2053-02-18",
	}
	for year := 1968; year <= 2067; year++ {
		got, err := TetDay(year)
		if err != nil {
			t.Fatal(err)
		}
		chinese, err := meridian(8).toSolar(Date{Year: year, Month: 1, Day: 1})
		if err != nil {
			t.Fatal(err)
		}
		want, differs := differ[year]
		if differs != (got != chinese) {
			t.Errorf("%d: Tết %s, Chinese new year %s", year, got, chinese)
		}
		if differs && got.String() != want {
			t.Errorf("%d: Tết %s, want %s", year, got, want)
		}
	}
}

func TestKnownLeapMonths(t *testing.T) {
	for year, month := range map[int]int{
		2001: 4, 2004: 2, 2006: 7, 2009: 5, 2012: 4, 2014: 9, 2017: 6, 2020: 4, 2023: 2, 2025: 6, 2028: 5, 2033: 11,
	} {
		if _, err := ToSolar(Date{Year: year, Month: month, Day: 1, Leap: true}); err != nil {
			t.Errorf("%d has no leap month %d: %v", year, month, err)
		}
	}
}

func days() *rapid.Generator[clock.Date] {
	first := clock.Date{Year: First, Month: 1, Day: 1}
	return rapid.Map(rapid.IntRange(0, first.DaysUntil(clock.Date{Year: Last, Month: 12, Day: 31})), first.AddDays)
}

// There and back is the same day, and the next day is the next lunar day.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := days().Draw(t, "day")
		d, err := FromSolar(day)
		if err != nil {
			t.Fatal(err)
		}
		back, err := ToSolar(d)
		if err != nil || back != day {
			t.Fatalf("%s is %s, which is %s (%v)", day, d, back, err)
		}
		next, err := FromSolar(day.AddDays(1))
		if err != nil {
			return // the day after the last
		}
		if next.Day != d.Day+1 && (next.Day != 1 || d.Day < 29) {
			t.Fatalf("%s is followed by %s", d, next)
		}
	})
}

// Whatever the year: twelve or thirteen months of 29 or 30 days, in order, at most
// one of them leap, and Tết between 20 January and 22 February.
func TestEveryYearIsWhole(t *testing.T) {
	for year := First; year < Last; year++ {
		tet, err := TetDay(year)
		if err != nil {
			t.Fatal(err)
		}
		if tet.String()[5:] < "01-20" || tet.String()[5:] > "02-22" || tet.Year != year {
			t.Errorf("Tết %s", tet)
		}
		months, leaps, last := 0, 0, 0
		z := meridian(vietnam)
		for n := z.lunation(dayNumber(tet)); ; n++ {
			m := z.month(n)
			if m.Year != year {
				break
			}
			if length := z.begins(n+1) - z.begins(n); length != 29 && length != 30 {
				t.Errorf("%s has %d days", m, length)
			}
			if m.Month != last+1 && !(m.Leap && m.Month == last) {
				t.Errorf("%s follows month %d", m, last)
			}
			months++
			last = m.Month
			if m.Leap {
				leaps++
			}
		}
		if last != 12 || months != 12+leaps || leaps > 1 {
			t.Errorf("%d: %d months, %d leap, the last %d", year, months, leaps, last)
		}
	}
}

func TestOutOfRange(t *testing.T) {
	for _, day := range []clock.Date{{}, {Year: 1899, Month: 12, Day: 31}, {Year: 2200, Month: 1, Day: 1}, {Year: 2019, Month: 2, Day: 30}} {
		if d, err := FromSolar(day); err == nil {
			t.Errorf("%v is %s", day, d)
		}
	}
	for _, d := range []Date{
		{}, {Year: 2019, Month: 13, Day: 1}, {Year: 2019, Month: 0, Day: 1}, {Year: 2019, Month: 1, Day: 0},
		{Year: 2019, Month: 1, Day: 31}, {Year: 2019, Month: 4, Day: 1, Leap: true}, {Year: 1898, Month: 12, Day: 1},
		{Year: 2199, Month: 12, Day: 20}, {Year: 2200, Month: 1, Day: 1},
	} {
		if day, err := ToSolar(d); err == nil {
			t.Errorf("%s is %s", d, day)
		}
	}
}
