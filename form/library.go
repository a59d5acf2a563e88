package form

import (
	"embed"
	"fmt"
	"path"
	"strings"
)

//go:embed forms/*.yaml steps/*.yaml
var embedded embed.FS

// Library is the forms the product carries: the current ones by procedure code, and
// every version by its exact name. Code.yaml is the current version, CODE@N.yaml an
// older one; a version that was ever filed stays.
type Library map[string]Definition

// Load reads and checks every form the product carries. An error means the build
// is wrong and names file and line.
func Load() (Library, error) {
	lib, err := load("forms")
	if err != nil {
		return nil, err
	}
	return lib, lib.check()
}

// LoadSteps reads the forms that officials fill in when they complete a step of a
// process (process.Step.Form), by id and by exact name.
func LoadSteps() (Library, error) { return load("steps") }

func load(folder string) (Library, error) {
	files, err := embedded.ReadDir(folder)
	if err != nil {
		return nil, fmt.Errorf("form: list embedded %s: %w", folder, err)
	}
	lib := make(Library, 2*len(files))
	for _, f := range files {
		text, err := embedded.ReadFile(path.Join(folder, f.Name()))
		if err != nil {
			return nil, fmt.Errorf("form: read %s: %w", f.Name(), err)
		}
		err = lib.add(folder, f.Name(), text)
		if err != nil {
			return nil, err
		}
	}
	return lib, nil
}

func (l Library) add(folder, name string, text []byte) error {
	file := path.Join("form", folder, name)
	d, err := Parse(text, file)
	if err != nil {
		return err
	}
	if _, twice := l[d.Name()]; twice {
		return fmt.Errorf("%s:1: the form %s is there twice", file, d.Name())
	}
	l[d.Name()] = d
	switch name {
	case d.ID + ".yaml":
		l[d.ID] = d
	case d.Name() + ".yaml":
	default:
		return fmt.Errorf("%s:1: the form %s belongs in %s.yaml", file, d.Name(), d.ID)
	}
	return nil
}

// check holds the versions against each other.
func (l Library) check() error {
	generic := 0
	for name, d := range l {
		current, ok := l[d.ID]
		if !ok || strings.Contains(name, "@") && (d.Version > current.Version || d.Generic != current.Generic) {
			return fmt.Errorf("form: %s is newer than the current version, or there is none", d.Name())
		}
		if name == d.ID && d.Generic {
			generic++
		}
	}
	if generic != 1 {
		return fmt.Errorf("form: %d generic forms, want one", generic)
	}
	return nil
}

// Get is the current form of a procedure's own; false for a procedure without one.
func (l Library) Get(procedure string) (Definition, bool) {
	d, ok := l[procedure]
	return d, ok && procedure == d.ID && !d.Generic
}

// At is a version by its exact name, "1.001193@1", as drafts and dossiers keep it.
func (l Library) At(name string) (Definition, bool) {
	d, ok := l[name]
	return d, ok && name == d.Name()
}

// For is the form a procedure is filed with now: its own, else the generic one.
func (l Library) For(procedure string) Definition {
	if d, ok := l.Get(procedure); ok {
		return d
	}
	for id, d := range l {
		if d.Generic && id == d.ID {
			return d
		}
	}
	return Definition{}
}
