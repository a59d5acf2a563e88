package catalogue

import (
	"testing"

	"motcua/internal/clock"
)

func records(t *testing.T) map[string]Record {
	t.Helper()
	list, err := LoadSome("1.001193", "1.000656", "2.000635", "2.000815", "1.001612")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]Record{}
	for _, r := range list {
		out[r.Code] = r
	}
	if len(list) != 5 || len(out) != 5 {
		t.Fatalf("%d records with %d codes, want 5", len(list), len(out))
	}
	return out
}

func version(t *testing.T, r Record) Version {
	t.Helper()
	v, err := NewVersion(r, 1, clock.MustDate("2026-01-15"))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestBirthRegistrationAsPublished(t *testing.T) {
	r := records(t)["1.001193"]
	if r.Name != "Thủ tục đăng ký khai sinh" || r.DecisionNo != "163/QĐ-BTP" || r.DecisionDate != clock.MustDate("2026-01-15") {
		t.Errorf("name %q, decision %q of %s", r.Name, r.DecisionNo, r.DecisionDate)
	}
	if len(r.LegalBasis) != 15 {
		t.Errorf("%d legal documents, want 15", len(r.LegalBasis))
	}
	for _, l := range r.LegalBasis {
		if l.Title == "" || l.Kind == "" || l.Year == 0 {
			t.Errorf("legal document %s without title, kind or year: %+v", l.Code, l)
		}
	}
	var sizes []int
	for _, g := range r.Groups {
		sizes = append(sizes, len(g.Items))
	}
	if len(sizes) != 4 || sizes[0] != 5 || sizes[1] != 6 || sizes[2] != 19 || sizes[3] != 3 {
		t.Errorf("groups of %v items, want 5, 6, 19, 3", sizes)
	}
	if len(r.Results) != 1 || r.Results[0].Name != "Giấy khai sinh" {
		t.Errorf("results %v", r.Results)
	}
	if r.Quality != QualityStructured || r.Updated != clock.MustDate("2026-04-15") || r.Sectors[0].Code != "G15-TP07" {
		t.Errorf("quality %s, updated %s, sectors %v", r.Quality, r.Updated, r.Sectors)
	}
}

func TestEveryRecordHoldsWhatTheSourceHolds(t *testing.T) {
	rs := records(t)
	for code, want := range map[string]struct {
		decision              string
		channels, cases, docs int
		quality               Quality
	}{
		"1.001193": {"163/QĐ-BTP", 3, 2, 15, QualityStructured},
		"1.000656": {"163/QĐ-BTP", 3, 3, 15, QualityStructured},
		"2.000635": {"163/QĐ-BTP", 3, 4, 15, QualityStructured},
		"2.000815": {"3152/QĐ-BTP", 2, 0, 10, QualityParsedText},
		"1.001612": {"2353/QĐ-BTC", 3, 0, 5, QualityParsedText},
	} {
		r := rs[code]
		if r.DecisionNo != want.decision || len(r.Channels) != want.channels || len(r.Cases) != want.cases ||
			len(r.LegalBasis) != want.docs || r.Quality != want.quality {
			t.Errorf("%s: decision %s, %d channels, %d cases, %d documents, %s", code, r.DecisionNo, len(r.Channels), len(r.Cases), len(r.LegalBasis), r.Quality)
		}
	}
	if !rs["2.000815"].DecisionDate.IsZero() {
		t.Error("2.000815 has a decision date the source does not state")
	}
}

func TestVersionTextIsStableAndOpensAgain(t *testing.T) {
	for code, r := range records(t) {
		v := version(t, r)
		again, err := OpenVersion(v.Number, v.Effective, v.Canonical, v.Hash)
		if err != nil {
			t.Fatalf("%s: %v", code, err)
		}
		remade := version(t, again.Record)
		if remade.Canonical != v.Canonical || remade.Hash != v.Hash {
			t.Errorf("%s: text or hash changes when stored and opened", code)
		}
		_, err = OpenVersion(1, v.Effective, v.Canonical+" ", v.Hash)
		if err == nil {
			t.Errorf("%s: a changed text opens under the old hash", code)
		}
	}
}

func TestVersionHashOfBirthRegistration(t *testing.T) {
	r := records(t)["1.001193"]
	if r.State != StateUpdated && r.State != StateActive || !r.HasDetail {
		t.Errorf("state %q, detail %v", r.State, r.HasDetail)
	}
	r.State, r.HasDetail, r.Listed = "", false, nil // what versions stored before do not have
	v := version(t, r)
	const want = "23609b25165fdbc73f9151f74acbab568502be73050e85166b6d161f6aaa7702"
	if v.Hash != want {
		t.Errorf("hash %s, want %s: stored versions would no longer be recognised", v.Hash, want)
	}
}

func TestVersionRefuses(t *testing.T) {
	r := records(t)["1.001193"]
	_, err := NewVersion(r, 0, clock.MustDate("2026-01-15"))
	if err == nil {
		t.Error("version 0 is taken")
	}
	_, err = NewVersion(r, 1, clock.Date{})
	if err == nil {
		t.Error("a version without an effective date is taken")
	}
	r.Name = " "
	_, err = NewVersion(r, 1, clock.MustDate("2026-01-15"))
	if err == nil {
		t.Error("a record without a name is taken")
	}
}

func TestAnEmptyListIsNoOtherVersion(t *testing.T) {
	r := records(t)["1.001193"]
	before := version(t, r).Hash
	r.Authorized = []Named{}
	if version(t, r).Hash != before {
		t.Error("an absent list makes another version than an empty one")
	}
	r.Receiving = "x"
	if version(t, r).Hash == before {
		t.Error("a changed field makes no other version")
	}
}
