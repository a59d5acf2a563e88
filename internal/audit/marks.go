package audit

import (
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"strings"
)

// mark is a text that must not stand in the source, and why. The words are
// spelled with a class of one letter so that this file does not find itself.
type mark struct {
	pattern *regexp.Regexp
	text    string
	prose   bool // also looked for in documents
}

func marks() []mark {
	return []mark{
		{regexp.MustCompile(`\b(T[O]DO|F[I]XME|X[X]X|H[A]CK)\b`), "a left-over mark: do it or open an issue", false},
		{regexp.MustCompile(`(?i)\bnot [i]mplemented\b`), "what is not there is refused with a fault code", false},
		{regexp.MustCompile(`(^|[\s"'(=])/[w]ork/|(?i)\bthis [w]orkplace\b|\b[s]ubagents?\b`), "names the place where it was written", true},
		{regexp.MustCompile(`(?i)\b[i]ssue #?\d+\b`), "an issue number says nothing to a reader", true},
		{regexp.MustCompile(`(?i)\b(registry|proxy|deb|files|repo1?)\.(\w+\.)?(n[p]mjs|g[o]lang|d[e]bian|p[y]thonhosted|m[a]ven)\.`), "names the host of a package registry", true},
	}
}

// coded are the kinds of files where a mark is meant as a mark.
var coded = []string{".go", ".templ", ".sql", ".sh", ".yaml", ".yml", ".css", ".js", ".mjs", ".ts", "Makefile", "run"}

// CheckMarks finds left-over marks and words that do not belong, calls of panic
// outside Must functions, sleeps outside tools, and clock readings in rules.
// rules are the folders of the rules packages ("calendar", "law", …).
func CheckMarks(files []File, rules []string) []Finding {
	var findings []Finding
	for _, file := range files {
		findings = append(findings, textMarks(file)...)
		if file.Ext() == ".go" && !file.Generated {
			findings = append(findings, callMarks(file, rules)...)
		}
	}
	return findings
}

func textMarks(file File) []Finding {
	var findings []Finding
	document := file.Ext() == ".md" || file.Ext() == ".json"
	if !document && !contains(coded, file.Ext()) {
		return nil
	}
	for i, text := range file.Lines() {
		for _, m := range marks() {
			if document && !m.prose {
				continue
			}
			if found := m.pattern.FindString(text); found != "" {
				findings = append(findings, Finding{Check: "mark", File: file.Path, Line: i + 1,
					Text: strings.TrimSpace(found) + ": " + m.text})
			}
		}
	}
	return findings
}

// callMarks parses a Go file; one that does not parse is reported by the sizes.
func callMarks(file File, rules []string) []Finding {
	set := token.NewFileSet()
	parsed, err := parser.ParseFile(set, file.Path, file.Text, parser.SkipObjectResolution|parser.ParseComments)
	if err != nil {
		return nil
	}
	var findings []Finding
	test := strings.HasSuffix(file.Path, "_test.go")
	reasons := commented(set, parsed)
	for _, decl := range parsed.Decls {
		must := false
		if function, ok := decl.(*ast.FuncDecl); ok {
			must = strings.HasPrefix(strings.ToLower(function.Name.Name), "must")
		}
		ast.Inspect(decl, func(node ast.Node) bool {
			call, ok := node.(*ast.CallExpr)
			if !ok {
				return true
			}
			mayPanic := must || test || reasons[set.Position(call.Pos()).Line]
			if text := forbiddenCall(callName(call), file.Path, mayPanic, rules); text != "" {
				findings = append(findings, Finding{Check: "mark", File: file.Path,
					Line: set.Position(call.Pos()).Line, Text: text})
			}
			return true
		})
	}
	return findings
}

// commented is the lines that carry a comment: a panic there states its reason.
func commented(set *token.FileSet, parsed *ast.File) map[int]bool {
	lines := map[int]bool{}
	for _, group := range parsed.Comments {
		lines[set.Position(group.Pos()).Line] = true
	}
	return lines
}

func forbiddenCall(name, path string, mayPanic bool, rules []string) string {
	top, _, _ := strings.Cut(path, "/")
	switch {
	case name == "panic" && !mayPanic && top != "tools":
		return "panic outside a Must function: return an error, or say on the line why it cannot happen"
	case name == "time.Sleep" && top != "tools":
		return "time.Sleep: wait for the thing itself"
	case (name == "time.Now" || name == "time.Since") && contains(rules, top) && !strings.HasSuffix(path, "_test.go"):
		return name + " in a rules package: take the instant as an argument"
	}
	return ""
}

// callName is "panic" or "time.Sleep"; other shapes of calls have none.
func callName(call *ast.CallExpr) string {
	switch function := call.Fun.(type) {
	case *ast.Ident:
		return function.Name
	case *ast.SelectorExpr:
		if pkg, ok := function.X.(*ast.Ident); ok {
			return pkg.Name + "." + function.Sel.Name
		}
	}
	return ""
}
