package schema_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"slices"
	"strings"
	"testing"

	"motcua/internal/testkit"
)

// byHand are the statements that stand in Go itself, each with the reason why it
// needs no plan. All others are in …sql/*.sql, where every statement is explained.
var byHand = map[string]string{
	"app/web.go SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS bigint)":       "asks PostgreSQL for its clock",
	"internal/store/migrate.go SELECT max(version_id) FROM goose_db_version WHERE is_applied": "a row per migration",
	"internal/testkit/testkit.go DROP DATABASE IF EXISTS ":                                    "tests make databases",
	"internal/testkit/testkit.go  WITH (FORCE)":                                               "tests make databases",
	"internal/testkit/testkit.go CREATE DATABASE ":                                            "tests make databases",
}

var (
	sqlText = regexp.MustCompile(`^\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|WITH|CREATE|DROP|ALTER|TRUNCATE|REPLACE INTO|MERGE INTO|VACUUM|LOCK TABLE)\s+\S`)
	asking  = []string{"QueryContext", "QueryRowContext", "ExecContext", "PrepareContext", "Query", "QueryRow", "Exec", "Prepare"}
)

// texts finds what looks like SQL in a file, and where SQL is sent that stands not
// there ("?").
func texts(file *ast.File) (out []string) {
	ast.Inspect(file, func(n ast.Node) bool {
		if text, ok := testkit.Literal(n); ok && sqlText.MatchString(text) {
			out = append(out, text)
		}
		if call, ok := n.(*ast.CallExpr); ok && unread(call) {
			out = append(out, "?")
		}
		return true
	})
	return out
}

// unread reports whether a call asks a database with a text that is put together
// elsewhere.
func unread(call *ast.CallExpr) bool {
	method, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || !slices.Contains(asking, method.Sel.Name) {
		return false
	}
	at := 0
	if strings.HasSuffix(method.Sel.Name, "Context") {
		at = 1
	}
	if len(call.Args) <= at { // url.URL.Query()
		return false
	}
	if sum, ok := call.Args[at].(*ast.BinaryExpr); ok { // "DROP DATABASE " + name is seen by its beginning
		_, literal := testkit.Literal(sum.X)
		return !literal
	}
	_, literal := testkit.Literal(call.Args[at])
	return !literal
}

// No statement hides in Go: it would be neither held to the authority nor
// explained.
func TestStatementsByHand(t *testing.T) {
	seen, files := map[string]bool{}, 0
	err := testkit.EachGoFile("..", func(path string, file *ast.File) {
		folder := path[:max(0, strings.LastIndex(path, "/"))]
		if strings.HasSuffix(folder, "sql") || path[:min(6, len(path))] == "bench/" {
			return // generated; measuring is no part of the product
		}
		files++
		for _, text := range texts(file) {
			name := path + " " + text
			seen[name] = true
			if text == "?" && folder == "internal/store" {
				continue // it hands on what it is given
			}
			if byHand[name] == "" {
				t.Errorf("%s: a statement by hand: put it into …sql/*.sql", name)
			}
		}
	})
	if err != nil || files < 200 {
		t.Fatalf("%d files, %v", files, err)
	}
	for name := range byHand {
		if !seen[name] {
			t.Errorf("excused for nothing: %s", name)
		}
	}
}

func TestByHandRuleSees(t *testing.T) {
	for source, want := range map[string]string{
		"db.QueryContext(ctx, `SELECT 1 FROM job`)":         "SELECT 1 FROM job",
		"tx.ExecContext(ctx, \"\\n UPDATE job SET a = 1\")": "\n UPDATE job SET a = 1",
		"const q = \"DELETE FROM job\"; db.Exec(q)":         "DELETE FROM job",
		"db.QueryRowContext(ctx, build(table))":             "?",
		"r.URL.Query().Get(\"x\")":                          "",
		"show(\"Select a procedure\")":                      "",
	} {
		got := texts(parse(t, "package x\nfunc f() { "+source+" }"))
		if want == "" && len(got) > 0 || want != "" && !slices.Contains(got, want) {
			t.Errorf("%s: %q, want %q", source, got, want)
		}
	}
}

func parse(t *testing.T, source string) *ast.File {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "x.go", source, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	return file
}
