package world

import (
	"slices"

	"motcua/internal/clock"
)

// rules is world.yaml.
type rules struct {
	Name        string          `yaml:"name"`
	Title       Text            `yaml:"title"`
	Note        Text            `yaml:"note"`
	Law         string          `yaml:"law"`
	Inherits    inheritRule     `yaml:"inherits"`
	Levels      []levelRule     `yaml:"levels"`
	Types       []typeRule      `yaml:"types"`
	Authorities []authorityRule `yaml:"authorities"`
	UnitCodes   []schemeRule    `yaml:"unit_codes"`
	Body        bodyRule        `yaml:"body"`
	SubUnits    []subUnitRule   `yaml:"sub_units"`

	DemoCommunes []string `yaml:"demo_communes"`
}

// inheritRule says which files are those of another world.
type inheritRule struct {
	World string   `yaml:"world"`
	Files []string `yaml:"files"`
}

type schemeRule struct {
	Scheme    string `yaml:"scheme"`
	ValidFrom string `yaml:"valid_from"`
}

type levelRule struct {
	ID     string   `yaml:"id"`
	Number int      `yaml:"number"`
	IDBase int64    `yaml:"id_base"`
	Under  string   `yaml:"under"`
	Term   termRule `yaml:"term_months"`
	Name   Text     `yaml:"name"`
}

// termRule is the span a post's term must have; zero: no rule.
type termRule struct {
	Least int `yaml:"least"`
	Most  int `yaml:"most"`
}

type typeRule struct {
	Name string `yaml:"name"`
	EN   string `yaml:"en"`
}

type authorityRule struct {
	ID   int32  `yaml:"id"`
	IDIs string `yaml:"id_is"`
	Code string `yaml:"code"`
	Unit string `yaml:"unit"`
	Name Text   `yaml:"name"`
}

type bodyRule struct {
	Kind string `yaml:"kind"`
	Role string `yaml:"role"`
	Name Text   `yaml:"name"`
}

type subUnitRule struct {
	ID     string            `yaml:"id"`
	Under  string            `yaml:"under"`
	Suffix int64             `yaml:"suffix"`
	Codes  map[string]string `yaml:"codes"`
	Kind   string            `yaml:"kind"`
	Role   string            `yaml:"role"`
	Basis  string            `yaml:"basis"`
	Name   Text              `yaml:"name"`
}

// unitRow is an entry of units.yaml.
type unitRow struct {
	Level string            `yaml:"level"`
	GSO   string            `yaml:"gso"`
	Type  string            `yaml:"type"`
	Name  string            `yaml:"name"`
	Under string            `yaml:"under"`
	Codes map[string]string `yaml:"codes"`
}

func (r rules) level(id string) (levelRule, bool) {
	for _, l := range r.Levels {
		if l.ID == id {
			return l, true
		}
	}
	return levelRule{}, false
}

func (r rules) typeEN(name string) (string, bool) {
	for _, t := range r.Types {
		if t.Name == name {
			return t.EN, true
		}
	}
	return "", false
}

func (r rules) authorityOf(ref string) (authorityRule, bool) {
	for _, a := range r.Authorities {
		if a.Unit == ref {
			return a, true
		}
	}
	return authorityRule{}, false
}

// check refuses rules that contradict themselves, with file and line.
func (r rules) check(f *file) error {
	if r.Name == "" || r.Title.VI == "" || r.Title.EN == "" {
		return f.fault("title", -1, "a world needs a name and a title in both languages")
	}
	if !slices.Contains([]string{LawND61, LawToday}, r.Law) {
		return f.fault("law", -1, "%q is no timeline of law: %s or %s", r.Law, LawND61, LawToday)
	}
	if r.Inherits.World != "" && (r.Note.VI == "" || r.Note.EN == "") {
		return f.fault("inherits", -1, "a world that inherits needs a note in both languages that says what")
	}
	err := r.checkSchemes(f)
	if err != nil {
		return err
	}
	for i, l := range r.Levels {
		if l.ID == "" || l.Number < 1 || l.Number > 3 || l.IDBase < 0 || l.Name.VI == "" || l.Name.EN == "" {
			return f.fault("levels", i, "level %q needs an id, a number from 1 to 3, an id_base and both names", l.ID)
		}
		_, ok := r.level(l.Under)
		if l.Under != "" && !ok {
			return f.fault("levels", i, "level %q is under %q, which is no level", l.ID, l.Under)
		}
		if l.Term.Least < 0 || l.Term.Most < l.Term.Least {
			return f.fault("levels", i, "level %q has terms from %d to %d months", l.ID, l.Term.Least, l.Term.Most)
		}
	}
	for i, a := range r.Authorities {
		if a.ID < 1 || a.IDIs != "ours" || !levelOneCode.MatchString(a.Code) || a.Unit == "" || a.Name.VI == "" || a.Name.EN == "" {
			return f.fault("authorities", i, "authority %q needs an id marked id_is: ours, a code like H37, a unit and both names", a.Code)
		}
	}
	for i, s := range r.SubUnits {
		_, ok := r.level(s.Under)
		if !ok || s.ID == "" || s.Suffix < 1 || s.Suffix > 9 || s.Kind == "" || s.Name.VI == "" || s.Name.EN == "" {
			return f.fault("sub_units", i, "sub-unit %q needs an id, a level it is under, a suffix from 1 to 9, a kind and both names", s.ID)
		}
		if !roleOfUnit(s.Role) {
			return f.fault("sub_units", i, "sub-unit %q has the role %q, which is none", s.ID, s.Role)
		}
	}
	return nil
}

// roles a unit may have in an internal process; agency.Place knows the same.
func roleOfUnit(role string) bool {
	return slices.Contains([]string{"leadership", "onestop", "division", "department"}, role)
}

func (r rules) checkSchemes(f *file) error {
	if len(r.UnitCodes) == 0 {
		return f.fault("unit_codes", -1, "a world needs a scheme of unit codes")
	}
	for i, s := range r.UnitCodes {
		if _, ok := schemes()[s.Scheme]; !ok {
			return f.fault("unit_codes", i, "%q is no scheme of unit codes", s.Scheme)
		}
		_, err := clock.ParseDate(s.ValidFrom)
		if err != nil {
			return f.fault("unit_codes", i, "%v", err)
		}
		if slices.ContainsFunc(r.UnitCodes[:i], func(o schemeRule) bool { return o.Scheme == s.Scheme }) {
			return f.fault("unit_codes", i, "scheme %s stands twice", s.Scheme)
		}
	}
	return nil
}
