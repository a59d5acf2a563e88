package listing

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
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
		return Rules{}, placed(name, err)
	}
	var root yaml.Node
	err = yaml.Unmarshal(text, &root)
	if err != nil {
		return Rules{}, placed(name, err)
	}
	for _, check := range []func(rulesFile) *problem{checkOwn, checkVertical, checkAgencies, checkHand, checkDepartments} {
		if p := check(f); p != nil {
			return Rules{}, fmt.Errorf("listing: %s:%d: %s", name, line(&root, p.list, p.entry), p.text)
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

// line is where the i-th entry of a list begins, or the list, or the file.
func line(root *yaml.Node, list string, i int) int {
	if len(root.Content) == 0 {
		return 1
	}
	top := root.Content[0].Content
	for k := 0; k+1 < len(top); k += 2 {
		if top[k].Value != list {
			continue
		}
		if i >= 0 && i < len(top[k+1].Content) {
			return top[k+1].Content[i].Line
		}
		return top[k].Line
	}
	return 1
}

var lineOf = regexp.MustCompile(`^(?:yaml: )?line (\d+): (.*)$`)

// placed writes the errors of the YAML reader as file:line: message.
func placed(name string, err error) error {
	messages := []string{err.Error()}
	var typed *yaml.TypeError
	if errors.As(err, &typed) {
		messages = typed.Errors
	}
	var out []error
	for _, m := range messages {
		if part := lineOf.FindStringSubmatch(m); part != nil {
			out = append(out, fmt.Errorf("listing: %s:%s: %s", name, part[1], part[2]))
			continue
		}
		out = append(out, fmt.Errorf("listing: %s: %s", name, m))
	}
	return errors.Join(out...)
}
