package main

import (
	"io/fs"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"time"
)

// snapshot is when each watched file was last written.
type snapshot map[string]time.Time

// unwatched are folders whose files are written by builds or runs.
var unwatched = []string{"node_modules", "bin", "demo", "dist", "out", "testdata"}

// watched are the kinds of files that change the program.
var watched = []string{".go", ".templ", ".sql", ".yaml", ".json", ".css", ".js", ".ts", ".svg", ".gz", ".tsv"}

// look takes a snapshot of the watched files under root. A file that vanishes
// while it looks is left out.
func look(root string) (snapshot, error) {
	now := snapshot{}
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			if path == root {
				return err
			}
			return nil
		}
		name := entry.Name()
		if entry.IsDir() {
			if path != root && (strings.HasPrefix(name, ".") || slices.Contains(unwatched, name)) {
				return filepath.SkipDir
			}
			return nil
		}
		if !slices.Contains(watched, filepath.Ext(name)) || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		info, err := entry.Info()
		if err == nil {
			now[filepath.ToSlash(path)] = info.ModTime()
		}
		return nil
	})
	return now, err
}

// changed are the files that differ between two snapshots, sorted.
func changed(before, after snapshot) []string {
	var out []string
	for path, at := range after {
		if old, ok := before[path]; !ok || !old.Equal(at) {
			out = append(out, path)
		}
	}
	for path := range before {
		if _, ok := after[path]; !ok {
			out = append(out, path)
		}
	}
	sort.Strings(out)
	return out
}

// steps are the commands that bring the program up to date after files changed,
// each once, in order; the last one builds.
func steps(files []string, binary string) [][]string {
	var out [][]string
	tool := []string{"go", "tool", "-modfile=tools/generators/go.mod"}
	if anyExt(files, ".sql") {
		out = append(out, append(slices.Clone(tool), "sqlc", "generate"))
	}
	for _, file := range files {
		if filepath.Ext(file) == ".templ" {
			out = append(out, append(slices.Clone(tool), "templ", "generate", "-log-level", "warn", "-f", file))
		}
	}
	if anyExt(files, ".css", ".js", ".ts", ".svg") {
		out = append(out, []string{"scripts/assets.sh"})
	}
	// Pages are large once their components are inlined: without inlining, and
	// without symbols to link, the wait for a page is half as long.
	return append(out, []string{"go", "build", "-buildvcs=false", "-gcflags=motcua/...=-l", "-ldflags=-s -w", "-o", binary, "./cmd/motcua"})
}

func anyExt(files []string, exts ...string) bool {
	return slices.ContainsFunc(files, func(file string) bool { return slices.Contains(exts, filepath.Ext(file)) })
}

// generatedFrom reports whether path is written by the steps for files.
func generatedFrom(path string, files []string) bool {
	if strings.HasSuffix(path, ".sql.go") || strings.HasSuffix(path, "sql/models.go") || strings.HasSuffix(path, "sql/db.go") {
		return anyExt(files, ".sql")
	}
	source, ok := strings.CutSuffix(path, "_templ.go")
	return ok && slices.Contains(files, source+".templ")
}
