// Package i18ntest checks a package's words: both languages complete, every key
// in code known, none left over.
package i18ntest

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strings"
	"testing"

	"motcua/internal/i18n"
)

// In says where the words are used.
type In struct {
	// Dirs holds the .go and .templ files to read, without sub-folders; test
	// files and generated templ output are skipped.
	Dirs []string
	// Dynamic are prefixes of keys that code puts together at run time, such as
	// "fault."; keys below them count as used.
	Dynamic []string
	// Shared are the words of other packages whose keys the code may use too.
	Shared []fs.FS
}

// Check fails t for each key that one language lacks, each text that is empty,
// each placeholder that only one language has, each key used in code that no
// words exist for, and each key no code uses.
func Check(t testing.TB, words fs.FS, in In) {
	t.Helper()
	for _, p := range problems(words, in) {
		t.Error(p)
	}
}

func problems(words fs.FS, in In) []string {
	own, err := i18n.Load(words)
	if err != nil {
		return []string{err.Error()}
	}
	all := own
	if len(in.Shared) > 0 {
		if all, err = i18n.Load(append([]fs.FS{words}, in.Shared...)...); err != nil {
			return []string{err.Error()}
		}
	}
	code, err := readCode(in.Dirs)
	if err != nil {
		return []string{err.Error()}
	}
	out := compare(own)
	out = append(out, unknownKeys(all, code, in.Dynamic)...)
	return append(out, unusedKeys(own, code, in.Dynamic)...)
}

// forms groups the texts of one language by key, plural forms together.
func forms(c *i18n.Catalog, l i18n.Lang) map[string][]string {
	out := map[string][]string{}
	for _, k := range c.Keys(l) {
		text, _ := c.Text(l, k)
		out[fold(c, l, k)] = append(out[fold(c, l, k)], text)
	}
	return out
}

// fold is the key code uses: "x" for "x.one" and "x.other" when both exist.
func fold(c *i18n.Catalog, l i18n.Lang, key string) string {
	for _, suffix := range []string{".one", ".other"} {
		stem, ok := strings.CutSuffix(key, suffix)
		if !ok {
			continue
		}
		_, one := c.Text(l, stem+".one")
		_, other := c.Text(l, stem+".other")
		if one && other {
			return stem
		}
	}
	return key
}

func compare(c *i18n.Catalog) []string {
	var out []string
	vi, en := forms(c, i18n.VI), forms(c, i18n.EN)
	for _, key := range sortedKeys(vi, en) {
		switch {
		case len(vi[key]) == 0:
			out = append(out, key+": no Vietnamese text")
		case len(en[key]) == 0:
			out = append(out, key+": no English text")
		case slices.ContainsFunc(append(slices.Clone(vi[key]), en[key]...), blank):
			out = append(out, key+": empty text")
		case !slices.Equal(names(vi[key]), names(en[key])):
			out = append(out, key+": placeholders differ between vi and en")
		}
	}
	return out
}

func blank(s string) bool { return strings.TrimSpace(s) == "" }

func sortedKeys(maps ...map[string][]string) []string {
	var keys []string
	for _, m := range maps {
		for k := range m {
			keys = append(keys, k)
		}
	}
	sort.Strings(keys)
	return slices.Compact(keys)
}

// names is the set of placeholders over all forms; "n" may be left out of one
// form ("one dossier"), so the union counts.
func names(texts []string) []string {
	var out []string
	for _, t := range texts {
		out = append(out, i18n.Placeholders(t)...)
	}
	sort.Strings(out)
	return slices.Compact(out)
}

var (
	callRE    = regexp.MustCompile(`\bT\(\s*"([^"]+)"`)
	commentRE = regexp.MustCompile(`(?m)(^|\s)//(\s.*)?$`) // examples in comments are no use
	literalRE = regexp.MustCompile(`"([a-z0-9_]+(?:\.[a-z0-9_]+)+\.?)"`)
)

func unknownKeys(c *i18n.Catalog, code string, dynamic []string) []string {
	var out []string
	for _, m := range callRE.FindAllStringSubmatch(code, -1) {
		key := m[1]
		if c.Has(i18n.VI, key) || slices.Contains(dynamic, key) {
			continue
		}
		out = append(out, key+": used in code, has no words")
	}
	sort.Strings(out)
	return slices.Compact(out)
}

func unusedKeys(c *i18n.Catalog, code string, dynamic []string) []string {
	used := map[string]bool{}
	for _, m := range literalRE.FindAllStringSubmatch(code, -1) {
		used[m[1]] = true
	}
	var out []string
	for key := range forms(c, i18n.VI) {
		if !used[key] && !slices.ContainsFunc(dynamic, func(p string) bool { return strings.HasPrefix(key, p) }) {
			out = append(out, key+": has words, no code uses it")
		}
	}
	sort.Strings(out)
	return out
}

func readCode(dirs []string) (string, error) {
	var b strings.Builder
	for _, dir := range dirs {
		entries, err := os.ReadDir(dir)
		if err != nil {
			return "", err
		}
		for _, e := range entries {
			if e.IsDir() || !isSource(e.Name()) {
				continue
			}
			text, err := os.ReadFile(filepath.Join(dir, e.Name()))
			if err != nil {
				return "", err
			}
			b.Write(text)
			b.WriteByte('\n')
		}
	}
	return commentRE.ReplaceAllString(b.String(), ""), nil
}

func isSource(name string) bool {
	if strings.HasSuffix(name, "_templ.go") || strings.HasSuffix(name, "_test.go") {
		return false
	}
	return strings.HasSuffix(name, ".go") || strings.HasSuffix(name, ".templ")
}
