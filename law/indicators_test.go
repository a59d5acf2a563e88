package law_test

import (
	"testing"

	"motcua/law"
)

// law: TT01 Đ14 k1, TT01 Đ14 k2
func TestIndicatorScopes(t *testing.T) {
	r := resolve(t, birth, "2019-06-17")
	for n := 1; n <= 10; n++ {
		perDossier := n <= 4 || n == 6 || n == 7
		perAgency := n == 5 || n == 6 || n == 8 || n == 9
		if r.Scored(n, law.PerDossier) != perDossier || r.Scored(n, law.PerAgency) != perAgency {
			t.Errorf("indicator %d is scored for the wrong scope", n)
		}
	}
}

// law: TT01 Đ13 k1, TT01 Đ13 k2
func TestTimePoints(t *testing.T) {
	r := resolve(t, birth, "2019-06-17")
	for _, v := range []struct {
		name           string
		spent, allowed int64
		want           int
	}{
		{"V17 TT01 Đ13 k1 early", 9, 10, 2},
		{"V17 TT01 Đ13 k1 on time", 10, 10, 1},
		{"V17 TT01 Đ13 k1 late", 11, 10, 0},
		{"V18 TT01 Đ13 k2 agency B", 5, 4, 0},
		{"V18 TT01 Đ13 k1 the whole", 9, 10, 2},
	} {
		if got := r.TimePoints(v.spent, v.allowed); got != v.want {
			t.Errorf("%s: %d, want %d", v.name, got, v.want)
		}
	}
}

// law: TT01 Đ13 k3, TT01 Đ13 k4
func TestContactAndBodyPoints(t *testing.T) {
	r := resolve(t, birth, "2019-06-17")
	for contacts, want := range []int{2, 1, 0, 0} {
		if got := r.ContactPoints(contacts); got != want {
			t.Errorf("TT01 Đ13 k3 %d contacts: %d, want %d", contacts, got, want)
		}
	}
	for _, v := range []struct {
		name          string
		bodies, hosts int
		oneStop, band bool
		want          int
	}{
		{"TT01 Đ13 k4a none", 0, 0, false, true, 2},
		{"TT01 Đ13 k4b the one-stop unit", 1, 0, true, true, 1},
		{"TT01 Đ13 k4b with the host of a site check", 2, 1, true, true, 1},
		{"TT01 Đ13 k4c two", 2, 0, true, true, 0},
		{"in no band: one other body", 1, 0, false, false, 0},
	} {
		if got, band := r.BodyPoints(v.bodies, v.hosts, v.oneStop); got != v.want || band != v.band {
			t.Errorf("%s: %d, %t", v.name, got, band)
		}
	}
}

// law: TT01 Đ13 k5
func TestWholeProcessV26(t *testing.T) {
	r := resolve(t, birth, "2019-06-17")
	for _, v := range []struct {
		name, level   string
		whole, listed int
		received      bool
		want          int
	}{
		{"V26 TT01 Đ13 k5a province 30 of 150", "province", 30, 150, true, 2},
		{"V26 TT01 Đ13 k5b province 29 of 150", "province", 29, 150, true, 1},
		{"V26 TT01 Đ13 k5c and not all received", "province", 29, 150, false, 0},
		{"V26 TT01 Đ13 k5a district 40 of 80", "district", 40, 80, true, 2},
		{"V26 TT01 Đ13 k5b commune 119 of 120", "commune", 119, 120, true, 1},
		{"TT01 Đ13 k5a commune, all", "commune", 120, 120, true, 2},
		{"a level without a share", "hamlet", 120, 120, true, 1},
	} {
		if got := r.WholeProcessPoints(v.level, v.whole, v.listed, v.received); got != v.want {
			t.Errorf("%s: %d, want %d", v.name, got, v.want)
		}
	}
}

// law: TT01 Đ13 k6, TT01 Đ13 k7
func TestPublicityAndAttitude(t *testing.T) {
	r := resolve(t, birth, "2019-06-17")
	if r.PublicityPoints(true, true) != 2 || r.PublicityPoints(true, false) != 1 || r.PublicityPoints(false, true) != 1 || r.PublicityPoints(false, false) != 0 {
		t.Error("TT01 Đ13 k6: both forms 2, one 1, none 0")
	}
	for _, v := range []struct {
		name      string
		spent     int64
		petitions int
		want      int
		band      bool
	}{
		{"TT01 Đ13 k7a early", 9, 0, 2, true},
		{"TT01 Đ13 k7b on time", 10, 0, 1, true},
		{"TT01 Đ13 k7c a petition", 9, 1, 0, true},
		{"in no band: late, no petition", 11, 0, 0, false},
	} {
		if got, band := r.AttitudePoints(v.spent, 10, v.petitions); got != v.want || band != v.band {
			t.Errorf("%s: %d, %t", v.name, got, band)
		}
	}
}

// law: TT01 Đ13 k8
func TestPetitionPointsV24(t *testing.T) {
	r := resolve(t, birth, "2019-06-17")
	for _, v := range []struct {
		name                        string
		received, inTime, prolonged int
		want                        int
	}{
		{"V24 TT01 Đ13 k8b 36 of 40", 40, 36, 0, 1},
		{"V24 TT01 Đ13 k8c 35 of 40", 40, 35, 0, 0},
		{"V24 TT01 Đ13 k8c one prolonged", 40, 40, 1, 0},
		{"V24 TT01 Đ13 k8a none received", 0, 0, 0, 2},
		{"TT01 Đ13 k8a all in time", 40, 40, 0, 2},
	} {
		if got := r.PetitionPoints(v.received, v.inTime, v.prolonged); got != v.want {
			t.Errorf("%s: %d, want %d", v.name, got, v.want)
		}
	}
}

// law: TT01 Đ13 k9
func TestOnlinePointsV25(t *testing.T) {
	r := resolve(t, birth, "2019-06-17")
	for _, v := range []struct {
		name string
		year law.OnlineYear
		want int
		band bool
	}{
		{"V25 TT01 Đ13 k9a 300 of 1,000", law.OnlineYear{Served: 20, Eligible: 100, Online: 300, Dossiers: 1000}, 2, true},
		{"V25 TT01 Đ13 k9b 299", law.OnlineYear{Served: 20, Eligible: 100, Online: 299, Dossiers: 1000}, 1, true},
		{"V25 TT01 Đ13 k9c 149", law.OnlineYear{Served: 20, Eligible: 100, Online: 149, Dossiers: 1000}, 0, true},
		{"V25 TT01 Đ13 k9c one late", law.OnlineYear{Served: 20, Eligible: 100, Online: 300, Dossiers: 1000, Failed: 1}, 0, true},
		{"V25 in no band: 19 of 100 with 350", law.OnlineYear{Served: 19, Eligible: 100, Online: 350, Dossiers: 1000}, 1, false},
		{"TT01 Đ13 k9c no service", law.OnlineYear{Eligible: 100, Online: 300, Dossiers: 1000}, 0, true},
	} {
		if got, band := r.OnlinePoints(v.year); got != v.want || band != v.band {
			t.Errorf("%s: %d, %t", v.name, got, band)
		}
	}
}
