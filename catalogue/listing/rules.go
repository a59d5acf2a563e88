package listing

import (
	"slices"
	"strings"

	"motcua/catalogue"
)

// Rules is the table that places procedures in an authority, as ParseRules read it.
// It does not change.
type Rules struct {
	own         string
	vertical    []verticalBody
	agencies    []agencyWords
	hand        []handLine
	departments []departmentLine
}

// words is how an agency or a procedure is recognised: lower-case pieces of its
// name, with which it begins or which it contains.
type words struct {
	Begins   []string `yaml:"begins"`
	Contains []string `yaml:"contains"`
}

func (w words) match(name string) bool {
	return slices.ContainsFunc(w.Begins, func(s string) bool { return strings.HasPrefix(name, s) }) ||
		slices.ContainsFunc(w.Contains, func(s string) bool { return strings.Contains(name, s) })
}

// verticalBody is a body that answers to its ministry and not to the province.
type verticalBody struct {
	ID           string `yaml:"id"`
	Name         Text   `yaml:"name"`
	words        `yaml:",inline"`
	Promulgating []string `yaml:"promulgating"` // taken as this body when no agency is named
	Sectors      []string `yaml:"sectors"`      // likewise
}

// agencyWords tells the level of an agency by its name; the first that fits holds.
type agencyWords struct {
	Level Level `yaml:"level"`
	words `yaml:",inline"`
}

// handLine moves procedures to the levels of 2018.
type handLine struct {
	Codes      []string `yaml:"codes"`   // these procedures, whatever else
	Sectors    []string `yaml:"sectors"` // else: those of a sector …
	Name       []string `yaml:"name"`    // … whose name has one of the words, when given
	Except     []string `yaml:"except"`  // … and none of these
	Agency     []string `yaml:"agency"`  // … and that an agency with one of the words carries out, when given
	From       Level    `yaml:"from"`    // … that stand at this level today, when given
	To         []Level  `yaml:"to"`
	OneStop    bool     `yaml:"one_stop"` // at the one-stop, though a vertical body has it today
	Department string   `yaml:"department"`
	Reason     string   `yaml:"reason"`
	Verified   bool     `yaml:"verified"`
}

func (h handLine) fits(r catalogue.Record, today []Level) bool {
	if len(h.Codes) > 0 {
		return slices.Contains(h.Codes, r.Code)
	}
	if !slices.ContainsFunc(r.Sectors, func(s catalogue.Named) bool { return slices.Contains(h.Sectors, s.Name) }) ||
		h.From != "" && !slices.Contains(today, h.From) {
		return false
	}
	name := folded(r.Name)
	has := func(s string) bool { return strings.Contains(name, s) }
	agencies := strings.Join(agenciesOf(r), "|")
	return (len(h.Name) == 0 || slices.ContainsFunc(h.Name, has)) &&
		!slices.ContainsFunc(h.Except, has) &&
		(len(h.Agency) == 0 || slices.ContainsFunc(h.Agency, func(s string) bool { return strings.Contains(agencies, s) }))
}

// levels is where the line puts what stands at today's levels: it replaces the level
// it moves from and keeps the others.
func (h handLine) levels(today []Level) []Level {
	if h.From == "" {
		return fromAbove(h.To)
	}
	kept := slices.DeleteFunc(slices.Clone(today), func(l Level) bool { return l == h.From })
	return fromAbove(append(kept, h.To...))
}

// handOf is the hand line that fits r: one that names its code, else the first that
// names its sector. Its To holds the levels it results in.
func (rules Rules) handOf(r catalogue.Record, today []Level) (handLine, bool) {
	for _, named := range []bool{true, false} {
		for _, h := range rules.hand {
			if (len(h.Codes) > 0) == named && h.fits(r, today) {
				h.To = h.levels(today)
				return h, true
			}
		}
	}
	return handLine{}, false
}

// departmentLine names the provincial department of sectors, or of a ministry's
// other sectors.
type departmentLine struct {
	Department string   `yaml:"department"`
	Sectors    []string `yaml:"sectors"`
	Ministries []string `yaml:"ministries"`
}

func (rules Rules) department(r catalogue.Record) string {
	for _, s := range r.Sectors {
		for _, d := range rules.departments {
			if slices.Contains(d.Sectors, s.Name) {
				return d.Department
			}
		}
	}
	for _, d := range rules.departments {
		if slices.Contains(d.Ministries, r.Promulgating.Name) {
			return d.Department
		}
	}
	return ""
}

// Departments lists the ids of departments the rules use, sorted.
func (rules Rules) Departments() []string {
	var out []string
	for _, d := range rules.departments {
		out = append(out, d.Department)
	}
	for _, h := range rules.hand {
		if h.Department != "" {
			out = append(out, h.Department)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (rules Rules) levelOf(agency string) (Level, bool) {
	for _, a := range rules.agencies {
		if a.match(agency) {
			return a.Level, true
		}
	}
	return "", false
}

// verticalOf is the vertical body that receives r: all agencies named are vertical,
// or are central ones beside a vertical one; without an agency, ministry and sector
// tell. One local agency that is not vertical keeps the procedure at the one-stop.
func (rules Rules) verticalOf(r catalogue.Record) (verticalBody, bool) {
	names := agenciesOf(r)
	var body verticalBody
	found := false
	for _, name := range names {
		i := slices.IndexFunc(rules.vertical, func(v verticalBody) bool { return v.match(name) })
		if i >= 0 {
			if !found {
				body, found = rules.vertical[i], true
			}
			continue
		}
		if l, ok := rules.levelOf(name); ok && l != Ministry {
			return verticalBody{}, false
		}
	}
	if found {
		return body, true
	}
	for _, v := range rules.vertical {
		if slices.Contains(v.Promulgating, r.Promulgating.Name) ||
			slices.ContainsFunc(r.Sectors, func(s catalogue.Named) bool { return slices.Contains(v.Sectors, s.Name) }) {
			return v, true
		}
	}
	return verticalBody{}, false
}

// folded is a name as the tables write it: lower case, one blank between words, the
// tone on the vowel where it stood first ("Uỷ ban" and "Ủy ban" are one).
func folded(name string) string {
	fields := strings.Fields(strings.ToLower(name))
	for i, f := range fields {
		fields[i] = oldTone(f)
	}
	return strings.Join(fields, " ")
}

// oldTone rewrites the words whose tone moved between spellings. Whole words only:
// in "khoán" the same letters are spelled one way.
func oldTone(word string) string {
	bare := strings.TrimRight(word, ",.;:)")
	for _, pair := range [][2]string{{"uỷ", "ủy"}, {"thuỷ", "thủy"}, {"hoà", "hòa"}, {"hoá", "hóa"}, {"toà", "tòa"}} {
		if bare == pair[0] {
			return pair[1] + word[len(bare):]
		}
	}
	return word
}

// WithoutHand is the rules of a world in which the published levels hold: without
// the table of where procedures stood in 2018.
func (rules Rules) WithoutHand() Rules {
	rules.hand = nil
	return rules
}
