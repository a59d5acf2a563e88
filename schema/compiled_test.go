package schema_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// What runs is the constants that are compiled, so the rule is held against them
// too: a statement that was changed in the generated file alone is found.
func TestEveryCompiledStatementNamesTheAuthority(t *testing.T) {
	all, written := compiled(t), statements(t)
	if len(all) != len(written) {
		t.Errorf("%d statements are compiled, %d are written", len(all), len(written))
	}
	for _, s := range all {
		if _, ok := crossing[s.name]; ok {
			continue
		}
		if complaint := untenanted(s.text); complaint != "" {
			t.Errorf("%s: %s: %s\n  %s", s.file, s.name, complaint, s.text)
		}
	}
}

// compiled are the statements in the constants of every …sql/*.sql.go file.
func compiled(t *testing.T) []statement {
	t.Helper()
	root, replaced := os.DirFS(".."), overlay(t)
	var out []statement
	err := fs.WalkDir(root, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node_modules" || d.Name() == ".git") {
			return fs.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(p, ".sql.go") || !strings.HasSuffix(path.Dir(p), "sql") {
			return nil
		}
		file, err := filepath.Abs(filepath.Join("..", filepath.FromSlash(p)))
		if err != nil {
			return err
		}
		if other, ok := replaced[file]; ok {
			file = other
		}
		found, err := constants(file)
		for _, text := range found {
			out = append(out, split(p, strings.TrimSpace(text)+";")...)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// constants are the texts of a file's constants that hold a named statement.
func constants(file string) ([]string, error) {
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	var out []string
	ast.Inspect(parsed, func(n ast.Node) bool {
		literal, ok := n.(*ast.BasicLit)
		if !ok || literal.Kind != token.STRING {
			return true
		}
		text, unquoted := strconv.Unquote(literal.Value)
		if unquoted == nil && named.MatchString(text) {
			out = append(out, text)
		}
		return true
	})
	return out, nil
}

// overlay is which files stand in for others in this build (go test -overlay);
// tools/sabotage says it in MOTCUA_OVERLAY, for nothing else can.
func overlay(t *testing.T) map[string]string {
	t.Helper()
	name := os.Getenv("MOTCUA_OVERLAY")
	if name == "" {
		return nil
	}
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var o struct{ Replace map[string]string }
	err = json.Unmarshal(text, &o)
	if err != nil {
		t.Fatal(err)
	}
	return o.Replace
}
