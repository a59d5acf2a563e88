package audit

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"sort"
)

// The limits, in lines. A file or function that outgrows them is two things.
const (
	MaxFile     = 400
	WarnFile    = 250
	MaxFunction = 80
)

// Sizes are the figures that the audit prints beside its gate.
type Sizes struct {
	Files, Functions         int
	FileP50, FileP95         int // lines
	FunctionP50, FunctionP95 int // lines
}

// CheckSizes measures hand-written Go and templ files and the functions of the
// Go ones. A file that does not parse is a finding.
func CheckSizes(files []File) (Sizes, []Finding) {
	var lengths, functions []int
	var findings []Finding
	for _, file := range files {
		if file.Generated || (file.Ext() != ".go" && file.Ext() != ".templ") {
			continue
		}
		n := len(file.Lines())
		lengths = append(lengths, n)
		if n > WarnFile {
			findings = append(findings, Finding{Check: "size", File: file.Path, Warn: n <= MaxFile,
				Text: fmt.Sprintf("%d lines, at most %d (warning from %d)", n, MaxFile, WarnFile+1)})
		}
		if file.Ext() == ".go" {
			lens, found := functionLengths(file)
			functions = append(functions, lens...)
			findings = append(findings, found...)
		}
	}
	return Sizes{
		Files: len(lengths), Functions: len(functions),
		FileP50: percentile(lengths, 50), FileP95: percentile(lengths, 95),
		FunctionP50: percentile(functions, 50), FunctionP95: percentile(functions, 95),
	}, findings
}

func functionLengths(file File) ([]int, []Finding) {
	set := token.NewFileSet()
	parsed, err := parser.ParseFile(set, file.Path, file.Text, parser.SkipObjectResolution)
	if err != nil {
		return nil, []Finding{{Check: "function", File: file.Path, Text: err.Error()}}
	}
	var lengths []int
	var findings []Finding
	for _, decl := range parsed.Decls {
		function, ok := decl.(*ast.FuncDecl)
		if !ok {
			continue
		}
		from := set.Position(function.Pos()).Line
		n := set.Position(function.End()).Line - from + 1
		lengths = append(lengths, n)
		if n > MaxFunction {
			findings = append(findings, Finding{Check: "function", File: file.Path, Line: from,
				Text: fmt.Sprintf("%s has %d lines, at most %d", function.Name.Name, n, MaxFunction)})
		}
	}
	return lengths, findings
}

// percentile is the nearest-rank percentile p of values; 0 when there are none.
func percentile(values []int, p int) int {
	if len(values) == 0 {
		return 0
	}
	sorted := append([]int(nil), values...)
	sort.Ints(sorted)
	rank := (p*len(sorted) + 99) / 100
	return sorted[max(rank, 1)-1]
}
