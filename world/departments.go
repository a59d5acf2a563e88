package world

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// departmentRow is an entry of departments.yaml: a department or division that
// the committees of a level have.
type departmentRow struct {
	ID        string    `yaml:"id"`
	Under     string    `yaml:"under"` // level
	Types     []string  `yaml:"types"` // of committees that have it; empty: all of the level
	Number    int64     `yaml:"number"`
	Codes     segments  `yaml:"codes"`
	Succeeds  []string  `yaml:"succeeds"`  // departments of another world whose sectors it took over
	Published []string  `yaml:"published"` // schemes in which the segment is not ours
	Kind      string    `yaml:"kind"`
	Role      string    `yaml:"role"`
	Sample    bool      `yaml:"sample"`
	Basis     string    `yaml:"basis"`
	Name      Text      `yaml:"name"`
	Parts     []partRow `yaml:"parts"`
}

// partRow is a part of a department.
type partRow struct {
	ID        string   `yaml:"id"`
	Number    int64    `yaml:"number"`
	Codes     segments `yaml:"codes"`
	Published []string `yaml:"published"`
	Kind      string   `yaml:"kind"`
	Role      string   `yaml:"role"`
	Name      Text     `yaml:"name"`
}

// readDepartments reads departments.yaml, which a world may lack.
func readDepartments(folder fs.FS, r rules) ([]departmentRow, *file, error) {
	var rows struct {
		Departments []departmentRow `yaml:"departments"`
	}
	f, err := readFile(folder, "departments.yaml", &rows)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	for i, d := range rows.Departments {
		err := d.check(r)
		if err != nil {
			return nil, nil, f.fault("departments", i, "%v", err)
		}
	}
	return rows.Departments, f, nil
}

// check refuses a department that contradicts the rules of its world.
func (d departmentRow) check(r rules) error {
	_, ok := r.level(d.Under)
	if !ok {
		return fmt.Errorf("department %q is under %q, which is no level", d.ID, d.Under)
	}
	if d.ID == "" || d.Number < 1 || d.Number > 99 || d.Kind == "" || d.Name.VI == "" || d.Name.EN == "" || !roleOfUnit(d.Role) {
		return fmt.Errorf("department %q needs an id, a number from 1 to 99, a kind, a role and both names", d.ID)
	}
	for _, t := range d.Types {
		if _, ok := r.typeEN(t); !ok {
			return fmt.Errorf("department %q is of %q, which is no type of world.yaml", d.ID, t)
		}
	}
	for _, p := range d.Parts {
		if p.ID == "" || p.Number < 1 || p.Number > 99 || p.Kind == "" || p.Name.VI == "" || p.Name.EN == "" || !roleOfUnit(p.Role) {
			return fmt.Errorf("part %q of department %q needs an id, a number from 1 to 99, a kind, a role and both names", p.ID, d.ID)
		}
	}
	return nil
}

func (d departmentRow) of(body Unit) bool {
	return d.Under == body.Level && (len(d.Types) == 0 || slices.Contains(d.Types, body.Type))
}

// departments adds those of a committee with their parts.
func (x *expansion) departmentsOf(body Unit) error {
	for i, d := range x.departments {
		if !d.of(body) {
			continue
		}
		u := x.department(body, d)
		err := x.code(&u, body.Ref, d.Codes, d.Published)
		if err == nil {
			err = x.add(u)
		}
		for k := 0; err == nil && k < len(d.Parts); k++ {
			err = x.departmentPart(u, d.Parts[k])
		}
		if err != nil {
			return x.departmentFile.fault("departments", i, "%v", err)
		}
	}
	return nil
}

// department is a department of a committee. Its id is made from the committee's,
// two digits longer than those of committees, so that they never collide.
func (x *expansion) department(body Unit, d departmentRow) Unit {
	typeEN, _ := x.rules.typeEN(body.Type)
	u := body
	u.ID, u.Parent, u.Ref = body.ID*100+d.Number, body.ID, body.Ref+"/"+d.ID
	u.Kind, u.Role, u.Department, u.Sample, u.Basis = d.Kind, d.Role, d.ID, d.Sample, d.Basis
	u.Succeeds = d.Succeeds
	u.Name = Text{
		VI: d.Name.VI + " " + strings.ToLower(body.Type) + " " + body.Area,
		EN: d.Name.EN + " of " + body.Area + " " + typeEN,
	}
	return u
}

func (x *expansion) departmentPart(department Unit, p partRow) error {
	u := department
	u.ID, u.Parent, u.Ref = department.ID*100+p.Number, department.ID, department.Ref+"/"+p.ID
	u.Kind, u.Role = p.Kind, p.Role
	u.Name = Text{VI: p.Name.VI + ", " + department.Name.VI, EN: p.Name.EN + ", " + department.Name.EN}
	err := x.code(&u, department.Ref, p.Codes, p.Published)
	if err != nil {
		return err
	}
	return x.add(u)
}
