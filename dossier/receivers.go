package dossier

import (
	"slices"

	"motcua/agency"
	"motcua/catalogue"
)

// Receivers are the agencies that receive a procedure at a one-stop unit: for each of
// its listings there the body it names, else every committee of the level that can
// receive dossiers (NĐ61 Đ7, Đ14).
func Receivers(d *agency.Directory, e catalogue.Entry) []int64 {
	var out []int64
	for _, l := range e.Listings {
		if !l.OneStop {
			continue
		}
		if l.Body != 0 {
			out = append(out, l.Body)
			continue
		}
		for _, u := range d.AtLevel(l.Level) {
			out = append(out, u.ID)
		}
	}
	return slices.DeleteFunc(out, func(id int64) bool {
		_, ok := PlacesOf(d, id)
		return !ok
	})
}

// Receives reports whether unit is one of the receivers of e.
func Receives(d *agency.Directory, e catalogue.Entry, unit int64) bool {
	u, ok := d.Unit(unit)
	_, receives := PlacesOf(d, unit)
	return ok && receives && slices.ContainsFunc(e.Listings, func(l catalogue.Listing) bool {
		return l.OneStop && (l.Body == unit || l.Body == 0 && l.Level == u.Level && u.Place == agency.Leadership)
	})
}

// AnyReceiver reports whether Receivers would name somebody. It looks no further than
// the first, since lists of procedures ask it of every row.
func AnyReceiver(d *agency.Directory, e catalogue.Entry) bool {
	for _, l := range e.Listings {
		switch {
		case !l.OneStop:
		case l.Body != 0:
			if _, ok := PlacesOf(d, l.Body); ok {
				return true
			}
		case d.AnyAtLevel(l.Level, func(u agency.Unit) bool { _, ok := PlacesOf(d, u.ID); return ok }):
			return true
		}
	}
	return false
}
