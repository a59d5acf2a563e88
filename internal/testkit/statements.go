package testkit

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"motcua/internal/store"
)

// Statement is one generated statement, as the program sends it.
type Statement struct {
	Package string // "dossier/dossiersql"
	Name    string
	Text    string // parameters are $1, $2, …
}

var (
	nameLine = regexp.MustCompile(`^-- name: (\w+) :\w+\n`)
	rowLock  = regexp.MustCompile(`\s+FOR UPDATE( SKIP LOCKED)?`)
)

// On is the text as the store sends it to an engine.
func (s Statement) On(engine store.Engine) string {
	if engine == store.SQLite {
		return rowLock.ReplaceAllString(s.Text, "")
	}
	return s.Text
}

// Statements reads the generated statements of every …sql package under root.
func Statements(root string) ([]Statement, error) {
	var out []Statement
	err := EachGoFile(root, func(path string, file *ast.File) {
		pkg := filepath.ToSlash(filepath.Dir(path))
		if !strings.HasSuffix(pkg, "sql") {
			return
		}
		ast.Inspect(file, func(n ast.Node) bool {
			text, ok := Literal(n)
			if m := nameLine.FindStringSubmatch(text); ok && m != nil {
				out = append(out, Statement{Package: pkg, Name: m[1], Text: strings.TrimSpace(text[len(m[0]):])})
			}
			return true
		})
	})
	return out, err
}

// Literal is the text of a string literal.
func Literal(n ast.Node) (string, bool) {
	l, ok := n.(*ast.BasicLit)
	if !ok || l.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(l.Value)
	return text, err == nil
}

// EachGoFile parses the Go files under root that are no tests; path is relative.
func EachGoFile(root string, fn func(path string, file *ast.File)) error {
	return fs.WalkDir(os.DirFS(root), ".", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "node_modules" || d.Name() == "testdata" || d.Name() == ".git"):
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, path), nil, parser.SkipObjectResolution)
		if err == nil {
			fn(path, file)
		}
		return err
	})
}
