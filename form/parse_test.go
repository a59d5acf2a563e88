package form

import (
	"strings"
	"testing"
)

// petYes is the condition of the test data that is broken in turn.
const petYes = `a["a.pet"] == "yes"`

// costly is a loop in a loop in a loop.
const costly = `'[1,2,3,4,5,6,7,8,9].all(x, [1,2,3,4,5,6,7,8,9].all(y, [1,2,3,4,5,6,7,8,9].all(z, x + y + z > 0)))'`

// Every fault of a definition is refused with file and line.
func TestParseRefuses(t *testing.T) {
	cases := []struct{ name, old, new, want string }{
		{"unknown key", "version: 3\n", "version: 3\ncolour: red\n", "f.yaml:3: field colour"},
		{"unknown key of a field", "not_future: true", "not_futur: true", "f.yaml:22: field not_futur"},
		{"repeated key", "version: 3\n", "version: 3\nversion: 4\n", "f.yaml:3: mapping key"},
		{"second document", "pages:", "---\npages:", "more than one document"},
		{"no YAML", "pages:", "pages: [", "f.yaml:"},
		{"version not a number", "version: 3", "version: three", "f.yaml:2: cannot unmarshal"},
		{"version missing", "version: 3\n", "", "f.yaml:1: the version"},
		{"source missing", `source: "test"`, `source: ""`, "f.yaml:1: the form names no source"},
		{"title missing in English", `en: "Form"`, `en: ""`, "f.yaml:1: title is missing in English"},
		{"label missing in Vietnamese", `{vi: "Sinh", en`, `{en`, "f.yaml:20: label is missing in Vietnamese"},
		{"label missing in English", `vi: "Sinh", en: "Born"`, `vi: "Sinh"`, "f.yaml:20: label is missing in English"},
		{"option label missing in English", `, en: "Dog"`, ``, "f.yaml:40: label of option dog is missing in English"},
		{"hint in one language", "        not_future: true\n", "        not_future: true\n        hint: {vi: x}\n", "f.yaml:20: hint is missing in English"},
		{"term in one language", "        not_future: true\n", "        not_future: true\n        terms: [{word: {vi: x, en: y}, means: {vi: x}}]\n", "f.yaml:20: meaning of x is missing in English"},
		{"page repeated", "id: rest", "id: about", "f.yaml:59: page id \"about\" is repeated"},
		{"page id malformed", "id: rest", "id: Rest", "page id \"Rest\" is malformed"},
		{"section unknown", "section: one", "section: three", "f.yaml:13: page about: section \"three\""},
		{"section repeated", "id: two\n", "id: one\n", "section id \"one\""},
		{"field repeated", "id: a.year", "id: a.name", "f.yaml:25: field id \"a.name\" is repeated"},
		{"field id of a date's part", "id: a.place", "id: a.born.day", "field id \"a.born.day\" is repeated"},
		{"field id without a dot", "id: a.year", "id: year", "field id \"year\" is malformed"},
		{"type unknown", "type: phone", "type: telex", "type \"telex\" is unknown"},
		{"condition on a later field", petYes, `a["a.count"] == "1"`, "f.yaml:42: condition on \"a.count\", which is not an earlier field"},
		{"condition on itself", petYes, `a["a.pet_kind"] == "cat"`, "which is not an earlier field"},
		{"condition on no field", petYes, `a["a.nothing"] == "cat"`, "f.yaml:42: condition on \"a.nothing\""},
		{"condition on no option", petYes, `a["a.pet"] == "maybe"`, "f.yaml:42: condition on \"a.pet\": \"maybe\" is not one of its options"},
		{"condition on no option among others", petYes, `a["a.pet"] == "yes" || "maybe" != a["a.pet"]`, "\"maybe\" is not one of its options"},
		{"condition that is no expression", petYes, `a["a.pet"] ==`, "f.yaml:42: Syntax error"},
		{"condition on another line", petYes, "|\n          a[\"a.pet\"] == \"yes\" &&\n          nothing", "f.yaml:44: undeclared reference to 'nothing'"},
		{"condition of another type", petYes, `a["a.pet"]`, "f.yaml:42: a condition is true or false, this is string"},
		{"condition comparing types", petYes, `a["a.pet"] == 1`, "f.yaml:42: found no matching overload"},
		{"condition with a key made up", petYes, `a["a." + "pet"] == "yes"`, "f.yaml:42: answers are read by"},
		{"condition over all answers", petYes, `a.exists(k, k == "x")`, "f.yaml:42: answers are read by"},
		{"condition with today, which changes", petYes, `years(a.date("a.born"), today) > 3`, "f.yaml:42: undeclared reference to 'today'"},
		{"condition reading a name as a date", petYes, `a.year("a.name") > 3`, "condition on \"a.name\", which is a name and is not read so"},
		{"condition reading a date as text", petYes, `a["a.born"] == "x"`, "condition on \"a.born\", which is a date and is not read so"},
		{"condition that costs too much", petYes, costly, "f.yaml:42: the expression may cost"},
		{"condition of the old kind", petYes, "{field: a.pet, is: yes}", "f.yaml:42: a condition is one expression"},
		{"option repeated", "value: dog", "value: cat", "option \"cat\" is malformed or repeated"},
		{"option with a comma", "value: dog", `value: "dog,cat"`, "is malformed or repeated"},
		{"options of a text", "type: checkboxes", "type: name", "options belong to"},
		{"choice without options", "type: email", "type: choice", "options belong to"},
		{"text without max", "        max: 5\n", "", "a text needs max"},
		{"date bound is no date", "1900-06-01", "1900-06-31", "not_before \"1900-06-31\" is not a date"},
		{"date bound of a name", "        type: name\n", "        type: name\n        not_future: true\n", "belong to dates"},
		{"number bounds crossed", "min: 1", "min: 30", "a number needs"},
		{"list unknown", "suggest: colour", "suggest: animal", "list \"animal\" is not declared"},
		{"profile field unknown", "prefill: residence", "prefill: salary", "no profile field \"salary\""},
		{"copy from another type", "        prefill: residence\n", "        copy_from: a.name\n", "copy_from \"a.name\" is not an earlier field of its type"},
		{"copy_if alone", "        prefill: residence\n", "        copy_if: a[\"a.pet\"] == \"yes\"\n", "copy_if without copy_from"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			text := everyTypeText(t)
			if !strings.Contains(text, c.old) {
				t.Fatalf("the test data has no %q", c.old)
			}
			_, err := Parse([]byte(strings.Replace(text, c.old, c.new, 1)), "f.yaml")
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
	if _, err := Parse(nil, "f.yaml"); err == nil {
		t.Error("an empty file was accepted")
	}
}

// All faults are listed at once.
func TestCheckListsAll(t *testing.T) {
	text := strings.NewReplacer(`en: "Born"`, `en: ""`, "suggest: colour", "suggest: animal").Replace(everyTypeText(t))
	_, err := Parse([]byte(text), "f.yaml")
	if err == nil || !strings.Contains(err.Error(), "label is missing in English") || !strings.Contains(err.Error(), "list \"animal\"") {
		t.Errorf("got %v, want both faults", err)
	}
}

// Whatever is accepted can be used: a summary has a row for each shown field.
func FuzzParse(f *testing.F) {
	f.Add([]byte("pages:\n  - 1\n"))
	f.Add([]byte("id: x\nversion: 1\nsource: s\ntitle: {vi: a, en: b}\nsections: [{id: s, title: {vi: a, en: b}}]\n" +
		"pages: [{id: a, section: s, title: {vi: a, en: b}, fields: [{id: a.b, type: name, label: {vi: a, en: b}}]}]\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		d, err := Parse(text, "f.yaml")
		if err != nil {
			return
		}
		rows, fields := 0, 0
		for _, s := range d.Summary(Answers{}, "vi") {
			rows += len(s.Rows)
		}
		for _, p := range d.Visible(Answers{}) {
			fields += len(p.Fields)
		}
		if rows != fields {
			t.Errorf("%d rows for %d shown fields", rows, fields)
		}
	})
}
