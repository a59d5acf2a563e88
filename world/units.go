package world

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"motcua/internal/clock"
)

var (
	levelOneCode = regexp.MustCompile(`^[A-Y][0-9]{2}$`)
	unitCodeForm = regexp.MustCompile(`^[0-9A-Z]{3}\.[0-9A-Z]{2}\.[0-9A-Z]{2}\.[A-Y][0-9]{2}$`)
)

// expansion turns the rows of units.yaml and the rules of world.yaml into units.
type expansion struct {
	rules rules
	from  clock.Date
	world *World
	paths map[string][]string // of a committee: segments of its code, level 1 first
}

func bodyRef(level, gso string) string { return level + "/" + gso }

// expand adds the committee of every row and its parts to the world, with errors
// that tell file and line.
func (x *expansion) expand(f *file, rows []unitRow) error {
	for i, row := range rows {
		body, err := x.body(row)
		if err != nil {
			return f.fault("units", i, "%v", err)
		}
		err = x.add(body)
		if err != nil {
			return f.fault("units", i, "%v", err)
		}
		for _, s := range x.rules.SubUnits {
			if s.Under != row.Level {
				continue
			}
			part, err := x.part(body, s)
			if err != nil {
				return f.fault("units", i, "%v", err)
			}
			err = x.add(part)
			if err != nil {
				return f.fault("units", i, "%v", err)
			}
		}
	}
	return nil
}

func (x *expansion) add(u Unit) error {
	if _, taken := x.world.byRef[u.Ref]; taken {
		return fmt.Errorf("unit %s stands twice", u.Ref)
	}
	if i, taken := x.world.byID[u.ID]; taken {
		return fmt.Errorf("unit %s has the id of %s", u.Ref, x.world.Units[i].Ref)
	}
	x.world.byRef[u.Ref] = len(x.world.Units)
	x.world.byID[u.ID] = len(x.world.Units)
	x.world.Units = append(x.world.Units, u)
	return nil
}

// body is the people's committee of a row.
func (x *expansion) body(row unitRow) (Unit, error) {
	level, ok := x.rules.level(row.Level)
	if !ok {
		return Unit{}, fmt.Errorf("%q is no level of world.yaml", row.Level)
	}
	typeEN, ok := x.rules.typeEN(row.Type)
	if !ok || row.Name == "" {
		return Unit{}, fmt.Errorf("unit %q needs a name and a type of world.yaml", row.GSO)
	}
	n, err := strconv.ParseInt(row.GSO, 10, 32)
	if err != nil || n < 1 {
		return Unit{}, fmt.Errorf("%q is no GSO code", row.GSO)
	}
	u := Unit{
		ID: level.IDBase + n*10, Ref: bodyRef(row.Level, row.GSO), GSO: row.GSO,
		Level: row.Level, Type: row.Type, Area: row.Name,
		Kind: x.rules.Body.Kind, Role: x.rules.Body.Role,
		Name: Text{
			VI: x.rules.Body.Name.VI + " " + strings.ToLower(row.Type) + " " + row.Name,
			EN: x.rules.Body.Name.EN + " of " + row.Name + " " + typeEN,
		},
	}
	err = x.place(&u, level, row)
	return u, err
}

// place hangs u under its parent and gives it its code. The unit of an authority
// has no parent and the authority's published code.
func (x *expansion) place(u *Unit, level levelRule, row unitRow) error {
	a, ok := x.rules.authorityOf(u.Ref)
	if ok {
		if row.Under != "" || row.Segment != "" {
			return errors.New("the unit of an authority has neither under nor segment")
		}
		u.Authority, u.Name = a.ID, a.Name
		x.paths[u.Ref] = []string{a.Code}
		return x.giveCode(u, x.paths[u.Ref], false)
	}
	parentRef := bodyRef(level.Under, row.Under)
	i, ok := x.world.byRef[parentRef]
	if !ok {
		return fmt.Errorf("unit %s is under %s, which does not stand before it", u.Ref, parentRef)
	}
	parent := x.world.Units[i]
	u.Parent, u.Authority = parent.ID, parent.Authority
	path := append(append([]string{}, x.paths[parentRef]...), row.Segment)
	if len(path) != level.Number {
		return fmt.Errorf("unit %s has %d segments at level %d", u.Ref, len(path), level.Number)
	}
	x.paths[u.Ref] = path
	return x.giveCode(u, path, true)
}

// part is a part of a committee, by rule.
func (x *expansion) part(body Unit, s subUnitRule) (Unit, error) {
	u := body
	u.ID, u.Parent = body.ID+s.Suffix, body.ID
	u.Ref = body.Ref + "/" + s.ID
	u.Kind, u.Role, u.Codes = s.Kind, s.Role, nil
	u.Name = Text{VI: s.Name.VI + ", " + body.Name.VI, EN: s.Name.EN + ", " + body.Name.EN}
	path := append(append([]string{}, x.paths[body.Ref]...), s.Segment)
	return u, x.giveCode(&u, path, true)
}

// giveCode writes path, level 1 first, the way TT 10/2016 does: lowest unit first,
// V1V2V3.Z1Z2.Y1Y2.MX1X2, zeros where there is none.
func (x *expansion) giveCode(u *Unit, path []string, sample bool) error {
	parts := []string{"000", "00", "00", ""}
	if len(path) > len(parts) {
		return fmt.Errorf("unit %s lies deeper than a unit code can say", u.Ref)
	}
	for i, segment := range path {
		parts[len(parts)-1-i] = segment
	}
	code := strings.Join(parts, ".")
	if !unitCodeForm.MatchString(code) {
		return fmt.Errorf("unit %s has the code %q, which has not the form 000.00.00.A00", u.Ref, code)
	}
	for _, other := range x.world.Units {
		for _, c := range other.Codes {
			if c.Code == code {
				return fmt.Errorf("unit %s has the code %s of %s", u.Ref, code, other.Ref)
			}
		}
	}
	u.Codes = []UnitCode{{Scheme: x.rules.UnitCodes.Scheme, Code: code, From: x.from, Sample: sample}}
	return nil
}
