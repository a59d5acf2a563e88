package world

import "motcua/internal/clock"

// Unit is the unit with id; false when there is none.
func (w *World) Unit(id int64) (Unit, bool) {
	i, ok := w.byID[id]
	if !ok {
		return Unit{}, false
	}
	return w.Units[i], true
}

// UnitByRef is the unit a reference like "commune/05977/reception" names.
func (w *World) UnitByRef(ref string) (Unit, bool) {
	i, ok := w.byRef[ref]
	if !ok {
		return Unit{}, false
	}
	return w.Units[i], true
}

// Part is the unit that takes role ("onestop", "division", "leadership") in an
// internal process of the body with id: a committee leads itself, a department
// leads itself and does the work when it has no division.
func (w *World) Part(body int64, role string) (Unit, bool) {
	u, ok := w.Unit(body)
	if ok && (u.Role == role || u.Role == "department" && role == "leadership") {
		return u, true
	}
	for _, part := range w.Units {
		if part.Parent == body && part.Role == role {
			return part, true
		}
	}
	return u, ok && u.Role == "department" && role == "division"
}

// Departments lists the departments and divisions of a committee.
func (w *World) Departments(committee int64) []Unit {
	var out []Unit
	for _, u := range w.Units {
		if u.Parent == committee && u.Role == "department" {
			out = append(out, u)
		}
	}
	return out
}

// HasDepartment reports whether some committee has the department with that id.
func (w *World) HasDepartment(id string) bool {
	for _, u := range w.Units {
		if u.Department == id && id != "" {
			return true
		}
	}
	return false
}

// UnitsAt lists the people's committees of a level, in the order of the files.
func (w *World) UnitsAt(level string) []Unit {
	var out []Unit
	for _, u := range w.Units {
		if u.Level == level && u.Ref == bodyRef(u.Level, u.GSO) {
			out = append(out, u)
		}
	}
	return out
}

// Contact is how to reach a unit; false when the world does not say.
func (w *World) Contact(unit int64) (Contact, bool) {
	for _, c := range w.Contacts {
		if c.Unit == unit {
			return c, true
		}
	}
	return Contact{}, false
}

// Procedure is what the world says of a procedure code.
func (w *World) Procedure(code string) (Procedure, bool) {
	for _, p := range w.Procedures {
		if p.Code == code {
			return p, true
		}
	}
	return Procedure{}, false
}

// Begins is the first day of the world: that from which its units have codes. The zero
// day for a world without units.
func (w *World) Begins() clock.Date {
	var first clock.Date
	for _, u := range w.Units {
		for _, k := range u.Codes {
			if first.IsZero() || k.From.Before(first) {
				first = k.From
			}
		}
	}
	return first
}
