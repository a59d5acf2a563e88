package catalogue

import (
	"fmt"
	"strconv"
	"strings"
)

// ComponentKey names one line of the dossier list of one version: the version,
// the group and the item, both counted from 1 in the order of the record. Item
// codes cannot serve: parsed records have none.
type ComponentKey struct {
	PortalID string
	Version  int
	Group    int
	Item     int
}

// String is "portal-id/version/group/item", the form in storage.
func (k ComponentKey) String() string {
	return fmt.Sprintf("%s/%d/%d/%d", k.PortalID, k.Version, k.Group, k.Item)
}

// ParseComponentKey reads the form of String.
func ParseComponentKey(s string) (ComponentKey, error) {
	parts := strings.Split(s, "/")
	if len(parts) != 4 || parts[0] == "" {
		return ComponentKey{}, fmt.Errorf("catalogue: %q is not a component key", s)
	}
	var n [3]int
	for i, part := range parts[1:] {
		v, err := strconv.Atoi(part)
		if err != nil || v < 1 || strconv.Itoa(v) != part {
			return ComponentKey{}, fmt.Errorf("catalogue: %q is not a component key", s)
		}
		n[i] = v
	}
	return ComponentKey{PortalID: parts[0], Version: n[0], Group: n[1], Item: n[2]}, nil
}

// ComponentKind says what an applicant does with a component.
type ComponentKind int

// The kinds, never renumbered.
const (
	Note      ComponentKind = iota // a remark, no paper
	ToSubmit                       // giấy tờ phải nộp: stays in the dossier
	ToPresent                      // giấy tờ phải xuất trình: shown and handed back
	Form                           // tờ khai, mẫu đơn: filled in by the applicant
)

// Key is the message key of the kind's words.
func (k ComponentKind) Key() string {
	switch k {
	case ToSubmit:
		return "catalogue.component.to_submit"
	case ToPresent:
		return "catalogue.component.to_present"
	case Form:
		return "catalogue.component.form"
	}
	return "catalogue.component.note"
}

// Component is one line of the dossier list, read: its key, its kind, its words
// without list marks.
type Component struct {
	Key     ComponentKey
	Kind    ComponentKind
	Heading string // of its group, without marks; may be empty
	Text    string
	Item    Item // as published
	// Conditional: the words of the item or its heading tie it to a case or a
	// channel. A reading, for display: whether a dossier lacks it an official says.
	Conditional bool
}

// Kind classifies a group by its heading: "Lưu ý" holds notes; "phải nộp" papers
// to submit; "xuất trình" papers to present. A group under another heading, or
// under none, holds forms when each of its papers is one, else papers to submit.
func (g Group) Kind() ComponentKind {
	heading := strings.ToLower(Clean(g.Heading))
	switch {
	case strings.HasPrefix(heading, "lưu ý"), strings.HasPrefix(heading, "ghi chú"):
		return Note
	case strings.Contains(heading, "phải nộp"):
		return ToSubmit
	case strings.Contains(heading, "xuất trình"):
		return ToPresent
	}
	papers, forms := 0, 0
	for _, i := range g.Items {
		if i.isPaper() {
			papers++
		}
		if i.isPaper() && i.isForm() {
			forms++
		}
	}
	if papers > 0 && forms == papers {
		return Form
	}
	return ToSubmit
}

// Kind classifies an item in a group of kind group: a line that asks for no
// original and no copy is a note wherever it stands.
func (i Item) Kind(group ComponentKind) ComponentKind {
	switch {
	case group == Note || !i.isPaper():
		return Note
	case i.isForm():
		return Form
	}
	return group
}

func (i Item) isPaper() bool { return i.Originals+i.Copies > 0 }

// isForm knows a form by the word it begins with; has_form is set only on records
// that kept their attachments.
func (i Item) isForm() bool {
	text := strings.ToLower(Clean(i.Name))
	for _, word := range []string{"tờ khai", "mẫu ", "giấy đề nghị", "đơn đề nghị", "phiếu đề nghị"} {
		if strings.HasPrefix(text, word) {
			return true
		}
	}
	return i.HasForm
}

// conditional reports whether the item's own words tie it to a case: "Trường hợp
// …", "… trong trường hợp …", "nếu người có yêu cầu …".
func (i Item) conditional() bool {
	text := strings.ToLower(Clean(i.Name))
	return strings.HasPrefix(text, "trường hợp") || strings.HasPrefix(text, "(") ||
		strings.Contains(text, "trong trường hợp") || strings.Contains(text, "đối với trường hợp") ||
		strings.Contains(text, "nếu người")
}

// Components is every line of the dossier list of v in the order of the record,
// notes included. Callers must not change it.
func (v Version) Components() []Component { return v.lines }

// Papers is Components without the notes: what a dossier can hold, and the only
// things a supplement request may ask for (NĐ61 Đ15 k3).
func (v Version) Papers() []Component { return v.papers }

// read is v with its dossier list read.
func (v Version) read() Version {
	v.lines, v.papers = nil, nil
	for g, group := range v.Record.Groups {
		kind := group.Kind()
		for i, item := range group.Items {
			c := Component{
				Key:         ComponentKey{PortalID: v.Record.PortalID, Version: v.Number, Group: g + 1, Item: i + 1},
				Kind:        item.Kind(kind),
				Heading:     Clean(group.Heading),
				Text:        Clean(item.Name),
				Item:        item,
				Conditional: item.conditional() || group.conditional(),
			}
			v.lines = append(v.lines, c)
			if c.Kind != Note {
				v.papers = append(v.papers, c)
			}
		}
	}
	return v
}

func (g Group) conditional() bool {
	return strings.HasPrefix(strings.ToLower(Clean(g.Heading)), "trường hợp")
}

// Component finds the line key names; false when key is of another version or
// names no line.
func (v Version) Component(key ComponentKey) (Component, bool) {
	for _, c := range v.Components() {
		if c.Key == key {
			return c, true
		}
	}
	return Component{}, false
}
