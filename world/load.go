package world

import (
	"fmt"
	"io/fs"
	"path"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Load reads a world from its folder. Decoding is strict; errors tell file and
// line and name what is wrong: an unknown key, a parent, unit, role or level that
// does not exist, a code or id that stands twice.
// Files that world.yaml inherits are those of a carried world.
func Load(folder fs.FS) (*World, error) {
	w := &World{byID: map[int64]int{}, byRef: map[string]int{}}
	folder, err := w.inherit(folder)
	if err != nil {
		return nil, err
	}
	steps := []func(fs.FS) error{
		w.checkNFC, w.readUnits, w.readContacts, w.readOfficials, w.readCitizens,
		w.readProcedures, w.readProcesses, w.checkLevels,
	}
	for _, step := range steps {
		err := step(folder)
		if err != nil {
			return nil, err
		}
	}
	return w, nil
}

// checkNFC refuses files whose Vietnamese letters are decomposed: equal names must
// be equal bytes.
func (w *World) checkNFC(folder fs.FS) error {
	return fs.WalkDir(folder, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(folder, name)
		if err != nil {
			return fmt.Errorf("world: %w", err)
		}
		for i, line := range strings.Split(string(text), "\n") {
			if !norm.NFC.IsNormalString(line) {
				return fmt.Errorf("world: %s:%d: text is not in Unicode NFC", name, i+1)
			}
		}
		return nil
	})
}

func (w *World) readUnits(folder fs.FS) error {
	var r rules
	f, err := readFile(folder, "world.yaml", &r)
	if err != nil {
		return err
	}
	err = r.check(f)
	if err != nil {
		return err
	}
	var rows struct {
		Units []unitRow `yaml:"units"`
	}
	list, err := readFile(folder, "units.yaml", &rows)
	if err != nil {
		return err
	}
	x := expansion{rules: r, world: w, valid: r.validity(), paths: map[string]map[string][]string{}, taken: map[string]string{}}
	x.departments, x.departmentFile, err = readDepartments(folder, r)
	if err != nil {
		return err
	}
	err = x.expand(list, rows.Units)
	if err != nil {
		return err
	}
	return w.takeRules(f, r)
}

// takeRules keeps of world.yaml what others need, once the units are known.
func (w *World) takeRules(f *file, r rules) error {
	w.Name, w.Title, w.Note, w.Law = r.Name, r.Title, r.Note, r.Law
	for _, l := range r.Levels {
		w.Levels = append(w.Levels, Level{ID: l.ID, Number: l.Number, Under: l.Under, Term: Term(l.Term), Name: l.Name})
	}
	for i, a := range r.Authorities {
		u, ok := w.UnitByRef(a.Unit)
		if !ok {
			return f.fault("authorities", i, "%q is no unit", a.Unit)
		}
		w.Authorities = append(w.Authorities, Authority{ID: a.ID, Code: a.Code, Name: a.Name, Unit: u.ID})
	}
	for i, ref := range r.DemoCommunes {
		u, ok := w.UnitByRef(ref)
		if !ok {
			return f.fault("demo_communes", i, "%q is no unit", ref)
		}
		w.DemoCommunes = append(w.DemoCommunes, u)
	}
	return nil
}

func (w *World) readProcedures(folder fs.FS) error {
	var rows struct {
		Procedures []struct {
			Code     string `yaml:"code"`
			Level    string `yaml:"level"`
			Verified bool   `yaml:"verified"`
		} `yaml:"procedures"`
	}
	f, err := readFile(folder, "procedures.yaml", &rows)
	if err != nil {
		return err
	}
	for i, row := range rows.Procedures {
		if _, twice := w.Procedure(row.Code); twice || row.Code == "" {
			return f.fault("procedures", i, "procedure %q has no code or stands twice", row.Code)
		}
		if len(w.UnitsAt(row.Level)) == 0 {
			return f.fault("procedures", i, "procedure %s is at level %q, which has no units", row.Code, row.Level)
		}
		w.Procedures = append(w.Procedures, Procedure{Code: row.Code, Level: row.Level, Verified: row.Verified})
	}
	return nil
}

// readProcesses keeps the text of each processes/CODE.yaml; a file for a procedure
// the world does not have is an error.
func (w *World) readProcesses(folder fs.FS) error {
	names, err := fs.Glob(folder, "processes/*.yaml")
	if err != nil {
		return fmt.Errorf("world: %w", err)
	}
	for _, name := range names {
		code := strings.TrimSuffix(path.Base(name), ".yaml")
		if _, ok := w.Procedure(code); !ok {
			return fmt.Errorf("world: %s:1: procedure %s is not in procedures.yaml", name, code)
		}
		text, err := fs.ReadFile(folder, name)
		if err != nil {
			return fmt.Errorf("world: %w", err)
		}
		w.Processes = append(w.Processes, ProcessFile{Procedure: code, File: name, YAML: text})
	}
	return nil
}
