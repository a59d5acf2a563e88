// Package audit holds the checks of `make audit`: sizes, duplicates, licences,
// left-over marks, and the search for a planted personal number. Each check is a
// function from a tree of files to findings, so that a test can plant an offence.
package audit

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
)

// Finding is one offence against one check.
type Finding struct {
	Check string // "size", "function", "duplicate", "licence", "mark", "number"
	File  string // slash-separated, relative to the root of the tree
	Line  int    // from 1; 0 when the whole file is meant
	Text  string // what is wrong, in words for a developer
	Warn  bool   // printed, but the gate stays open
}

// String is "file:line: check: text", which editors can jump to.
func (f Finding) String() string {
	place := f.File
	if f.Line > 0 {
		place = fmt.Sprintf("%s:%d", f.File, f.Line)
	}
	level := ""
	if f.Warn {
		level = " (warning)"
	}
	return fmt.Sprintf("%s: %s%s: %s", place, f.Check, level, f.Text)
}

// File is one text file of the tree.
type File struct {
	Path      string // slash-separated, relative to the root
	Text      string
	Generated bool // carries Go's "Code generated … DO NOT EDIT." line
}

// Lines is the text cut at line ends, without a last empty line.
func (f File) Lines() []string {
	return strings.Split(strings.TrimSuffix(f.Text, "\n"), "\n")
}

// Ext is the extension with its dot, or the base name of a file that has none.
func (f File) Ext() string {
	if ext := filepath.Ext(f.Path); ext != "" {
		return ext
	}
	return filepath.Base(f.Path)
}

// skipped are folders that are no part of the source.
var skipped = []string{".git", "node_modules", "bin", "demo", "docs/walk/out", "bench/tmp", "bench/results", "web/ui/static/dist"}

// read are the extensions whose files are read; data and pictures are not.
var read = []string{".go", ".templ", ".sql", ".sh", ".yaml", ".yml", ".css", ".js", ".mjs", ".ts", ".json", ".md", ".html", ".mod", ".tsv", "Makefile", "run"}

var generated = regexp.MustCompile(`(?m)^(//|--) Code generated .* DO NOT EDIT\.?$`)

// Load reads the text files under root, sorted by path.
func Load(root string) ([]File, error) {
	var files []File
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		if entry.IsDir() {
			if contains(skipped, rel) || entry.Name() == "node_modules" {
				return filepath.SkipDir
			}
			return nil
		}
		file := File{Path: rel}
		if !entry.Type().IsRegular() || !contains(read, file.Ext()) {
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		files = append(files, NewFile(rel, string(text)))
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("audit: reading %s: %w", root, err)
	}
	sort.Slice(files, func(i, j int) bool { return files[i].Path < files[j].Path })
	return files, nil
}

// NewFile is a file with its Generated mark set from its text.
func NewFile(path, text string) File {
	head := text[:min(len(text), 2000)]
	return File{Path: path, Text: text, Generated: strings.HasSuffix(path, "_templ.go") || generated.MatchString(head)}
}

func contains(list []string, s string) bool {
	for _, item := range list {
		if item == s {
			return true
		}
	}
	return false
}
