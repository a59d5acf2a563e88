package form

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
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
// an earlier field, settings that do not fit the type. Expressions were compiled by
// Parse.
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
		c.rules(p)
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
	inGroup bool
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
	c.want(!c.d.Generic || wordID.MatchString(c.d.ID), "a generic form is called by a word, not %q", c.d.ID)
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
	c.condition(p.ShowIf)
}

func (c *checker) field(f Field) {
	c.want(fieldID.MatchString(f.ID), "field id %q is malformed", f.ID)
	c.want(!c.names[f.ID], "field id %q is repeated", f.ID)
	c.names[f.ID] = true
	for _, key := range f.Keys() {
		c.want(key == f.ID || !c.names[key], "field id %q is repeated", key)
		c.names[key] = true
	}
	c.asked(f)
	c.condition(f.ShowIf)
	c.proposals(f)
	c.earlier[f.ID] = f
	for _, key := range f.Keys() {
		c.earlier[key] = f
	}
}

// proposals checks where proposed answers come from.
func (c *checker) proposals(f Field) {
	_, listed := c.d.Lists[f.Suggest]
	c.want(f.Suggest == "" || listed, "field %s: list %q is not declared", f.ID, f.Suggest)
	c.want(f.Prefill == "" || slices.Contains(profileFields(), f.Prefill), "field %s: no profile field %q", f.ID, f.Prefill)
	c.want(f.CopyFrom != "" || f.CopyIf.Always(), "field %s: copy_if without copy_from", f.ID)
	if f.CopyFrom != "" {
		from, ok := c.earlier[f.CopyFrom]
		c.want(ok && from.Type == f.Type && len(from.Keys()) == len(f.Keys()) && f.Type != TypeGroup, "field %s: copy_from %q is not an earlier field of its type", f.ID, f.CopyFrom)
	}
	single := len(f.Keys()) == 1 && f.Keys()[0] == f.ID
	c.want(single || f.Prefill == "" && f.Default == "", "field %s: only an answer of one part has prefill or default", f.ID)
	c.condition(f.CopyIf)
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
