package law

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
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
	for _, pkg := range []string{"agency", "calendar", "code", "dossier", "identity", "law", "search"} {
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
		if len(a.Tests) == 0 && a.Reason == "" {
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

// used is the names after a point ("r.TermAllowed") in the packages that import
// law, tests apart: what they may be calling.
func used(t *testing.T) map[string]bool {
	t.Helper()
	byFolder, imports := map[string][]string{}, map[string]bool{}
	err := filepath.WalkDir("..", func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "law" || d.Name() == "node_modules" || d.Name() == "tools" || strings.HasPrefix(d.Name(), ".") && d.Name() != "..") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		folder := filepath.Dir(path)
		for _, i := range f.Imports {
			imports[folder] = imports[folder] || i.Path.Value == `"motcua/law"`
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok {
				byFolder[folder] = append(byFolder[folder], s.Sel.Name)
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for folder := range imports {
		for _, name := range byFolder[folder] {
			names[name] = names[name] || imports[folder]
		}
	}
	return names
}

// An article whose rule nobody outside this package asks for is recorded, not
// carried out, and says so.
func TestRecordedIsHonest(t *testing.T) {
	articles, err := Articles()
	if err != nil {
		t.Fatal(err)
	}
	called := used(t)
	for _, a := range articles {
		done := a.Reason != ""
		for _, name := range a.Code {
			rule, own := strings.CutPrefix(name, "law.")
			done = done || !own && !strings.HasPrefix(name, "law:") || own && called[rule[strings.LastIndex(rule, ".")+1:]]
		}
		if !done && !a.Recorded {
			t.Errorf("%s is called carried out, but nothing calls %v", a.Article, a.Code)
		}
		if a.CarriedOut() == (a.Recorded || a.Reason != "") {
			t.Errorf("%s: carried out %t, recorded %t, reason %q", a.Article, a.CarriedOut(), a.Recorded, a.Reason)
		}
	}
}

// NĐ61 has 41 articles and TT01 has 23: each is carried out, recorded, or has a
// reason why not.
func TestNoArticleIsPassedOver(t *testing.T) {
	articles, err := Articles()
	if err != nil {
		t.Fatal(err)
	}
	for instrument, last := range map[string]int{"NĐ61": 41, "TT01": 23} {
		listed := map[string]bool{}
		for _, a := range articles {
			of, rest, _ := strings.Cut(string(a.Article), " ")
			number, _, _ := strings.Cut(rest, " ")
			if of == instrument {
				listed[number] = true
			}
		}
		for n := 1; n <= last; n++ {
			if !listed["Đ"+strconv.Itoa(n)] {
				t.Errorf("%s Đ%d is not listed", instrument, n)
			}
		}
		if len(listed) != last {
			t.Errorf("%s has %d articles, %d are listed", instrument, last, len(listed))
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
