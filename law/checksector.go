package law

import (
	"errors"
	"fmt"
	"slices"

	"motcua/calendar"
)

func supplements(s Supplements) error {
	if s.Receiver < 0 || s.Resolver < 0 || s.Receiver+s.Resolver == 0 {
		return fmt.Errorf("%d by the receiver and %d by the resolving agency fix nothing", s.Receiver, s.Resolver)
	}
	if s.Further.IsZero() {
		return nil
	}
	return s.Further.Check()
}

func silence(s Silence) error {
	if s.Effect != Agreed && s.Effect != Declaration {
		return fmt.Errorf("unknown effect of silence %q", s.Effect)
	}
	return s.After.Check()
}

func intervals(list []Interval) error {
	return each(list, func(i Interval) string { return i.ID }, func(i Interval) error { return named(i.Vi, i.En) })
}

func promises(p Promises) error {
	if p != Single && p != PerResult {
		return fmt.Errorf("unknown way to promise %q", p)
	}
	return nil
}

func sectorPapers(list []SectorPaper) error {
	return each(list, func(p SectorPaper) string { return p.Instead }, func(p SectorPaper) error {
		if p.Form == "" {
			return errors.New("lacks the form of the sector")
		}
		return named(p.Vi, p.En)
	})
}

func proxy(p Proxy) error {
	if p.Rule != InPerson && p.Rule != Written && p.Rule != Certified {
		return fmt.Errorf("unknown rule of authorisation %q", p.Rule)
	}
	if p.KinExempt && p.Rule != Certified {
		return errors.New("kin are exempt from a certification that nobody needs")
	}
	return nil
}

// legs come after those they wait for, so that none waits for itself.
func legs(list []Leg) error {
	var before []string
	for _, l := range list {
		for _, id := range l.After {
			if !slices.Contains(before, id) {
				return fmt.Errorf("leg %s waits for %s, which is not before it", l.ID, id)
			}
		}
		before = append(before, l.ID)
	}
	return each(list, func(l Leg) string { return l.ID }, func(l Leg) error {
		return errors.Join(named(l.Vi, l.En), calendar.Limit.Check(l.Limit))
	})
}
