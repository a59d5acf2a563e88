package law

import (
	"fmt"

	"gopkg.in/yaml.v3"

	"motcua/code"
	"motcua/internal/clock"
)

// Basis says how sure a value is.
type Basis string

// The bases.
const (
	Text    Basis = "text"    // read in the text of the article
	Memory  Basis = "memory"  // that text was not at hand: verify before relying on it
	Seen    Basis = "seen"    // seen in papers and systems in use; the annex that fixes it was not at hand
	Advance Basis = "advance" // the article came into force later; applied before for want of a rule
)

// Entry is a dated value as the YAML files give it.
type Entry struct {
	Procedure code.ProcedureCode `yaml:"procedure"` // sector rules only
	Key       string             `yaml:"key"`
	Value     yaml.Node          `yaml:"value"`
	Article   Article            `yaml:"article"`
	From      clock.Date         `yaml:"from"`
	To        clock.Date         `yaml:"to"` // the last day; none: without end
	Basis     Basis              `yaml:"basis"`
	Note      string             `yaml:"note"`
	File      string             `yaml:"-"`
	Line      int                `yaml:"-"`

	apply func(r *Resolved, inherited bool)
}

// String is file, line, key and, for a sector rule, procedure.
func (e Entry) String() string {
	if e.Procedure == "" {
		return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Key)
	}
	return fmt.Sprintf("%s:%d: %s of %s", e.File, e.Line, e.Key, e.Procedure)
}

// span is the days e holds, for people.
func (e Entry) span() string {
	if e.To.IsZero() {
		return fmt.Sprintf("%s on", e.From)
	}
	return fmt.Sprintf("%s to %s", e.From, e.To)
}

func (e Entry) covers(d clock.Date) bool {
	return !d.Before(e.From) && (e.To.IsZero() || !d.After(e.To))
}

// checkBasis holds the citation to articles.yaml: it is listed, and a value from
// before its instrument came into force says so.
func (e Entry) checkBasis(articles register) error {
	if _, ok := articles.provision(e.Article); !ok {
		return fmt.Errorf("article %q is not in %s", e.Article, articlesFile)
	}
	if e.Basis != Text && e.Basis != Memory && e.Basis != Seen && e.Basis != Advance {
		return fmt.Errorf("unknown basis %q", e.Basis)
	}
	i, _ := articles.instrument(e.Article.Instrument())
	if early := e.From.Before(i.From); early != (e.Basis == Advance) {
		return fmt.Errorf("basis %s from %s, but %s is in force from %s", e.Basis, e.From, i.ID, i.From)
	}
	return nil
}
