package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"strconv"
	"strings"
)

// codesFile declares the fault codes.
const codesFile = "internal/fault/codes.go"

// faultNames reads the constants of type Code: constant name to code.
func faultNames(text string) (map[string]string, error) {
	parsed, err := parser.ParseFile(token.NewFileSet(), codesFile, text, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	ast.Inspect(parsed, func(node ast.Node) bool {
		spec, ok := node.(*ast.ValueSpec)
		if !ok || len(spec.Names) != 1 || len(spec.Values) != 1 {
			return true
		}
		typ, ok := spec.Type.(*ast.Ident)
		value, isText := spec.Values[0].(*ast.BasicLit)
		if ok && typ.Name == "Code" && isText {
			code, err := strconv.Unquote(value.Value)
			if err == nil {
				names[spec.Names[0].Name] = code
			}
		}
		return true
	})
	return names, nil
}

// found is one place where a code is used or an article is marked.
type found struct {
	code string // fault code or article
	at   string // "file" or "file#Declaration"
	test bool
}

// scanGo finds the uses of fault codes and the `// law:` marks of a Go file. A use
// counts in package fault without and elsewhere with its qualifier.
func scanGo(path, text string, names map[string]string) (faults, articles []found, err error) {
	set := token.NewFileSet()
	parsed, err := parser.ParseFile(set, path, text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, nil, err
	}
	test := strings.HasSuffix(path, "_test.go")
	for _, decl := range parsed.Decls {
		at := place(path, decl, test)
		ast.Inspect(decl, func(node ast.Node) bool {
			if name := faultName(node, parsed.Name.Name); names[name] != "" && path != codesFile {
				faults = append(faults, found{names[name], at, test})
			}
			return true
		})
	}
	for _, group := range parsed.Comments {
		for _, comment := range group.List {
			marked, err := articlesOf(comment.Text)
			if err != nil {
				return nil, nil, fmt.Errorf("%s: %w", set.Position(comment.Pos()), err)
			}
			at := placeAt(path, parsed, group, test)
			for _, article := range marked {
				articles = append(articles, found{article, at, test})
			}
		}
	}
	return faults, articles, nil
}

// faultName is the constant that node names, "" when it names none.
func faultName(node ast.Node, pkg string) string {
	switch n := node.(type) {
	case *ast.SelectorExpr:
		if x, ok := n.X.(*ast.Ident); ok && x.Name == "fault" {
			return n.Sel.Name
		}
	case *ast.Ident:
		if strings.TrimSuffix(pkg, "_test") == "fault" {
			return n.Name
		}
	}
	return ""
}

// place names the function of a test, and only the file of other code: a moved
// function must not make the index stale.
func place(path string, decl ast.Decl, test bool) string {
	if name := declared(decl); test && name != "" {
		return path + "#" + name
	}
	return path
}

// placeAt is the declaration a comment stands in or above.
func placeAt(path string, file *ast.File, comment *ast.CommentGroup, test bool) string {
	for _, decl := range file.Decls {
		from := decl.Pos()
		if doc := docOf(decl); doc != nil {
			from = doc.Pos()
		}
		if from <= comment.Pos() && comment.Pos() <= decl.End() {
			if name := declared(decl); name != "" {
				return path + "#" + name
			}
		}
	}
	return path
}

func docOf(decl ast.Decl) *ast.CommentGroup {
	switch d := decl.(type) {
	case *ast.FuncDecl:
		return d.Doc
	case *ast.GenDecl:
		return d.Doc
	}
	return nil
}

// declared is the name of a function, method ("Type.Method") or single type,
// constant or variable.
func declared(decl ast.Decl) string {
	switch d := decl.(type) {
	case *ast.FuncDecl:
		if d.Recv != nil && len(d.Recv.List) == 1 {
			return receiver(d.Recv.List[0].Type) + "." + d.Name.Name
		}
		return d.Name.Name
	case *ast.GenDecl:
		if len(d.Specs) != 1 {
			return ""
		}
		switch spec := d.Specs[0].(type) {
		case *ast.TypeSpec:
			return spec.Name.Name
		case *ast.ValueSpec:
			return spec.Names[0].Name
		}
	}
	return ""
}

func receiver(expr ast.Expr) string {
	switch e := expr.(type) {
	case *ast.StarExpr:
		return receiver(e.X)
	case *ast.IndexExpr:
		return receiver(e.X)
	case *ast.Ident:
		return e.Name
	}
	return ""
}

// faultUse finds qualified codes in a page or a policy file that is no Go.
var faultUse = regexp.MustCompile(`\bfault\.(Code\w+)`)

func scanTempl(path, text string, names map[string]string) []found {
	var out []found
	for _, m := range faultUse.FindAllStringSubmatch(text, -1) {
		if code := names[m[1]]; code != "" {
			out = append(out, found{code: code, at: path})
		}
	}
	return out
}

// notation is how an article is written: instrument, then article (Đ), form (Mẫu),
// annex (PL) or procedure code, then clause and point: "NĐ61 Đ18 k2", "TT01 Mẫu 01",
// "QĐ163 1.001193".
var notation = regexp.MustCompile(`^\p{Lu}[\p{L}\d./-]* (Đ\d+\p{Ll}?|Mẫu \d+|PL ?[\dIVX]*|\d\.\d{6})( [\p{L}\d.–-]+)*$`)

// remark is what a mark may add in brackets: "NĐ61 Đ19 k4 (unless sector law …)".
var remark = regexp.MustCompile(`\([^()]*\)`)

// articlesOf reads the articles of a mark "// law: NĐ61 Đ18 k2, NĐ61 Đ19 k4"; no
// mark gives none, a mark in another notation an error.
func articlesOf(comment string) ([]string, error) {
	text, ok := strings.CutPrefix(comment, "// law: ")
	if !ok {
		return nil, nil
	}
	var out []string
	for _, part := range strings.FieldsFunc(remark.ReplaceAllString(text, ""), func(r rune) bool { return r == ',' || r == ';' }) {
		article := strings.Join(strings.Fields(part), " ")
		if !notation.MatchString(article) {
			return nil, fmt.Errorf("article %q is not of the form \"NĐ61 Đ18 k2\"", article)
		}
		out = append(out, article)
	}
	return out, nil
}
