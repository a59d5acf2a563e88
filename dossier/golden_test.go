package dossier

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"motcua/internal/event"
)

var update = flag.Bool("update", false, "create golden files that are missing; one that exists is never rewritten")

const goldenFolder = "testdata/events"

// golden is a stored event as it was once written: the promise that it is read
// for ever.
type golden struct {
	Payload json.RawMessage `json:"payload"`
	Person  json.RawMessage `json:"person,omitempty"`
}

func (v version) file() string { return fmt.Sprintf("%s.v%d.json", v.kind, v.n) }

// newest is the highest version of a kind.
func newest(kind event.Kind) int {
	n := 0
	for v := range shapes {
		if v.kind == kind {
			n = max(n, v.n)
		}
	}
	return n
}

func readGolden(t *testing.T, v version) golden {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(goldenFolder, v.file()))
	if err != nil {
		t.Fatalf("%v (create it with: go test ./dossier -run Golden -update)", err)
	}
	var g golden
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	err = d.Decode(&g)
	if err != nil {
		t.Fatalf("%s: %v", v.file(), err)
	}
	return g
}

// createGolden writes a golden file that is not there yet.
func createGolden(folder string, v version, s sample) error {
	var g golden
	var err error
	g.Payload, err = json.Marshal(s.body)
	if err != nil {
		return err
	}
	if s.person != nil {
		g.Person, err = json.Marshal(s.person)
		if err != nil {
			return err
		}
	}
	text, err := json.MarshalIndent(g, "", "  ")
	if err != nil {
		return err
	}
	file, err := os.OpenFile(filepath.Join(folder, v.file()), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = file.Write(append(text, '\n'))
	return errors.Join(err, file.Close())
}

// Every version ever written is read for ever, and the newest is written as it
// always was: what a stored event says must not change with the program.
func TestGoldenEvents(t *testing.T) {
	for v, s := range shapes {
		t.Run(strings.TrimSuffix(v.file(), ".json"), func(t *testing.T) {
			if *update && v.n == newest(v.kind) {
				err := createGolden(goldenFolder, v, samples()[v.kind])
				if err != nil && !errors.Is(err, fs.ErrExist) {
					t.Fatal(err)
				}
			}
			g := readGolden(t, v)
			f, err := Decode(event.Record{Kind: v.kind, Version: v.n, Payload: g.Payload}, nil)
			if err != nil {
				t.Fatal(err)
			}
			if (s.person == nil) != (g.Person == nil) {
				t.Fatalf("shape has a person part: %t, golden has one: %t", s.person != nil, g.Person != nil)
			}
			if s.person != nil {
				f.Person, err = s.person(g.Person)
				if err != nil {
					t.Fatal(err)
				}
			}
			if v.n == newest(v.kind) {
				frozen(t, v, g, f)
			}
		})
	}
}

// frozen holds the newest shape to its golden: the same bytes, and no field that
// the golden leaves out, as one added with omitempty would be.
func frozen(t *testing.T, v version, g golden, f Fact) {
	t.Helper()
	want := samples()[v.kind]
	for _, part := range []struct {
		name      string
		raw       json.RawMessage
		got, want any
	}{{"payload", g.Payload, f.Body, want.body}, {"person", g.Person, f.Person, want.person}} {
		if part.raw == nil {
			continue
		}
		if !reflect.DeepEqual(part.got, part.want) {
			t.Errorf("%s decodes to\n  %+v\nwant\n  %+v", part.name, part.got, part.want)
		}
		var once bytes.Buffer
		err := json.Compact(&once, part.raw)
		if err != nil {
			t.Fatal(err)
		}
		again, err := json.Marshal(part.got)
		if err != nil || !bytes.Equal(once.Bytes(), again) {
			t.Errorf("%s is now written as\n  %s\nand was\n  %s (%v)", part.name, again, once.Bytes(), err)
		}
		for _, path := range unset(part.got) {
			t.Errorf("%s: the golden says nothing of %s: a new field is a new version", part.name, path)
		}
	}
}

func TestGoldenFilesAllHaveAShape(t *testing.T) {
	known := map[string]bool{}
	for v := range shapes {
		known[v.file()] = true
	}
	files, err := os.ReadDir(goldenFolder)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !known[f.Name()] {
			t.Errorf("%s: no shape reads it any more", f.Name())
		}
	}
	for kind := range samples() {
		if newest(kind) == 0 {
			t.Errorf("%s has a sample and no shape", kind)
		}
	}
}

// A field this program does not know, at any depth, was written by a newer one.
func TestDecodeRefusesUnknownFields(t *testing.T) {
	for v, s := range shapes {
		g := readGolden(t, v)
		parts := []struct {
			decode func([]byte) (any, error)
			raw    []byte
		}{{s.body, g.Payload}, {s.person, g.Person}}
		for _, p := range parts {
			if p.decode == nil {
				continue
			}
			for i, c := range p.raw {
				if c != '{' {
					continue
				}
				more := bytes.Join([][]byte{p.raw[:i+1], []byte(`"newer": 1`), p.raw[i+1:]}, nil)
				if next := bytes.TrimLeft(p.raw[i+1:], " \n"); next[0] != '}' {
					more = bytes.Join([][]byte{p.raw[:i+1], []byte(`"newer": 1,`), p.raw[i+1:]}, nil)
				}
				if _, err := p.decode(more); err == nil {
					t.Errorf("%s: an unknown field passes at byte %d", v.file(), i)
				}
			}
		}
	}
}

// Text behind the end is not part of the event that was hashed as one.
func TestDecodeRefusesTextBehindTheEnd(t *testing.T) {
	for v, s := range shapes {
		g := readGolden(t, v)
		for _, more := range []string{"{}", "x", "]"} {
			_, err := s.body(append(bytes.Clone(g.Payload), more...))
			if err == nil {
				t.Errorf("%s: %q behind the payload passes", v.file(), more)
			}
		}
	}
}

func TestDecodeRefusesUnknownVersions(t *testing.T) {
	for v := range shapes {
		for _, n := range []int{0, newest(v.kind) + 1} {
			_, err := Decode(event.Record{Kind: v.kind, Version: n, Payload: []byte("{}")}, nil)
			if err == nil {
				t.Errorf("%s version %d passes", v.kind, n)
			}
		}
	}
}

func TestGoldenIsNeverRewritten(t *testing.T) {
	folder, v := t.TempDir(), version{KindRefused, 1}
	name := filepath.Join(folder, v.file())
	err := os.WriteFile(name, []byte("as it was"), 0o644)
	if err != nil {
		t.Fatal(err)
	}
	err = createGolden(folder, v, samples()[v.kind])
	text, readErr := os.ReadFile(name)
	if !errors.Is(err, fs.ErrExist) || readErr != nil || string(text) != "as it was" {
		t.Errorf("rewritten to %q (%v, %v)", text, err, readErr)
	}
}
