package catalogue_test

import (
	"testing"
	"time"

	"motcua/catalogue"
	"motcua/internal/clock"
	"motcua/internal/fault"
	"motcua/internal/testkit"
)

// The wrong file and then the right one, both from one day: what was withdrawn is in
// force again, once, and a third import of it changes nothing.
func TestTheRightFileOfTheSameDay(t *testing.T) {
	testkit.EachEngine(t, func(t *testing.T, b testkit.Bench) {
		records := carried(t)
		do(t, b, file("one", day, records...))
		wrong := file("wrong", next, records[0])
		wrong.Forced = true
		b.Clock.Advance(time.Minute)
		if run := do(t, b, wrong); run.Withdrawn != 4 {
			t.Fatalf("the wrong file: %+v", run)
		}
		b.Clock.Advance(time.Minute)
		if run := do(t, b, file("one", next, records...)); run.Changed != 4 || run.Unchanged != 1 {
			t.Errorf("the right file: %+v", run)
		}
		b.Clock.Advance(time.Minute)
		if run := do(t, b, file("one", next, records...)); !run.Repeated {
			t.Errorf("the right file again: %+v", run)
		}
		for _, e := range load(t, b).Entries() {
			if v, standing := e.At(next); standing != catalogue.InForce || len(e.Editions) > 2 {
				t.Errorf("%s: %s, edition %d of %d", e.Code, standing, v.Number, len(e.Editions))
			}
		}
		b.Clock.Advance(time.Minute)
		wrong.Digest = "wrong again"
		if run := do(t, b, wrong); run.Withdrawn != 4 {
			t.Errorf("withdrawn on that day again: %+v", run)
		}
		gone, _ := load(t, b).ByCode(records[1].Code)
		if _, standing := gone.At(next); standing != catalogue.Withdrawn {
			t.Errorf("the last word of the day: %s", standing)
		}
	})
}

// What was public since the last import is not rewritten.
func TestAnImportBeforeTheLastIsRefused(t *testing.T) {
	testkit.EachEngine(t, func(t *testing.T, b testkit.Bench) {
		records := carried(t)
		do(t, b, file("one", next, records...))
		_, err := try(b, file("two", next.AddDays(-1), records[0]))
		f := fault.As(err)
		if !fault.Is(err, fault.CodeImportEarly) || len(f.Fields) != 1 || f.Fields[0].Name != "from" {
			t.Fatalf("got %v", err)
		}
		if runs, _ := load(t, b).Runs(t.Context(), 0, 5); len(runs) != 1 {
			t.Errorf("%d runs", len(runs))
		}
	})
}

// A code that was published anew under another portal id means the new record.
func TestACodeMeansWhatIsInForce(t *testing.T) {
	testkit.EachEngine(t, func(t *testing.T, b testkit.Bench) {
		records := carried(t)
		do(t, b, file("one", day, records...))
		anew := records[0]
		anew.PortalID = "published-anew"
		second := file("two", next, append([]catalogue.Record{anew}, records[1:]...)...)
		second.Forced = true
		do(t, b, second)
		b.Clock.Set(clock.At(next, clock.MustTimeOfDay("09:00")))
		e, _ := load(t, b).ByCode(anew.Code)
		if _, standing := e.At(next); e.PortalID != "published-anew" || standing != catalogue.InForce {
			t.Errorf("%s: %s is %s", anew.Code, e.PortalID, standing)
		}
	})
}
