package law

import (
	"fmt"
	"io/fs"

	"motcua/internal/clock"
)

// worldOfToday is the file of the timeline of LoadToday.
const worldOfToday = "worlds/today.yaml"

// succession is a file of worlds/: which instruments are replaced in that world,
// by which, and when. Their values go on, marked as inherited, until a value of
// the successor is known; Values are those.
type succession struct {
	Replaced []replacement `yaml:"replaced"`
}

type replacement struct {
	Instrument string     `yaml:"instrument"` // NĐ61
	By         string     `yaml:"by"`         // NĐ118
	From       clock.Date `yaml:"from"`
	Basis      Basis      `yaml:"basis"`
	Note       string     `yaml:"note"`
}

// LoadToday reads the law of the world of two tiers of local government: that of
// Load, in which later instruments replace earlier ones on their days. Where the
// rule of a successor is not known the value of its predecessor goes on and is
// marked Inherited. Errors as for Load.
func LoadToday() (*Timeline, error) { return LoadTodayFiles(carried) }

// LoadTodayFiles is LoadToday from the given files (see LoadFiles).
func LoadTodayFiles(files fs.FS) (*Timeline, error) {
	t, err := LoadFiles(files)
	if err != nil {
		return nil, err
	}
	articles, err := readRegister(files)
	if err != nil {
		return nil, err
	}
	var s succession
	err = readYAML(files, worldOfToday, &s)
	if err != nil {
		return nil, err
	}
	for _, r := range s.Replaced {
		err := r.check(articles)
		if err != nil {
			return nil, fmt.Errorf("law: %s: %w", worldOfToday, err)
		}
	}
	t.replaced = s.Replaced
	return t, nil
}

func (r replacement) check(articles register) error {
	old, known := articles.instrument(r.Instrument)
	by, knownBy := articles.instrument(r.By)
	if !known || !knownBy {
		return fmt.Errorf("%q replaced by %q: not both are listed in %s", r.Instrument, r.By, articlesFile)
	}
	if !r.From.After(old.From) || r.From.Before(by.From) {
		return fmt.Errorf("%s replaced on %s, but %s is in force from %s and %s from %s", r.Instrument, r.From, old.ID, old.From, by.ID, by.From)
	}
	if r.Basis != Text && r.Basis != Memory {
		return fmt.Errorf("%s replaced: unknown basis %q", r.Instrument, r.Basis)
	}
	return nil
}

// inherited reports whether the value of e on day d outlives its instrument.
func (t *Timeline) inherited(e Entry, d clock.Date) bool {
	for _, r := range t.replaced {
		if r.Instrument == e.Article.Instrument() && !d.Before(r.From) {
			return true
		}
	}
	return false
}

// InheritedKeys is the keys whose values r has only for want of a newer rule, in
// their order; none in the world of Load.
func (r Resolved) InheritedKeys() []string {
	var out []string
	for _, b := range append(national(), sectoralWithoutNational()...) {
		if b.inherited(&r) {
			out = append(out, b.key)
		}
	}
	return out
}

// InheritedKeys is that of a procedure without sector rules.
func (r Regime) InheritedKeys() []string { return Resolved{Regime: r}.InheritedKeys() }

// sectoralWithoutNational is the keys that only a sector has: return_notice is a
// general key too.
func sectoralWithoutNational() []binding {
	var out []binding
	for _, b := range sectoral() {
		if b.key != "return_notice" {
			out = append(out, b)
		}
	}
	return out
}
