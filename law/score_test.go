package law_test

import (
	"testing"

	"motcua/law"
)

func scores(values ...law.Score) map[int]law.Score {
	out := map[int]law.Score{}
	for i, v := range values {
		out[i+1] = v
	}
	return out
}

// law: TT01 Đ15 k1a, TT01 Đ15 k2a, TT01 Đ15 k2b, TT01 Đ15 k3a
func TestOfficialV20V21V22(t *testing.T) {
	r := resolve(t, birth, "2019-06-17")
	for _, v := range []struct {
		name     string
		points   []int // of indicators 1, 2, 3, 4, 7
		dossiers int
		total    law.Score
		class    string
	}{
		{"V20 TT01 Đ15 k2a rounded before adding", []int{24, 24, 24, 24, 24}, 25, 500, "whole"},
		{"V21 TT01 Đ15 k2a three dossiers", []int{5, 5, 4, 4, 5}, 3, 770, "whole"},
	} {
		got := map[int]law.Score{6: 200, 9: 200} // these do not count for officials
		for i, n := range []int{1, 2, 3, 4, 7} {
			s, ok := r.IndicatorScore(v.points[i], v.dossiers)
			if !ok {
				t.Fatalf("%s: indicator %d has no score", v.name, n)
			}
			got[n] = s
		}
		if total := r.OfficialTotal(got); total != v.total || r.ClassOfOfficial(total).ID != v.class {
			t.Errorf("%s: %s, %s", v.name, total, r.ClassOfOfficial(total).ID)
		}
	}
	for total, want := range map[law.Score]string{1000: "whole", 500: "whole", 490: "most", 350: "most", 340: "part", 0: "part"} {
		if got := r.ClassOfOfficial(total).ID; got != want {
			t.Errorf("V22 TT01 Đ15 k3a %s points: %s, want %s", total, got, want)
		}
	}
	if _, ok := r.IndicatorScore(0, 0); ok {
		t.Error("TT01 Đ15 k4b: an indicator without dossiers is scored")
	}
	if s, _ := r.IndicatorScore(25, 20); s != 130 {
		t.Errorf("1.25 is rounded to %s, want 1.3", s)
	}
}

// law: TT01 Đ15 k1b, TT01 Đ15 k2b, TT01 Đ15 k3b
func TestAgencyV23(t *testing.T) {
	r := resolve(t, birth, "2019-06-17")
	all := scores(180, 160, 150, 130, 100, 200, 180, 100, 0)
	if total := r.AgencyTotal(all); total != 1200 || r.ClassOfAgency(total).Vi != "Tốt" {
		t.Errorf("V23 TT01 Đ15 k3b: %s, %s", total, r.ClassOfAgency(total).Vi)
	}
	all[6] = 100
	if total := r.AgencyTotal(all); total != 1100 || r.ClassOfAgency(total).Vi != "Khá" {
		t.Errorf("V23 TT01 Đ15 k3b, indicator 6 at 1: %s, %s", total, r.ClassOfAgency(total).Vi)
	}
	for total, want := range map[law.Score]string{1800: "excellent", 1500: "excellent", 1490: "good", 900: "fair", 890: "average", 600: "average", 590: "weak"} {
		if got := r.ClassOfAgency(total).ID; got != want {
			t.Errorf("TT01 Đ15 k3b %s points: %s, want %s", total, got, want)
		}
	}
}

func TestScoreText(t *testing.T) {
	for text, want := range map[string]law.Score{"5": 500, "3.5": 350, "0.96": 96, "0": 0} {
		var s law.Score
		if err := s.UnmarshalText([]byte(text)); err != nil || s != want || s.String() != text {
			t.Errorf("%s is read as %d (%v)", text, s, err)
		}
	}
	for _, text := range []string{"", "-1", "1.234", "x", "1.x"} {
		var s law.Score
		if s.UnmarshalText([]byte(text)) == nil {
			t.Errorf("%q is read as %s", text, s)
		}
	}
}
