// Package i18n holds the words of the product in Vietnamese and English and the
// way each language writes dates, times, money and numbers.
//
// Words stand in vi.json and en.json beside the package that shows them: one
// flat object of key to text with placeholders like "{name}". English may give
// two forms of a text, "key.one" and "key.other", chosen by the argument n.
package i18n

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"sort"
)

// Catalog is the merged words of every package, read-only after Load.
type Catalog struct {
	texts map[Lang]map[string]string
}

// Load merges every vi.json and en.json found in the trees. It returns an error
// for a file that is not a flat object of texts, for a key given twice (in one
// file or in two), and for trees that hold no words at all.
func Load(trees ...fs.FS) (*Catalog, error) {
	c := &Catalog{texts: map[Lang]map[string]string{}}
	for _, l := range Langs() {
		c.texts[l] = map[string]string{}
	}
	for _, tree := range trees {
		if err := c.addTree(tree); err != nil {
			return nil, err
		}
	}
	if len(c.texts[VI]) == 0 {
		return nil, errors.New("i18n: no words found; give the trees that hold vi.json and en.json")
	}
	return c, nil
}

func (c *Catalog) addTree(tree fs.FS) error {
	return fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		for _, l := range Langs() {
			if path.Base(name) == string(l)+".json" {
				return c.addFile(tree, name, l)
			}
		}
		return nil
	})
}

func (c *Catalog) addFile(tree fs.FS, name string, l Lang) error {
	f, err := tree.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	pairs, err := readFlat(f)
	if err != nil {
		return fmt.Errorf("i18n: %s: %w", name, err)
	}
	for _, p := range pairs {
		if _, twice := c.texts[l][p[0]]; twice {
			return fmt.Errorf("i18n: %s: key %q is given twice in %s", name, p[0], l)
		}
		c.texts[l][p[0]] = p[1]
	}
	return nil
}

// readFlat reads the object token by token, since encoding/json would silently
// keep the last of two equal keys.
func readFlat(r io.Reader) ([][2]string, error) {
	dec := json.NewDecoder(r)
	open, err := dec.Token()
	if err != nil {
		return nil, err
	}
	if open != json.Delim('{') {
		return nil, errors.New("not a JSON object")
	}
	var pairs [][2]string
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return nil, err
		}
		value, err := dec.Token()
		if err != nil {
			return nil, err
		}
		text, ok := value.(string)
		if !ok {
			return nil, fmt.Errorf("key %q does not hold a text", key)
		}
		pairs = append(pairs, [2]string{key.(string), text})
	}
	_, err = dec.Token()
	return pairs, err
}

// Has reports whether key has words in l, plural forms included.
func (c *Catalog) Has(l Lang, key string) bool {
	_, plain := c.texts[l][key]
	_, other := c.texts[l][key+".other"]
	return plain || other
}

// Keys is every key of l as written in its files, sorted.
func (c *Catalog) Keys(l Lang) []string {
	keys := make([]string, 0, len(c.texts[l]))
	for k := range c.texts[l] {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// Text is the raw text of key in l with its placeholders.
func (c *Catalog) Text(l Lang, key string) (string, bool) {
	t, ok := c.texts[l][key]
	return t, ok
}

// Printer speaks l with the words of c.
func (c *Catalog) Printer(l Lang) Printer { return Printer{Lang: l, catalog: c} }
