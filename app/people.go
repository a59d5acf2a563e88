package app

import (
	"context"

	"motcua/agency"
	"motcua/identity"
)

// Staff is the administration of people; what it changes this process takes up at
// once, the others at their next look.
func (c *Core) Staff() *identity.Staff {
	return &identity.Staff{Service: c.Identity, Authority: c.Authority, Law: c.Law, Security: c.Dossiers.Security,
		Place:   func(unit int64) (identity.Place, bool) { return placeOf(c.Units, unit) },
		Changed: func(ctx context.Context) { c.takeUp(ctx, "people", c.Board.Refresh) }}
}

// Counters is the administration of counters.
func (c *Core) Counters() *agency.Counters {
	return &agency.Counters{DB: c.DB, Units: c.Units, Identity: c.Identity, Security: c.Dossiers.Security}
}

// placeOf is what the law asks of a unit in which somebody is given a post.
func placeOf(units *agency.Directory, unit int64) (identity.Place, bool) {
	u, known := units.Unit(unit)
	return identity.Place{Level: u.Level, OneStop: u.Place == agency.OneStop}, known
}
