package process

import (
	"os"
	"strings"
	"testing"

	"motcua/internal/clock"
)

const birthFile = "testdata/1.001193.yaml"

func birthText(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(birthFile)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func birth(t *testing.T) Definition {
	t.Helper()
	d, err := Parse([]byte(birthText(t)), birthFile)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestParseReadsEveryValueOfBirthRegistration(t *testing.T) {
	d := birth(t)
	if d.Procedure != "1.001193" || d.Version != "1" || d.EffectiveFrom != clock.MustDate("2018-06-21") || d.Source == "" {
		t.Errorf("head: %+v", d)
	}
	want := []Step{
		{ID: "check", Unit: OneStop, Role: CounterOfficial, Minutes: 60, EndsWith: Transfer},
		{ID: "register", Unit: Division, Role: Specialist, Minutes: 120, EndsWith: Complete},
		{ID: "sign", Unit: Leadership, Role: Leader, Minutes: 60, EndsWith: Approve},
		{ID: "seal", Unit: Division, Role: Specialist, Minutes: 0, EndsWith: Deliver},
	}
	for i, w := range want {
		s := d.Steps[i]
		if s.ID != w.ID || s.Unit != w.Unit || s.Role != w.Role || s.Minutes != w.Minutes || s.EndsWith != w.EndsWith {
			t.Errorf("step %d: got %+v, want %+v", i, s, w)
		}
		if s.Has(PersonNumber) != (s.ID == "register") {
			t.Errorf("step %s: needs %v", s.ID, s.Needs)
		}
	}
	if s := d.Steps[2]; s.Name("en") != "Sign the birth certificate" || s.Name("vi") != "Ký Giấy khai sinh" {
		t.Errorf("names of sign: %q, %q", s.Name("en"), s.Name("vi"))
	}
}

func TestWalk(t *testing.T) {
	d := birth(t)
	var walked []string
	for s, ok := d.First(), true; ok; s, ok = d.After(s.ID) {
		done, total := d.Progress(s.ID)
		if done != len(walked) || total != 4 {
			t.Errorf("at %s: progress %d of %d, want %d of 4", s.ID, done, total, len(walked))
		}
		walked = append(walked, s.ID)
	}
	if got := strings.Join(walked, " "); got != "check register sign seal" {
		t.Errorf("walked %s", got)
	}
	if _, ok := d.Step("archive"); ok {
		t.Error("found a step that does not exist")
	}
	if _, ok := d.After("archive"); ok {
		t.Error("something follows a step that does not exist")
	}
	if done, total := d.Progress("archive"); done != 0 || total != 4 {
		t.Errorf("progress of a step that does not exist: %d of %d", done, total)
	}
	if s, ok := d.Step("sign"); !ok || s.Role != Leader {
		t.Errorf("sign: %+v", s)
	}
}

// 8 hours are one day in internal processes, whatever the office hours are.
func TestCheckAgainstLegalLimit(t *testing.T) {
	d := birth(t)
	for limit, ok := range map[int]bool{239: false, 240: true, MinutesPerDay: true} {
		err := d.CheckAgainst(limit)
		if (err == nil) != ok {
			t.Errorf("limit %d minutes: %v", limit, err)
		}
	}
	if MinutesPerDay != 480 {
		t.Errorf("a day of a process has %d minutes, want 480", MinutesPerDay)
	}
}

func TestHoursAreWholeMinutes(t *testing.T) {
	for hours, want := range map[string]int{"0.5": 30, "0.25": 15, "14": 840, "2000": 120000} {
		d, err := Parse([]byte(strings.Replace(birthText(t), "hours: 2", "hours: "+hours, 1)), "p.yaml")
		if err != nil || d.Steps[1].Minutes != want {
			t.Errorf("hours %s: %v, want %d minutes", hours, err, want)
		}
	}
}

// Every fault is refused with the file and the line it stands on.
func TestParseRefuses(t *testing.T) {
	cases := []struct{ name, old, new, want string }{
		{"unknown key", "source:", "origin: x\nsource:", "p.yaml:6: field origin"},
		{"unknown key of a step", "    hours: 2\n", "    hour: 2\n", "p.yaml:20: field hour"},
		{"repeated key", "version: 1\n", "version: 1\nversion: 2\n", "p.yaml:5: mapping key \"version\""},
		{"second document", "# Birth", "a: b\n---\n# Birth", "p.yaml:1: field a"},
		{"text after the document", "ends_with: deliver\n", "ends_with: deliver\n---\nmore: 1\n", "more than one document"},
		{"no YAML", "steps:", "steps: [", "p.yaml:"},
		{"no date", "2018-06-21", "2018-06-31", "p.yaml:5: effective_from"},
		{"date missing", "effective_from: 2018-06-21\n", "", "p.yaml:1: effective_from"},
		{"version missing", "version: 1", "version: ''", "p.yaml:1: the version"},
		{"procedure missing", "1.001193", "''", "p.yaml:1: the procedure"},
		{"id repeated", "id: sign", "id: register", "p.yaml:23: step id \"register\" is repeated"},
		{"id malformed", "id: sign", "id: Ký", "p.yaml:23: step id"},
		{"id is a list", "id: sign", "id: [sign]", "p.yaml:23: a plain word"},
		{"NĐ61 Đ18: first step does not transfer", "ends_with: transfer", "ends_with: complete", "p.yaml:15: the one-stop handles"},
		{"NĐ61 Đ20: last step does not deliver", "ends_with: deliver", "ends_with: complete", "p.yaml:30: the last step"},
		{"NĐ61 Đ20: deliver before the last step", "ends_with: complete", "ends_with: deliver", "p.yaml:15: the last step, and no other"},
		{"nobody approves", "ends_with: approve", "ends_with: complete", "p.yaml:1: no step ends with approve"},
		{"approved twice", "role: specialist\n    hours: 2\n    needs: [person_number]\n    ends_with: complete",
			"role: leader\n    hours: 2\n    ends_with: approve", "p.yaml:22: step sign: a second step"},
		{"approver is no leader", "role: leader", "role: specialist", "p.yaml:23: step sign: only a leader"},
		{"unknown ending", "ends_with: complete", "ends_with: finish", "p.yaml:15: step register: ends_with \"finish\""},
		{"unknown role", "role: leader", "role: boss", "p.yaml:23: step sign: role \"boss\""},
		{"unknown unit", "unit: leadership", "unit: cellar", "p.yaml:23: step sign: unit \"cellar\""},
		{"unknown need", "[person_number]", "[stamp]", "p.yaml:15: step register: need \"stamp\""},
		{"need repeated", "[person_number]", "[person_number, person_number]", "is repeated"},
		{"hours zero", "hours: 2", "hours: 0", "p.yaml:15: step register: hours 0"},
		{"hours negative", "hours: 2", "hours: -1", "hours -1"},
		{"hours between minutes", "hours: 2", "hours: 0.001", "hours 0.001"},
		{"hours not a number", "hours: 2", "hours: .nan", "hours NaN"},
		{"hours beyond a year", "hours: 2", "hours: 2001", "hours 2001"},
		{"hours a word", "hours: 2", "hours: two", "p.yaml:20: cannot unmarshal"},
		{"English name missing", "    name_en: Sign the birth certificate\n", "", "p.yaml:23: step sign: name_en"},
		{"Vietnamese name missing", "    name_vi: Ký Giấy khai sinh\n", "", "p.yaml:23: step sign: name_vi"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			text := birthText(t)
			if !strings.Contains(text, c.old) {
				t.Fatalf("the test data has no %q", c.old)
			}
			_, err := Parse([]byte(strings.Replace(text, c.old, c.new, 1)), "p.yaml")
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
	if _, err := Parse(nil, "p.yaml"); err == nil {
		t.Error("an empty file was accepted")
	}
}

func FuzzParse(f *testing.F) {
	text, err := os.ReadFile(birthFile)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Fuzz(func(t *testing.T, text []byte) {
		d, err := Parse(text, "p.yaml")
		if err != nil {
			return
		}
		if _, ok := d.After(d.First().ID); !ok {
			t.Error("a process of one step was accepted")
		}
		if last := d.Steps[len(d.Steps)-1]; last.EndsWith != Deliver {
			t.Errorf("the last step ends with %s", last.EndsWith)
		}
	})
}
