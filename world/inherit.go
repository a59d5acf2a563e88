package world

import (
	"errors"
	"io/fs"
	"motcua/internal/yamlfile"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// layered is a world's folder in which the files of a list are those of another.
type layered struct {
	own, base fs.FS
	inherited []string
}

// Open is part of fs.FS.
func (l layered) Open(name string) (fs.File, error) {
	top, _, _ := strings.Cut(name, "/")
	if slices.Contains(l.inherited, top) {
		return l.base.Open(name)
	}
	return l.own.Open(name)
}

// inherit finds out whose files are whose. A file that the world has itself is not
// inherited, and one that neither has is an error.
func (w *World) inherit(folder fs.FS) (fs.FS, error) {
	var r rules
	f, err := readFile(folder, "world.yaml", &r)
	if err != nil || r.Inherits.World == "" {
		return folder, err
	}
	base, err := carriedFolder(r.Inherits.World)
	if err != nil {
		return nil, f.faultIn("inherits", "world", "%q is no world to inherit from", r.Inherits.World)
	}
	for _, name := range r.Inherits.Files {
		_, own := fs.Stat(folder, name)
		_, theirs := fs.Stat(base, name)
		if own == nil || theirs != nil || name == "world.yaml" || strings.Contains(name, "/") {
			return nil, f.faultIn("inherits", "files", "%q cannot be inherited: it must be a file of %s and none of this world", name, r.Inherits.World)
		}
	}
	w.Inherits, w.Inherited = r.Inherits.World, r.Inherits.Files
	return layered{own: folder, base: base, inherited: r.Inherits.Files}, nil
}

// checkLevels holds levels.yaml, which says where procedures are carried out, to
// the departments of the world: every value of a key "department" is one. A world
// may lack the file.
func (w *World) checkLevels(folder fs.FS) error {
	const name = "levels.yaml"
	text, err := fs.ReadFile(folder, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	f := &file{name: name}
	if err == nil {
		err = yaml.Unmarshal(text, &f.root)
	}
	if err != nil {
		return yamlfile.Placed("world", name, err)
	}
	w.Placing = text
	return w.checkDepartments(f, &f.root)
}

func (w *World) checkDepartments(f *file, n *yaml.Node) error {
	for i, child := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 1 && n.Content[i-1].Value == "department" && !w.HasDepartment(child.Value) {
			return f.faultAt(child.Line, "%q is no department of this world", child.Value)
		}
		err := w.checkDepartments(f, child)
		if err != nil {
			return err
		}
	}
	return nil
}
