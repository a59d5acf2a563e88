// Command explainindex writes internal/explain/index.json and docs/LAW-MAP.md from
// the source: where each fault code is used, and where each article of law is
// marked by a comment `// law: NĐ61 Đ18 k2`. `make verify` compares.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	err := run(".")
	if err != nil {
		fmt.Fprintln(os.Stderr, "explainindex:", err)
		os.Exit(1)
	}
}

func run(root string) error {
	codes, err := os.ReadFile(filepath.Join(root, codesFile))
	if err != nil {
		return err
	}
	names, err := faultNames(string(codes))
	if err != nil {
		return err
	}
	faults, articles, err := scanTree(root, names)
	if err != nil {
		return err
	}
	listed, err := readArticles(filepath.Join(root, articlesFile))
	if err != nil {
		return err
	}
	entries := index(names, faults, articles, listed)
	text, err := encode(entries)
	if err != nil {
		return err
	}
	err = os.WriteFile(filepath.Join(root, "internal/explain/index.json"), text, 0o644)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(root, "docs/LAW-MAP.md"), []byte(lawMap(entries, listed)), 0o644)
}

// scanTree reads the hand-written Go and templ files under root.
func scanTree(root string, names map[string]string) (faults, articles []found, err error) {
	err = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		if entry.IsDir() {
			if rel != "." && (strings.HasPrefix(entry.Name(), ".") || entry.Name() == "node_modules") || rel == "bin" || rel == "demo" || rel == "tools" {
				return filepath.SkipDir
			}
			return nil
		}
		if ext := filepath.Ext(rel); (ext != ".go" && ext != ".templ") || strings.HasSuffix(rel, "_templ.go") {
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if filepath.Ext(rel) == ".templ" {
			faults = append(faults, scanTempl(rel, string(text), names)...)
			return nil
		}
		used, marked, err := scanGo(rel, string(text), names)
		faults, articles = append(faults, used...), append(articles, marked...)
		return err
	})
	return faults, articles, err
}

// encode is indented JSON with the letters of articles as they are.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(v)
	return b.Bytes(), err
}

// ignoreMissing makes an absent file an empty one.
func ignoreMissing(text []byte, err error) ([]byte, error) {
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	return text, err
}
