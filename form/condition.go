package form

import (
	"fmt"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/types"
	"gopkg.in/yaml.v3"
)

// Condition is an expression of CEL over the answers, such as
//
//	a["mother.known"] == "yes" && a.date("marriage.date") < a.date("child.birth_date")
//
// It is compiled when its form is read. The zero Condition always holds. What it may
// use stands at celEnv.
type Condition struct {
	Text string // as written in the form

	line    int
	program cel.Program
	equal   []equality // set when the whole expression is these, one and all
	refs    []reference
}

// equality is a["field"] == "value".
type equality struct{ field, value string }

// UnmarshalYAML keeps the text and its line; Parse compiles it.
func (c *Condition) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind != yaml.ScalarNode || n.Value == "" {
		return typeError(n.Line, "a condition is one expression of CEL")
	}
	c.Text, c.line = n.Value, n.Line
	if n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
		c.line++ // the text begins below its mark
	}
	return nil
}

// typeError has the shape of the decoder's own errors, so that the line survives.
func typeError(line int, text string) error {
	return &yaml.TypeError{Errors: []string{fmt.Sprintf("line %d: %s", line, text)}}
}

// Always reports a condition that was left out.
func (c Condition) Always() bool { return c.Text == "" }

// hold reports whether the condition is met by the answers read so far. An expression
// that asks for a value nobody gave, such as the date of an empty field, does not hold.
func (c Condition) hold(r *reading) bool {
	ok, err := c.eval(r)
	return err == nil && ok
}

// eval is the value of the expression. The error says that it asks for a value that is
// not there, or costs too much.
func (c Condition) eval(r *reading) (bool, error) {
	if c.Text == "" {
		return true, nil
	}
	if c.equal == nil {
		return c.evalProgram(r)
	}
	for _, one := range c.equal {
		if r.value(one.field) != one.value {
			return false, nil
		}
	}
	return true, nil
}

func (c Condition) evalProgram(r *reading) (bool, error) {
	if c.program == nil {
		return false, fmt.Errorf("form: condition %q was not compiled", c.Text)
	}
	v, _, err := c.program.Eval(r)
	if err != nil {
		return false, err
	}
	return v == types.True, nil
}

// Visible is the pages to show for the answers, each with its shown fields only.
// A field that depends on a hidden field is hidden too, whatever was answered
// there before; a page without shown fields is left out.
func (d Definition) Visible(a Answers) []Page {
	pages, _ := d.visible(d.Normalise(a))
	return pages
}

// visible also gives the reading of all that is shown.
func (d Definition) visible(a Answers) ([]Page, *reading) {
	r := newReading(d, a)
	pages := make([]Page, 0, len(d.Pages))
	for _, p := range d.Pages {
		if !p.ShowIf.hold(r) {
			continue
		}
		p.Fields = visibleFields(p.Fields, r)
		if len(p.Fields) > 0 {
			pages = append(pages, p)
		}
	}
	return pages, r
}

// visibleFields are those of fields whose conditions hold; r learns that they are shown.
// Nothing is copied where all are: most pages hide nothing.
func visibleFields(fields []Field, r *reading) []Field {
	var some []Field
	hidden := false
	for i, f := range fields {
		holds := f.ShowIf.hold(r)
		if holds {
			r.shown[f.ID] = true
		}
		if !holds && !hidden {
			some, hidden = append(some, fields[:i]...), true
		}
		if holds && hidden {
			some = append(some, f)
		}
	}
	if hidden {
		return some
	}
	return fields[:len(fields):len(fields)]
}
