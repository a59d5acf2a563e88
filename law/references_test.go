package law

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// declared is every function and method of a package, tests too, as pkg.Func or
// pkg.Type.Method.
func declared(t *testing.T, pkg string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", pkg, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, text, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok {
				names = append(names, pkg+"."+receiver(fn)+fn.Name.Name)
			}
		}
	}
	return names
}

func receiver(fn *ast.FuncDecl) string {
	if fn.Recv == nil {
		return ""
	}
	of := fn.Recv.List[0].Type
	if star, ok := of.(*ast.StarExpr); ok {
		of = star.X
	}
	return of.(*ast.Ident).Name + "."
}

// Code and tests that articles.yaml points to exist, and every value is pointed to.
func TestArticlesPointToWhatExists(t *testing.T) {
	var known []string
	for _, pkg := range []string{"calendar", "code", "dossier", "law"} {
		known = append(known, declared(t, pkg)...)
	}
	for _, b := range append(national(), sectoral()...) {
		known = append(known, "law:"+b.key)
	}
	articles, err := Articles()
	if err != nil {
		t.Fatal(err)
	}
	var cited []string
	for _, a := range articles {
		if len(a.Tests) == 0 {
			t.Errorf("%s has no test", a.Article)
		}
		for _, name := range append(slices.Clone(a.Code), a.Tests...) {
			if !slices.Contains(known, name) {
				t.Errorf("%s points to %s, which does not exist", a.Article, name)
			}
		}
		cited = append(cited, a.Code...)
	}
	for _, name := range known {
		if strings.HasPrefix(name, "law:") && !slices.Contains(cited, name) {
			t.Errorf("no article points to the value %s", name)
		}
	}
}

func TestEveryInstrumentIsCited(t *testing.T) {
	instruments, err := Instruments()
	if err != nil {
		t.Fatal(err)
	}
	articles, err := Articles()
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range instruments {
		used := slices.ContainsFunc(articles, func(p Provision) bool { return p.Article.Instrument() == i.ID })
		if !used || i.Number == "" || i.Vi == "" || i.En == "" || !i.From.Valid() {
			t.Errorf("%+v is not used or not complete", i)
		}
	}
}
