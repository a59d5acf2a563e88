package law

import (
	"errors"
	"fmt"
	"testing"

	"motcua/calendar"
	"motcua/internal/clock"
)

// check is behaviour that the law prescribes: it must turn red when the value
// behind it is moved by one step. A value nobody would miss is a value nobody
// carries out.
type check func(*calendar.Calendar, Resolved) error

// checkOf is the check of a dated value; nil: nobody would notice a change.
func checkOf(e Entry) check {
	if e.Procedure == "" {
		return nationalChecks()[e.Key]
	}
	of := string(e.Procedure) + " " + e.Key
	if c := sectorChecks()[of+" "+string(e.Article)]; c != nil {
		return c
	}
	return sectorChecks()[of]
}

func TestPerturbation(t *testing.T) {
	c, err := calendar.Default()
	if err != nil {
		t.Fatal(err)
	}
	l, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range l.Entries() {
		check := checkOf(e)
		if check == nil {
			t.Errorf("%s: no check would notice a change", e)
			continue
		}
		procedure := e.Procedure
		if procedure == "" {
			procedure = "1.001193"
		}
		r, err := l.Resolve(procedure, e.From)
		if err != nil {
			t.Fatal(err)
		}
		if err := check(c, r); err != nil {
			t.Errorf("%s: the law as it stands: %v", e, err)
		}
		all := stepsOf(&r, e.Key)
		if len(all) == 0 {
			t.Errorf("%s: nothing to step", e)
		}
		for _, s := range all {
			s.do()
			if check(c, r) == nil {
				t.Errorf("%s: %s goes unnoticed", e, s.name)
			}
			s.undo()
		}
		if err := check(c, r); err != nil {
			t.Errorf("%s: the steps left a trace: %v", e, err)
		}
	}
}

func on(day, tod string) clock.Instant {
	return clock.At(clock.MustDate(day), clock.MustTimeOfDay(tod))
}

func same(what string, got, want any) error {
	if got != want {
		return fmt.Errorf("%s: %v, want %v", what, got, want)
	}
	return nil
}

// sameText compares what is printed: for lists and several results at once.
func sameText(what, want string, got ...any) error {
	return same(what, fmt.Sprintln(got...), want+"\n")
}

func dueOn(what string, c *calendar.Calendar, received clock.Instant, l calendar.Limit, want clock.Instant) error {
	due, err := c.Due(received, l)
	return errors.Join(err, same(what, due.Due, want))
}
