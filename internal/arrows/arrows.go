// Package arrows holds the drawing of docs/ARCHITECTURE.md against the imports
// that `go list` reports: who may import whom, as data, and a pure check.
package arrows

import (
	"fmt"
	"sort"
	"strings"
)

// Package is one package of a graph.
type Package struct {
	Path    string   // import path, "motcua/dossier"
	Imports []string // import paths of its non-test files
}

// Layer is a row of the drawing: the packages in it and what they may import.
type Layer struct {
	Name string
	// Members are import paths without the module; "x/..." means x and all below.
	Members []string
	// May are patterns like Members: packages of the module this layer may import
	// besides its own subtree (members of one layer do not see each other unless
	// they are named here).
	May []string
	// Outside are prefixes of import paths from other modules that it may import;
	// nil means any.
	Outside []string
	// NoStandard are packages of the standard library it must not import, patterns
	// like Members.
	NoStandard []string
}

// Drawing is the whole picture.
type Drawing struct {
	Module string  // "motcua"
	File   string  // the file to edit when the drawing changes, for messages
	Layers []Layer // a package belongs to the first layer that names it
	// Guarded maps a prefix of an outside import path to the only members that may
	// import it, such as database drivers.
	Guarded map[string][]string
}

// Check returns one line per hurt arrow or unlisted package, sorted.
func (d Drawing) Check(graph []Package) []string {
	var out []string
	for _, p := range graph {
		member, ours := d.member(p.Path)
		if !ours {
			continue
		}
		layer, ok := d.layer(member)
		if !ok {
			out = append(out, fmt.Sprintf("%s stands in no layer: add it to %s and docs/ARCHITECTURE.md", p.Path, d.File))
			continue
		}
		for _, imported := range p.Imports {
			if why := d.refuse(member, layer, imported); why != "" {
				out = append(out, fmt.Sprintf("%s imports %s: %s", p.Path, imported, why))
			}
		}
	}
	sort.Strings(out)
	return out
}

// refuse says why member of layer must not import a path, "" when it may.
func (d Drawing) refuse(member string, layer Layer, imported string) string {
	if to, ours := d.member(imported); ours {
		if matchAny(layer.May, to) || sameSubtree(layer.Members, member, to) {
			return ""
		}
		return fmt.Sprintf("%s may not (see %s)", layer.Name, d.File)
	}
	for prefix, holders := range d.Guarded {
		if within(imported, prefix) && !matchAny(holders, member) {
			return fmt.Sprintf("only %s may", strings.Join(holders, ", "))
		}
	}
	if standard(imported) {
		if matchAny(layer.NoStandard, imported) {
			return layer.Name + " do no I/O"
		}
		return ""
	}
	if layer.Outside == nil {
		return ""
	}
	for _, prefix := range layer.Outside {
		if within(imported, prefix) {
			return ""
		}
	}
	return fmt.Sprintf("%s use the standard library and %v", layer.Name, layer.Outside)
}

// member is the import path without the module; the root package is ".".
func (d Drawing) member(path string) (string, bool) {
	if path == d.Module {
		return ".", true
	}
	return strings.CutPrefix(path, d.Module+"/")
}

func (d Drawing) layer(member string) (Layer, bool) {
	for _, layer := range d.Layers {
		if matchAny(layer.Members, member) {
			return layer, true
		}
	}
	return Layer{}, false
}

// sameSubtree reports whether one pattern "x/..." of a layer covers both.
func sameSubtree(patterns []string, a, b string) bool {
	for _, pattern := range patterns {
		if match(pattern, a) && match(pattern, b) {
			return true
		}
	}
	return false
}

func matchAny(patterns []string, member string) bool {
	for _, pattern := range patterns {
		if match(pattern, member) {
			return true
		}
	}
	return false
}

func match(pattern, member string) bool {
	tree, ok := strings.CutSuffix(pattern, "/...")
	if ok {
		return within(member, tree)
	}
	return pattern == member
}

// within reports whether path is prefix or stands below it.
func within(path, prefix string) bool {
	return path == prefix || strings.HasPrefix(path, prefix+"/")
}

// standard tells the standard library by its first element, which has no dot.
func standard(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return !strings.Contains(first, ".")
}
