package form

import (
	"errors"
	"fmt"
	"regexp"
	"slices"

	"motcua/internal/clock"
)

var (
	fieldID = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$`)
	wordID  = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)
)

// profileFields is what Prefill may read.
func profileFields() []string {
	return []string{"full_name", "person_number", "phone", "email", "residence"}
}

// Check reports everything that is wrong with the definition, each with its line:
// missing texts in either language, repeated ids, conditions that do not refer to
// an earlier field, settings that do not fit the type.
func (d Definition) Check() error {
	c := checker{d: d, names: map[string]bool{}, earlier: map[string]Field{}, pages: map[string]bool{}}
	c.head()
	for pi, p := range d.Pages {
		c.line = d.lines.page(pi)
		c.page(p)
		for fi, f := range p.Fields {
			c.line = d.lines.field(pi, fi)
			c.field(f)
		}
	}
	return errors.Join(c.errs...)
}

// checker walks a definition once, in order, so that "earlier" means earlier.
type checker struct {
	d       Definition
	line    int
	names   map[string]bool // ids of fields and keys of their answers
	pages   map[string]bool
	earlier map[string]Field
	errs    []error
}

func (c *checker) want(ok bool, format string, args ...any) {
	if !ok {
		c.errs = append(c.errs, fmt.Errorf("%s:%d: %s", c.d.file, c.line, fmt.Sprintf(format, args...)))
	}
}

func (c *checker) head() {
	c.line = 1
	c.want(c.d.ID != "", "the form has no id")
	c.want(c.d.Version > 0, "the version is a number from 1 on")
	c.want(c.d.Source != "", "the form names no source")
	c.want(len(c.d.Pages) > 0, "the form has no pages")
	c.text("title", c.d.Title)
	seen := map[string]bool{}
	for _, s := range c.d.Sections {
		c.want(wordID.MatchString(s.ID) && !seen[s.ID], "section id %q is malformed or repeated", s.ID)
		c.text("title of section "+s.ID, s.Title)
		seen[s.ID] = true
	}
}

func (c *checker) page(p Page) {
	c.want(wordID.MatchString(p.ID), "page id %q is malformed", p.ID)
	c.want(!c.pages[p.ID], "page id %q is repeated", p.ID)
	c.pages[p.ID] = true
	c.want(slices.ContainsFunc(c.d.Sections, func(s Section) bool { return s.ID == p.Section }),
		"page %s: section %q is not declared", p.ID, p.Section)
	c.want(len(p.Fields) > 0, "page %s has no fields", p.ID)
	c.text("title", p.Title)
	c.optionalText("hint", p.Hint)
	c.terms(p.Terms)
	c.conditions(p.ShowIf)
}

func (c *checker) field(f Field) {
	c.want(fieldID.MatchString(f.ID), "field id %q is malformed", f.ID)
	names := []string{f.ID}
	if f.Type == TypeDate {
		names = append(names, f.Keys()...)
	}
	for _, n := range names {
		c.want(!c.names[n], "field id %q is repeated", n)
		c.names[n] = true
	}
	c.text("label", f.Label)
	c.optionalText("hint", f.Hint)
	c.terms(f.Terms)
	c.conditions(f.ShowIf)
	c.fits(f)
	c.proposals(f)
	c.earlier[f.ID] = f
}

// fits checks that settings belong to the type.
func (c *checker) fits(f Field) {
	_, known := ruleOf(f.Type)
	c.want(known, "field %s: type %q is unknown", f.ID, f.Type)
	chosen := f.Type == TypeChoice || f.Type == TypeCheckboxes
	c.want(chosen == (len(f.Options) > 0), "field %s: options belong to choice and checkboxes, and must be there", f.ID)
	seen := map[string]bool{}
	for _, o := range f.Options {
		c.want(wordID.MatchString(o.Value) && !seen[o.Value], "field %s: option %q is malformed or repeated", f.ID, o.Value)
		c.text("label of option "+o.Value, o.Label)
		c.optionalText("hint of option "+o.Value, o.Hint)
		seen[o.Value] = true
	}
	dated := f.NotFuture || f.NotBefore != "" || f.YearAlone
	c.want(!dated || f.Type == TypeDate, "field %s: not_future, not_before and year_alone belong to dates", f.ID)
	if f.NotBefore != "" {
		_, err := clock.ParseDate(f.NotBefore)
		c.want(err == nil, "field %s: not_before %q is not a date", f.ID, f.NotBefore)
	}
	c.want(f.Type != TypeText || f.Max > 0, "field %s: a text needs max", f.ID)
	c.want(f.Type != TypeNumber || f.Min >= 0 && f.Min < f.Max, "field %s: a number needs 0 ≤ min < max", f.ID)
	c.want(f.Min == 0 || f.Type == TypeNumber, "field %s: min belongs to numbers", f.ID)
}

// proposals checks where proposed answers come from.
func (c *checker) proposals(f Field) {
	_, listed := c.d.Lists[f.Suggest]
	c.want(f.Suggest == "" || listed, "field %s: list %q is not declared", f.ID, f.Suggest)
	c.want(f.Prefill == "" || slices.Contains(profileFields(), f.Prefill), "field %s: no profile field %q", f.ID, f.Prefill)
	c.want(f.CopyFrom != "" || len(f.CopyIf) == 0, "field %s: copy_if without copy_from", f.ID)
	if f.CopyFrom != "" {
		from, ok := c.earlier[f.CopyFrom]
		c.want(ok && from.Type == f.Type, "field %s: copy_from %q is not an earlier field of its type", f.ID, f.CopyFrom)
	}
	c.want(f.Type != TypeDate || f.Prefill == "" && f.Default == "", "field %s: a date has neither prefill nor default", f.ID)
	c.conditions(f.CopyIf)
}

func (c *checker) conditions(cs Conditions) {
	for _, one := range cs {
		f, ok := c.earlier[one.Field]
		c.want(ok, "condition on %q, which is not an earlier field", one.Field)
		if !ok {
			continue
		}
		c.want(f.Type == TypeChoice, "condition on %q, which is not a choice", one.Field)
		c.want(f.Type != TypeChoice || f.option(one.Is) != nil, "condition on %q: %q is not one of its options", one.Field, one.Is)
	}
}

func (c *checker) terms(ts []Term) {
	for _, t := range ts {
		c.text("term", t.Word)
		c.text("meaning of "+t.Word.Vi, t.Means)
	}
}

func (c *checker) optionalText(what string, t Text) {
	if !t.Empty() {
		c.text(what, t)
	}
}

func (c *checker) text(what string, t Text) {
	c.want(t.Vi != "", "%s is missing in Vietnamese", what)
	c.want(t.En != "", "%s is missing in English", what)
}
