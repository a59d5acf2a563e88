package form

import (
	"fmt"

	"gopkg.in/yaml.v3"
)

// Condition holds when the answer of Field, itself shown, is Is.
type Condition struct {
	Field string
	Is    string
}

// Conditions hold when each of them does; none always hold. In YAML they are one
// mapping {field, is} or a list of such mappings.
type Conditions []Condition

// UnmarshalYAML reads one mapping or a list, and refuses other keys by itself:
// the decoder's strictness does not reach into custom decoding.
func (c *Conditions) UnmarshalYAML(n *yaml.Node) error {
	items := []*yaml.Node{n}
	if n.Kind == yaml.SequenceNode {
		items = n.Content
	}
	for _, item := range items {
		one, err := readCondition(item)
		if err != nil {
			return err
		}
		*c = append(*c, one)
	}
	return nil
}

func readCondition(n *yaml.Node) (Condition, error) {
	var c Condition
	if n.Kind != yaml.MappingNode {
		return c, typeError(n.Line, "a condition is a mapping {field, is}")
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if value.Kind != yaml.ScalarNode {
			return c, typeError(value.Line, "field and is of a condition are plain words")
		}
		switch key.Value {
		case "field":
			c.Field = value.Value
		case "is":
			c.Is = value.Value
		default:
			return c, typeError(key.Line, fmt.Sprintf("key %q is unknown in a condition", key.Value))
		}
	}
	if c.Field == "" || c.Is == "" {
		return c, typeError(n.Line, "a condition needs field and is")
	}
	return c, nil
}

// typeError has the shape of the decoder's own errors, so that the line survives.
func typeError(line int, text string) error {
	return &yaml.TypeError{Errors: []string{fmt.Sprintf("line %d: %s", line, text)}}
}

// Visible is the pages to show for the answers, each with its shown fields only.
// A field that depends on a hidden field is hidden too, whatever was answered
// there before; a page without shown fields is left out.
func (d Definition) Visible(a Answers) []Page { return d.visible(d.Normalise(a)) }

func (d Definition) visible(a Answers) []Page {
	shown := make(map[string]string, len(a))
	pages := make([]Page, 0, len(d.Pages))
	for _, p := range d.Pages {
		if !p.ShowIf.hold(shown) {
			continue
		}
		p.Fields = visibleFields(p.Fields, a, shown)
		if len(p.Fields) > 0 {
			pages = append(pages, p)
		}
	}
	return pages
}

// visibleFields are those of fields whose conditions hold; their answers are
// added to shown. Nothing is copied where all are: most pages hide nothing.
func visibleFields(fields []Field, a Answers, shown map[string]string) []Field {
	var some []Field
	hidden := false
	for i, f := range fields {
		holds := f.ShowIf.hold(shown)
		if holds {
			shown[f.ID] = a[f.ID]
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

// hold reports whether every condition is met by the answers of shown fields.
func (c Conditions) hold(shown map[string]string) bool {
	for _, one := range c {
		if v, ok := shown[one.Field]; !ok || v != one.Is {
			return false
		}
	}
	return true
}
