package app_test

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"motcua/app/apptest"
	"motcua/authz"
	"motcua/calendar"
	"motcua/dossier"
	"motcua/internal/clock"
	"motcua/internal/fault"
	"motcua/office"
	"motcua/web/desk"
)

func closure(day, decision string) desk.CalendarChange {
	return desk.CalendarChange{Days: []office.Edit{{Day: clock.MustDate(day), Kind: calendar.Closure, Name: "Nghỉ do bão", Decision: decision}}}
}

// onField reports whether err is a fault with code at a field.
func onField(err error, field string, code fault.Code) bool {
	var f *fault.Error
	return errors.As(err, &f) && slices.ContainsFunc(f.Fields, func(x fault.Field) bool { return x.Name == field && x.Code == code })
}

// An edit is the administrator's, is tried without a trace, holds when it returns,
// and keeps who made it.
func TestCalendarIsChanged(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		ctx, c, day := t.Context(), town.DeskCalendar(), clock.MustDate("2019-07-03")
		admin := town.Login(t, apptest.Admin)
		for _, login := range []string{apptest.Counter, apptest.Chairman, apptest.Lan} {
			actor := town.Login(t, login)
			if c.Change(ctx, actor, closure("2019-07-03", "15/TB")) == nil || c.Try(ctx, actor, closure("2019-07-03", "15/TB")) == nil {
				t.Errorf("%s edits the calendar", login)
			}
			if _, err := town.Dossiers.Provisionals(ctx, actor, 0, 10); err == nil {
				t.Errorf("%s sees the dossiers of everybody", login)
			}
		}
		if err := c.Try(ctx, admin, closure("2019-07-03", "15/TB")); err != nil {
			t.Fatal(err)
		}
		days, err := c.Days(ctx)
		if err != nil || len(days) != 0 || !town.Offices.Default().IsWorkingDay(day) {
			t.Fatalf("what was tried left %v (%v)", days, err)
		}
		if err := c.Change(ctx, admin, closure("2019-07-03", "15/TB")); err != nil {
			t.Fatal(err)
		}
		if town.Offices.Default().IsWorkingDay(day) {
			t.Error("the edit does not hold when it returns")
		}
		swap := desk.CalendarChange{Days: []office.Edit{{Unit: town.Commune, Day: day, Kind: calendar.SwapOff, Name: "Hoán đổi", Decision: "16/TB"}}}
		if err := c.Change(ctx, admin, swap); !onField(err, "day", fault.CodeCalendarTwoMeanings) {
			t.Errorf("a day with two meanings: %v", err)
		}
		days, err = c.Days(ctx)
		if err != nil || len(days) != 1 || days[0].Actor != admin.Account || days[0].Decision != "15/TB" {
			t.Errorf("the history is %+v (%v)", days, err)
		}
	})
}

// Of two editors who make one day two things at once, one is refused: never both.
func TestTwoEditorsOfOneDay(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		c, admin := town.DeskCalendar(), town.Login(t, apptest.Admin)
		whole := closure("2019-07-03", "15/TB")
		part := closure("2019-07-03", "16/TB")
		part.Days[0].Unit, part.Days[0].Kind = town.Commune, calendar.SwapOff
		errs := make([]error, 2)
		var both sync.WaitGroup
		for i, change := range []desk.CalendarChange{whole, part} {
			both.Go(func() { errs[i] = c.Change(t.Context(), admin, change) })
		}
		both.Wait()
		// The authority's own list knows nothing of its units: first the unit, then the
		// authority is right both times; the other order is refused.
		if errs[0] != nil || errs[1] != nil && !onField(errs[1], "day", fault.CodeCalendarTwoMeanings) {
			t.Errorf("the editors got %v", errs)
		}
		days, err := c.Days(t.Context())
		if err != nil || len(days) == 2 && days[0].Unit != town.Commune {
			t.Errorf("the list is %+v (%v)", days, err)
		}
	})
}

// An edit between receipt and promise moves no date that was given, on either
// engine; who edits is told of the dossier; later receipts count the new list.
func TestAnEditMovesNoPromise(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		ctx, admin, counter := t.Context(), town.Login(t, apptest.Admin), town.Login(t, apptest.Counter)
		town.Bench.Clock.Set(clock.At(clock.MustDate("2019-06-17"), clock.MustTimeOfDay("15:30")))
		receive := func(seed uint64) (int64, clock.Date) {
			id := town.File(t, town.Login(t, apptest.Lan), seed)
			if _, err := town.Dossiers.Do(ctx, counter, id, 1, dossier.Receive{}); err != nil {
				t.Fatal(err)
			}
			return id, promised(t, town, id)
		}
		id, before := receive(1)
		for _, v := range []struct {
			unit  int64
			first string
			want  int64
		}{{0, "2019-06-18", 1}, {town.Commune, "2019-06-18", 1}, {town.World.DemoCommunes[1].ID, "2019-06-18", 0}, {0, "2019-06-19", 0}} {
			day := clock.MustDate(v.first)
			if n, err := town.Dossiers.OpenAcross(ctx, admin, v.unit, day, day); err != nil || n != v.want {
				t.Errorf("unit %d, %s: %d dossiers, want %d (%v)", v.unit, v.first, n, v.want, err)
			}
		}
		if err := town.DeskCalendar().Change(ctx, admin, closure("2019-06-18", "15/TB")); err != nil {
			t.Fatal(err)
		}
		if after := promised(t, town, id); after != before {
			t.Errorf("the promise moved from %s to %s", before, after)
		}
		if _, later := receive(2); later != before.AddDays(1) {
			t.Errorf("a later receipt is promised for %s, not after %s", later, before)
		}
		report, err := town.Dossiers.Verify(ctx)
		if err != nil || len(report.Mismatches) != 0 {
			t.Errorf("verify: %v (%v)", report.Mismatches, err)
		}
	})
}

func promised(t *testing.T, town apptest.Town, id int64) clock.Date {
	t.Helper()
	v, err := town.Dossiers.Open(t.Context(), town.Login(t, apptest.Counter), id, authz.DossierRead)
	if err != nil {
		t.Fatal(err)
	}
	return v.State.Clocks.Due(dossier.Promised).Date()
}

// Dossiers with a provisional date are listed page by page, each once, and only
// those.
func TestProvisionalsPageByPage(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		ctx := t.Context()
		var want []int64
		for i, at := range []string{"2027-12-30", "2027-12-31", "2027-12-31", "2027-12-31"} {
			town.Bench.Clock.Set(clock.At(clock.MustDate(at), clock.MustTimeOfDay(fmt.Sprintf("15:3%d", i))))
			id := town.File(t, town.Login(t, apptest.Lan), uint64(i)+1)
			if _, err := town.Dossiers.Do(ctx, town.Login(t, apptest.Counter), id, 1, dossier.Receive{}); err != nil {
				t.Fatal(err)
			}
			if i > 0 {
				want = append(want, id)
			}
		}
		var got []int64
		admin, after := town.Login(t, apptest.Admin), int64(0)
		for range 3 {
			rows, err := town.Dossiers.Provisionals(ctx, admin, after, 2)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range rows {
				got, after = append(got, r.Dossier), r.Dossier
			}
		}
		n, err := town.Dossiers.CountProvisional(ctx, admin)
		if err != nil || n != 3 || !slices.Equal(got, want) {
			t.Errorf("%v of %d (%v), want %v", got, n, err, want)
		}
	})
}
