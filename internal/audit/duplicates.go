package audit

import (
	"fmt"
	"strings"
)

// MinDuplicate is the number of equal normalised lines in two places that is a
// finding.
const MinDuplicate = 12

// line is one line that counts, with its place in the file.
type line struct {
	text string
	no   int
}

// place is the start of a window of MinDuplicate lines.
type place struct{ file, index int }

// CheckDuplicates finds runs of at least MinDuplicate equal lines in hand-written
// Go and templ files. Blank lines, comments and imports do not count, nor does
// white space.
func CheckDuplicates(files []File) []Finding {
	var findings []Finding
	var sources []File
	var lines [][]line
	first := map[string]place{}
	for _, file := range files {
		if file.Generated || (file.Ext() != ".go" && file.Ext() != ".templ") {
			continue
		}
		sources = append(sources, file)
		lines = append(lines, normalise(file))
		at := len(lines) - 1
		for i := 0; i+MinDuplicate <= len(lines[at]); {
			key := window(lines[at], i)
			seen, ok := first[key]
			if !ok || (seen.file == at && seen.index+MinDuplicate > i) {
				if !ok {
					first[key] = place{at, i}
				}
				i++
				continue
			}
			n := runLength(lines[seen.file], seen.index, lines[at], i)
			findings = append(findings, Finding{Check: "duplicate", File: file.Path, Line: lines[at][i].no,
				Text: fmt.Sprintf("%d lines as in %s:%d", n, sources[seen.file].Path, lines[seen.file][seen.index].no)})
			i += n
		}
	}
	return findings
}

func window(lines []line, i int) string {
	var b strings.Builder
	for _, l := range lines[i : i+MinDuplicate] {
		b.WriteString(l.text)
		b.WriteByte('\n')
	}
	return b.String()
}

func runLength(a []line, i int, b []line, j int) int {
	n := 0
	for i+n < len(a) && j+n < len(b) && a[i+n].text == b[j+n].text {
		n++
	}
	return n
}

// normalise keeps the lines that say something, white space folded.
func normalise(file File) []line {
	var out []line
	imports := false
	for i, raw := range file.Lines() {
		text := strings.Join(strings.Fields(raw), " ")
		switch {
		case text == "import (":
			imports = true
		case imports:
			imports = text != ")"
		case text == "" || strings.HasPrefix(text, "//"):
		case strings.HasPrefix(text, "import ") || strings.HasPrefix(text, "package "):
		default:
			out = append(out, line{text, i + 1})
		}
	}
	return out
}
