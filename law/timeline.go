package law

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"motcua/code"
	"motcua/internal/clock"
)

// series names what must have one value a day.
type series struct {
	procedure code.ProcedureCode
	key       string
}

// Timeline is all the law the product carries, over time. It is immutable.
type Timeline struct {
	begin   clock.Date
	entries map[series][]Entry // by From
	order   []series

	replaced []replacement // worlds/: empty in the world of Load
}

// Load reads and checks the embedded law: NĐ61/2018 and TT01/2018 without end. The
// error names file, line and key: a value that cannot be read, an article that
// articles.yaml does not list, a basis that is not true, two values for one day,
// or a day without one.
func Load() (*Timeline, error) { return LoadFiles(carried) }

// LoadFiles is Load from the given files, which must have the form of Files.
func LoadFiles(files fs.FS) (*Timeline, error) {
	articles, err := readRegister(files)
	if err != nil {
		return nil, err
	}
	t := &Timeline{entries: map[series][]Entry{}}
	for dir, keys := range map[string][]binding{"instruments": national(), "sectors": sectoral()} {
		err := t.readDir(files, dir, keys, articles)
		if err != nil {
			return nil, err
		}
	}
	t.sort()
	for _, s := range t.order {
		err := t.checkDates(s)
		if err != nil {
			return nil, err
		}
	}
	return t, t.checkComplete()
}

func (t *Timeline) readDir(files fs.FS, dir string, keys []binding, articles register) error {
	names, err := fs.Glob(files, dir+"/*.yaml")
	if err != nil {
		return fmt.Errorf("law: list %s: %w", dir, err)
	}
	for _, name := range names {
		var file struct {
			Values []yaml.Node `yaml:"values"`
		}
		err := readYAML(files, name, &file)
		if err != nil {
			return err
		}
		entries, err := readEntries(name, file.Values)
		if err != nil {
			return err
		}
		for _, e := range entries {
			err := t.add(e, dir == "sectors", keys, articles)
			if err != nil {
				return fmt.Errorf("law: %s: %w", e, err)
			}
		}
	}
	return nil
}

func (t *Timeline) add(e Entry, ofSector bool, keys []binding, articles register) error {
	at := slices.IndexFunc(keys, func(b binding) bool { return b.key == e.Key })
	if at < 0 {
		return errors.New("unknown key")
	}
	if ofSector != (e.Procedure != "") {
		return errors.New("a sector rule names its procedure, a general value none")
	}
	err := e.checkBasis(articles)
	if err != nil {
		return err
	}
	e.apply, err = keys[at].decode(e)
	if err != nil {
		return fmt.Errorf("the value in line %d: %w", e.Value.Line, err)
	}
	s := series{e.Procedure, e.Key}
	t.entries[s] = append(t.entries[s], e)
	return nil
}

// sort orders the entries by day and the series by procedure and key, and finds
// the first day.
func (t *Timeline) sort() {
	for s, list := range t.entries {
		slices.SortStableFunc(list, func(a, b Entry) int { return b.From.DaysUntil(a.From) })
		t.order = append(t.order, s)
		if s.procedure == "" && (t.begin.IsZero() || list[0].From.Before(t.begin)) {
			t.begin = list[0].From
		}
	}
	slices.SortFunc(t.order, func(a, b series) int {
		return strings.Compare(string(a.procedure)+" "+a.key, string(b.procedure)+" "+b.key)
	})
}

// checkDates refuses overlaps and holes. A general value holds from the first day
// of the timeline without end; a sector rule may begin later and be repealed.
func (t *Timeline) checkDates(s series) error {
	list := t.entries[s]
	for i, e := range list {
		if !e.To.IsZero() && e.To.Before(e.From) {
			return fmt.Errorf("law: %s: ends %s before it begins %s", e, e.To, e.From)
		}
		if i == 0 {
			continue
		}
		before := list[i-1]
		if before.To.IsZero() || !before.To.Before(e.From) {
			return fmt.Errorf("law: %s: two values on %s: this one from %s, that of %s:%d from %s",
				e, e.From, e.span(), before.File, before.Line, before.span())
		}
		if before.To.AddDays(1) != e.From {
			return fmt.Errorf("law: %s: no value from %s to %s, after %s:%d", e, before.To.AddDays(1), e.From.AddDays(-1), before.File, before.Line)
		}
	}
	first, last := list[0], list[len(list)-1]
	if s.procedure == "" && first.From != t.begin {
		return fmt.Errorf("law: %s: no value from %s to %s", first, t.begin, first.From.AddDays(-1))
	}
	if s.procedure == "" && !last.To.IsZero() {
		return fmt.Errorf("law: %s: no value after %s", last, last.To)
	}
	return nil
}

func (t *Timeline) checkComplete() error {
	for _, b := range national() {
		if len(t.entries[series{key: b.key}]) == 0 {
			return fmt.Errorf("law: instruments: %s: no value at all", b.key)
		}
	}
	return nil
}

// At is the regime of day d. The error: d is before the first day of the law the
// product carries (NĐ61 Đ40 k1: 21/06/2018).
func (t *Timeline) At(d clock.Date) (Regime, error) {
	r, err := t.resolve(series{}, d)
	return r.Regime, err
}

// Resolve is the law for procedure p on day d: the regime with the sector rules
// for p, which win over it. Errors as for At.
func (t *Timeline) Resolve(p code.ProcedureCode, d clock.Date) (Resolved, error) {
	r, err := t.resolve(series{procedure: p}, d)
	r.Procedure = p
	return r, err
}

func (t *Timeline) resolve(of series, d clock.Date) (Resolved, error) {
	if d.Before(t.begin) {
		return Resolved{}, fmt.Errorf("law: no regime on %s: the first day carried is %s", d, t.begin)
	}
	var r Resolved
	for _, b := range national() {
		t.apply(&r, series{key: b.key}, d)
	}
	if of.procedure == "" {
		return r, nil
	}
	for _, b := range sectoral() {
		t.apply(&r, series{of.procedure, b.key}, d)
	}
	return r, nil
}

func (t *Timeline) apply(r *Resolved, s series, d clock.Date) {
	for _, e := range t.entries[s] {
		if e.covers(d) {
			e.apply(r, t.inherited(e, d))
			return
		}
	}
}

// Entries is every dated value, general ones first, by procedure, key and day:
// for documents, and for listing what rests on memory.
func (t *Timeline) Entries() []Entry {
	var out []Entry
	for _, s := range t.order {
		out = append(out, t.entries[s]...)
	}
	return out
}
