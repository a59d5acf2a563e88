package audit

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
)

// allowed are the SPDX names of licences that may be linked into the product or
// shipped with its pages.
var allowed = []string{"MIT", "BSD-2-Clause", "BSD-3-Clause", "BSD", "0BSD", "ISC", "Apache-2.0", "MPL-2.0", "OFL-1.1"}

// Dependency is one module or package that the product uses.
type Dependency struct {
	Name, Version string
	Licence       string // SPDX name or expression; "" when unknown
}

// CheckLicences refuses every dependency whose licence is unknown or not allowed.
func CheckLicences(dependencies []Dependency, file string) []Finding {
	var findings []Finding
	for _, d := range dependencies {
		if !licenceAllowed(d.Licence) {
			name := d.Licence
			if name == "" {
				name = "unknown"
			}
			findings = append(findings, Finding{Check: "licence", File: file,
				Text: fmt.Sprintf("%s %s: licence %s is not on the list", d.Name, d.Version, name)})
		}
	}
	return findings
}

// licenceAllowed reads an SPDX expression of the plain kinds "A", "A OR B" and
// "A AND B"; anything else is refused, for a person to look at.
func licenceAllowed(expression string) bool {
	expression = strings.Trim(expression, "() ")
	if strings.Contains(expression, " OR ") {
		for _, part := range strings.Split(expression, " OR ") {
			if licenceAllowed(part) {
				return true
			}
		}
		return false
	}
	for _, part := range strings.Split(expression, " AND ") {
		if !contains(allowed, strings.Trim(part, "() ")) {
			return false
		}
	}
	return true
}

// headings recognise a licence by words of its text, the first match wins:
// the GNU licences are named inside the text of the MPL, so that comes first.
var headings = []struct{ name, pattern string }{
	{"MPL-2.0", `(?i)mozilla public license,? version 2\.0`},
	{"AGPL", `(?i)gnu affero general public license`},
	{"LGPL", `(?i)gnu lesser general public license`},
	{"GPL", `(?i)gnu general public license`},
	{"Apache-2.0", `(?i)apache license\s*,?\s*version 2\.0`},
	{"OFL-1.1", `(?i)sil open font license\s*,?\s*version 1\.1`},
	{"MIT", `(?i)permission is hereby granted, free of charge`},
	{"ISC", `(?i)permission to use, copy, modify, and(/or)? distribute this software`},
	{"BSD-2-Clause", `(?i)redistribution and use in source and binary forms`},
}

// Classify names the licence of a licence text, "" when it knows none.
func Classify(text string) string {
	folded := strings.Join(strings.Fields(text), " ")
	for _, h := range headings {
		if !regexp.MustCompile(h.pattern).MatchString(folded) {
			continue
		}
		if h.name == "BSD-2-Clause" && regexp.MustCompile(`(?i)neither the names? of`).MatchString(folded) {
			return "BSD-3-Clause"
		}
		return h.name
	}
	return ""
}

// GoDependencies reads lines "path<TAB>version<TAB>folder", as `go list -deps
// -test` prints them, and classifies the licence file in each folder.
func GoDependencies(listing string) ([]Dependency, error) {
	seen := map[string]bool{}
	var out []Dependency
	for _, text := range strings.Split(listing, "\n") {
		part := strings.Split(text, "\t")
		if len(part) != 3 || part[1] == "" || seen[part[0]] {
			continue // the standard library and the product itself have no version
		}
		seen[part[0]] = true
		licence, err := folderLicence(part[2])
		if err != nil {
			return nil, err
		}
		out = append(out, Dependency{part[0], part[1], licence})
	}
	return out, nil
}

var licenceFile = regexp.MustCompile(`(?i)^(licen[cs]e|copying|unlicense)([.-](txt|md))?$`)

// folderLicence classifies the first licence file of a folder.
func folderLicence(dir string) (string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return "", fmt.Errorf("audit: licence of %s: %w", dir, err)
	}
	for _, entry := range entries {
		if entry.IsDir() || !licenceFile.MatchString(entry.Name()) {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, entry.Name()))
		if err != nil {
			return "", fmt.Errorf("audit: licence of %s: %w", dir, err)
		}
		return Classify(string(text)), nil
	}
	return "", nil
}

// NpmDependencies reads a package-lock.json of version 3. A package without a
// licence field comes back with Licence "".
func NpmDependencies(lock []byte) ([]Dependency, error) {
	var parsed struct {
		Packages map[string]struct{ Version, License string }
	}
	err := json.Unmarshal(lock, &parsed)
	if err != nil {
		return nil, fmt.Errorf("audit: package-lock.json: %w", err)
	}
	var out []Dependency
	for path, p := range parsed.Packages {
		if path == "" {
			continue // the project itself
		}
		name := path[strings.LastIndex(path, "node_modules/")+len("node_modules/"):]
		out = append(out, Dependency{name, p.Version, p.License})
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Name < out[j].Name })
	return out, nil
}
