package audit

import (
	"encoding/base64"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// Hit is a place where a number was found; the number itself is not repeated.
type Hit struct {
	Path   string
	Offset int    // byte offset in the file
	Form   string // "digits", "base64", "utf-16"
}

// String is "path: at byte offset, as form".
func (h Hit) String() string { return fmt.Sprintf("%s: at byte %d, as %s", h.Path, h.Offset, h.Form) }

// minNumber is the shortest number worth a search: shorter ones occur by chance.
const minNumber = 9

// FindNumber searches the files and, recursively, the folders in paths for a
// personal number: as digits (also grouped by spaces, dots or hyphens), inside
// base64, and as UTF-16. The caller plants the number first and names what may
// not hold it: log files, metrics and URLs written to a file, job rows exported.
// Errors: a number of fewer than 9 digits, a path that cannot be read, and no
// file at all, since a search of nothing proves nothing.
func FindNumber(paths []string, number string) ([]Hit, error) {
	if !regexp.MustCompile(`^\d+$`).MatchString(number) || len(number) < minNumber {
		return nil, fmt.Errorf("audit: the number to look for needs at least %d digits and nothing else", minNumber)
	}
	searches := forms(number)
	var hits []Hit
	files := 0
	for _, root := range paths {
		err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || !entry.Type().IsRegular() {
				return err
			}
			content, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			files++
			hits = append(hits, findIn(path, content, searches)...)
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("audit: searching %s: %w", root, err)
		}
	}
	if files == 0 {
		return nil, fmt.Errorf("audit: no file in %v", paths)
	}
	return hits, nil
}

// form is one way in which a number may be written down.
type form struct {
	name    string
	pattern *regexp.Regexp
}

func forms(number string) []form {
	digits := strings.Split(number, "")
	out := []form{
		{"digits", regexp.MustCompile(strings.Join(digits, `(?:[ .\-]|%20|\+)?`))},
		{"utf-16", regexp.MustCompile(strings.Join(digits, `\x00`))},
	}
	for shift := range 3 {
		out = append(out, form{"base64", regexp.MustCompile(regexp.QuoteMeta(base64At(number, shift)))})
	}
	return out
}

// base64At is what of the base64 text depends on number alone when shift bytes
// stand before it in its group of three. Digits give the same letters in the
// standard and the URL alphabet.
func base64At(number string, shift int) string {
	padded := strings.Repeat("0", shift) + number
	whole := base64.RawStdEncoding.EncodeToString([]byte(padded[:len(padded)/3*3]))
	skip := []int{0, 2, 3}[shift]
	return whole[skip:]
}

// findIn gives the first hit of each form.
func findIn(path string, content []byte, searches []form) []Hit {
	var hits []Hit
	for _, search := range searches {
		if at := search.pattern.FindIndex(content); at != nil {
			hits = append(hits, Hit{Path: path, Offset: at[0], Form: search.name})
		}
	}
	return hits
}
