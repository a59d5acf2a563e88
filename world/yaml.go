package world

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"motcua/internal/yamlfile"

	"gopkg.in/yaml.v3"
)

// file is a decoded YAML file that remembers its lines, so that an error found
// later still tells where.
type file struct {
	name string
	root yaml.Node
}

// readFile decodes the file name of folder strictly into out: unknown keys,
// repeated keys, wrong types and a second document are errors with file and line.
func readFile(folder fs.FS, name string, out any) (*file, error) {
	text, err := fs.ReadFile(folder, name)
	if err != nil {
		return nil, fmt.Errorf("world: %w", err)
	}
	d := yaml.NewDecoder(bytes.NewReader(text))
	d.KnownFields(true)
	err = d.Decode(out)
	if err == io.EOF {
		return nil, fmt.Errorf("world: %s:1: the file is empty", name)
	}
	if err != nil {
		return nil, yamlfile.Placed("world", name, err)
	}
	var more yaml.Node
	err = d.Decode(&more)
	if err == nil {
		return nil, fmt.Errorf("world: %s:%d: a second document begins", name, more.Line)
	}
	if err != io.EOF {
		return nil, yamlfile.Placed("world", name, err)
	}
	f := &file{name: name}
	err = yaml.Unmarshal(text, &f.root)
	if err != nil {
		return nil, yamlfile.Placed("world", name, err)
	}
	return f, nil
}

// fault is an error about the i-th entry of the list key, with file and line.
func (f *file) fault(key string, i int, format string, args ...any) error {
	return f.faultAt(f.line(key, i), format, args...)
}

// faultIn is an error about a key inside the mapping key.
func (f *file) faultIn(key, inner, format string, args ...any) error {
	line := f.line(key, -1)
	for k := 0; len(f.root.Content) > 0 && k+1 < len(f.root.Content[0].Content); k += 2 {
		top := f.root.Content[0].Content
		for i := 0; top[k].Value == key && i < len(top[k+1].Content); i += 2 {
			if top[k+1].Content[i].Value == inner {
				line = top[k+1].Content[i].Line
			}
		}
	}
	return f.faultAt(line, format, args...)
}

// faultAt is an error about a line.
func (f *file) faultAt(line int, format string, args ...any) error {
	return fmt.Errorf("world: %s:%d: %s", f.name, line, fmt.Sprintf(format, args...))
}

// line is where the i-th entry of the list key begins, or the list, or the file.
func (f *file) line(key string, i int) int { return yamlfile.Line(&f.root, key, i) }
