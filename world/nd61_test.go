package world

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"motcua/catalogue"
	"motcua/internal/clock"

	"gopkg.in/yaml.v3"
)

var day = clock.MustDate("2018-06-21")

func langSon(t *testing.T) *World {
	t.Helper()
	w, err := ND61()
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestUnitsOfLangSon(t *testing.T) {
	w := langSon(t)
	for level, want := range map[string]int{"province": 1, "district": 11, "commune": 226} {
		if got := len(w.UnitsAt(level)); got != want {
			t.Errorf("%d units at level %s, want %d", got, level, want)
		}
	}
	kinds, types := map[string]int{}, map[string]int{}
	for _, u := range w.Units {
		kinds[u.Kind]++
	}
	for _, u := range w.UnitsAt("commune") {
		types[u.Type]++
	}
	want := map[string]int{"people_committee": 238, "reception_unit": 237, "justice_section": 226, "service_centre": 1, "department": 20, "division": 4 + 10*13 + 12}
	if !maps.Equal(kinds, want) {
		t.Errorf("%d units of kinds %v, want %v", len(w.Units), kinds, want)
	}
	if types["Xã"] != 207 || types["Thị trấn"] != 14 || types["Phường"] != 5 {
		t.Errorf("communes of types %v, want 207 xã, 14 thị trấn, 5 phường", types)
	}
}

func TestIdsAndCodesAreUniqueAndWellFormed(t *testing.T) {
	w := langSon(t)
	form := regexp.MustCompile(`^[0-9]{3}\.[0-9A][0-9]\.[0-9A][0-9]\.H37$`)
	ids, codes, refs := map[int64]bool{}, map[string]bool{}, map[string]bool{}
	for _, u := range w.Units {
		c, ok := u.CodeAt("tt10", day)
		if !ok || !form.MatchString(c.Code) || len(c.Code) != 13 {
			t.Errorf("%s has the code %q", u.Ref, c.Code)
		}
		if ids[u.ID] || codes[c.Code] || refs[u.Ref] {
			t.Errorf("%s shares its id %d, code %s or reference", u.Ref, u.ID, c.Code)
		}
		ids[u.ID], codes[c.Code], refs[u.Ref] = true, true, true
		if c.Sample == (u.Ref == "province/20") {
			t.Errorf("%s: code %s marked as sample: %v; only the province's is published", u.Ref, c.Code, c.Sample)
		}
		if _, early := u.CodeAt("tt10", day.AddDays(-1)); early {
			t.Errorf("%s has a code before NĐ61 took effect", u.Ref)
		}
	}
}

func TestParentsExistOneLevelUp(t *testing.T) {
	w := langSon(t)
	above := map[string]string{"district": "province", "commune": "district"}
	for _, u := range w.Units {
		if u.Authority != 37 {
			t.Errorf("%s belongs to authority %d", u.Ref, u.Authority)
		}
		parent, ok := w.Unit(u.Parent)
		switch {
		case u.Ref == "province/20":
			if u.Parent != 0 {
				t.Errorf("%s has the parent %s", u.Ref, parent.Ref)
			}
		case !ok:
			t.Errorf("%s has no parent", u.Ref)
		case u.Kind == "people_committee" && parent.Level != above[u.Level]:
			t.Errorf("%s is under %s", u.Ref, parent.Ref)
		case u.Kind != "people_committee" && parent.Ref+u.Ref[strings.LastIndex(u.Ref, "/"):] != u.Ref:
			t.Errorf("%s is under %s", u.Ref, parent.Ref)
		}
	}
}

// Ids and codes are printed on papers and kept in rows: these must never change.
func TestIdsAndCodesOfTheDemoCommunes(t *testing.T) {
	w := langSon(t)
	var got []string
	for _, c := range w.DemoCommunes {
		for _, ref := range []string{c.Ref, c.Ref + "/reception", c.Ref + "/justice"} {
			u, ok := w.UnitByRef(ref)
			if !ok {
				t.Fatalf("no unit %s", ref)
			}
			got = append(got, fmt.Sprintf("%s %d %s", u.Ref, u.ID, u.Codes[0].Code))
		}
	}
	want := []string{
		"commune/05977 3059770 000.23.21.H37", "commune/05977/reception 3059771 001.23.21.H37", "commune/05977/justice 3059772 002.23.21.H37",
		"commune/06184 3061840 000.21.25.H37", "commune/06184/reception 3061841 001.21.25.H37", "commune/06184/justice 3061842 002.21.25.H37",
		"commune/05989 3059890 000.27.21.H37", "commune/05989/reception 3059891 001.27.21.H37", "commune/05989/justice 3059892 002.27.21.H37",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
	main := w.DemoCommunes[0]
	if main.Name.VI != "Ủy ban nhân dân phường Vĩnh Trại" || main.Name.EN != "People's Committee of Vĩnh Trại Ward" {
		t.Errorf("names %+v", main.Name)
	}
}

// endless reports a post that is no secondment to a one-stop unit (NĐ61 Đ11 k4), or one
// of a commune, which is exempt.
func endless(u Unit, g Grant) bool {
	return u.Level == "commune" || g.Role != "counter_official" && g.Role != "control_official"
}

func TestOfficialsOfTheDemoCommunes(t *testing.T) {
	w := langSon(t)
	held := map[string]map[int64]int{}
	for _, o := range w.Officials {
		if !o.Fictional || !strings.HasSuffix(o.Email, "@example.vn") || o.Title.EN == "" || o.Field.VI == "" {
			t.Errorf("official %+v", o)
		}
		for _, g := range o.Grants {
			if u, ok := w.Unit(g.Unit); !ok || g.From != day || (g.To.IsZero() != endless(u, g)) {
				t.Errorf("%s: grant %+v", o.Username, g)
			}
			if held[g.Role] == nil {
				held[g.Role] = map[int64]int{}
			}
			held[g.Role][g.Unit]++
		}
	}
	for _, c := range w.DemoCommunes {
		onestop, _ := w.Part(c.ID, "onestop")
		division, _ := w.Part(c.ID, "division")
		leadership, _ := w.Part(c.ID, "leadership")
		if leadership.ID != c.ID || onestop.Kind != "reception_unit" || division.Kind != "justice_section" {
			t.Errorf("%s: parts %s, %s, %s", c.Ref, onestop.Ref, division.Ref, leadership.Ref)
		}
		if held[RoleCounterOfficial][onestop.ID] != 1 || held[RoleOnestopHead][onestop.ID] != 1 ||
			held[RoleSpecialist][division.ID] != 1 || held[RoleLeader][c.ID] != 2 {
			t.Errorf("%s: posts %v", c.Ref, held)
		}
		contact, ok := w.Contact(onestop.ID)
		if !ok || !contact.Sample || contact.Phone == "" || len(contact.Hours.Days) != 5 || len(contact.Hours.Shifts) != 2 {
			t.Errorf("%s: contact %+v", c.Ref, contact)
		}
	}
}

// NĐ61 Đ10 k4a: the chairman heads the commune's reception unit.
func TestChairmanIsHeadOfTheReceptionUnit(t *testing.T) {
	for _, o := range langSon(t).Officials {
		roles := map[string]bool{}
		for _, g := range o.Grants {
			if u, _ := langSon(t).Unit(g.Unit); u.Level == "commune" {
				roles[g.Role] = true
			}
		}
		chairman := o.Title.EN == "Chairman of the People's Committee"
		if roles[RoleOnestopHead] != chairman || (chairman && !roles[RoleLeader]) {
			t.Errorf("%s (%s) holds %v", o.Username, o.Title.EN, roles)
		}
	}
}

// NĐ137/2015 Đ13: three digits for the place, one for century and sex, two for the year.
func TestCitizensHaveWellFormedNumbers(t *testing.T) {
	w := langSon(t)
	if len(w.Citizens) != 2 {
		t.Fatalf("%d citizens", len(w.Citizens))
	}
	for _, c := range w.Citizens {
		digit := 2 * (c.Born.Year/100 - 19)
		if c.Sex == "female" {
			digit++
		}
		want := fmt.Sprintf("020%d%02d", digit, c.Born.Year%100)
		if !strings.HasPrefix(c.PersonNumber, want) || !c.Fictional || !strings.HasSuffix(c.Email, "@example.vn") {
			t.Errorf("citizen %+v, want a number that begins with %s", c, want)
		}
	}
}

func TestProceduresMatchTheCatalogue(t *testing.T) {
	w := langSon(t)
	levels := map[string]string{"1.001193": "commune", "1.000656": "commune", "2.000635": "commune", "2.000815": "commune", "1.001612": "district"}
	records, err := catalogue.LoadSome(slices.Collect(maps.Keys(levels))...)
	if err != nil {
		t.Fatal(err)
	}
	if len(w.Procedures) != len(records) {
		t.Errorf("%d procedures, the catalogue has %d", len(w.Procedures), len(records))
	}
	for _, r := range records {
		p, ok := w.Procedure(r.Code)
		if !ok || p.Level != levels[r.Code] || p.Verified {
			t.Errorf("%s: %+v", r.Code, p)
		}
	}
}

func TestProcessOfBirthRegistration(t *testing.T) {
	w := langSon(t)
	i := slices.IndexFunc(w.Processes, func(p ProcessFile) bool { return p.Procedure == "1.001193" })
	if len(w.Processes) != 5 || i < 0 {
		t.Fatalf("%d processes", len(w.Processes))
	}
	var p struct {
		Procedure string
		Steps     []struct {
			ID, Unit, Role string
			Hours          int
			Needs          []string
			EndsWith       string `yaml:"ends_with"`
		}
	}
	err := yaml.Unmarshal(w.Processes[i].YAML, &p)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range p.Steps {
		got = append(got, fmt.Sprint(s.ID, " ", s.Unit, " ", s.Role, " ", s.Hours, " ", s.Needs, " ", s.EndsWith))
		if _, ok := w.Part(w.DemoCommunes[0].ID, s.Unit); !ok {
			t.Errorf("step %s: the main demo commune has no %s", s.ID, s.Unit)
		}
	}
	want := "check onestop counter_official 1 [] transfer\nregister division specialist 2 [person_number] complete\n" +
		"sign leadership leader 1 [] approve\nseal division specialist 0 [] deliver"
	if strings.Join(got, "\n") != want || p.Procedure != "1.001193" {
		t.Errorf("steps\n%s", strings.Join(got, "\n"))
	}
}
