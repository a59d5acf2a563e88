package main

import (
	"context"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestTheListIsFresh finds stale entries without running any: each text is there
// once, what comes out can be read as Go, and the tests named exist.
func TestTheListIsFresh(t *testing.T) {
	list, err := load("sabotage.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if len(list) < 40 {
		t.Errorf("only %d mistakes", len(list))
	}
	for _, m := range list {
		files, err := m.mutated("../..")
		if err != nil {
			t.Errorf("%s: %v", m.Name, err)
		}
		for name, text := range files {
			if filepath.Ext(name) != ".go" {
				continue
			}
			_, err := parser.ParseFile(token.NewFileSet(), name, text, parser.SkipObjectResolution)
			if err != nil {
				t.Errorf("%s: %v", m.Name, err)
			}
		}
		for _, c := range m.Tests {
			if !declared(t, filepath.Join("../..", c.In), c.Test) {
				t.Errorf("%s: %s has no %s", m.Name, c.In, c.Test)
			}
		}
	}
}

func declared(t *testing.T, dir, test string) bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), "\nfunc "+test+"(") {
			return true
		}
	}
	return false
}

// module is a program of one function with one test that looks and one that does
// not.
var module = map[string]string{
	"go.mod": "module example.test/m\n\ngo 1.26\n",
	"p/p.go": "package p\n\nimport \"time\"\n\nfunc Sum(a, b int) int { return a + b }\n\nvar Wait time.Duration\n",
	"p/p_test.go": `package p

import (
	"testing"
	"time"
)

func TestSum(t *testing.T) {
	time.Sleep(Wait)
	if Sum(2, 3) != 5 {
		t.Fatal("wrong")
	}
}

func TestNothing(t *testing.T) { Sum(2, 3) }

func TestBroken(t *testing.T) { t.Fatal("always") }

func TestEngines(t *testing.T) {
	t.Run("sqlite", TestSum)
	t.Run("postgres", TestNothing)
}
`,
}

// Each way in which a mistake may end is told apart from the others.
func TestAMistakeIsCaughtOrNot(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles nine small programs")
	}
	root := t.TempDir()
	for name, text := range module {
		path := filepath.Join(root, filepath.FromSlash(name))
		err := os.MkdirAll(filepath.Dir(path), 0o700)
		if err == nil {
			err = os.WriteFile(path, []byte(text), 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	b := bench{root: root, temp: t.TempDir(), timeout: 5 * time.Second}
	edit := func(old, new string) Edit { return Edit{File: "p/p.go", Old: old, New: new} }
	for _, c := range []struct {
		name, says string
		edit       Edit
		catch      Catch
	}{
		{"caught", "", edit("a + b", "a - b"), Catch{"./p", "TestSum", nil}},
		{"caught on one engine", "", edit("a + b", "a - b"), Catch{"./p", "TestEngines", []string{"sqlite"}}},
		{"survives on the other", "SURVIVED: TestEngines/postgres", edit("a + b", "a - b"), Catch{"./p", "TestEngines", []string{"sqlite", "postgres"}}},
		{"survives a test that does not look", "SURVIVED: TestNothing", edit("a + b", "a - b"), Catch{"./p", "TestNothing", nil}},
		{"no such test", "SURVIVED: TestAbsent", edit("a + b", "a - b"), Catch{"./p", "TestAbsent", nil}},
		{"not Go any more", "does not compile", edit("a + b", "a +"), Catch{"./p", "TestSum", nil}},
		{"hangs", "hangs", edit("Wait time.Duration", "Wait = time.Hour"), Catch{"./p", "TestSum", nil}},
		{"stale", "stale", edit("a * b", "a - b"), Catch{"./p", "TestSum", nil}},
		{"ambiguous", "stale", edit("int", "uint"), Catch{"./p", "TestSum", nil}},
	} {
		err := b.try(context.Background(), Mistake{Name: c.name, Edit: c.edit, Tests: []Catch{c.catch}})
		if (err == nil) != (c.says == "") || err != nil && !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	if err := b.sound(context.Background(), "./p", []Catch{{"./p", "TestSum", nil}, {"./p", "TestEngines", []string{"sqlite"}}}); err != nil {
		t.Errorf("sound tests: %v", err)
	}
	if b.sound(context.Background(), "./p", []Catch{{"./p", "TestBroken", nil}}) == nil {
		t.Error("a test that fails anyway is taken for proof")
	}
	text, err := os.ReadFile(filepath.Join(root, "p/p.go"))
	if err != nil || string(text) != module["p/p.go"] {
		t.Errorf("the sources were touched: %q, %v", text, err)
	}
}
