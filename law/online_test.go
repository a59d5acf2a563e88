package law_test

import (
	"slices"
	"testing"
)

// law: TT32 Đ5
func TestServiceLevels(t *testing.T) {
	r := resolve(t, birth, "2019-06-17")
	all := []string{"information", "forms", "printed_forms", "e_forms", "stored_data", "online_handling", "online_payment", "return_channels"}
	without := func(ids ...string) []string {
		return slices.DeleteFunc(slices.Clone(all), func(id string) bool { return slices.Contains(ids, id) })
	}
	for _, v := range []struct {
		name    string
		offers  []string
		charged bool
		want    int
	}{
		{"TT32 Đ5 k4 everything", all, true, 4},
		{"31 TT32 Đ5 k3b not all forms are e-forms", without("e_forms", "online_payment"), true, 2},
		{"32 TT32 Đ5 k4b free, no payment page", without("online_payment"), false, 4},
		{"TT32 Đ5 k4b charged, no payment page", without("online_payment"), true, 3},
		{"TT32 Đ5 k2b a form lacks", without("forms"), false, 1},
		{"TT32 Đ5 k1 information lacks", without("information"), false, 0},
	} {
		if got := r.ServiceLevelOf(v.offers, v.charged); got != v.want {
			t.Errorf("%s: level %d, want %d", v.name, got, v.want)
		}
	}
}

// law: TT01 Đ21 k1c
func TestLevel4Vector33(t *testing.T) {
	r := resolve(t, birth, "2019-06-17")
	if r.MayProposeLevel4(290, 1000) || !r.MayProposeLevel4(300, 1000) || r.MayProposeLevel4(0, 0) {
		t.Error("33 TT01 Đ21 k1c: 30 per cent, not 29, and not of nothing")
	}
}

// law: TT32 Đ12 k1, TT32 Đ12 k1c, TT32 Đ12 k2
func TestRatingVector36(t *testing.T) {
	r := resolve(t, birth, "2019-06-17")
	three := []string{"very_satisfied", "satisfied", "not_satisfied"}
	for _, v := range []struct {
		name             string
		contents, grades []string
		want             bool
	}{
		{"TT32 Đ12 k2 overall alone", []string{"overall"}, three, true},
		{"TT32 Đ12 k1 everything", []string{"overall", "convenience", "punctuality", "attitude"}, three, true},
		{"TT32 Đ12 k2 not overall", []string{"convenience"}, three, false},
		{"TT32 Đ12 k1 a content of its own", []string{"overall", "parking"}, three, false},
		{"36 TT32 Đ12 k1c five stars", []string{"overall"}, []string{"5", "4", "3", "2", "1"}, false},
		{"36 TT32 Đ12 k1c two grades", []string{"overall"}, three[:2], false},
	} {
		if got := r.RatingConforms(v.contents, v.grades); got != v.want {
			t.Errorf("%s: %t", v.name, got)
		}
	}
}

// law: TT01 Đ9 k1
func TestPaperFields(t *testing.T) {
	r := resolve(t, birth, "2019-06-17")
	for form, want := range map[string][]string{
		"01": {"code", "components", "limit", "received_at", "promised_at", "receiver"},
		"02": {"items", "reason", "guide"},
		"03": {"reason", "receiver"},
		"04": {"promised_at", "reason", "apology", "new_date"},
		"05": {"code", "giver", "taker", "outcome"},
		"06": {"no", "code", "received_at", "promised_at", "returned_at", "signature"},
	} {
		var ids []string
		for _, f := range r.Fields(form) {
			ids = append(ids, f.ID)
		}
		at := -1
		for _, id := range want {
			next := slices.Index(ids, id)
			if next <= at {
				t.Errorf("Mẫu %s: %s is not there, or out of order: %v", form, id, ids)
			}
			at = next
		}
	}
	if r.Fields("07") != nil {
		t.Error("there are six forms")
	}
}
