package catalogue

import (
	"bytes"
	"compress/gzip"
	"io"
	"strings"
	"testing"

	"motcua/internal/clock"

	"golang.org/x/text/unicode/norm"
)

func records(t *testing.T) map[string]Record {
	t.Helper()
	list, err := Load()
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

func carried(t *testing.T) string {
	t.Helper()
	z, err := gzip.NewReader(bytes.NewReader([]byte(packed)))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestDecodingNamesRecordAndField(t *testing.T) {
	text := carried(t)
	for name, c := range map[string]struct{ old, new, want string }{
		"unknown key":     {`"full_process":false`, `"full_progress":false`, `record 1.001193: json: unknown field "full_progress"`},
		"wrong type":      {`"originals":1`, `"originals":"one"`, `record 1.001193: field dossier.items.originals: string`},
		"unknown method":  {`"method":"POSTAL"`, `"method":"PIGEON"`, `record 1.001193: field channels[1]`},
		"unknown unit":    {`"unit":"WORKING_DAY"`, `"unit":"FORTNIGHT"`, `record 1.001193: field cases[0].unit: unknown unit "FORTNIGHT"`},
		"empty name":      {`"name":"Thủ tục đăng ký khai sinh"`, `"name":" "`, `record 1.001193: field name: is empty`},
		"unknown law":     {`"03/2023/TT-BTP","66.7`, `"99/2099/TT-BTP","66.7`, `record 1.001193: field legal_basis[0]: document "99/2099/TT-BTP"`},
		"unit without no": {`"qty":1,"unit":"OTHER"`, `"qty":null,"unit":"OTHER"`, `record 1.001193: field channels[0].qty`},
		"third of a day":  {`"qty":1,"unit":"WORKING_DAY"`, `"qty":1.3,"unit":"WORKING_DAY"`, `record 1.001193: "1.3" is not a multiple of one half`},
		"fee differs":     {`"value":150000`, `"value":150001`, `record 1.001612: field channels[0].fees[0]`},
		"same portal id":  {`019d2bfd-3fac-7489-b53b-9c6c958f2da4`, `019d2bfd-3fe0-70ac-b9d6-5e9e20d6eef7`, `record 1.000656: field portal_id`},
		"escaped NFD":     {`Giấy khai sinh"}]`, `Gia\u0301y khai sinh"}]`, `record 1.001193: text is not in Unicode NFC`},
	} {
		t.Run(name, func(t *testing.T) {
			broken := strings.Replace(text, c.old, c.new, 1)
			if broken == text {
				t.Fatalf("the carried file does not hold %s", c.old)
			}
			_, err := Decode([]byte(broken))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want one with %q", err, c.want)
			}
		})
	}
}

func TestDecodingNormalises(t *testing.T) {
	list, err := Decode([]byte(norm.NFD.String(carried(t))))
	if err != nil {
		t.Fatal(err)
	}
	if list[0].Name != records(t)["1.001193"].Name {
		t.Errorf("name %+q is not normalised", list[0].Name)
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
	v := version(t, records(t)["1.001193"])
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
	r.Steps = nil
	_, err = NewVersion(r, 1, clock.MustDate("2026-01-15"))
	if err == nil {
		t.Error("a record without steps is taken (NĐ63 Đ8 k2b)")
	}
}

func TestAnEmptyListIsNoOtherVersion(t *testing.T) {
	r := records(t)["1.001193"]
	before := version(t, r).Hash
	if r.Authorized == nil {
		t.Fatal("the record no longer has the empty list this test is about")
	}
	r.Authorized = nil
	if version(t, r).Hash != before {
		t.Error("an absent list makes another version than an empty one")
	}
	r.Receiving = "x"
	if version(t, r).Hash == before {
		t.Error("a changed field makes no other version")
	}
}
