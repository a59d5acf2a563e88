package law_test

import (
	"testing"

	"motcua/internal/clock"
	"motcua/law"
)

// law: NĐ63 Đ15
func TestPublicationVectors1To4(t *testing.T) {
	r := resolve(t, birth, "2026-03-06")
	for _, v := range []struct {
		name         string
		by           law.Publisher
		effect, want string
	}{
		{"1 NĐ63 Đ15 minister", law.Minister, "2026-07-01", "2026-06-11"},
		{"2 NĐ63 Đ15 province", law.Chairman, "2026-07-01", "2026-06-26"},
		{"2 NĐ63 Đ15 delegate", law.Delegate, "2026-07-01", "2026-06-26"},
		{"3 NĐ63 Đ15 not moved for a weekend", law.Minister, "2026-03-01", "2026-02-09"},
		{"3 NĐ63 Đ15 a Sunday stays", law.Chairman, "2026-03-06", "2026-03-01"},
	} {
		if got, ok := r.PublishBy(v.by, clock.MustDate(v.effect)); !ok || got != clock.MustDate(v.want) {
			t.Errorf("%s: %s, want %s", v.name, got, v.want)
		}
	}
	if _, ok := r.PublishBy("mayor", clock.MustDate("2026-07-01")); ok {
		t.Error("somebody who publishes nothing has a day for it")
	}
	got, err := r.PublishShortenedBy(offices(t), clock.MustDate("2026-03-06"))
	if err != nil || got != clock.MustDate("2026-03-09") {
		t.Errorf("4 NĐ63 Đ15 shortened: %s (%v), want 2026-03-09", got, err)
	}
}

// law: NĐ63 Đ24 k2, NĐ63 Đ23
func TestPostingVectors4To8(t *testing.T) {
	c, r := offices(t), resolve(t, birth, "2026-03-06")
	for _, v := range []struct {
		name         string
		by           law.Publisher
		signed, want string
		shortened    bool
	}{
		{"4 NĐ63 Đ24 k2 shortened", law.Minister, "2026-03-09", "2026-03-11", true},
		{"5 NĐ63 Đ24 k2 minister", law.Minister, "2026-03-06", "2026-03-20", false},
		{"6 NĐ63 Đ24 k2 chairman", law.Chairman, "2026-03-06", "2026-03-13", false},
		{"7 NĐ63 Đ24 k2 after effect", law.Chairman, "2026-06-26", "2026-07-03", false},
		{"8 NĐ63 Đ24 k2 holidays", law.Minister, "2026-04-23", "2026-05-12", false},
	} {
		got, ok, err := r.PostBy(c, v.by, clock.MustDate(v.signed), v.shortened)
		if err != nil || !ok || got != clock.MustDate(v.want) {
			t.Errorf("%s: %s (%t, %v), want %s", v.name, got, ok, err, v.want)
		}
	}
	if _, ok, err := r.PostBy(c, law.Delegate, clock.MustDate("2026-03-06"), true); ok || err != nil {
		t.Errorf("11 NĐ63 Đ23: a delegate's decision has a place in the national database (%v)", err)
	}
}

// law: NĐ63 Đ30 k3
func TestReviewPlanVector10(t *testing.T) {
	r := resolve(t, birth, "2026-01-15")
	if r.ReviewPlanInTime(2026, clock.MustDate("2026-01-31")) {
		t.Error("10 NĐ63 Đ30 k3: 31/01 itself is late")
	}
	if !r.ReviewPlanInTime(2026, clock.MustDate("2026-01-30")) || !r.ReviewPlanInTime(2026, clock.MustDate("2025-12-01")) {
		t.Error("10 NĐ63 Đ30 k3: 30/01 is in time")
	}
}

// law: NĐ20 Đ9 k1d
func TestPetitionVector9(t *testing.T) {
	got, err := resolve(t, birth, "2026-04-23").ForwardPetitionBy(offices(t), clock.MustDate("2026-04-23"))
	if err != nil || got != clock.MustDate("2026-05-05") {
		t.Errorf("9 NĐ20 Đ9 k1d: %s (%v), want 2026-05-05", got, err)
	}
}

// law: BLLĐ12 Đ104 k1, BLLĐ19 Đ105 k1
func TestProcessHours(t *testing.T) {
	for _, day := range []string{"2020-12-31", "2021-01-01"} {
		if got := resolve(t, business, day).ProcessHours(3); got != 24 {
			t.Errorf("%s: three days of a process are %d hours, want 24", day, got)
		}
	}
}

// law: NĐ61 Đ10 k2a, NĐ61 Đ11 k1b, NĐ61 Đ11 k4, TT01 Đ7 k2
func TestStaffing(t *testing.T) {
	r := resolve(t, birth, "2019-07-01")
	from := clock.MustDate("2019-07-01")
	for _, v := range []struct {
		name, level, to string
		want            bool
	}{
		{"V28 NĐ61 Đ11 k4 six months", "province", "2019-12-31", true},
		{"V28 NĐ61 Đ11 k4 five months", "province", "2019-11-30", false},
		{"V28 NĐ61 Đ11 k4 24 months", "district", "2021-06-30", true},
		{"V28 NĐ61 Đ11 k4 25 months", "ministry", "2021-07-31", false},
		{"NĐ61 Đ11 k4 communes are not named", "commune", "2019-07-02", true},
		{"a term that ends before it begins", "commune", "2019-06-01", false},
	} {
		if got := r.TermAllowed(v.level, from, clock.MustDate(v.to)); got != v.want {
			t.Errorf("%s: %t", v.name, got)
		}
	}
	if !r.DeputiesAllowed(2) || r.DeputiesAllowed(3) {
		t.Error("V29 NĐ61 Đ10 k2a: two deputies, not three")
	}
	if !r.ControlDeputyMissing(0) || r.ControlDeputyMissing(1) {
		t.Error("V29 TT01 Đ7 k2: one deputy leads the control of procedures")
	}
	since := clock.MustDate("2016-08-01") // 2 years 11 months
	if r.SeniorEnough("province", since, from) || !r.SeniorEnough("commune", since, from) {
		t.Error("V30 NĐ61 Đ11 k1b: not in a province, but in a commune")
	}
	if !r.SeniorEnough("province", since, clock.MustDate("2019-08-01")) {
		t.Error("NĐ61 Đ11 k1b: three years are enough")
	}
}
