package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"gopkg.in/yaml.v3"
)

// Mistake is one deliberate mistake and the tests that must notice it.
type Mistake struct {
	Name  string `yaml:"name"`
	Edit  `yaml:",inline"`
	Also  []Edit  `yaml:"also"`   // further edits that the mistake needs
	Tests []Catch `yaml:"caught"` // each of them must fail
}

// Edit replaces Old, which must occur exactly once in File, by New.
type Edit struct {
	File string `yaml:"file"` // from the root of the repository, with slashes
	Old  string `yaml:"old"`
	New  string `yaml:"new"`
}

// Catch is a test that must fail. On names the engines whose subtests must; none
// when the test has no such subtests.
type Catch struct {
	In   string   `yaml:"in"` // package: ./dossier
	Test string   `yaml:"test"`
	On   []string `yaml:"on"`
}

// names are the tests, subtests included, that Catch speaks of.
func (c Catch) names() []string {
	if len(c.On) == 0 {
		return []string{c.Test}
	}
	var out []string
	for _, engine := range c.On {
		out = append(out, c.Test+"/"+engine)
	}
	return out
}

// load reads the list and refuses one that is not well formed.
func load(path string) ([]Mistake, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var list []Mistake
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	err = decoder.Decode(&list)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	seen := map[string]bool{}
	var errs []error
	for _, m := range list {
		if seen[m.Name] {
			errs = append(errs, fmt.Errorf("%q stands twice", m.Name))
		}
		seen[m.Name] = true
		errs = append(errs, m.check())
	}
	return list, errors.Join(errs...)
}

var testName = regexp.MustCompile(`^Test\w+$`)

// check says what an entry lacks.
func (m Mistake) check() error {
	complain := func(what string) error { return fmt.Errorf("%q: %s", m.Name, what) }
	switch {
	case m.Name == "":
		return complain("no name")
	case len(m.Tests) == 0:
		return complain("no test that must fail")
	}
	for _, e := range m.edits() {
		if e.File == "" || e.Old == "" || e.Old == e.New {
			return complain("an edit that changes nothing")
		}
	}
	for _, c := range m.Tests {
		if !strings.HasPrefix(c.In, "./") || !testName.MatchString(c.Test) {
			return complain("caught names no package or no test")
		}
		for _, engine := range c.On {
			if engine != "sqlite" && engine != "postgres" {
				return complain("unknown engine " + engine)
			}
		}
	}
	return nil
}

func (m Mistake) edits() []Edit { return append([]Edit{m.Edit}, m.Also...) }

// mutated is the files of m as they are with the mistake, by path from root.
// A text that is not there, or more than once, makes the entry stale.
func (m Mistake) mutated(root string) (map[string][]byte, error) {
	out := map[string][]byte{}
	for _, e := range m.edits() {
		text, begun := out[e.File]
		if !begun {
			var err error
			text, err = os.ReadFile(filepath.Join(root, filepath.FromSlash(e.File)))
			if err != nil {
				return nil, fmt.Errorf("stale: %w", err)
			}
		}
		if n := bytes.Count(text, []byte(e.Old)); n != 1 {
			return nil, fmt.Errorf("stale: %s holds the text %d times, want once: %q", e.File, n, e.Old)
		}
		out[e.File] = bytes.Replace(text, []byte(e.Old), []byte(e.New), 1)
	}
	return out, nil
}
