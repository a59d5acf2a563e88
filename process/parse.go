package process

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"strings"

	"gopkg.in/yaml.v3"

	"motcua/internal/clock"
)

// document is the YAML as written. Values are read as text, so that the code
// 1.001193 does not become a number nor a day an instant.
type document struct {
	Procedure     string  `yaml:"procedure"`
	Version       string  `yaml:"version"`
	EffectiveFrom located `yaml:"effective_from"`
	Source        string  `yaml:"source"`
	BookAtReturn  bool    `yaml:"book_at_return"`
	OnTheSpot     bool    `yaml:"on_the_spot"`
	Steps         []entry `yaml:"steps"`
}

type entry struct {
	ID       located  `yaml:"id"`
	NameVi   string   `yaml:"name_vi"`
	NameEn   string   `yaml:"name_en"`
	Unit     string   `yaml:"unit"`
	Role     string   `yaml:"role"`
	Hours    *float64 `yaml:"hours"`
	Needs    []string `yaml:"needs"`
	Book     string   `yaml:"book"`
	Form     string   `yaml:"form"`
	EndsWith string   `yaml:"ends_with"`
}

// located is a word that remembers its line.
type located struct {
	text string
	line int
}

// UnmarshalYAML reads one scalar.
func (l *located) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind != yaml.ScalarNode {
		return &yaml.TypeError{Errors: []string{fmt.Sprintf("line %d: a plain word is wanted", n.Line)}}
	}
	l.text, l.line = n.Value, n.Line
	return nil
}

// Parse reads one process from YAML and checks it. Unknown keys, repeated keys
// and a second document are errors; each error names filename and line.
func Parse(text []byte, filename string) (Definition, error) {
	var doc document
	dec := yaml.NewDecoder(bytes.NewReader(text))
	dec.KnownFields(true)
	if err := dec.Decode(&doc); err != nil {
		return Definition{}, withFile(filename, err)
	}
	if err := dec.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return Definition{}, fmt.Errorf("%s: more than one document, or text after it", filename)
	}
	d, err := doc.definition(filename)
	if err == nil {
		err = d.check()
	}
	if err != nil {
		return Definition{}, err
	}
	return d, nil
}

func (doc document) definition(file string) (Definition, error) {
	from, err := clock.ParseDate(doc.EffectiveFrom.text)
	if err != nil {
		return Definition{}, fmt.Errorf("%s:%d: effective_from: %w", file, max(doc.EffectiveFrom.line, 1), err)
	}
	d := Definition{Procedure: doc.Procedure, Version: doc.Version, EffectiveFrom: from, Source: doc.Source, BookAtReturn: doc.BookAtReturn,
		OnTheSpot: doc.OnTheSpot, file: file}
	for _, e := range doc.Steps {
		s, err := e.step()
		if err != nil {
			return Definition{}, fmt.Errorf("%s:%d: step %s: %w", file, e.ID.line, e.ID.text, err)
		}
		d.Steps = append(d.Steps, s)
	}
	return d, nil
}

func (e entry) step() (Step, error) {
	s := Step{ID: e.ID.text, line: e.ID.line, NameVi: e.NameVi, NameEn: e.NameEn,
		Unit: Unit(e.Unit), Role: Role(e.Role), Book: Book(e.Book), Form: e.Form, EndsWith: Ending(e.EndsWith)}
	for _, n := range e.Needs {
		s.Needs = append(s.Needs, Need(n))
	}
	if e.Hours == nil {
		return s, nil
	}
	minutes := *e.Hours * 60
	if !(minutes >= 1 && minutes <= maxStepMinutes) || minutes != math.Trunc(minutes) {
		return s, fmt.Errorf("hours %v are not a whole number of minutes between 1 minute and 250 days", *e.Hours)
	}
	s.Minutes = int(minutes)
	return s, nil
}

// maxStepMinutes is a working year: more is a slip of the pen.
const maxStepMinutes = 250 * MinutesPerDay

var lineInError = regexp.MustCompile(`^(?:yaml: )?line (\d+): `)

// withFile turns the decoder's "line 3: …" into "file:3: …", one line per error.
func withFile(file string, err error) error {
	var te *yaml.TypeError
	if !errors.As(err, &te) {
		te = &yaml.TypeError{Errors: []string{err.Error()}}
	}
	var out []string
	for _, t := range te.Errors {
		place := file + ": "
		if m := lineInError.FindStringSubmatch(t); m != nil {
			place, t = file+":"+m[1]+": ", t[len(m[0]):]
		}
		out = append(out, place+t)
	}
	return errors.New(strings.Join(out, "\n"))
}
