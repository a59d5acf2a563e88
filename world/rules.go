package world

// rules is world.yaml.
type rules struct {
	Name        string          `yaml:"name"`
	Title       Text            `yaml:"title"`
	Levels      []levelRule     `yaml:"levels"`
	Types       []typeRule      `yaml:"types"`
	Authorities []authorityRule `yaml:"authorities"`
	UnitCodes   struct {
		Scheme    string `yaml:"scheme"`
		ValidFrom string `yaml:"valid_from"`
	} `yaml:"unit_codes"`
	Body         bodyRule      `yaml:"body"`
	SubUnits     []subUnitRule `yaml:"sub_units"`
	DemoCommunes []string      `yaml:"demo_communes"`
}

type levelRule struct {
	ID     string `yaml:"id"`
	Number int    `yaml:"number"`
	IDBase int64  `yaml:"id_base"`
	Under  string `yaml:"under"`
	Name   Text   `yaml:"name"`
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
	ID      string `yaml:"id"`
	Under   string `yaml:"under"`
	Suffix  int64  `yaml:"suffix"`
	Segment string `yaml:"segment"`
	Kind    string `yaml:"kind"`
	Role    string `yaml:"role"`
	Name    Text   `yaml:"name"`
}

// unitRow is an entry of units.yaml.
type unitRow struct {
	Level   string `yaml:"level"`
	GSO     string `yaml:"gso"`
	Type    string `yaml:"type"`
	Name    string `yaml:"name"`
	Under   string `yaml:"under"`
	Segment string `yaml:"segment"`
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
	for i, l := range r.Levels {
		if l.ID == "" || l.Number < 1 || l.Number > 3 || l.IDBase < 0 || l.Name.VI == "" || l.Name.EN == "" {
			return f.fault("levels", i, "level %q needs an id, a number from 1 to 3, an id_base and both names", l.ID)
		}
		_, ok := r.level(l.Under)
		if l.Under != "" && !ok {
			return f.fault("levels", i, "level %q is under %q, which is no level", l.ID, l.Under)
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
	}
	return nil
}
