package world

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"motcua/internal/clock"
)

// expansion turns the rows of units.yaml and departments.yaml and the rules of
// world.yaml into units.
type expansion struct {
	rules          rules
	departments    []departmentRow
	departmentFile *file
	world          *World
	valid          map[string]clock.Date          // by scheme: first day of its codes
	paths          map[string]map[string][]string // of a unit, by scheme: segments, level 1 first
	taken          map[string]string              // "scheme code" to the unit that has it
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
		err = x.departmentsOf(body)
		if err != nil {
			return err
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
		if row.Under != "" || len(row.Codes) != 0 {
			return errors.New("the unit of an authority has neither under nor codes")
		}
		u.Authority, u.Name = a.ID, a.Name
		own, published := segments{}, []string{}
		for name := range x.valid {
			own[name] = a.Code
			published = append(published, name)
		}
		return x.code(u, "", own, published)
	}
	parentRef := bodyRef(level.Under, row.Under)
	i, ok := x.world.byRef[parentRef]
	if !ok {
		return fmt.Errorf("unit %s is under %s, which does not stand before it", u.Ref, parentRef)
	}
	parent := x.world.Units[i]
	u.Parent, u.Authority = parent.ID, parent.Authority
	above, _ := x.rules.level(parent.Level)
	if level.Number != above.Number+1 {
		return fmt.Errorf("unit %s is at level %d under level %d", u.Ref, level.Number, above.Number)
	}
	return x.code(u, parentRef, row.Codes, nil)
}

// part is a part of a committee, by rule.
func (x *expansion) part(body Unit, s subUnitRule) (Unit, error) {
	u := body
	u.ID, u.Parent = body.ID+s.Suffix, body.ID
	u.Ref = body.Ref + "/" + s.ID
	u.Kind, u.Role, u.Basis = s.Kind, s.Role, s.Basis
	u.Name = Text{VI: s.Name.VI + ", " + body.Name.VI, EN: s.Name.EN + ", " + body.Name.EN}
	return u, x.code(&u, body.Ref, s.Codes, nil)
}
