package office_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"

	"motcua/calendar"
	"motcua/internal/clock"
	"motcua/internal/fault"
	"motcua/internal/store"
	"motcua/internal/testkit"
	"motcua/office"
)

const (
	commune   = int64(10)
	counter   = int64(11) // follows the commune
	elsewhere = int64(20)
	actor     = int64(7)
)

func parents(unit int64) int64 {
	if unit == counter {
		return commune
	}
	return 0
}

func load(t *testing.T, b testkit.Bench) *office.Book {
	t.Helper()
	book, err := office.Load(t.Context(), b.DB, b.Authority, parents)
	if err != nil {
		t.Fatal(err)
	}
	return book
}

func update(t *testing.T, b testkit.Bench, fn func(context.Context, *store.Tx) error) error {
	t.Helper()
	return b.DB.Update(t.Context(), b.Authority, func(tx *store.Tx) error { return fn(t.Context(), tx) })
}

func set(t *testing.T, b testkit.Bench, list ...office.Edit) error {
	t.Helper()
	return update(t, b, func(ctx context.Context, tx *store.Tx) error { return office.SetDays(ctx, tx, list) })
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func refresh(t *testing.T, book *office.Book) {
	t.Helper()
	changed, err := book.Refresh(t.Context())
	if err != nil || !changed {
		t.Fatalf("nothing new (%v)", err)
	}
}

func edit(unit int64, day string, kind office.Kind, decision string) office.Edit {
	return office.Edit{Unit: unit, Day: clock.MustDate(day), Kind: kind, Name: "Ngày " + day, Decision: decision, Actor: actor}
}

func kindOn(c *calendar.Calendar, day string) calendar.Kind {
	return c.Reason(clock.MustDate(day)).Kind
}

// A closure of a unit binds it and those that follow it, and nobody else; one of
// the authority binds all; taking it back restores what was below.
func TestDaysInLayers(t *testing.T) {
	testkit.EachEngine(t, func(t *testing.T, b testkit.Bench) {
		book := load(t, b)
		if book.For(commune) != book.Default() {
			t.Error("a unit that differs in nothing has a calendar of its own")
		}
		before := book.Default()
		must(t, set(t, b, edit(commune, "2019-06-20", calendar.Closure, "15/TB-UBND"), edit(0, "2019-06-21", calendar.Closure, "16/TB-UBND")))
		refresh(t, book)
		for _, v := range []struct {
			unit     int64
			day      string
			expected calendar.Kind
		}{
			{commune, "2019-06-20", calendar.Closure}, {counter, "2019-06-20", calendar.Closure},
			{elsewhere, "2019-06-20", calendar.WorkingWeekday}, {0, "2019-06-20", calendar.WorkingWeekday},
			{commune, "2019-06-21", calendar.Closure}, {elsewhere, "2019-06-21", calendar.Closure}, {0, "2019-06-21", calendar.Closure},
			{counter, "2019-09-02", calendar.Holiday},
		} {
			if got := kindOn(book.For(v.unit), v.day); got != v.expected {
				t.Errorf("unit %d on %s: %s, want %s", v.unit, v.day, got, v.expected)
			}
		}
		if kindOn(before, "2019-06-21") != calendar.WorkingWeekday {
			t.Error("a calendar that was given out has changed")
		}
		must(t, update(t, b, func(ctx context.Context, tx *store.Tx) error {
			return office.RemoveDay(ctx, tx, commune, clock.MustDate("2019-06-20"), actor)
		}))
		refresh(t, book)
		if got := kindOn(book.For(counter), "2019-06-20"); got != calendar.WorkingWeekday {
			t.Errorf("taken back, and still %s", got)
		}
		again, err := book.Refresh(t.Context())
		if err != nil || again {
			t.Errorf("refreshed for nothing (%v)", err)
		}
		history, err := office.History(t.Context(), b.DB, b.Authority)
		must(t, err)
		if len(history) != 3 || history[0].Actor != actor || history[0].At != testkit.Start || history[0].Decision != "15/TB-UBND" || history[2].Kind != office.Withdrawn {
			t.Errorf("history %+v", history)
		}
		if fresh := load(t, b); kindOn(fresh.Default(), "2019-06-21") != calendar.Closure || fresh.Epoch() != book.Epoch() {
			t.Error("a new process reads another calendar")
		}
	})
}

// The day beside the National Day that was not announced becomes plain, the other
// one a holiday: what an operator does to a proposal.
func TestPlainReplacesACarriedRow(t *testing.T) {
	testkit.EachEngine(t, func(t *testing.T, b testkit.Bench) {
		must(t, set(t, b, edit(0, "2027-09-03", office.Plain, "9/TB-BNV"), edit(0, "2027-09-01", calendar.Holiday, "9/TB-BNV")))
		c := load(t, b).Default()
		if kindOn(c, "2027-09-03") != calendar.WorkingWeekday || kindOn(c, "2027-09-01") != calendar.Holiday {
			t.Error("the announced side does not count")
		}
	})
}

func TestConfirm(t *testing.T) {
	testkit.EachEngine(t, func(t *testing.T, b testkit.Bench) {
		confirm := func(day, decision string) error {
			return update(t, b, func(ctx context.Context, tx *store.Tx) error {
				return office.ConfirmDay(ctx, tx, clock.MustDate(day), decision, actor)
			})
		}
		book := load(t, b)
		gaps := book.Gaps(clock.MustDate("2027-12-01"))
		if len(gaps) != 2 || gaps[0].Year != 2027 || gaps[0].Missing || len(gaps[0].Unconfirmed) != 1 || !gaps[1].Missing || gaps[1].Year != 2028 {
			t.Errorf("gaps %+v", gaps)
		}
		must(t, confirm("2026-08-31", "1/VPCP-KGVX"))
		must(t, confirm("2027-11-24", "Luật số 5/2026/QH16"))
		var list []office.Edit
		for _, d := range calendar.Propose(2028) {
			list = append(list, office.Edit{Day: d.Date, Kind: d.Kind, Name: d.Name, Decision: "9/TB-BNV", Actor: actor})
		}
		must(t, set(t, b, list...))
		refresh(t, book)
		if kindOn(book.Default(), "2026-08-31") != calendar.SwapOff || kindOn(book.Default(), "2027-11-24") != calendar.Holiday {
			t.Error("what was confirmed does not count")
		}
		if gaps := book.Gaps(clock.MustDate("2027-12-01")); len(gaps) != 0 {
			t.Errorf("gaps after confirming: %+v", gaps)
		}
		onField(t, confirm("2026-01-02", "theo thông báo"), "decision", fault.CodeCalendarNoDecision)
		onField(t, confirm("2019-09-02", "9/TB"), "day", fault.CodeCalendarSettled)
	})
}

func onField(t *testing.T, err error, field string, code fault.Code) {
	t.Helper()
	var f *fault.Error
	if !errors.As(err, &f) || !slices.ContainsFunc(f.Fields, func(x fault.Field) bool { return x.Name == field && x.Code == code }) {
		t.Errorf("%v, want %s at %s", err, code, field)
	}
}

// Every refusal stands at its field and leaves no trace.
func TestDaysRefused(t *testing.T) {
	testkit.EachEngine(t, func(t *testing.T, b testkit.Bench) {
		good := edit(0, "2019-06-20", calendar.Closure, "15/TB-UBND")
		change := func(f func(*office.Edit)) office.Edit { e := good; f(&e); return e }
		for _, v := range []struct {
			edit  office.Edit
			field string
			code  fault.Code
		}{
			{edit(0, "2019-09-02", calendar.Closure, "1/TB"), "day", fault.CodeCalendarTwoMeanings},
			{edit(commune, "2019-09-02", calendar.Closure, "1/TB"), "day", fault.CodeCalendarTwoMeanings},
			{edit(0, "2019-06-20", calendar.Closure, "theo thông báo"), "decision", fault.CodeCalendarNoDecision},
			{edit(0, "2019-06-20", calendar.MakeUpWorkday, "1/TB"), "day", fault.CodeCalendarNotWeekend},
			{edit(0, "2019-06-22", calendar.SwapOff, "1/TB"), "day", fault.CodeCalendarNotWeekday},
			{edit(0, "2019-06-20", "party", "1/TB"), "kind", fault.CodeFieldChoice},
			{change(func(e *office.Edit) { e.Decision = " " }), "decision", fault.CodeFieldRequired},
			{change(func(e *office.Edit) { e.Name = "" }), "name", fault.CodeFieldRequired},
			{change(func(e *office.Edit) { e.Note = strings.Repeat("x", 2001) }), "note", fault.CodeFieldTooLong},
			{change(func(e *office.Edit) { e.Day = clock.Date{Year: 2019, Month: 2, Day: 30} }), "day", fault.CodeFieldDate},
		} {
			onField(t, set(t, b, v.edit), v.field, v.code)
		}
		onField(t, set(t, b, good, edit(0, "2019-06-22", calendar.SwapOff, "1/TB")), "days.1.day", fault.CodeCalendarNotWeekday)
		onField(t, set(t, b, good, edit(0, "2019-06-20", calendar.SwapOff, "1/TB")), "days.0.day", fault.CodeCalendarTwoMeanings)
		onField(t, update(t, b, func(ctx context.Context, tx *store.Tx) error {
			return office.RemoveDay(ctx, tx, 0, good.Day, actor)
		}), "day", fault.CodeCalendarNoEdit)
		history, err := office.History(t.Context(), b.DB, b.Authority)
		if err != nil || len(history) != 0 || load(t, b).Epoch() != 0 {
			t.Errorf("refused edits left %+v (%v)", history, err)
		}
		// An own edit gives way to the next one, whatever its kind.
		must(t, set(t, b, good))
		must(t, set(t, b, edit(0, "2019-06-20", calendar.SwapOff, "1/TB")))
		if got := kindOn(load(t, b).Default(), "2019-06-20"); got != calendar.SwapOff {
			t.Errorf("edited anew, and %s", got)
		}
	})
}

func shifts(times ...string) []calendar.Shift {
	var out []calendar.Shift
	for i := 0; i < len(times); i += 2 {
		out = append(out, calendar.Shift{From: clock.MustTimeOfDay(times[i]), To: clock.MustTimeOfDay(times[i+1])})
	}
	return out
}

func TestHours(t *testing.T) {
	testkit.EachEngine(t, func(t *testing.T, b testkit.Bench) {
		setHours := func(unit int64, from string, h *office.Hours) error {
			return update(t, b, func(ctx context.Context, tx *store.Tx) error {
				return office.SetHours(ctx, tx, office.HoursEdit{Unit: unit, From: clock.MustDate(from), Hours: h, Decision: "3/QĐ-UBND", Actor: actor})
			})
		}
		book := load(t, b)
		must(t, setHours(0, "2019-01-01", &office.Hours{Shifts: shifts("07:00", "16:00")}))
		must(t, setHours(commune, "2019-06-01", &office.Hours{Shifts: shifts("08:00", "18:00"), Saturday: shifts("08:00", "11:00")}))
		must(t, setHours(commune, "2020-01-01", nil))
		refresh(t, book)
		for _, v := range []struct {
			unit      int64
			day, want string
		}{
			{0, "2018-12-28", "17:00"}, {commune, "2018-12-28", "17:00"}, // the default
			{0, "2019-06-14", "16:00"}, {elsewhere, "2019-06-14", "16:00"},
			{commune, "2019-05-31", "16:00"}, {commune, "2019-06-03", "18:00"}, {counter, "2019-12-31", "18:00"},
			{counter, "2020-01-02", "16:00"}, // follows the authority again
		} {
			if got := book.For(v.unit).Closes(clock.MustDate(v.day)).TimeOfDay().String(); got != v.want {
				t.Errorf("unit %d closes %s at %s, want %s", v.unit, v.day, got, v.want)
			}
		}
		if book.For(counter).Reception(clock.MustDate("2019-06-15")) == nil || book.Default().Reception(clock.MustDate("2019-06-15")) != nil {
			t.Error("the Saturday counter is not where it was set")
		}
		onField(t, setHours(0, "2019-01-01", &office.Hours{}), "shifts", fault.CodeFieldRequired)
		onField(t, setHours(0, "2019-01-01", &office.Hours{Shifts: shifts("09:00", "08:00")}), "shifts", fault.CodeCalendarShift)
		onField(t, setHours(0, "2019-01-01", &office.Hours{Shifts: shifts("08:00", "09:00"), Seasons: []calendar.Season{{}}}), "seasons.0", fault.CodeCalendarSeason)
		onField(t, update(t, b, func(ctx context.Context, tx *store.Tx) error {
			return office.SetHours(ctx, tx, office.HoursEdit{})
		}), "valid_from", fault.CodeFieldDate)
		history, err := office.HoursHistory(t.Context(), b.DB, b.Authority)
		if err != nil || len(history) != 3 || history[2].Hours != nil || history[1].Hours.Saturday == nil {
			t.Errorf("history %+v (%v)", history, err)
		}
	})
}

// Two editors of one day stand in one line: the second is checked against what
// the first has left, so a closure and a swap of the authority never both count,
// and readers meanwhile see a whole calendar.
func TestEditorsAndReaders(t *testing.T) {
	testkit.EachEngine(t, func(t *testing.T, b testkit.Bench) {
		book := load(t, b)
		var editors, readers sync.WaitGroup
		done := make(chan struct{})
		readers.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				if book.For(counter).NextWorkingDay(clock.MustDate("2019-06-14")).IsZero() {
					t.Error("no working day")
				}
				if _, err := book.Refresh(t.Context()); err != nil {
					t.Error(err)
				}
			}
		})
		for i := range 8 {
			editors.Go(func() {
				e := edit(counter, "2019-07-01", calendar.Closure, "1/TB")
				e.Day = e.Day.AddDays(i % 4)
				if err := set(t, b, e); err != nil {
					t.Error(err)
				}
			})
		}
		editors.Wait()
		close(done)
		readers.Wait()
		if _, err := book.Refresh(t.Context()); err != nil {
			t.Fatal(err)
		}
		if book.Epoch() != 8 || kindOn(book.For(counter), "2019-07-04") != calendar.Closure {
			t.Errorf("epoch %d after 8 edits", book.Epoch())
		}
	})
}
