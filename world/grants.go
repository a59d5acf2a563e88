package world

import (
	"errors"
	"fmt"
	"slices"

	"motcua/internal/clock"
)

func (w *World) grant(row grantRow) (Grant, error) {
	roles := []string{RoleCounterOfficial, RoleSpecialist, RoleLeader, RoleOnestopHead, RoleControlOfficial, RoleAdministrator}
	if !slices.Contains(roles, row.Role) {
		return Grant{}, fmt.Errorf("%q is no role", row.Role)
	}
	u, ok := w.UnitByRef(row.Unit)
	if !ok {
		return Grant{}, fmt.Errorf("%q is no unit", row.Unit)
	}
	g, err := row.term()
	if err != nil {
		return g, err
	}
	g.Role, g.Unit = row.Role, u.ID
	return g, w.checkTerm(g, u)
}

// term reads the days of a grant: to a day, for a number of months, or without end.
func (row grantRow) term() (Grant, error) {
	from, err := clock.ParseDate(row.From)
	if err != nil {
		return Grant{}, err
	}
	g := Grant{From: from}
	switch {
	case row.To != "" && (row.TermMonths != 0 || row.Renewed):
		return g, errors.New("a term is told by to or by term_months, not by both")
	case row.TermMonths < 0 || row.Renewed && row.TermMonths == 0:
		return g, errors.New("a term that is renewed needs its length in term_months")
	case row.TermMonths > 0:
		g.To = from.AddMonths(row.TermMonths).AddDays(-1)
		if row.Renewed {
			g.Renewed = row.TermMonths
		}
	case row.To != "":
		g.To, err = clock.ParseDate(row.To)
		if err == nil && g.To.Before(g.From) {
			err = fmt.Errorf("the term ends on %s before it begins", g.To)
		}
	}
	return g, err
}

// checkTerm holds a post to the terms of its level (NĐ61 Đ11 k4): who is sent to a
// one-stop unit needs a term; any term that is told must lie within them.
func (w *World) checkTerm(g Grant, u Unit) error {
	i := slices.IndexFunc(w.Levels, func(l Level) bool { return l.ID == u.Level })
	term := w.Levels[i].Term
	if term == (Term{}) {
		return nil
	}
	sent := u.Role == "onestop" && g.Role == RoleCounterOfficial
	if g.To.IsZero() && !sent {
		return nil
	}
	after := g.To.AddDays(1)
	if g.To.IsZero() || after.Before(g.From.AddMonths(term.Least)) || after.After(g.From.AddMonths(term.Most)) {
		return fmt.Errorf("a post of %s has a term of %d to %d months (NĐ61 Đ11 k4)", u.Ref, term.Least, term.Most)
	}
	return nil
}
