// Package agency is the structure of an authority: its units, their dated codes,
// their names in each language and how to reach them.
//
// An authority is a ministry or a province; districts and communes are units
// inside it (NĐ61 Đ25 k2a). Nothing here knows how many levels there are. The
// structure is small and read often, so it is held in memory (Directory).
package agency

import (
	"cmp"
	"slices"
	"strconv"

	"motcua/code"
	"motcua/internal/clock"
)

// Place is the part a unit plays in an internal process.
type Place string

// The places.
const (
	Leadership Place = "leadership"
	OneStop    Place = "onestop"
	Division   Place = "division"
	// Department is a specialised body of a committee (sở, phòng): a committee has
	// several, so none of them is the division of its committee by itself. It leads
	// itself, and does the work when it has no division of its own.
	Department Place = "department"
)

// Unit is a People's Committee, a part of one, or a department.
type Unit struct {
	ID     int64
	Parent int64 // 0 for the unit that is the authority
	Level  string
	Kind   string
	Place  Place
	GSO    string // code of the General Statistics Office
	Codes  []Code
}

// Code is a unit's code in a scheme, for a time.
type Code struct {
	Scheme   string
	Code     code.UnitCode
	From, To clock.Date // To zero: without end
}

// Field of a unit's texts.
type Field string

// The fields. Only the name and the address differ by language.
const (
	Name    Field = "name"
	Area    Field = "area" // without the type: "Vĩnh Trại"
	Type    Field = "type" // "Phường"
	Address Field = "address"
	Phone   Field = "phone"
	Email   Field = "email"
	Hours   Field = "hours"
	Head    Field = "head" // who answers for the unit (TT32 Đ16)
)

// Directory is the structure of one authority at the time it was loaded.
type Directory struct {
	Authority int32
	Code      string // level-1 code, "H37"
	units     map[int64]Unit
	children  map[int64][]int64
	texts     map[textKey]string
}

type textKey struct {
	object   string
	field    Field
	language string
}

// Unit is the unit with that id.
func (d *Directory) Unit(id int64) (Unit, bool) {
	u, ok := d.units[id]
	return u, ok
}

// Root is the unit that is the authority itself.
func (d *Directory) Root() Unit {
	for _, u := range d.units {
		if u.Parent == 0 {
			return u
		}
	}
	return Unit{}
}

// Committees is every unit that leads (not its parts), by GSO code.
func (d *Directory) Committees() []Unit {
	return d.leading(func(Unit) bool { return true })
}

// AtLevel is every unit of a level that leads (not its parts), by GSO code.
func (d *Directory) AtLevel(level string) []Unit {
	return d.leading(func(u Unit) bool { return u.Level == level })
}

// AnyAtLevel reports whether some unit that leads at a level is wanted: AtLevel that
// stops at the first, in no order.
func (d *Directory) AnyAtLevel(level string, wanted func(Unit) bool) bool {
	for _, u := range d.units {
		if u.Place == Leadership && u.Level == level && wanted(u) {
			return true
		}
	}
	return false
}

func (d *Directory) leading(wanted func(Unit) bool) []Unit {
	var out []Unit
	for _, u := range d.units {
		if u.Place == Leadership && wanted(u) {
			out = append(out, u)
		}
	}
	slices.SortFunc(out, func(a, b Unit) int { return cmp.Compare(a.GSO, b.GSO) })
	return out
}

// Part is the sub-unit of agency that plays that place; a committee or a
// department leads itself, and a department without divisions does the work.
func (d *Directory) Part(agency int64, p Place) (Unit, bool) {
	u, ok := d.units[agency]
	if ok && (u.Place == p || u.Place == Department && p == Leadership) {
		return u, true
	}
	for _, id := range d.children[agency] {
		if child := d.units[id]; child.Place == p {
			return child, true
		}
	}
	if u.Place == Department && p == Division {
		return u, true
	}
	return Unit{}, false
}

// Departments are the specialised bodies of a committee, by id.
func (d *Directory) Departments(committee int64) []Unit {
	var out []Unit
	for _, id := range d.children[committee] {
		if u := d.units[id]; u.Place == Department {
			out = append(out, u)
		}
	}
	return out
}

// OneStopFor is the one-stop unit that receives for a unit: its own, or the
// nearest of those above it. A department has none where a centre receives for
// all (NĐ61 Đ7 k2a).
func (d *Directory) OneStopFor(unit int64) (Unit, bool) {
	for u, ok := d.units[unit]; ok; u, ok = d.units[u.Parent] {
		if stop, found := d.Part(u.ID, OneStop); found {
			return stop, true
		}
	}
	return Unit{}, false
}

// CodeAt is the code of a unit in a scheme on day d: codes are dated attributes,
// since provinces merge and schemes change.
func (d *Directory) CodeAt(unit int64, scheme string, day clock.Date) (code.UnitCode, bool) {
	for _, c := range d.units[unit].Codes {
		if c.Scheme == scheme && c.on(day) {
			return c.Code, true
		}
	}
	return "", false
}

// Text is a field of a unit in a language; Vietnamese when that language is
// missing, and the language found.
func (d *Directory) Text(unit int64, f Field, language string) (text, found string) {
	return d.object(unitObject(unit), f, language)
}

func (d *Directory) object(object string, f Field, language string) (text, found string) {
	for _, l := range []string{language, "vi"} {
		if text, ok := d.texts[textKey{object, f, l}]; ok {
			return text, l
		}
	}
	return "", ""
}

// Name is the name of a unit in a language.
func (d *Directory) Name(unit int64, language string) string {
	text, _ := d.Text(unit, Name, language)
	return text
}

func unitObject(id int64) string { return "unit:" + strconv.FormatInt(id, 10) }

// AgencyAbove is the agency a unit is a part of, whose office hours it keeps; 0 for
// an agency itself, which keeps its own.
func (d *Directory) AgencyAbove(unit int64) int64 {
	u, ok := d.units[unit]
	if !ok || u.Place == Leadership || u.Place == Department {
		return 0
	}
	return u.Parent
}

// All is every unit, by id.
func (d *Directory) All() []Unit {
	out := make([]Unit, 0, len(d.units))
	for _, u := range d.units {
		out = append(out, u)
	}
	slices.SortFunc(out, func(a, b Unit) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// Staffed is the agency of a unit, its parts and departments, and the parts of these:
// whose officials may stand in for each other. Committees below it are agencies of
// their own.
func (d *Directory) Staffed(unit int64) []int64 {
	agency := unit
	if above := d.AgencyAbove(unit); above != 0 {
		agency = above
	}
	out := []int64{agency}
	for i := 0; i < len(out); i++ {
		for _, id := range d.children[out[i]] {
			if d.units[id].Place != Leadership {
				out = append(out, id)
			}
		}
	}
	return out
}
