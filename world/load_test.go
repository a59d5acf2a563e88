package world

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/text/unicode/norm"
)

// editable is a copy of the embedded world.
func editable(t *testing.T) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	folder, err := carriedFolder("nd61")
	if err != nil {
		t.Fatal(err)
	}
	err = fs.WalkDir(folder, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(folder, name)
		out[name] = &fstest.MapFile{Data: text}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestMistakesAreToldWithFileAndLine(t *testing.T) {
	for name, c := range map[string]struct{ file, old, new, want string }{
		"unknown key":       {"officials.yaml", "username: quantri.ls", "user: quantri.ls", "officials.yaml:9: field user not found"},
		"wrong type":        {"officials.yaml", "id: 37001", "id: one", "officials.yaml:8: cannot unmarshal"},
		"syntax":            {"citizens.yaml", "citizens:", "citizens: [", "citizens.yaml:4: did not find expected node content"},
		"repeated key":      {"citizens.yaml", "    username: lan", "    id: 5\n    username: lan", `citizens.yaml:6: mapping key "id" already defined at line 5`},
		"second document":   {"citizens.yaml", "  - id: 380002", "---\n  - id: 380002", "citizens.yaml:15: a second document begins"},
		"no parent":         {"units.yaml", `name: Vĩnh Trại, under: "178"`, `name: Vĩnh Trại, under: "999"`, "units.yaml:14: unit commune/05977 is under district/999"},
		"unit twice":        {"units.yaml", `gso: "05974", type: Phường, name: Tam Thanh, under: "178", codes: {tt10: "22", qd20: "22"}`, `gso: "05971", type: Phường, name: Tam Thanh, under: "178", codes: {tt10: "99", qd20: "99"}`, "units.yaml:13: unit commune/05971 stands twice"},
		"same code":         {"units.yaml", `name: Tam Thanh, under: "178", codes: {tt10: "22"`, `name: Tam Thanh, under: "178", codes: {tt10: "21"`, "units.yaml:13: unit commune/05974 has the code 000.21.21.H37 of commune/05971"},
		"bad segment":       {"units.yaml", `name: Tam Thanh, under: "178", codes: {tt10: "22"`, `name: Tam Thanh, under: "178", codes: {tt10: "2"`, "units.yaml:13: unit commune/05974 has the code \"000.2.21.H37\""},
		"unknown type":      {"units.yaml", "type: Phường, name: Tam Thanh", "type: Bản, name: Tam Thanh", `units.yaml:13: unit "05974" needs a name and a type`},
		"unknown level":     {"units.yaml", `{level: commune, gso: "05974"`, `{level: hamlet, gso: "05974"`, `units.yaml:13: "hamlet" is no level`},
		"unknown role":      {"officials.yaml", "role: administrator", "role: king", `officials.yaml:8: official "quantri.ls": "king" is no role`},
		"unknown unit":      {"officials.yaml", "unit: province/20", "unit: province/99", `officials.yaml:8: official "quantri.ls": "province/99" is no unit`},
		"no such day":       {"officials.yaml", "from: 2018-06-21", "from: 2018-02-30", `officials.yaml:8: official "quantri.ls": clock: "2018-02-30"`},
		"term backwards":    {"officials.yaml", "from: 2018-06-21}", "from: 2018-06-21, to: 2018-06-20}", "officials.yaml:8: official \"quantri.ls\": the term ends on 2018-06-20"},
		"short number":      {"citizens.yaml", `"020192990011"`, `"02019299001"`, "citizens.yaml:5: citizen \"lan\": a person number has 12 digits"},
		"shift backwards":   {"contacts.yaml", `{from: "07:30", to: "11:30"}`, `{from: "11:30", to: "07:30"}`, "contacts.yaml:5: a shift ends at 07:30"},
		"id not ours":       {"world.yaml", "id_is: ours", "id_is: published", "world.yaml:39: authority \"H37\""},
		"unknown demo unit": {"world.yaml", "commune/06184,", "commune/99999,", "world.yaml:94: \"commune/99999\" is no unit"},
		"procedure level":   {"procedures.yaml", "level: district", "level: hamlet", `procedures.yaml:9: procedure 1.001612 is at level "hamlet"`},
		"process unknown":   {"procedures.yaml", `code: "1.001193"`, `code: "1.001194"`, "processes/1.001193.yaml:1: procedure 1.001193 is not in procedures.yaml"},
		"no such law":       {"world.yaml", "law: nd61", "law: nd99", `world.yaml:15: "nd99" is no timeline of law`},
		"no such scheme":    {"world.yaml", "{scheme: qd20", "{scheme: qd21", `world.yaml:50: "qd21" is no scheme`},
		"foreign segment":   {"units.yaml", `codes: {tt10: "22", qd20: "22"}`, `codes: {tt10: "22", qd21: "22"}`, `units.yaml:13: unit commune/05974 has a segment of "qd21"`},
		"segment missing":   {"units.yaml", `codes: {tt10: "22", qd20: "22"}`, `codes: {tt10: "22"}`, `units.yaml:13: unit commune/05974 has the code "H37.21."`},
		"same qd20 code":    {"units.yaml", `codes: {tt10: "22", qd20: "22"}`, `codes: {tt10: "22", qd20: "21"}`, "units.yaml:13: unit commune/05974 has the code H37.21.21 of commune/05971"},
		"department level":  {"departments.yaml", "under: province", "under: state", `departments.yaml:14: department "so-tu-phap" is under "state"`},
		"department number": {"departments.yaml", "number: 2", "number: 100", `departments.yaml:24: department "so-tai-chinh" needs an id, a number`},
		"department role":   {"departments.yaml", "role: department", "role: king", `departments.yaml:14: department "so-tu-phap" needs`},
		"department twice":  {"departments.yaml", "id: so-tai-chinh", "id: so-tu-phap", "departments.yaml:24: unit province/20/so-tu-phap stands twice"},
		"department id":     {"departments.yaml", "number: 2", "number: 1", "departments.yaml:24: unit province/20/so-tai-chinh has the id of province/20/so-tu-phap"},
		"department code":   {"departments.yaml", `codes: {tt10: "02"`, `codes: {tt10: "01"`, "departments.yaml:24: unit province/20/so-tai-chinh has the code 000.00.01.H37 of province/20/so-tu-phap"},
		"department type":   {"departments.yaml", "types: [Huyện]", "types: [Quận]", `is of "Quận", which is no type`},
		"term too long":     {"officials.yaml", "term_months: 12", "term_months: 25", `"tiepnhan.trungtam": a post of province/20/service-centre has a term of 6 to 24 months (NĐ61 Đ11 k4)`},
		"term too short":    {"officials.yaml", "term_months: 12", "term_months: 5", "has a term of 6 to 24 months (NĐ61 Đ11 k4)"},
		"no term":           {"officials.yaml", ", term_months: 12, renewed: true", "", "has a term of 6 to 24 months (NĐ61 Đ11 k4)"},
		"two ends":          {"officials.yaml", "term_months: 12", "to: 2019-06-20, term_months: 12", "a term is told by to or by term_months"},
		"renewed for ever":  {"officials.yaml", "term_months: 12, renewed", "renewed", "a term that is renewed needs its length"},
	} {
		t.Run(name, func(t *testing.T) {
			folder := editable(t)
			text := string(folder[c.file].Data)
			broken := strings.Replace(text, c.old, c.new, 1)
			if broken == text {
				t.Fatalf("%s does not hold %s", c.file, c.old)
			}
			folder[c.file] = &fstest.MapFile{Data: []byte(broken)}
			_, err := Load(folder)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want one with %q", err, c.want)
			}
		})
	}
}

func TestMissingAndEmptyFiles(t *testing.T) {
	for _, name := range []string{"world.yaml", "units.yaml", "contacts.yaml", "officials.yaml", "citizens.yaml", "procedures.yaml"} {
		folder := editable(t)
		delete(folder, name)
		_, err := Load(folder)
		if err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("without %s: error %v", name, err)
		}
		folder[name] = &fstest.MapFile{Data: []byte("# nothing\n")}
		_, err = Load(folder)
		if err == nil || !strings.Contains(err.Error(), name+":1: the file is empty") {
			t.Errorf("with an empty %s: error %v", name, err)
		}
	}
}

func TestDecomposedLettersAreRefused(t *testing.T) {
	folder := editable(t)
	folder["officials.yaml"] = &fstest.MapFile{Data: []byte(norm.NFD.String(string(folder["officials.yaml"].Data)))}
	_, err := Load(folder)
	if err == nil || !strings.Contains(err.Error(), "officials.yaml:2: text is not in Unicode NFC") {
		t.Errorf("error %v", err)
	}
}

func TestGrantKeepsItsTerm(t *testing.T) {
	folder := editable(t)
	text := strings.Replace(string(folder["officials.yaml"].Data), "from: 2018-06-21}", "from: 2018-06-21, to: 2020-06-20}", 1)
	folder["officials.yaml"] = &fstest.MapFile{Data: []byte(text)}
	w, err := Load(folder)
	if err != nil {
		t.Fatal(err)
	}
	if g := w.Officials[0].Grants[0]; g.To.String() != "2020-06-20" || g.From != day {
		t.Errorf("grant %+v", g)
	}
	if g := w.Officials[1].Grants[0]; !g.To.IsZero() {
		t.Errorf("a commune's grant ends on %s", g.To)
	}
}

// A world of two levels loads by the same code: levels are data.
func TestTwoLevelsOfGovernment(t *testing.T) {
	folder := editable(t)
	world := string(folder["world.yaml"].Data)
	world = strings.Replace(world, "  - {id: district, number: 2, id_base: 2000000, under: province, term_months: {least: 6, most: 24}, name: {vi: Cấp huyện, en: District}}\n", "", 1)
	world = strings.Replace(world, "number: 3, id_base: 3000000, under: district", "number: 2, id_base: 3000000, under: province", 1)
	world = strings.Replace(world, "[commune/05977, commune/06184, commune/05989]", "[commune/05977]", 1)
	world = strings.ReplaceAll(world, `tt10: "00`, `tt10: "0`)
	world = strings.Replace(world, "    under: district\n", "    under: province\n", 1)
	world = strings.Replace(world, "  - id: reception\n    under: province\n    suffix: 1\n    codes: {tt10: \"A1\", qd20: \"A1\"}", "  - id: second\n    under: province\n    suffix: 2\n    codes: {tt10: \"A2\", qd20: \"A2\"}", 1)
	delete(folder, "departments.yaml")
	delete(folder, "levels.yaml")
	folder["world.yaml"] = &fstest.MapFile{Data: []byte(world)}
	folder["units.yaml"] = &fstest.MapFile{Data: []byte(`units:
  - {level: province, gso: "20", type: Tỉnh, name: Lạng Sơn}
  - {level: commune, gso: "05977", type: Phường, name: Đông Kinh, under: "20", codes: {tt10: "21", qd20: "21"}}
`)}
	folder["contacts.yaml"] = &fstest.MapFile{Data: []byte("contacts: []\n")}
	folder["officials.yaml"] = &fstest.MapFile{Data: []byte("officials: []\n")}
	folder["citizens.yaml"] = &fstest.MapFile{Data: []byte("citizens: []\n")}
	folder["procedures.yaml"] = &fstest.MapFile{Data: []byte("procedures: [{code: \"1.001193\", level: commune}]\n")}
	for _, other := range []string{"1.000656", "1.001612", "2.000635", "2.000815"} {
		delete(folder, "processes/"+other+".yaml")
	}
	w, err := Load(folder)
	if err != nil {
		t.Fatal(err)
	}
	if code := w.DemoCommunes[0].Codes[0].Code; code != "000.00.21.H37" || len(w.Units) != 6 {
		t.Errorf("code %s, %d units", code, len(w.Units))
	}
	if u, _ := w.UnitByRef("commune/05977/reception"); u.Codes[0].Code != "000.01.21.H37" {
		t.Errorf("reception unit has %+v", u.Codes)
	}
}
