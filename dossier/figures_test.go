package dossier_test

import (
	"context"
	"maps"
	"testing"
	"time"

	"motcua/app/apptest"
	"motcua/dossier"
	"motcua/internal/clock"
)

// standingOf is how the commune stands at the end of a span.
func standingOf(t *testing.T, town apptest.Town, from, to string) dossier.Standing {
	t.Helper()
	all, err := town.Dossiers.Standings(context.Background(), clock.MustDate(from), clock.MustDate(to))
	if err != nil {
		t.Fatal(err)
	}
	return all[town.Commune]
}

// acrossTheYear lives from 30 December 2019 to 3 January 2020: A, B and C are
// received on 30 December and promised for that day; A gets its result in time, B
// late in January, C none. D and E are received on 2 January; D gets its result
// the same day.
func acrossTheYear(t *testing.T, town apptest.Town) {
	t.Helper()
	town.Bench.Clock.Set(at("2019-12-30 09:00"))
	ids := received(t, town, 3)
	finish(t, town, ids[0])
	town.Bench.Clock.Set(at("2020-01-02 09:00"))
	more := received(t, town, 2)
	finish(t, town, ids[1])
	finish(t, town, more[0])
	town.Bench.Clock.Set(at("2020-01-03 10:00"))
}

// What is in process in January was received in December too, and December's
// results count in December's share (NĐ61 Đ30 k2c: of all dossiers received).
// From deltas and from a version the figures are the same.
func TestFiguresAcrossTheYear(t *testing.T) {
	want := []struct {
		from, to                                                             string
		opening, received, onTime, late, kept, missed, judged, results, open int64
	}{
		{"2019-12-30", "2019-12-31", 0, 3, 1, 0, 1, 1, 2, 1, 2},
		{"2019-01-01", "2019-12-31", 0, 3, 1, 0, 1, 1, 2, 1, 2},
		{"2019-12-31", "2019-12-31", 2, 0, 0, 0, 0, 0, 0, 0, 2},
		{"2020-01-01", "2020-01-01", 2, 0, 0, 0, 0, 0, 0, 0, 2},
		{"2020-01-01", "2020-01-03", 2, 2, 1, 1, 1, 0, 1, 2, 2},
		{"2020-01-02", "2020-01-02", 2, 2, 1, 1, 1, 0, 1, 2, 2},
		{"2020-01-03", "2020-01-03", 2, 0, 0, 0, 0, 0, 0, 0, 2},
		{"2019-12-30", "2020-01-03", 0, 5, 2, 1, 2, 1, 3, 3, 2},
	}
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		acrossTheYear(t, town)
		check := func(when string) {
			for _, w := range want {
				s := standingOf(t, town, w.from, w.to)
				got := []int64{s.Opening, s.Figures[dossier.CountReceived], s.Figures[dossier.CountOnTime], s.Figures[dossier.CountLate],
					s.Figures[dossier.CountKept], s.Figures[dossier.CountMissed], s.Judged(), s.Results(), s.Open()}
				for i, n := range []int64{w.opening, w.received, w.onTime, w.late, w.kept, w.missed, w.judged, w.results, w.open} {
					if got[i] != n {
						t.Errorf("%s, %s to %s: %v, want %+v", when, w.from, w.to, got, w)
						break
					}
				}
			}
			overdue, err := town.Dossiers.Overdue(context.Background())
			if err != nil || !maps.Equal(overdue, map[int64]int64{town.Commune: 2}) {
				t.Errorf("%s: overdue %v, %v, want C and E", when, overdue, err)
			}
		}
		check("from deltas")
		rollUp(t, town.Dossiers)
		check("from a version")
		clean(t, town)
		year, err := town.Dossiers.ThisYear(context.Background())
		if err != nil || year.Day != clock.MustDate("2020-01-03") || year.Opening != 2 || year.Open() != 2 || year.Overdue != 2 || year.Figures[dossier.CountReceived] != 2 {
			t.Errorf("this year: %+v, %v", year, err)
		}
	})
}

// A dossier in process is overdue when its promised moment has passed, not in the
// promised minute itself, and no more once its result is there.
func TestOverdueIsPastThePromise(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		id := received(t, town, 1)[0]
		for _, c := range []struct {
			at   string
			want int64
		}{{"2019-06-17 16:59", 0}, {"2019-06-17 17:00", 0}, {"2019-06-17 17:01", 1}, {"2019-06-18 08:00", 1}} {
			town.Bench.Clock.Set(at(c.at))
			got, err := town.Dossiers.Overdue(context.Background())
			if err != nil || got[town.Commune] != c.want {
				t.Errorf("%s: %v, %v, want %d", c.at, got, err, c.want)
			}
		}
		finish(t, town, id)
		got, err := town.Dossiers.Overdue(context.Background())
		if err != nil || got[town.Commune] != 0 {
			t.Errorf("with a result: %v, %v", got, err)
		}
	})
}

// Visitors of one minute see the same figures; the next minute's are new, and a
// new year begins at midnight.
func TestTheYearIsReadOnceAMinute(t *testing.T) {
	town := apptest.New(t)
	look := func() (int64, clock.Date) {
		y, err := town.Dossiers.ThisYear(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		return y.Figures[dossier.CountReceived], y.Day
	}
	town.Bench.Clock.Set(at("2019-12-31 09:00"))
	look()
	received(t, town, 1)
	town.Bench.Clock.Advance(59 * time.Second)
	if n, _ := look(); n != 0 {
		t.Errorf("%d received in the same minute", n)
	}
	town.Bench.Clock.Advance(time.Second)
	if n, _ := look(); n != 1 {
		t.Errorf("%d received a minute later", n)
	}
	town.Bench.Clock.Set(at("2020-01-01 00:00"))
	if n, day := look(); n != 0 || day != clock.MustDate("2020-01-01") {
		t.Errorf("%d received in the new year, on %s", n, day)
	}
}
