package listing

import (
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"motcua/catalogue"
)

func nd61(t *testing.T) (Rules, string) {
	t.Helper()
	text, err := os.ReadFile("../../world/nd61/levels.yaml")
	if err != nil {
		t.Fatal(err)
	}
	rules, err := ParseRules(text, "levels.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return rules, string(text)
}

// TestPlacementsOfTheCarriedPack counts every carried record by level, basis and
// counter against testdata/placements.txt, and apart those of the national catalogue
// of which only the row is known.
func TestPlacementsOfTheCarriedPack(t *testing.T) {
	if testing.Short() {
		t.Skip("reads the whole pack")
	}
	records, err := catalogue.Load()
	if err != nil {
		t.Fatal(err)
	}
	rules, _ := nd61(t)
	all, rows := map[string]int{}, map[string]int{}
	listed, own, used := 0, 0, map[string]int{}
	for _, r := range records {
		p := Place(r, rules)
		holds(t, r, p)
		for _, key := range keysOf(p) {
			all[key]++
			if r.Type == catalogue.TypeStandard && !r.HasDetail {
				rows[key]++
			}
		}
		used[p.Reason]++
		if p.Listed() {
			listed++
		}
		if p.Basis == ByOwn {
			own++
		}
	}
	everyLineMatters(t, records, rules, used)
	if own != 49 {
		t.Errorf("%d procedures of Lạng Sơn's own, want 49", own)
	}
	got := fmt.Sprintf("listed in the province: %d of %d\n\nall records, under each of their levels\n%s\nnational, only the row known\n%s",
		listed, len(records), table(all), table(rows))
	want, err := os.ReadFile("testdata/placements.txt")
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("placements changed; now:\n%s", got)
	}
}

// holds is what is true of every placement.
func holds(t *testing.T, r catalogue.Record, p Placement) {
	t.Helper()
	switch {
	case p.Excluded != NotExcluded && (len(p.Levels) > 0 || p.OneStop):
		t.Errorf("%s: excluded and placed: %+v", r.Code, p)
	case p.OneStop && (p.Vertical != "" || !p.Listed()):
		t.Errorf("%s: at the one-stop, and not there: %+v", r.Code, p)
	case p.Vertical != "" && (p.Where.VI == "" || p.Where.EN == ""):
		t.Errorf("%s: a vertical body without words: %+v", r.Code, p)
	case p.Unclear() != (p.Excluded == NotExcluded && p.Basis == ByNothing):
		t.Errorf("%s: levels %v on the basis %q", r.Code, p.Levels, p.Basis)
	case p.OneStop && p.At(Province) && p.Department == "" && r.HasDetail && r.Promulgating.Name != "Bộ Quốc phòng" && r.Promulgating.Name != "Bộ Công an":
		t.Errorf("%s (%s): no department of the province", r.Code, r.Promulgating.Name)
	}
}

func keysOf(p Placement) []string {
	switch {
	case p.Excluded != NotExcluded:
		return []string{"excluded " + string(p.Excluded)}
	case p.Unclear():
		return []string{"unclear"}
	}
	counter := "one-stop"
	if p.Vertical != "" {
		counter = "vertical"
	}
	var out []string
	for _, l := range p.Levels {
		if l == Ministry && counter == "one-stop" {
			out = append(out, fmt.Sprintf("ministry %s", p.Basis))
			continue
		}
		out = append(out, fmt.Sprintf("%s %s %s", l, p.Basis, counter))
	}
	return out
}

func table(counts map[string]int) string {
	var keys []string
	for key := range counts {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	var b strings.Builder
	for _, key := range keys {
		fmt.Fprintf(&b, "%5d %s\n", counts[key], key)
	}
	return b.String()
}

func TestWhereTheFlagshipsStoodIn2018(t *testing.T) {
	rules, _ := nd61(t)
	places := map[string]struct {
		levels     string
		basis      Basis
		oneStop    bool
		vertical   string
		department string
	}{
		"1.001193": {"commune", ByDetail, true, "", "so-tu-phap"},
		"1.000656": {"commune", ByDetail, true, "", "so-tu-phap"},
		"1.000894": {"commune", ByDetail, true, "", "so-tu-phap"},
		"1.004873": {"commune", ByDetail, true, "", "so-tu-phap"},
		"2.000635": {"province district commune", ByHand, true, "", "so-tu-phap"},
		"2.000815": {"district commune", ByHand, true, "", "so-tu-phap"},
		"1.001612": {"ministry district", ByHand, true, "", "so-ke-hoach-dau-tu"},
		"1.013225": {"district", ByHand, true, "", "so-xay-dung"},
		"1.115748": {"district", ByOwn, true, "", "so-tai-nguyen-moi-truong"},
		"1.115750": {"district", ByOwn, true, "", "so-tai-nguyen-moi-truong"},
		"1.115712": {"province district", ByOwn, true, "", "so-tai-nguyen-moi-truong"},
		"2.000986": {"commune", ByDetail, true, "", "so-tu-phap"},
		"2.001023": {"commune", ByDetail, true, "", "so-tu-phap"},
		"1.004222": {"district commune", ByHand, false, "police", ""},
		"3.000333": {"province", ByHand, true, "", "so-tu-phap"},
		"2.001610": {"ministry province", ByDetail, true, "", "so-ke-hoach-dau-tu"},
	}
	records, err := catalogue.LoadSome(slices.Collect(maps.Keys(places))...)
	if err != nil || len(records) != len(places) {
		t.Fatalf("%d records (%v)", len(records), err)
	}
	for _, r := range records {
		code, want := r.Code, places[r.Code]
		p := Place(r, rules)
		levels := strings.Trim(fmt.Sprint(p.Levels), "[]")
		if levels != want.levels || p.Basis != want.basis || p.OneStop != want.oneStop || p.Vertical != want.vertical || p.Department != want.department {
			t.Errorf("%s: %+v, want %+v", code, p, want)
		}
		if moved := p.Reason != ""; moved == p.Verified {
			t.Errorf("%s: reason %q, verified %v", code, p.Reason, p.Verified)
		}
	}
}

func TestWhatIsNoPartOfTheProvince(t *testing.T) {
	rules, _ := nd61(t)
	for code, want := range map[string]Exclusion{"1.115620": OtherProvince, "5.002544": Internal, "1.0133611": OtherProvince} {
		records, err := catalogue.LoadSome(code)
		if err != nil {
			t.Fatal(err)
		}
		if p := Place(records[0], rules); p.Excluded != want || p.Listed() || p.Unclear() {
			t.Errorf("%s: %+v, want excluded as %s", code, p, want)
		}
	}
}

func TestOneLocalAgencyKeepsItAtTheOneStop(t *testing.T) {
	rules, _ := nd61(t)
	r := func(promulgating string, agencies ...string) catalogue.Record {
		r := catalogue.Record{Type: catalogue.TypeStandard, Promulgating: catalogue.Named{Name: promulgating}}
		for _, a := range agencies {
			r.Executing = append(r.Executing, catalogue.Named{Name: a})
		}
		return r
	}
	for _, c := range []struct {
		record   catalogue.Record
		vertical string
		levels   string
	}{
		{r("Bộ Công an", "Công an cấp Xã"), "police", "commune"},
		{r("Bộ Công an"), "police", ""},
		{r("Bộ Tài chính", "Thuế tỉnh, thành phố", "Cục Thuế - Bộ tài chính"), "tax", "ministry province"},
		{r("Bộ Tư pháp", "Uỷ  ban nhân dân cấp xã", "Bảo hiểm xã hội tỉnh"), "", "province commune"},
		{r("Bộ Nông nghiệp và Môi trường", "Chi cục Kiểm lâm"), "", "province"},
		{r("Bộ Y tế", "Cục An toàn thực phẩm - Bộ Y tế"), "", "ministry"},
		{r("Bộ Y tế", "Cơ quan khác"), "", ""},
	} {
		p := Place(c.record, rules)
		levels := strings.Trim(fmt.Sprint(p.Levels), "[]")
		if p.Vertical != c.vertical || levels != c.levels || p.Unclear() != (c.levels == "") {
			t.Errorf("%v: %+v, want %q at %q", c.record.Executing, p, c.vertical, c.levels)
		}
	}
}

// everyLineMatters: a hand line that moves nothing, or a sector that no record has,
// is a misspelt one.
func everyLineMatters(t *testing.T, records []catalogue.Record, rules Rules, used map[string]int) {
	sectors := map[string]bool{}
	for _, r := range records {
		for _, s := range r.Sectors {
			sectors[s.Name] = true
		}
	}
	named := []string{}
	for _, h := range rules.hand {
		if used[h.Reason] == 0 {
			t.Errorf("no record is placed by the line of %v %v", h.Codes, h.Sectors)
		}
		named = append(named, h.Sectors...)
	}
	for _, d := range rules.departments {
		named = append(named, d.Sectors...)
	}
	for _, v := range rules.vertical {
		named = append(named, v.Sectors...)
	}
	for _, s := range named {
		if !sectors[s] {
			t.Errorf("no record has the sector %q", s)
		}
	}
}

func TestParseRulesTellsTheLine(t *testing.T) {
	_, text := nd61(t)
	place := regexp.MustCompile(`^listing: levels\.yaml:(\d+): `)
	for name, c := range map[string]struct{ old, new, want string }{
		"unknown key":     {"  - id: police", "  - ident: police", "field ident not found"},
		"unknown level":   {"- level: commune", "- level: hamlet", `unknown level "hamlet"`},
		"no own":          {"own: UBND tỉnh Lạng Sơn", "own: \"\"", "own:"},
		"vertical twice":  {"- id: military", "- id: police", `the id "police" is missing or stands twice`},
		"one language":    {"en: Police}", "en: \"\"}", "the name needs vi and en"},
		"upper case":      {"begins: [công an, ", "begins: [Công an, ", `write it as "công an"`},
		"new spelling":    {"begins: [tòa án]", "begins: [toà án]", `write it as "tòa án"`},
		"no words":        {"begins: [tòa án]", "begins: []", "it names no words"},
		"code twice":      {`codes: ["1.004222"]`, `codes: ["2.000635"]`, `the code "2.000635" stands twice`},
		"codes and more":  {`{codes: ["1.004222"], to`, `{codes: ["1.004222"], from: commune, to`, "belong to sectors"},
		"neither":         {`{codes: ["1.004222"], to`, `{to`, "either codes or sectors"},
		"no level":        {`to: [district, commune], reason: "Residence: police of the city, commune police in districts (Luật Cư trú 2006 Đ21 k1)", verified: false}` + "\n  - {codes", `to: [], reason: "x", verified: false}` + "\n  - {codes", "are no levels"},
		"no reason":       {`reason: "Judicial records were the justice department's until the police took them over (Luật Lý lịch tư pháp 2009 Đ44); 2.000488 then"`, `reason: ""`, "needs its reason"},
		"sector twice":    {"sectors: [Công tác Văn phòng]", "sectors: [Đất đai]", `"Đất đai" stands twice`},
		"unknown key too": {"verified: false}", "checked: false}", "field checked not found"},
		"no department":   {"{department: thanh-tra, ", "{department: \"\", ", "a line names a department"},
		"broken document": {"vertical:\n", "vertical: [\n", ""},
	} {
		broken := strings.Replace(text, c.old, c.new, 1)
		if broken == text {
			t.Errorf("%s: the file does not hold %q", name, c.old)
			continue
		}
		_, err := ParseRules([]byte(broken), "levels.yaml")
		if err == nil || !strings.Contains(err.Error(), c.want) || !place.MatchString(err.Error()) {
			t.Errorf("%s: error %v, want %q with its line", name, err, c.want)
		}
	}
	_, err := ParseRules(nil, "levels.yaml")
	if err == nil {
		t.Error("an empty file is read")
	}
}

func TestDepartmentsTheWorldMustKnow(t *testing.T) {
	rules, _ := nd61(t)
	want := []string{"ban-dan-toc", "ban-quan-ly-kkt", "so-cong-thuong", "so-giao-duc", "so-giao-thong", "so-ke-hoach-dau-tu",
		"so-khoa-hoc", "so-lao-dong", "so-ngoai-vu", "so-noi-vu", "so-nong-nghiep", "so-tai-chinh", "so-tai-nguyen-moi-truong",
		"so-thong-tin", "so-tu-phap", "so-van-hoa", "so-xay-dung", "so-y-te", "thanh-tra", "van-phong-ubnd"}
	if got := rules.Departments(); !slices.Equal(got, want) {
		t.Errorf("departments %v, want %v", got, want)
	}
}
