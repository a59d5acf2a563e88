package catalogue

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

func TestGroupsAreClassified(t *testing.T) {
	rs := records(t)
	for code, want := range map[string][]ComponentKind{
		"1.001193": {ToSubmit, ToPresent, Note, Form},
		"1.000656": {ToSubmit, ToPresent, Note, Form},
		"2.000635": {ToSubmit, ToPresent, Note, Form},
		"2.000815": {ToSubmit},
		"1.001612": {ToSubmit, ToSubmit},
	} {
		var got []ComponentKind
		for _, g := range rs[code].Groups {
			got = append(got, g.Kind())
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: groups %v, want %v", code, got, want)
		}
	}
}

func TestPapersOfBirthRegistration(t *testing.T) {
	v := version(t, records(t)["1.001193"])
	want := []struct {
		group, item int
		kind        ComponentKind
		conditional bool
		begins      string
	}{
		{1, 1, ToSubmit, true, "Trường hợp trẻ em bị bỏ rơi"},
		{1, 2, ToSubmit, true, "Văn bản ủy quyền (được chứng thực)"},
		{1, 4, ToSubmit, true, "Trường hợp khai sinh cho trẻ em sinh ra do mang thai hộ"},
		{1, 5, ToSubmit, false, "Giấy chứng sinh; trường hợp không có"},
		{2, 2, ToPresent, true, "Giấy tờ có giá trị chứng minh thông tin về cư trú"},
		{2, 6, ToPresent, false, "Hộ chiếu/Thẻ căn cước công dân"},
		{4, 2, Form, true, "Tờ khai đăng ký khai sinh theo mẫu (nếu"},
		{4, 3, Form, true, "Mẫu hộ tịch điện tử tương tác"},
	}
	papers := v.Papers()
	if len(papers) != len(want) {
		t.Fatalf("%d papers, want %d: %v", len(papers), len(want), papers)
	}
	for i, w := range want {
		p := papers[i]
		if p.Key.Group != w.group || p.Key.Item != w.item || p.Kind != w.kind || p.Conditional != w.conditional || !strings.HasPrefix(p.Text, w.begins) {
			t.Errorf("paper %d is %+v, want %+v", i, p, w)
		}
	}
	if got := len(v.Components()); got != 33 {
		t.Errorf("%d components, want 33", got)
	}
}

func TestFormAmongPapers(t *testing.T) {
	papers := version(t, records(t)["1.001612"]).Papers()
	kinds := map[ComponentKind]int{}
	for _, p := range papers {
		kinds[p.Kind]++
	}
	if kinds[Form] != 1 || kinds[ToSubmit] != 7 {
		t.Errorf("kinds %v, want the application form and 7 papers to submit", kinds)
	}
}

func TestComponentKeysFindTheirLine(t *testing.T) {
	for code, r := range records(t) {
		v := version(t, r)
		seen := map[ComponentKey]bool{}
		for _, c := range v.Components() {
			key, err := ParseComponentKey(c.Key.String())
			if err != nil || key != c.Key || seen[key] {
				t.Fatalf("%s: key %s reads back as %v (%v), seen %v", code, c.Key, key, err, seen[key])
			}
			seen[key] = true
			found, ok := v.Component(key)
			if !ok || found.Item.Name != r.Groups[key.Group-1].Items[key.Item-1].Name {
				t.Errorf("%s: key %s finds %v", code, key, found)
			}
		}
		other := v.Components()[0].Key
		other.Version = 2
		if _, ok := v.Component(other); ok {
			t.Errorf("%s: version 1 answers to a key of version 2", code)
		}
	}
	for _, bad := range []string{"", "a/1/1", "a/0/1/1", "a/1/1/x", "/1/1/1", "a/1/01/1", "a/1/1/1/1"} {
		if _, err := ParseComponentKey(bad); err == nil {
			t.Errorf("%q is read as a component key", bad)
		}
	}
}

func TestLimitInUnitOtherIsNeverCounted(t *testing.T) {
	r := records(t)["1.001193"]
	limits := r.Limits()
	if len(limits) != 5 {
		t.Fatalf("%d limits, want 3 of channels and 2 of cases", len(limits))
	}
	for _, l := range limits[:3] {
		key, _ := l.Limit.Words()
		if l.Limit.Unit != UnitOther || l.Limit.Quantity != 2 || l.Limit.ForDeadline() || key != "catalogue.limit.see_text" {
			t.Errorf("%+v is counted, or said by %s", l, key)
		}
	}
	for _, l := range limits[3:] {
		key, args := l.Limit.Words()
		if !l.Limit.ForDeadline() || key != "catalogue.limit.working_day" || args[1] != "1" {
			t.Errorf("%+v is said by %s %v", l, key, args)
		}
	}
	key, _ := records(t)["1.001612"].Channels[0].Limit.Words()
	if key != "catalogue.limit.unstated" {
		t.Errorf("a missing limit is said by %s", key)
	}
}

func TestQuantityKeepsHalfDays(t *testing.T) {
	for text, want := range map[string]Quantity{"0": 0, "1": 2, "2.5": 5, "12.50": 25, "120": 240} {
		q, err := ParseQuantity(text)
		if err != nil || q != want {
			t.Errorf("%s is %d halves (%v), want %d", text, q, err, want)
		}
	}
	if s := Quantity(5).String(); s != "2.5" {
		t.Errorf("5 halves are %s", s)
	}
	for _, bad := range []string{"", "-1", "1.25", "x", "1e3"} {
		if _, err := ParseQuantity(bad); err == nil {
			t.Errorf("%q is read as a quantity", bad)
		}
	}
}

func TestFeesAreReadWithCare(t *testing.T) {
	rs := records(t)
	for _, c := range []struct {
		code   string
		method Method
		n      int
		amount int64
		known  bool
		unver  bool
		key    string
	}{
		{"1.001193", Online, 0, 0, true, true, "catalogue.fee.zero"},
		{"1.000656", Direct, 0, 0, false, true, "catalogue.fee.council"},
		{"2.000635", Direct, 0, 8000, true, false, "catalogue.fee.amount"},
		{"2.000815", Direct, 0, 2000, true, false, "catalogue.fee.amount"},
		{"2.000815", Direct, 1, 10, true, false, "catalogue.fee.amount"},
		{"1.001612", Online, 0, 150000, true, true, "catalogue.fee.amount_unverified"},
		{"1.001612", Direct, 0, 50000, true, true, "catalogue.fee.amount_unverified"},
	} {
		s := rs[c.code].FeesOf(c.method)[c.n]
		key, _ := s.Words()
		if s.Amount != c.amount || s.Known != c.known || s.Unverified != c.unver || key != c.key {
			t.Errorf("%s %s: %+v said by %s", c.code, c.method, s, key)
		}
	}
	if s := rs["2.000815"].FeesOf(Direct)[1]; s.Currency != "USD" || s.Text != "/bản" {
		t.Errorf("the fee of diplomatic missions is %+v", s)
	}
	if rs["2.000635"].FeesOf(Online)[0].Kind != KindFee || rs["1.001193"].FeesOf(Online)[0].Kind != KindCharge {
		t.Error("phí and lệ phí are mixed up")
	}
}

func TestFeeAmountThatTheTextContradictsIsNotKnown(t *testing.T) {
	value := int64(25)
	for quality, key := range map[FeeQuality]string{
		FeeThousandsMissed: "catalogue.fee.unstated",
		FeeZeroButText:     "catalogue.fee.unstated",
		FeeUnstated:        "catalogue.fee.unstated",
		FeeSetByCouncil:    "catalogue.fee.council",
	} {
		s := Fee{Value: &value, Currency: "VND", Quality: quality}.Stated()
		got, _ := s.Words()
		if s.Known || s.Amount != 0 || !s.Unverified || got != key {
			t.Errorf("%s: %+v said by %s", quality, s, got)
		}
	}
}

func TestWordsStandInBothLanguages(t *testing.T) {
	need := map[string]bool{}
	for _, m := range []Method{Online, Postal, Direct} {
		need[m.Key()] = true
	}
	for _, k := range []ComponentKind{Note, ToSubmit, ToPresent, Form} {
		need[k.Key()] = true
	}
	for _, k := range []FeeKind{KindUnstated, KindFee, KindCharge, KindPrice} {
		need[k.Key()] = true
	}
	for _, u := range []Unit{UnitUnstated, UnitWorkingDay, UnitDay, UnitHour, UnitMonth, UnitOther} {
		key, _ := Limit{Quantity: 2, Unit: u}.Words()
		need[key] = true
	}
	for _, s := range []FeeStated{{}, {Council: true}, {Known: true}, {Known: true, Amount: 1}, {Known: true, Amount: 1, Unverified: true}} {
		key, _ := s.Words()
		need[key] = true
	}
	for _, name := range []string{"vi.json", "en.json"} {
		text, err := Words.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var words map[string]string
		err = json.Unmarshal(text, &words)
		if err != nil {
			t.Fatal(err)
		}
		if len(words) != len(need) {
			t.Errorf("%s has %d keys, the package uses %d", name, len(words), len(need))
		}
		for key := range need {
			if words[key] == "" {
				t.Errorf("%s lacks %s", name, key)
			}
		}
	}
}
