package form

import (
	"maps"
	"os"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"motcua/form/place"
	"motcua/internal/fault"
)

// theFault is the only fault of a field and its parts on the page of codes.
func theFault(t *testing.T, d Definition, field string, a Answers) (name string, code fault.Code) {
	t.Helper()
	for _, f := range d.Validate("codes", a, today) {
		if f.Name == field || strings.HasPrefix(f.Name, field+".") {
			if code != "" {
				t.Errorf("two faults of %s", field)
			}
			name, code = f.Name, f.Code
		}
	}
	return name, code
}

func TestAddress(t *testing.T) {
	d := parts(t)
	unit := func(field, code, line string) Answers {
		return Answers{field + ".unit": code, field + ".line": line}
	}
	cases := []struct {
		name    string
		a       Answers
		field   string
		at      string
		want    fault.Code
		display string
	}{
		{"commune and line", unit("b.home", "06244", "  thôn 2 "), "b.home", "", "", "thôn 2, xã Tân Liên, huyện Cao Lộc, tỉnh Lạng Sơn"},
		{"nothing", Answers{}, "b.home", ".unit", fault.CodeFieldRequired, ""},
		{"no unit", unit("b.home", "", "thôn 2"), "b.home", ".unit", fault.CodeFieldUnit, "thôn 2"},
		{"no line", unit("b.home", "06244", ""), "b.home", ".line", fault.CodeFieldAddressLine, "xã Tân Liên, huyện Cao Lộc, tỉnh Lạng Sơn"},
		{"line of signs", unit("b.home", "06244", "--"), "b.home", ".line", fault.CodeFieldAddressLine, "--, xã Tân Liên, huyện Cao Lộc, tỉnh Lạng Sơn"},
		{"line too long", unit("b.home", "06244", strings.Repeat("x", 151)), "b.home", ".line", fault.CodeFieldTooLong, ""},
		{"a code that was not given", unit("b.home", "99999", "thôn 2"), "b.home", ".unit", fault.CodeFieldUnit, "thôn 2, 99999"},
		{"a code cut short", unit("b.home", "6244", "thôn 2"), "b.home", ".unit", fault.CodeFieldUnit, ""},
		{"a district where a commune is asked", unit("b.home", "183", "thôn 2"), "b.home", ".unit", fault.CodeFieldUnit, ""},
		{"an island without communes", unit("b.home", "471", "số 1"), "b.home", "", "", "số 1, huyện Cồn Cỏ, tỉnh Quảng Trị"},
		{"a district where it is enough", unit("b.island", "183", ""), "b.island", "", "", "huyện Cao Lộc, tỉnh Lạng Sơn"},
		{"a commune where a district is enough", unit("b.island", "06244", ""), "b.island", "", "", ""},
		{"a province where a district is asked", unit("b.island", "20", ""), "b.island", ".unit", fault.CodeFieldUnit, ""},
		{"a province where it is enough, without a line", unit("b.province", "20", ""), "b.province", "", "", "tỉnh Lạng Sơn"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			name, code := theFault(t, d, c.field, c.a)
			if code != c.want || code != "" && name != c.field+c.at {
				t.Errorf("%s of %q", code, name)
			}
			if c.display != "" && rowOfField(d, c.a, c.field).Display != c.display {
				t.Errorf("shown as %q", rowOfField(d, c.a, c.field).Display)
			}
		})
	}
	island, _ := d.Field("b.island")
	if keys := island.Keys(); len(keys) != 1 || island.HasLine() || island.From() != place.District {
		t.Errorf("keys %v", keys)
	}
	if _, kept := d.Normalise(unit("b.island", "183", "x"))["b.island.line"]; kept {
		t.Error("a line was kept where there is none")
	}
}

func rowOfField(d Definition, a Answers, field string) Row {
	for _, s := range d.Summary(a, "vi") {
		for _, r := range s.Rows {
			if r.Field == field {
				return r
			}
		}
	}
	return Row{}
}

func TestCodesAndSums(t *testing.T) {
	d := parts(t)
	cases := []struct {
		name, field, typed string
		want               fault.Code
		stored, display    string
	}{
		{"enterprise", "b.tax", "0100109106", "", "0100109106", "0100109106"},
		{"enterprise, grouped", "b.tax", "0300 588 569", "", "0300588569", "0300588569"},
		{"branch", "b.tax", "0100109106-001", "", "0100109106-001", "0100109106-001"},
		{"branch with a dash", "b.tax", "0100109106–001", "", "0100109106-001", ""},
		{"branch without a hyphen", "b.tax", "0100109106001", "", "0100109106-001", ""},
		{"check digit wrong", "b.tax", "0100109107", fault.CodeFieldBusinessCode, "0100109107", ""},
		{"two digits exchanged", "b.tax", "0100190106", fault.CodeFieldBusinessCode, "0100190106", ""},
		{"sum that asks for ten", "b.tax", "0000000000", fault.CodeFieldBusinessCode, "0000000000", ""},
		{"nine digits", "b.tax", "010010910", fault.CodeFieldBusinessCode, "010010910", ""},
		{"letters", "b.tax", "01001O9106", fault.CodeFieldBusinessCode, "01001O9106", ""},
		{"household", "b.household", "14a8 001234", "", "14A8001234", "14A8001234"},
		{"household of district Đ", "b.household", "14đ8001234", "", "14Đ8001234", ""},
		{"household with the mark of an enterprise", "b.household", "14A4001234", fault.CodeFieldHouseholdCode, "14A4001234", ""},
		{"tax code where a household is asked", "b.household", "0100109106", fault.CodeFieldHouseholdCode, "0100109106", ""},
		{"sum", "b.capital", "1250000", "", "1250000", "1.250.000 đồng"},
		{"sum with dots", "b.capital", "1.250.000", "", "1250000", "1.250.000 đồng"},
		{"sum with spaces and unit", "b.capital", "1 250 000 Đồng", "", "1250000", ""},
		{"sum with đ", "b.capital", "1.250.000đ", "", "1250000", ""},
		{"sum with leading zeros", "b.capital", "007", "", "7", "7 đồng"},
		{"hundred", "b.capital", "100", "", "100", "100 đồng"},
		{"sum with a decimal point", "b.capital", "1.25", fault.CodeFieldMoney, "1.25", "1.25"},
		{"sum with mixed marks", "b.capital", "1.250 000", fault.CodeFieldMoney, "1.250 000", ""},
		{"sum with a comma", "b.capital", "1,5", fault.CodeFieldMoney, "1,5", ""},
		{"sum below", "b.capital", "0", fault.CodeFieldMoney, "0", "0 đồng"},
		{"sum above", "b.capital", "5000001", fault.CodeFieldMoney, "5000001", ""},
		{"negative sum", "b.capital", "-5", fault.CodeFieldMoney, "-5", ""},
		{"huge sum", "b.capital", strings.Repeat("9", 40), fault.CodeFieldMoney, strings.Repeat("9", 40), ""},
		{"sum in words", "b.capital", "một triệu", fault.CodeFieldMoney, "một triệu", "một triệu"},
		{"12 digits of Lạng Sơn", "b.number", "020 190 001234", "", "020190001234", ""},
		{"province that is none", "b.number", "003190001234", fault.CodeFieldPersonNo, "003190001234", ""},
		{"province 000", "b.number", "000190001234", fault.CodeFieldPersonNo, "000190001234", ""},
		{"province above Cà Mau", "b.number", "097190001234", fault.CodeFieldPersonNo, "097190001234", ""},
		{"birth registered abroad", "b.number", "136190001234", "", "136190001234", ""},
		{"born this year", "b.number", "020219001234", "", "020219001234", ""},
		{"born next year", "b.number", "020220001234", fault.CodeFieldPersonNo, "020220001234", ""},
		{"born in the next century", "b.number", "020400001234", fault.CodeFieldPersonNo, "020400001234", ""},
		{"old card says nothing", "b.number", "003190001", "", "003190001", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			a := Answers{c.field: c.typed}
			if _, got := theFault(t, d, c.field, a); got != c.want {
				t.Errorf("%q: got %q, want %q", c.typed, got, c.want)
			}
			if got := d.Normalise(a)[c.field]; got != c.stored {
				t.Errorf("%q: kept as %q, want %q", c.typed, got, c.stored)
			}
			if row := rowOfField(d, a, c.field); c.display != "" && row.Display != c.display {
				t.Errorf("%q: shown as %q, want %q", c.typed, row.Display, c.display)
			}
		})
	}
	if got := displayMoney(Field{}, []string{"1250000"}, "en"); got != "1,250,000 dong" {
		t.Errorf("in English %s", got)
	}
}

// NĐ137/2015 Đ13: the number says year and sex; they are held against what was given.
func TestNumbersAgree(t *testing.T) {
	d := parts(t)
	for _, c := range []struct {
		name string
		a    Answers
		want fault.Code
	}{
		{"alone", Answers{"b.number": "020190001234"}, ""},
		{"year agrees", Answers{"b.number": "020190001234", "b.born.year": "1990"}, ""},
		{"year does not", Answers{"b.number": "020190001234", "b.born.year": "1991"}, fault.CodeFieldPersonBirth},
		{"hundred years apart", Answers{"b.number": "020310001234", "b.born.year": "1910"}, fault.CodeFieldPersonBirth},
		{"year of a whole date", dateAnswers("b.born", "1/2/1991").With(Answers{"b.number": "020190001234"}), fault.CodeFieldPersonBirth},
		{"date that is none", dateAnswers("b.born", "31/2/1991").With(Answers{"b.number": "020190001234"}), ""},
		{"sex agrees", Answers{"b.number": "020190001234", "b.sex_asked": "yes", "b.sex": "female"}, ""},
		{"sex does not", Answers{"b.number": "020190001234", "b.sex_asked": "yes", "b.sex": "male"}, fault.CodeFieldPersonSex},
		{"sex not asked any more", Answers{"b.number": "020190001234", "b.sex": "male"}, ""},
		{"old card", Answers{"b.number": "080123456", "b.born.year": "1991"}, ""},
	} {
		if _, got := theFault(t, d, "b.number", c.a); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	row := Answers{"b.papers.1.name": "x", "b.papers.1.pages": "1", "b.papers.1.dated.year": "1991", "b.papers.1.of": "020190001234",
		"b.papers.0.name": "x", "b.papers.0.pages": "1", "b.papers.0.dated.year": "1990", "b.papers.0.of": "020190001234"}
	if name, got := theFault(t, d, "b.papers", row); name != "b.papers.1.of" || got != fault.CodeFieldPersonBirth {
		t.Errorf("in a row: %s of %s", got, name)
	}
}

func TestRows(t *testing.T) {
	d := parts(t)
	f, _ := d.Field("b.papers")
	if f.Rows(nil) != 1 || f.Rows(Answers{"b.papers.rows": "3"}) != 3 || f.Rows(Answers{"b.papers.rows": "99"}) != 4 ||
		f.Rows(Answers{"b.papers.2.name": "x"}) != 3 || f.Rows(Answers{"b.papers.rows": "-1"}) != 1 || f.Rows(Answers{"b.papers.rows": "x"}) != 1 {
		t.Error("rows are counted wrongly")
	}
	if more, _ := d.Field("b.more"); more.Rows(nil) != 1 {
		t.Error("a group that may be empty offers no row")
	}
	a := f.AddRow(Answers{"b.papers.0.name": "một", "b.papers.0.pages": "1", "other": "x"})
	a["b.papers.1.name"] = "hai"
	a = f.AddRow(a)
	a["b.papers.2.dated.year"] = "1990"
	if f.Rows(a) != 3 {
		t.Fatalf("%d rows", f.Rows(a))
	}
	a = f.RemoveRow(a, 1)
	if f.Rows(a) != 2 || a["b.papers.0.name"] != "một" || a["b.papers.1.name"] != "" || a["b.papers.1.dated.year"] != "1990" || a["other"] != "x" {
		t.Errorf("after removing the second: %v", a)
	}
	for _, none := range []int{-1, 2, 99} {
		if got := f.RemoveRow(a, none); !maps.Equal(got, a) {
			t.Errorf("removing row %d changed something", none)
		}
	}
	if last := f.RemoveRow(f.RemoveRow(a, 0), 0); f.Rows(last) != 1 || last["b.papers.1.dated.year"] != "" {
		t.Errorf("after removing all: %v", last)
	}
	full := a
	for range 9 {
		full = f.AddRow(full)
	}
	if f.Rows(full) != 4 {
		t.Errorf("%d rows after adding nine", f.Rows(full))
	}
	if got := d.Label("b.papers.1.pages", "vi") + "|" + d.Label("b.tax", "en") + "|" + d.Label("b.home.unit", "en") + d.Label("no.such", "vi"); got != "Giấy tờ 2: Trang|Code|Home" {
		t.Errorf("labels %q", got)
	}
}

func TestRowsAreChecked(t *testing.T) {
	d := parts(t)
	for _, c := range []struct {
		name string
		a    Answers
		want map[string]fault.Code
	}{
		{"nothing where one is asked", Answers{}, map[string]fault.Code{"b.papers.0.name": fault.CodeFieldRequired, "b.papers.0.pages": fault.CodeFieldRequired}},
		{"an empty row before a full one", Answers{"b.papers.1.name": "x", "b.papers.1.pages": "1"}, map[string]fault.Code{}},
		{"an open row stays empty", Answers{"b.papers.rows": "3", "b.papers.0.name": "x", "b.papers.0.pages": "1"}, map[string]fault.Code{}},
		{"half a row", Answers{"b.papers.0.name": "x", "b.papers.0.pages": "1", "b.papers.2.pages": "12"},
			map[string]fault.Code{"b.papers.2.name": fault.CodeFieldRequired, "b.papers.2.pages": fault.CodeFieldNumber}},
	} {
		got := faultsOf(d, "codes", c.a)
		delete(got, "b.home.unit")
		if !maps.Equal(got, c.want) {
			t.Errorf("%s: %v", c.name, got)
		}
	}
	a := Answers{"b.papers.rows": "4", "b.papers.1.name": " hai ", "b.papers.1.pages": "02", "b.papers.3.name": "bốn"}
	want := Answers{"b.papers.0.name": "hai", "b.papers.0.pages": "2", "b.papers.1.name": "bốn"}
	if got := d.Submission(a); !maps.Equal(got, want) {
		t.Errorf("submitted %v", got)
	}
	first := rowOfField(d, want, "b.papers.0.name")
	if first.Label != "Giấy tờ 1" || first.Display != "Tên: hai; Trang: 2" || len(first.Names) != 4 {
		t.Errorf("summed up as %+v", first)
	}
	if got := rowOfField(d, Answers{}, "b.papers.0.name"); got.Display != "" || got.Label != "Giấy tờ 1" {
		t.Errorf("an asked row without answers is %+v", got)
	}
	if got := rowOfField(d, Answers{"b.papers.1.name": "x", "b.papers.0.name": "y"}, "b.more"); got.Label != "Thêm" {
		t.Errorf("a group without rows is %+v", got)
	}
}

// partKeys are all keys of the form of parts.
func partKeys(d Definition) (keys []string) {
	for _, p := range d.Pages {
		for _, f := range p.Fields {
			keys = append(keys, f.Keys()...)
		}
	}
	return keys
}

// Whatever is typed: normalising twice changes nothing, adding and removing rows loses
// nothing else, what is submitted stays as it is, every fault leads to an input.
func TestPartsProperty(t *testing.T) {
	d := parts(t)
	keys := partKeys(d)
	f, _ := d.Field("b.papers")
	typed := rapid.OneOf(rapid.Just(""), rapid.String(), rapid.SampledFrom([]string{"1", "3", "1.250.000", "1 000 đ", "06244", "183", "20",
		"0100109106", "0100109106001", "14đ8001234", "020190001234", "far,poor", "yes", "female", "1990"}))
	rapid.Check(t, func(rt *rapid.T) {
		a := Answers{}
		for _, k := range keys {
			if rapid.IntRange(0, 2).Draw(rt, "given") > 0 {
				a[k] = typed.Draw(rt, k)
			}
		}
		once := d.Normalise(a)
		if twice := d.Normalise(once); !maps.Equal(once, twice) {
			rt.Fatalf("normalised twice: %q, then %q", once, twice)
		}
		if d.Submission(a) == nil || !maps.Equal(d.Submission(d.Submission(a)), d.Submission(a)) {
			rt.Fatalf("submitted twice: %q, then %q", d.Submission(a), d.Submission(d.Submission(a)))
		}
		known := map[string]bool{}
		for _, k := range keys {
			known[k] = true
		}
		for _, g := range d.Complete(a, today) {
			field, ok := d.Field(g.Field)
			if !ok || !known[g.Field] && !known[field.Keys()[0]] || d.Label(g.Field, "en") == "" {
				rt.Fatalf("a fault of %q, which nobody can find", g.Field)
			}
		}
		at := rapid.IntRange(0, 3).Draw(rt, "row")
		open := f.Rows(once)
		left := f.RemoveRow(once, at)
		for i := range open {
			from := i
			if i >= at {
				from = i + 1
			}
			for j, sub := range f.Row(i) {
				if from < open && left[sub.ID] != once[f.Row(from)[j].ID] {
					rt.Fatalf("removing row %d of %d: %s is %q", at, open, sub.ID, left[sub.ID])
				}
			}
		}
		for k, v := range once {
			if !strings.HasPrefix(k, "b.papers.") && left[k] != v {
				rt.Fatalf("removing a row changed %s", k)
			}
		}
	})
}

// A code with a right check digit is accepted, and no other last digit is.
func TestTaxDigitProperty(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		nine := rapid.StringMatching(`[0-9]{9}`).Draw(rt, "nine")
		right := 0
		for last := range 10 {
			if _, ok := businessCode(kindEnterprise, nine+strconv.Itoa(last)); ok {
				right++
			}
		}
		if right > 1 {
			rt.Fatalf("%s has %d check digits", nine, right)
		}
	})
}

// Sums come back as they were, however they are grouped.
func TestMoneyProperty(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(0, 1<<50).Draw(rt, "sum")
		shown := displayMoney(Field{}, []string{strconv.Itoa(n)}, "vi")
		if got := canonicalMoney(Field{}, shown); got != strconv.Itoa(n) {
			rt.Fatalf("%d is shown as %q and read as %q", n, shown, got)
		}
	})
}

func TestPartsAreChecked(t *testing.T) {
	text, err := os.ReadFile("testdata/parts.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, old, new, want string }{
		{"level unknown", "level: district", "level: street", `level "street" is neither`},
		{"line unknown", "line: none", "line: no", `line "no" is neither`},
		{"level of a date", "year_alone: true", "level: district", "level and line belong to addresses"},
		{"kind unknown", "kind: household", "kind: shop", "kind belongs to business_code"},
		{"code without a kind", "        kind: household\n", "", "kind belongs to business_code"},
		{"agrees with nothing", "birth_date: b.born", "birth_date: b.nothing", `agrees with "b.nothing", which is no date`},
		{"agrees with no sex", "sex: b.sex}", "sex: b.sex_asked}", "which is no choice of male and female"},
		{"agrees outside its row", "agrees: {birth_date: dated}", "agrees: {birth_date: b.born}", `agrees with "b.born", which is no date`},
		{"row without an item", "        item: {vi: \"Việc\", en: \"Matter\"}\n", "", "item belongs to a group"},
		{"group without fields", "        fields:\n          - id: what\n            type: text\n            max: 20\n            label: {vi: \"Gì\", en: \"What\"}\n", "", "fields belong to a group"},
		{"row bounds", "        max: 4\n", "", "a group needs 0 ≤ min < max"},
		{"too many rows", "        max: 4\n", "        max: 31\n", "at most 30 rows"},
		{"optional group", "        min: 1\n        max: 4\n", "        min: 1\n        max: 4\n        optional: true\n", "a group that may stay empty has min 0"},
		{"phone in a row", "            type: number\n", "            type: phone\n", `type "phone" cannot stand in a row`},
		{"group in a row", "            type: number\n", "            type: group\n", `type "group" cannot stand in a row`},
		{"id of a row with a dot", "- id: pages", "- id: pa.ges", `id "pa.ges" of a row is malformed`},
		{"id of a row twice", "- id: pages", "- id: name", `id "name" of a row is malformed or repeated`},
		{"condition in a row", "            max: 9\n", "            max: 9\n            show_if: \"true\"\n", "has no conditions and proposals"},
		{"text in a row in one language", `, en: "Pages"`, "", "label is missing in English"},
		{"prefill of an address", "        line: none\n", "        line: none\n        prefill: residence\n", "only an answer of one part"},
		{"id of a row's answer", "id: b.more", "id: b.papers.rows", `field id "b.papers.rows" is repeated`},
	} {
		changed := strings.Replace(string(text), c.old, c.new, 1)
		_, err := Parse([]byte(changed), "f.yaml")
		if changed == string(text) || err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", c.name, err, c.want)
		}
	}
}
