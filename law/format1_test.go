package law

import (
	"os"
	"strings"
	"testing"
)

// resolved-1.json is the text of birth registration on 17/06/2019 as format 1 had
// it, and its hash what dossiers received then stored.
const hashOfFormat1 = "a14b12939a1958677053b3da905378ad09bcea28db65bb9e31caf1b00470b79e"

func format1(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("testdata/resolved-1.json")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestFormat1ReadsForEver(t *testing.T) {
	text := format1(t)
	r, err := ParseResolved(text)
	if err != nil {
		t.Fatal(err)
	}
	if HashText(text) != hashOfFormat1 || r.Hash() != hashOfFormat1 || r.Text() != text {
		t.Errorf("hash %s, written anew as\n%s", r.Hash(), r.Text())
	}
	if r.Procedure != "1.001193" || r.TransferCutoff.Value.String() != "15:00" || r.SupplementLimit.Value != 1 || r.DossierDailyMaximum.Value != 9999 ||
		r.Limit.Value.String() != "same_day 15:00" || r.FreeWithin.Value.String() != "60 calendar_day" {
		t.Errorf("read as %+v", r)
	}
	if p, ok := r.Paper("06"); !ok || p.Size != "A4" || p.Vi != "Sổ theo dõi hồ sơ" {
		t.Errorf("Mẫu 06: %+v", p)
	}
	if s, ok := r.Status(10); !ok || s.Vi != "Đã trả kết quả" {
		t.Errorf("status 10: %+v", s)
	}
	if r.ProcessDayHours.Value != 0 || r.Indicators.Value != nil || r.Proxy != nil || r.TransferCutoff.Inherited {
		t.Error("format 1 has keys it did not know")
	}
}

// A text without what a sector fixes has the same form.
func TestFormat1WithoutSector(t *testing.T) {
	text := format1(t)
	at := strings.Index(text, ",\n \"limit\"")
	r, err := ParseResolved(text[:at] + "\n}\n")
	if err != nil || r.Limit != nil || r.FreeWithin != nil || r.Text() != text[:at]+"\n}\n" {
		t.Errorf("%v:\n%s", err, r.Text())
	}
}

func TestFormat1Refuses(t *testing.T) {
	text := format1(t)
	for name, broken := range map[string]string{
		"a key of format 2":     strings.Replace(text, `"format": 1,`, `"format": 1, "score_decimals": {"value": 1, "article": "TT01 Đ15 k2a", "from": "2019-01-06"},`, 1),
		"a mark of format 2":    strings.Replace(text, `"from": "2018-06-21"`, `"from": "2018-06-21", "inherited": true`, 1),
		"an impossible value":   strings.Replace(text, `"value": 9999`, `"value": 10000`, 1),
		"a broken article":      strings.Replace(text, "NĐ61 Đ18 k2", "Decree 61", 1),
		"a format to come":      strings.Replace(text, `"format": 1`, `"format": 3`, 1),
		"format 1 said to be 2": strings.Replace(text, `"format": 1`, `"format": 2`, 1),
	} {
		if broken == text {
			t.Fatalf("%s: nothing was changed", name)
		}
		if _, err := ParseResolved(broken); err == nil {
			t.Errorf("%s is read", name)
		}
	}
}
