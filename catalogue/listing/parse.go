package listing

import (
	"bytes"
	"fmt"
	"io"
	"motcua/internal/yamlfile"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

type rulesFile struct {
	Own         string           `yaml:"own"`
	Vertical    []verticalBody   `yaml:"vertical"`
	Agencies    []agencyWords    `yaml:"agencies"`
	Hand        []handLine       `yaml:"hand"`
	Departments []departmentLine `yaml:"departments"`
}

// ParseRules reads the rules from YAML; name is that of the file, for errors, which
// tell file and line. It is strict: unknown keys, unknown levels, lines that can
// never fit, words that no folded name can contain and a hand line without a reason
// are refused.
func ParseRules(text []byte, name string) (Rules, error) {
	var f rulesFile
	d := yaml.NewDecoder(bytes.NewReader(text))
	d.KnownFields(true)
	err := d.Decode(&f)
	if err == io.EOF {
		return Rules{}, fmt.Errorf("listing: %s:1: the file is empty", name)
	}
	if err != nil {
		return Rules{}, yamlfile.Placed("listing", name, err)
	}
	var root yaml.Node
	err = yaml.Unmarshal(text, &root)
	if err != nil {
		return Rules{}, yamlfile.Placed("listing", name, err)
	}
	for _, check := range []func(rulesFile) *problem{checkOwn, checkVertical, checkAgencies, checkHand, checkDepartments} {
		if p := check(f); p != nil {
			return Rules{}, fmt.Errorf("listing: %s:%d: %s", name, yamlfile.Line(&root, p.list, p.entry), p.text)
		}
	}
	return Rules{own: f.Own, vertical: f.Vertical, agencies: f.Agencies, hand: f.Hand, departments: f.Departments}, nil
}

// problem is what is wrong with an entry of a list of the file.
type problem struct {
	list  string
	entry int // -1: the list itself
	text  string
}

func checkOwn(f rulesFile) *problem {
	if f.Own == "" {
		return &problem{"own", -1, "own: the agency that publishes for this authority is missing"}
	}
	return nil
}

func checkVertical(f rulesFile) *problem {
	seen := map[string]bool{}
	for i, v := range f.Vertical {
		switch {
		case v.ID == "" || seen[v.ID]:
			return &problem{"vertical", i, fmt.Sprintf("the id %q is missing or stands twice", v.ID)}
		case v.Name.VI == "" || v.Name.EN == "":
			return &problem{"vertical", i, "the name needs vi and en"}
		case v.wrong() != "":
			return &problem{"vertical", i, v.wrong()}
		}
		seen[v.ID] = true
	}
	return nil
}

func checkAgencies(f rulesFile) *problem {
	for i, a := range f.Agencies {
		if !known(a.Level) {
			return &problem{"agencies", i, fmt.Sprintf("unknown level %q", a.Level)}
		}
		if wrong := a.wrong(); wrong != "" {
			return &problem{"agencies", i, wrong}
		}
	}
	return nil
}

func checkHand(f rulesFile) *problem {
	codes := map[string]bool{}
	for i, h := range f.Hand {
		text := h.wrong()
		for _, c := range h.Codes {
			if codes[c] && text == "" {
				text = fmt.Sprintf("the code %q stands twice", c)
			}
			codes[c] = true
		}
		if text != "" {
			return &problem{"hand", i, text}
		}
	}
	return nil
}

func (h handLine) wrong() string {
	switch {
	case (len(h.Codes) > 0) == (len(h.Sectors) > 0):
		return "a hand line names either codes or sectors"
	case len(h.Codes) > 0 && (len(h.Name) > 0 || len(h.Except) > 0 || len(h.Agency) > 0 || h.From != ""):
		return "name, except, agency and from belong to sectors"
	case len(h.To) == 0 || slices.ContainsFunc(h.To, func(l Level) bool { return !known(l) }):
		return fmt.Sprintf("to: %q are no levels", h.To)
	case h.From != "" && !known(h.From):
		return fmt.Sprintf("from: unknown level %q", h.From)
	case h.Reason == "":
		return "a hand line needs its reason"
	}
	return unfolded(slices.Concat(h.Name, h.Except, h.Agency))
}

func checkDepartments(f rulesFile) *problem {
	sectors := map[string]bool{}
	for i, d := range f.Departments {
		if d.Department == "" || len(d.Sectors)+len(d.Ministries) == 0 {
			return &problem{"departments", i, "a line names a department and sectors or ministries"}
		}
		for _, s := range slices.Concat(d.Sectors, d.Ministries) {
			if sectors[s] {
				return &problem{"departments", i, fmt.Sprintf("%q stands twice", s)}
			}
			sectors[s] = true
		}
	}
	return nil
}

func known(l Level) bool { return slices.Contains([]Level{Ministry, Province, District, Commune}, l) }

// wrong says what is wrong with words: none, or some that never match.
func (w words) wrong() string {
	all := slices.Concat(w.Begins, w.Contains)
	if len(all) == 0 {
		return "it names no words"
	}
	return unfolded(all)
}

// unfolded finds words that no folded name contains. A blank at an end is wanted: it
// keeps "sở " from matching within another word.
func unfolded(all []string) string {
	for _, s := range all {
		bare := strings.TrimPrefix(strings.TrimSuffix(s, " "), " ")
		if f := folded(bare); f != bare || bare == "" {
			return fmt.Sprintf("%q can never match: write it as %q", s, f)
		}
	}
	return ""
}
