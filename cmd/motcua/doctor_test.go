package main

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"

	"motcua/internal/store"
	"motcua/law"
)

// The doctor names what is to be mended and does not fail for it; a database that
// is not there it cannot look at.
func TestDoctor(t *testing.T) {
	for _, engine := range []store.Engine{store.SQLite, store.Postgres} {
		t.Run(string(engine), func(t *testing.T) {
			d := installation(t, engine)
			where := []string{"doctor", "--db", d.DB, "--keys", d.Keys, "--authority", strconv.Itoa(int(d.Authority))}
			out, err, exit := ask(t, append(where, "--json")...)
			if err != nil || exit != 0 {
				t.Fatalf("exit %d: %v", exit, err)
			}
			var got diagnosis
			if err := json.Unmarshal([]byte(out), &got); err != nil {
				t.Fatal(err)
			}
			if got.Covered != 2027 || got.Procedures == 0 || got.Unverified != got.Procedures || got.Law[law.Memory] == 0 || got.Law[law.Text] != 0 {
				t.Errorf("diagnosis %+v", got)
			}
			said, err, exit := ask(t, append(where, "--lang", "en")...)
			if err != nil || exit != 0 || !strings.Contains(said, "procedures have no fee confirmed") || strings.Contains(said, "⟦") {
				t.Errorf("exit %d (%v): %s", exit, err, said)
			}
		})
	}
	if out, err, exit := ask(t, "doctor", "--db", "sqlite:"+t.TempDir()+"/none.db", "--keys", t.TempDir()); err == nil || exit == 0 {
		t.Errorf("no database, and %q", out)
	}
	if _, _, exit := ask(t, "doctor"); exit != usageCode {
		t.Errorf("nothing to look at: exit %d", exit)
	}
}

// Each kind of finding is a line of its own, and nothing found is said too.
func TestDoctorLines(t *testing.T) {
	p, err := spoken{Lang: "vi"}.printer()
	if err != nil {
		t.Fatal(err)
	}
	d := diagnosis{Covered: 2027, Missing: []int{2028}, Unconfirmed: []openDay{{Day: "2027-11-24", Name: "Ngày Văn hóa", Source: "nghị quyết"}}, Provisional: 3, Procedures: 9, Unclear: 2,
		Unverified: 7, Law: map[law.Basis]int{law.Memory: 4, law.Seen: 5, law.Advance: 6}}
	lines := d.lines(p)
	for i, want := range []string{"năm 2028; ngày hẹn sau năm 2027", "2027-11-24 Ngày Văn hóa", "tạm tính: 3", "2/9", "7/9", "4 giá trị", "5 giá trị", "6 giá trị"} {
		if i >= len(lines) || !strings.Contains(lines[i], want) {
			t.Errorf("line %d of %q does not say %q", i, lines, want)
		}
	}
	if well := (diagnosis{}).lines(p); !slices.Equal(well, []string{"Không có gì phải bổ sung."}) {
		t.Errorf("nothing found: %q", well)
	}
}
