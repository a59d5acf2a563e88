package law_test

import (
	"strings"
	"testing"

	"motcua/calendar"
	"motcua/internal/clock"
	"motcua/law"
)

func TestResolvedText(t *testing.T) {
	r := resolve(t, birth, "2019-06-17")
	text := r.Text()
	if again := resolve(t, birth, "2019-12-31"); again.Hash() != r.Hash() {
		t.Error("equal law on another day has another hash")
	}
	if other := resolve(t, death, "2019-06-17"); other.Hash() == r.Hash() {
		t.Error("other procedures have the same hash")
	}
	if later := resolve(t, birth, "2026-11-24"); later.Hash() == r.Hash() {
		t.Error("another source of the limit has the same hash")
	}
	back, err := law.ParseResolved(text)
	if err != nil {
		t.Fatal(err)
	}
	if back.Text() != text || back.Hash() != law.HashText(text) || len(r.Hash()) != 64 {
		t.Errorf("read back as\n%s", back.Text())
	}
	if back.Limit.Value != calendar.SameDayMark(clock.MustTimeOfDay("15:00")) || back.PaperSet.Value[3].En != "Apology and new date slip" {
		t.Errorf("read back as %+v", back)
	}
}

// The hash a dossier stored must be found again by every later version.
func TestResolvedHashIsForEver(t *testing.T) {
	const want = "625ae56e12eec923d7d83a16a6648b2dcacdef57afca41eaa68d0881b455b1e2"
	if got := resolve(t, birth, "2019-06-17").Hash(); got != want {
		t.Errorf("birth registration on 17/06/2019 hashes to %s, want %s:\n%s", got, want, resolve(t, birth, "2019-06-17").Text())
	}
}

func TestParseResolvedRefuses(t *testing.T) {
	text := resolve(t, birth, "2019-06-17").Text()
	for name, broken := range map[string]string{
		"other format":    strings.Replace(text, `"format": 2`, `"format": 3`, 1),
		"no format":       strings.Replace(text, `"format": 2,`, ``, 1),
		"unknown key":     strings.Replace(text, `"format": 2`, `"format": 2, "extra": 2`, 1),
		"missing value":   strings.Replace(text, `"value": "15:00"`, `"value": "00:00"`, 1),
		"broken article":  strings.Replace(text, "NĐ61 Đ18 k2", "Decree 61", 1),
		"impossible unit": strings.Replace(text, "3 working_day", "3 moons", 1),
		"no text":         "",
	} {
		if broken == text {
			t.Fatalf("%s: nothing was changed", name)
		}
		if _, err := law.ParseResolved(broken); err == nil {
			t.Errorf("%s is read", name)
		}
	}
}

// One timeline answers for every dossier: what a caller does to an answer must
// not reach the next one.
func TestTimelineIsStable(t *testing.T) {
	l := timeline(t)
	day := clock.MustDate("2019-06-17")
	first, err := l.Resolve(birth, day)
	if err != nil {
		t.Fatal(err)
	}
	first.Limit.Value = calendar.WorkingDays(9)
	first.SupplementLimit.Value = 9
	second, err := l.Resolve(birth, day)
	if err != nil || second.Limit.Value == first.Limit.Value || second.SupplementLimit.Value == 9 {
		t.Errorf("a change to one answer shows in the next (%v)", err)
	}
}
