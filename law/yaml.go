package law

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// readYAML refuses keys that out does not know, so that a misspelt one is no
// silent default.
func readYAML(files fs.FS, name string, out any) error {
	text, err := fs.ReadFile(files, name)
	if err != nil {
		return fmt.Errorf("law: read %s: %w", name, err)
	}
	d := yaml.NewDecoder(bytes.NewReader(text))
	d.KnownFields(true)
	err = d.Decode(out)
	if err != nil {
		return fmt.Errorf("law: %s: %w", name, err)
	}
	return nil
}

// strict decodes a node and refuses keys that out does not know, which Decode of
// a node does not. The error names no line: it knows only that of a copy.
func strict(n *yaml.Node, out any) error {
	if n.Kind == 0 {
		return errors.New("no value")
	}
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	err := decodeNode(n, out)
	var types *yaml.TypeError
	if errors.As(err, &types) {
		return errors.New(strings.Join(unlined(types.Errors), "; "))
	}
	return err
}

func decodeNode(n *yaml.Node, out any) error {
	if n.Kind == yaml.ScalarNode {
		return n.Decode(out) // has no keys
	}
	text, err := yaml.Marshal(n)
	if err != nil {
		return err
	}
	d := yaml.NewDecoder(bytes.NewReader(text))
	d.KnownFields(true)
	return d.Decode(out)
}

func unlined(messages []string) []string {
	out := make([]string, len(messages))
	for i, m := range messages {
		_, rest, found := strings.Cut(m, ": ")
		out[i] = rest
		if !found {
			out[i] = m
		}
	}
	return out
}

// entryFields is the keys of an Entry in YAML.
var entryFields = [...]string{"procedure", "key", "value", "article", "from", "to", "basis", "note"}

// readEntries reads the dated values of a file with the lines they stand in.
func readEntries(file string, nodes []yaml.Node) ([]Entry, error) {
	out := make([]Entry, 0, len(nodes))
	for i := range nodes {
		n := &nodes[i]
		for k := 0; n.Kind == yaml.MappingNode && k < len(n.Content); k += 2 {
			if key := n.Content[k]; !slices.Contains(entryFields[:], key.Value) {
				return nil, fmt.Errorf("law: %s:%d: unknown field %q", file, key.Line, key.Value)
			}
		}
		e := Entry{}
		err := n.Decode(&e)
		if err != nil {
			return nil, fmt.Errorf("law: %s:%d: %w", file, n.Line, err)
		}
		e.File, e.Line = file, n.Line
		out = append(out, e)
	}
	return out, nil
}
