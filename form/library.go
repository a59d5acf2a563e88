package form

import (
	"embed"
	"fmt"
	"path"
)

//go:embed forms/*.yaml
var embedded embed.FS

// Library is the forms the product carries, by procedure code.
type Library map[string]Definition

// Load reads and checks every form the product carries. An error means the build
// is wrong and names file and line.
func Load() (Library, error) {
	files, err := embedded.ReadDir("forms")
	if err != nil {
		return nil, fmt.Errorf("form: list embedded forms: %w", err)
	}
	lib := make(Library, len(files))
	for _, f := range files {
		name := path.Join("forms", f.Name())
		text, err := embedded.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("form: read %s: %w", name, err)
		}
		d, err := Parse(text, path.Join("form", name))
		if err != nil {
			return nil, err
		}
		if want := d.ID + ".yaml"; f.Name() != want {
			return nil, fmt.Errorf("form/%s:1: the form %s belongs in %s", name, d.ID, want)
		}
		lib[d.ID] = d
	}
	return lib, nil
}

// Get is the current form of a procedure; a procedure without one has no
// interactive form and is filed with its paper form.
func (l Library) Get(procedure string) (Definition, bool) {
	d, ok := l[procedure]
	return d, ok
}

// At is the form that a draft or dossier names, "CODE@VERSION".
func (l Library) At(name string) (Definition, bool) {
	for _, d := range l {
		if fmt.Sprintf("%s@%d", d.ID, d.Version) == name {
			return d, true
		}
	}
	return Definition{}, false
}

// For is the form a procedure is filed with: its own, else the general one.
func (l Library) For(procedure string) Definition {
	if d, ok := l[procedure]; ok {
		return d
	}
	return l["generic"]
}
