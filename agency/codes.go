package agency

import (
	"motcua/code"
	"motcua/internal/clock"
)

// UnitWithCode is the unit that carries c on day d; false when none does, or more
// than one, which is damage nobody may guess about. Of which scheme c is does not
// matter: no code is of two.
func (d *Directory) UnitWithCode(c code.UnitCode, day clock.Date) (int64, bool) {
	var found int64
	for id, u := range d.units {
		for _, known := range u.Codes {
			if known.Code != c || !known.on(day) {
				continue
			}
			if found != 0 && found != id {
				return 0, false
			}
			found = id
		}
	}
	return found, found != 0
}

// Counterpart is what a unit that carries c on day d is called in another scheme on
// that day, from the rows of both alone. False when a row is missing: a code is
// never made from another by turning its groups round, since units of TT10 and of
// QĐ20 were numbered apart.
func (d *Directory) Counterpart(c code.UnitCode, scheme code.Scheme, day clock.Date) (code.UnitCode, bool) {
	unit, ok := d.UnitWithCode(c, day)
	if !ok {
		return "", false
	}
	return d.CodeAt(unit, string(scheme), day)
}

// on reports whether the code is in force on a day.
func (c Code) on(day clock.Date) bool {
	return !day.Before(c.From) && (c.To.IsZero() || !day.After(c.To))
}
