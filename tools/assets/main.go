// Command assets bundles the style sheets, fonts and scripts of the pages into
// web/ui/static/dist, each under a name with the hash of its content, and writes
// manifest.json from plain name to hashed name.
//
// Run it at the root of the repository after npm ci: go run ./tools/assets.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

const (
	out  = "web/ui/static/dist"
	keep = "PLACEHOLDER" // keeps go:embed content in a bare clone
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "assets:", err)
		os.Exit(1)
	}
}

func run() error {
	if _, err := os.Stat("node_modules/@fontsource/be-vietnam-pro"); err != nil {
		return fmt.Errorf("the npm packages are missing; run npm ci first: %w", err)
	}
	entries, err := entryPoints()
	if err != nil {
		return err
	}
	if err := clean(); err != nil {
		return err
	}
	result := api.Build(options(entries))
	if len(result.Errors) > 0 {
		return errors.New(strings.Join(api.FormatMessages(result.Errors, api.FormatMessagesOptions{}), ""))
	}
	return writeManifest(result)
}

// entryPoints is the design system's own files and, for a surface that has one,
// web/<surface>/<surface>.css.
func entryPoints() ([]string, error) {
	entries := []string{
		"web/ui/css/ui.css", "web/ui/css/paper.css", "web/ui/js/ui.js", "web/ui/icons/emblem.svg",
	}
	sheets, err := filepath.Glob("web/*/*.css")
	if err != nil {
		return nil, err
	}
	for _, s := range sheets {
		if filepath.Base(s) == filepath.Base(filepath.Dir(s))+".css" {
			entries = append(entries, filepath.ToSlash(s))
		}
	}
	return entries, nil
}

func options(entries []string) api.BuildOptions {
	return api.BuildOptions{
		EntryPoints:       entries,
		Outdir:            out,
		EntryNames:        "[name]-[hash]",
		AssetNames:        "[name]-[hash]",
		Bundle:            true,
		Write:             true,
		Metafile:          true,
		MinifyWhitespace:  true,
		MinifySyntax:      true,
		MinifyIdentifiers: true,
		LegalComments:     api.LegalCommentsNone,
		Target:            api.ES2020,
		Loader:            map[string]api.Loader{".woff2": api.LoaderFile, ".svg": api.LoaderCopy},
		LogLevel:          api.LogLevelWarning,
	}
}

// clean removes what an earlier build left, so that nothing stale is embedded.
func clean() error {
	files, err := os.ReadDir(out)
	if errors.Is(err, fs.ErrNotExist) {
		return os.MkdirAll(out, 0o755)
	}
	if err != nil {
		return err
	}
	for _, f := range files {
		if f.Name() == keep {
			continue
		}
		if err := os.RemoveAll(filepath.Join(out, f.Name())); err != nil {
			return err
		}
	}
	return nil
}

// writeManifest names every built file; the plain name is the hashed one without
// its hash.
func writeManifest(result api.BuildResult) error {
	manifest := map[string]string{}
	for _, f := range result.OutputFiles {
		name := filepath.Base(f.Path)
		manifest[plainName(name)] = name
	}
	b, err := json.MarshalIndent(manifest, "", "  ")
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(out, "manifest.json"), append(b, '\n'), 0o644); err != nil {
		return err
	}
	names := make([]string, 0, len(manifest))
	for name := range manifest {
		names = append(names, name)
	}
	sort.Strings(names)
	fmt.Println("assets:", strings.Join(names, " "))
	return nil
}

// plainName is "ui.css" for "ui-7Q3K2B5X.css".
func plainName(hashed string) string {
	ext := filepath.Ext(hashed)
	stem := strings.TrimSuffix(hashed, ext)
	if at := strings.LastIndexByte(stem, '-'); at > 0 {
		stem = stem[:at]
	}
	return stem + ext
}
