package process

import (
	"strings"
	"testing"
)

// TT01 Đ8: the default has what every process has, within the limit, and says what it is.
func TestDefaultIsAProcess(t *testing.T) {
	for _, minutes := range []int{0, 480, 3 * 480, 30 * 480} {
		d := Default("1.000001", minutes)
		err := d.check()
		if err != nil {
			t.Errorf("%d minutes: %v", minutes, err)
		}
		if len(d.Steps) != 4 || d.CheckAgainst(minutes) != nil || minutes > 0 && d.TotalMinutes() != minutes {
			t.Errorf("%d minutes: %d steps take %d", minutes, len(d.Steps), d.TotalMinutes())
		}
		if !strings.Contains(d.Source, "mặc định") || d.Version != "default" {
			t.Errorf("it does not say that it is the default: %q, %q", d.Version, d.Source)
		}
	}
}

const onTheSpot = `
procedure: "2.000815"
version: 1
effective_from: 2018-06-21
source: "mẫu"
on_the_spot: true
steps:
  - {id: compare, name_vi: Đối chiếu, name_en: Compare, unit: onestop, role: counter_official, hours: 1, ends_with: complete}
  - {id: enter, name_vi: Vào sổ, name_en: Enter, unit: onestop, role: counter_official, hours: 0.5, book: certifications, ends_with: complete}
  - {id: sign, name_vi: Ký, name_en: Sign, unit: leadership, role: leader, hours: 1, ends_with: approve}
  - {id: seal, name_vi: Đóng dấu, name_en: Seal, unit: onestop, role: counter_official, ends_with: deliver}
`

// NĐ61 Đ17 k4, k5: work of the one-stop itself, in sight of the applicant.
func TestAProcessOfTheOneStopItself(t *testing.T) {
	d, err := Parse([]byte(onTheSpot), "spot.yaml")
	if err != nil || !d.OnTheSpot || !d.AtOneStop() || d.Steps[1].Book != Certifications {
		t.Fatalf("%+v, %v", d, err)
	}
	for name, v := range map[string]struct{ from, to, want string }{
		"a division in it":      {"unit: leadership, role: leader, hours: 1, ends_with: approve}", "unit: leadership, role: leader, hours: 1, ends_with: approve}\n  - {id: x, name_vi: X, name_en: X, unit: division, role: specialist, ends_with: complete}", "no step is the division's"},
		"a second hand-over":    {"book: certifications, ends_with: complete", "ends_with: transfer", "only the first step"},
		"an unknown book":       {"book: certifications", "book: notes", `book "notes" is unknown`},
		"a number at the seal":  {"role: counter_official, ends_with: deliver", "role: counter_official, book: births, ends_with: deliver", "when a step is completed"},
		"a leader at a counter": {"id: seal, name_vi: Đóng dấu, name_en: Seal, unit: onestop, role: counter_official", "id: seal, name_vi: Đóng dấu, name_en: Seal, unit: onestop, role: specialist", "a counter official works in the one-stop"},
	} {
		_, err := Parse([]byte(strings.Replace(onTheSpot, v.from, v.to, 1)), "spot.yaml")
		if err == nil || !strings.Contains(err.Error(), v.want) {
			t.Errorf("%s: %v, want %q", name, err, v.want)
		}
	}
}
