// Package office is the working calendar of an authority: the days the product
// carries, what the authority and its units made of them, and the opening hours of
// each unit.
//
// Edits are rows that are only added, each with who made it and by which decision;
// the last row of a unit and day (of a unit and first day, for hours) counts. An
// edit moves no printed date: a dossier keeps the days it counted (NĐ61 Đ20 k3).
package office

import "motcua/internal/clock"

// Edit is what somebody makes of a day.
type Edit struct {
	Unit     int64 // 0 for the whole authority
	Day      clock.Date
	Kind     Kind
	Name     string // as announced, in Vietnamese
	Decision string // number of the decision; swaps, make-up days and closures have one
	Note     string
	Actor    int64 // the account
}

// HoursEdit gives a unit opening hours from a day on.
type HoursEdit struct {
	Unit     int64 // 0 for the whole authority
	From     clock.Date
	Hours    *Hours // nil to follow the parents, the authority or the default again
	Decision string
	Actor    int64
}

// Entry is an edit of a day as it was made.
type Entry struct {
	ID int64
	Edit
	At clock.Instant
}

// HoursEntry is an edit of hours as it was made.
type HoursEntry struct {
	ID int64
	HoursEdit
	At clock.Instant
}
