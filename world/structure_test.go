package world

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"motcua/internal/clock"
)

// The units of the first release stand in databases and on papers: their
// references, ids and codes never change.
func TestReleasedUnitsKeepIdsAndCodes(t *testing.T) {
	w := langSon(t)
	text, err := os.ReadFile("testdata/nd61-units-released.txt")
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		ref, _, _ := strings.Cut(line, " ")
		if ref == "#" {
			continue
		}
		u, ok := w.UnitByRef(ref)
		if c, _ := u.CodeAt("tt10", day); !ok || fmt.Sprintf("%s %d %s", u.Ref, u.ID, c.Code) != line {
			t.Errorf("%s is now %d %+v", line, u.ID, u.Codes)
		}
		seen++
	}
	if seen != 690 {
		t.Errorf("%d units were released, want 690", seen)
	}
}

func TestDepartmentsOfTheProvince(t *testing.T) {
	w := langSon(t)
	province := w.UnitsAt("province")[0]
	var ids []string
	for _, u := range w.Departments(province.ID) {
		ids = append(ids, u.Department)
		lead, okLead := w.Part(u.ID, "leadership")
		work, okWork := w.Part(u.ID, "division")
		if !u.Sample || !okLead || lead.ID != u.ID || !okWork || work.Department != u.Department {
			t.Errorf("%s: sample %v, led by %s, work by %s", u.Ref, u.Sample, lead.Ref, work.Ref)
		}
	}
	want := "so-tu-phap so-tai-chinh so-ke-hoach-dau-tu so-xay-dung so-giao-thong so-nong-nghiep so-tai-nguyen-moi-truong " +
		"so-cong-thuong so-y-te so-giao-duc so-lao-dong so-van-hoa so-khoa-hoc so-thong-tin so-noi-vu so-ngoai-vu ban-dan-toc " +
		"van-phong-ubnd ban-quan-ly-kkt thanh-tra"
	if strings.Join(ids, " ") != want {
		t.Errorf("departments %v", ids)
	}
	u, _ := w.UnitByRef("province/20/so-tu-phap")
	if u.ID != 100020001 || u.Name.VI != "Sở Tư pháp tỉnh Lạng Sơn" || u.Name.EN != "Department of Justice of Lạng Sơn Province" {
		t.Errorf("%+v", u)
	}
	if part, _ := w.UnitByRef("province/20/so-tu-phap/hanh-chinh-tu-phap"); part.ID != 10002000101 || part.Parent != u.ID {
		t.Errorf("%+v", part)
	}
}

// NĐ61 Đ7 k2a, k3: a centre of the province, a reception unit of each district.
func TestOneStopsAndDivisionsOfDistricts(t *testing.T) {
	w := langSon(t)
	if stop, ok := w.Part(w.UnitsAt("province")[0].ID, "onestop"); !ok || stop.Ref != "province/20/service-centre" || stop.Basis != "NĐ61 Đ7 k2a" {
		t.Errorf("the province receives at %+v", stop)
	}
	for _, d := range w.UnitsAt("district") {
		stop, ok := w.Part(d.ID, "onestop")
		if !ok || stop.Kind != "reception_unit" || stop.Basis != "NĐ61 Đ7 k3" {
			t.Errorf("%s receives at %+v", d.Ref, stop)
		}
		if division, ok := w.Part(d.ID, "division"); ok {
			t.Errorf("%s has %s as the one division of all its work", d.Ref, division.Ref)
		}
		has := func(id string) bool {
			return slices.ContainsFunc(w.Departments(d.ID), func(u Unit) bool { return u.Department == id })
		}
		city := d.Type == "Thành phố"
		if !has("phong-tu-phap") || !has("phong-tai-chinh-ke-hoach") || has("phong-quan-ly-do-thi") != city || has("phong-kinh-te-ha-tang") == city {
			t.Errorf("%s has the divisions %v", d.Ref, w.Departments(d.ID))
		}
	}
}

// QĐ20 Đ4: from left to right from level 1, at most 35 characters.
func TestCodesOfBothSchemes(t *testing.T) {
	form := regexp.MustCompile(`^H37(\.[0-9A-Z]{2,3})*$`)
	for _, c := range []struct {
		load  func() (*World, error)
		first clock.Date
	}{{ND61, clock.MustDate("2020-09-15")}, {Today, clock.MustDate("2025-07-01")}} {
		w, err := c.load()
		if err != nil {
			t.Fatal(err)
		}
		codes := map[string]bool{}
		for _, u := range w.Units {
			for _, scheme := range []string{"tt10", "qd20"} {
				k, ok := u.CodeAt(scheme, c.first)
				if !ok || codes[k.Code] && u.Level != "province" {
					t.Errorf("%s: %s has the %s code %q", w.Name, u.Ref, scheme, k.Code)
				}
				codes[k.Code] = true
			}
			k, _ := u.CodeAt("qd20", c.first)
			_, early := u.CodeAt("qd20", c.first.AddDays(-1))
			if !form.MatchString(k.Code) || len(k.Code) > 35 || early {
				t.Errorf("%s: %s has the code %q, early %v", w.Name, u.Ref, k.Code, early)
			}
		}
	}
}

func TestTermsFollowEachOther(t *testing.T) {
	g := Grant{From: day, To: clock.MustDate("2019-06-20"), Renewed: 12}
	for on, want := range map[string]string{
		"2018-01-01": "2018-06-21 2019-06-20", "2019-06-20": "2018-06-21 2019-06-20",
		"2019-06-21": "2019-06-21 2020-06-20", "2026-11-24": "2026-06-21 2027-06-20",
	} {
		if got := g.TermOn(clock.MustDate(on)); got.From.String()+" "+got.To.String() != want {
			t.Errorf("on %s the term is %s to %s, want %s", on, got.From, got.To, want)
		}
	}
	if next, ok := g.Next(); !ok || next.From.String() != "2019-06-21" {
		t.Errorf("next %+v", next)
	}
	g.Renewed = 0
	if next, ok := g.Next(); ok || g.TermOn(clock.MustDate("2030-01-01")) != g {
		t.Errorf("a term that is not renewed has the next %+v", next)
	}
}

func TestLevelsNameKnownDepartments(t *testing.T) {
	folder := editable(t)
	for text, want := range map[string]string{
		"levels:\n  - {level: province, department: so-tu-phap}\n":                                    "",
		"levels:\n  - {level: province, department: so-tu-phap}\n  - {department: so-vu-tru}\n":       `levels.yaml:3: "so-vu-tru" is no department of this world`,
		"levels:\n  \"1.2\":\n    where:\n      department: phong-tu-phap\n  x: {department: \"\"}\n": `levels.yaml:5: "" is no department`,
		"levels: [": "levels.yaml:1: did not find",
	} {
		folder["levels.yaml"] = &mapFile{Data: []byte(text)}
		_, err := Load(folder)
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: error %v, want %q", text, err, want)
		}
	}
}
