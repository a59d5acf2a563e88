package office_test

import (
	"context"
	"testing"

	"motcua/calendar"
	"motcua/internal/clock"
	"motcua/internal/store"
	"motcua/internal/testkit"
	"motcua/office"
)

// The rows a page shows are those the calendar counts: on every day of a year with
// edits of the authority, of a unit and of one it follows, and for each of them.
func TestRowsAreWhatTheCalendarCounts(t *testing.T) {
	testkit.EachEngine(t, func(t *testing.T, b testkit.Bench) {
		must(t, set(t, b, edit(0, "2027-09-03", office.Plain, "9/TB"), edit(0, "2027-09-01", calendar.Holiday, "9/TB"), edit(commune, "2027-06-21", calendar.Closure, "1/TB")))
		must(t, set(t, b, edit(counter, "2027-06-22", calendar.Closure, "2/TB")))
		must(t, set(t, b, edit(commune, "2027-06-23", calendar.Closure, "3/TB")))
		must(t, update(t, b, func(ctx context.Context, tx *store.Tx) error {
			return office.RemoveDay(ctx, tx, commune, clock.MustDate("2027-06-23"), actor)
		}))
		book := load(t, b)
		for unit, edits := range map[int64]int{0: 2, elsewhere: 2, commune: 3, counter: 4} {
			rows, edited, waiting := map[clock.Date]calendar.Kind{}, 0, 0
			for _, r := range book.Rows(unit, 2027) {
				if r.Edited {
					edited++
				}
				switch {
				case !r.Counts():
					waiting++
				case r.Kind != office.Plain:
					rows[r.Date] = r.Kind
				}
			}
			if edited != edits || waiting != 1 {
				t.Errorf("unit %d: %d edits and %d rows that wait, want %d and 1", unit, edited, waiting, edits)
			}
			for day := clock.MustDate("2027-01-01"); day.Year == 2027; day = day.AddDays(1) {
				kind := book.For(unit).Reason(day).Kind
				if plain := kind == calendar.WorkingWeekday || kind == calendar.Weekend; plain != (rows[day] == "") || !plain && rows[day] != kind {
					t.Errorf("unit %d, %s: the calendar says %s, the row %q", unit, day, kind, rows[day])
				}
			}
		}
		if !book.Follows(counter, commune) || !book.Follows(counter, 0) || book.Follows(commune, counter) || book.Follows(elsewhere, commune) {
			t.Error("who follows whom is wrong")
		}
	})
}

// Hours that somebody set are told from the product's default, also where they are
// the same, and end where a unit follows those above again.
func TestSetHoursOn(t *testing.T) {
	testkit.EachEngine(t, func(t *testing.T, b testkit.Bench) {
		give := func(unit int64, from string, h *office.Hours) {
			must(t, update(t, b, func(ctx context.Context, tx *store.Tx) error {
				return office.SetHours(ctx, tx, office.HoursEdit{Unit: unit, From: clock.MustDate(from), Hours: h, Decision: "3/QĐ", Actor: actor})
			}))
		}
		same := calendar.DefaultHours()
		give(commune, "2019-06-01", &same)
		give(commune, "2019-09-01", nil)
		book := load(t, b)
		for _, v := range []struct {
			unit int64
			day  string
			set  bool
		}{{commune, "2019-05-31", false}, {commune, "2019-06-01", true}, {counter, "2019-08-31", true}, {counter, "2019-09-01", false}, {elsewhere, "2019-07-01", false}, {0, "2019-07-01", false}} {
			if _, got := book.SetHoursOn(v.unit, clock.MustDate(v.day)); got != v.set {
				t.Errorf("unit %d on %s: set %t", v.unit, v.day, got)
			}
		}
	})
}
