package law

import (
	"errors"
	"fmt"
	"strconv"
)

func serviceLevels(list []ServiceLevel) error {
	for i, l := range list {
		if l.Level != i+1 {
			return fmt.Errorf("level %d stands at place %d", l.Level, i+1)
		}
		err := errors.Join(named(l.Vi, l.En), each(l.Needs, func(n Need) string { return n.ID }, func(n Need) error { return Article(n.Article).Check() }))
		if err != nil {
			return fmt.Errorf("level %d: %w", l.Level, err)
		}
	}
	return positive(len(list))
}

func grades(list []Grade) error {
	return each(list, func(g Grade) string { return g.ID }, func(g Grade) error { return named(g.Vi, g.En) })
}

func ratingContents(list []RatingContent) error {
	return each(list, func(c RatingContent) string { return c.ID }, func(c RatingContent) error { return named(c.Vi, c.En) })
}

func indicators(list []Indicator) error {
	for i, x := range list {
		if x.Number != i+1 {
			return fmt.Errorf("indicator %d stands at place %d", x.Number, i+1)
		}
		err := errors.Join(named(x.Vi, x.En), each(x.Scopes, func(s Scope) string { return string(s) }, func(s Scope) error {
			if s != PerDossier && s != PerAgency {
				return fmt.Errorf("unknown scope %q", s)
			}
			return nil
		}))
		if err != nil {
			return fmt.Errorf("indicator %d: %w", x.Number, err)
		}
	}
	return positive(len(list))
}

func points(p Points) error {
	if p.Part < 1 || p.Full <= p.Part {
		return fmt.Errorf("%d points are not more than %d, or %d not more than none", p.Full, p.Part, p.Part)
	}
	return nil
}

// countBand: the fewer, the better.
func countBand(b Band) error {
	if b.Full < 0 || b.Part <= b.Full {
		return fmt.Errorf("bands up to %d and %d", b.Full, b.Part)
	}
	return nil
}

// shareBand: the more, the better.
func shareBand(b Band) error {
	if b.Part >= b.Full {
		return fmt.Errorf("bands from %d and %d per cent", b.Full, b.Part)
	}
	return errors.Join(percent(b.Full), percent(b.Part))
}

func levelShares(list []LevelShare) error {
	return each(list, func(s LevelShare) string { return s.Level }, func(s LevelShare) error { return percent(s.Percent) })
}

func onlineShares(s OnlineShares) error {
	return errors.Join(percent(s.Procedures), shareBand(Band{s.Full, s.Part}))
}

func decimals(n int) error {
	if n < 0 || n > maxDecimals {
		return fmt.Errorf("scores cannot be rounded to %d decimals", n)
	}
	return nil
}

// classes stand best first and leave no total without a class.
func classes(list []Class) error {
	for i, c := range list {
		if i > 0 && c.From >= list[i-1].From {
			return fmt.Errorf("%s from %s stands below %s from %s", c.ID, c.From, list[i-1].ID, list[i-1].From)
		}
	}
	if len(list) > 0 && list[len(list)-1].From != 0 {
		return errors.New("the lowest class begins at " + strconv.Quote(list[len(list)-1].From.String()))
	}
	return each(list, func(c Class) string { return c.ID }, func(c Class) error { return named(c.Vi, c.En) })
}
