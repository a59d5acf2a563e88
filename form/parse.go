package form

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"gopkg.in/yaml.v3"
)

// Parse reads one form from YAML and checks it. Unknown keys, repeated keys and a
// second document are errors; each error names filename and line.
func Parse(text []byte, filename string) (Definition, error) {
	var d Definition
	dec := yaml.NewDecoder(bytes.NewReader(text))
	dec.KnownFields(true)
	if err := dec.Decode(&d); err != nil {
		return Definition{}, located(filename, err)
	}
	if err := dec.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return Definition{}, fmt.Errorf("%s: more than one document, or text after it", filename)
	}
	var root yaml.Node
	if err := yaml.Unmarshal(text, &root); err != nil {
		return Definition{}, located(filename, err)
	}
	d.file, d.lines = filename, indexLines(&root)
	d.index()
	if err := errors.Join(d.compile(), d.Check()); err != nil {
		return Definition{}, err
	}
	return d, nil
}

var lineInError = regexp.MustCompile(`^(?:yaml: )?line (\d+): (.*)$`)

// located turns the decoder's "line 3: …" into "file:3: …", one line per error.
func located(file string, err error) error {
	texts := []string{err.Error()}
	var te *yaml.TypeError
	if errors.As(err, &te) {
		texts = te.Errors
	}
	for i, t := range texts {
		if m := lineInError.FindStringSubmatch(t); m != nil {
			texts[i] = fmt.Sprintf("%s:%s: %s", file, m[1], m[2])
		} else {
			texts[i] = fmt.Sprintf("%s: %s", file, t)
		}
	}
	return errors.New(strings.Join(texts, "\n"))
}

// lineIndex is where each page and field begins, by position, since ids may be
// missing or repeated in a wrong file.
type lineIndex struct {
	pages  []int
	fields [][]int
}

func indexLines(root *yaml.Node) lineIndex {
	var ix lineIndex
	if len(root.Content) == 0 {
		return ix
	}
	for _, p := range sequence(root.Content[0], "pages") {
		var lines []int
		for _, f := range sequence(p, "fields") {
			lines = append(lines, f.Line)
		}
		ix.pages = append(ix.pages, p.Line)
		ix.fields = append(ix.fields, lines)
	}
	return ix
}

// sequence is the items under key of a mapping.
func sequence(n *yaml.Node, key string) []*yaml.Node {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1].Content
		}
	}
	return nil
}

func (ix lineIndex) page(p int) int {
	if p < len(ix.pages) {
		return ix.pages[p]
	}
	return 0
}

func (ix lineIndex) field(p, f int) int {
	if p < len(ix.fields) && f < len(ix.fields[p]) {
		return ix.fields[p][f]
	}
	return 0
}
