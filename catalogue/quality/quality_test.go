package quality

import (
	"encoding/json"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"motcua/catalogue"
)

// golden is how often every kind is found in the carried pack. A change here means
// that the pack or a rule changed, and people ought to know which.
func golden() map[Kind]int {
	return map[Kind]int{
		DetailForeign:    17,
		CodeDuplicate:    2,
		CodeIrregular:    3,
		TypeContradict:   11,
		UnitContradicts:  33,
		FeeZeroText:      157,
		FeeThousands:     132,
		PaperEmpty:       89,
		PaperFragment:    24,
		PaperCount:       66,
		LawJunk:          982,
		TextUnprintable:  17,
		NoPromulgating:   1,
		NoExecuting:      307,
		NoSector:         0,
		NoSubjects:       0,
		NoDecision:       0,
		NoChannels:       0,
		NoSteps:          123,
		NoDossier:        48,
		NoLaw:            109,
		NoResult:         16,
		NoLimit:          195,
		DaysInText:       18,
		CasesContradict:  24,
		ChannelsDiffer:   108,
		UnitUnknown:      111,
		LimitNoQuantity:  58,
		NameDiffers:      49,
		AgenciesDiffer:   593,
		AgencyOutOfDate:  31,
		LevelsUnexpected: 7,
		PaperGlued:       1136,
		LawCut:           615,
		DetailMissing:    2781,
		UnitOther:        253,
		LimitHalf:        14,
		FeeUnstated:      1459,
		FeeCouncil:       246,
		FeeCurrency:      47,
		NameShared:       459,
		NameLongest:      1,
		NameSpacing:      0,
		LawUntitled:      2375,
		SectorWithoutKey: 2650,
		TextPhone:        2,
		TextMail:         4,
		TextInvisible:    31,
		NotNFC:           0,
		TypeInternal:     192,
	}
}

func TestFindingsOfTheCarriedPack(t *testing.T) {
	if testing.Short() {
		t.Skip("reads the whole pack")
	}
	records, err := catalogue.Load()
	if err != nil {
		t.Fatal(err)
	}
	findings := Inspect(records)
	got := map[Kind]int{}
	for _, f := range findings {
		got[f.Kind]++
		if f.Code == "" || f.PortalID == "" || f.Name == "" {
			t.Fatalf("%+v does not name its record", f)
		}
	}
	want := golden()
	for _, k := range Kinds() {
		if got[k] != want[k] {
			t.Errorf("%s: %d found, want %d", k, got[k], want[k])
		}
	}
	if len(got) > len(Kinds()) {
		t.Error("a kind is found that Kinds does not list")
	}
	sevenOfForeign(t, records, findings)
	wordsFit(t, findings)
}

// sevenOfForeign: of the 33 records whose unit contradicts their text, seven are
// those that got another procedure's page.
func sevenOfForeign(t *testing.T, records []catalogue.Record, findings []Finding) {
	foreign := map[string]bool{}
	for _, r := range records {
		foreign[r.PortalID] = r.Foreign != nil
	}
	n, found := 0, false
	for _, f := range findings {
		if f.Kind == UnitContradicts && foreign[f.PortalID] {
			n++
		}
		found = found || f.Kind == UnitContradicts && f.Code == "2.000986" && f.Detail["n"] == "20"
	}
	if n != 7 || !found {
		t.Errorf("%d contradictions on foreign pages, want 7; 2.000986 found: %v", n, found)
	}
}

var placeholder = regexp.MustCompile(`\{(\w+)\}`)

func words(t *testing.T, name string) map[string]string {
	t.Helper()
	text, err := Words.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var out map[string]string
	err = json.Unmarshal(text, &out)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// wordsFit holds that every argument the words ask for is in the detail.
func wordsFit(t *testing.T, findings []Finding) {
	for _, name := range []string{"vi.json", "en.json"} {
		all := words(t, name)
		for _, f := range findings {
			for _, p := range placeholder.FindAllStringSubmatch(all[f.Kind.Key()], -1) {
				if _, ok := f.Detail[p[1]]; !ok {
					t.Fatalf("%s: the words of %s ask for %s, the finding has %v", name, f.Kind, p[1], f.Detail)
				}
			}
		}
	}
}

func TestWordsStandInBothLanguages(t *testing.T) {
	var need []string
	for _, k := range Kinds() {
		need = append(need, k.Key(), k.Title())
	}
	for _, c := range columns() {
		need = append(need, "catalogue.quality.column."+c)
	}
	for group, codes := range map[string][]string{"unit": {"WORKING_DAY", "DAY", "HOUR", "MONTH", "OTHER"}, "level": {"bo", "tinh", "xa", "khac"},
		"type": {catalogue.TypeStandard, catalogue.TypeSpecific, catalogue.TypeInternal}} {
		for _, c := range codes {
			need = append(need, "catalogue.quality."+group+"."+c)
		}
	}
	for _, s := range []Severity{Defect, Doubt, Note} {
		need = append(need, s.Key())
	}
	vi, en := words(t, "vi.json"), words(t, "en.json")
	for _, key := range need {
		if vi[key] == "" || en[key] == "" {
			t.Errorf("%s: vi %q, en %q", key, vi[key], en[key])
		}
		if !slices.Equal(arguments(vi[key]), arguments(en[key])) {
			t.Errorf("%s: the languages name other arguments", key)
		}
	}
	if len(vi) != len(need) || len(en) != len(need) {
		t.Errorf("%d and %d keys, the package uses %d", len(vi), len(en), len(need))
	}
}

func arguments(text string) []string {
	found := placeholder.FindAllString(text, -1)
	slices.Sort(found)
	return found
}

func kinds(records ...catalogue.Record) []Kind {
	var out []Kind
	for _, f := range Inspect(records) {
		out = append(out, f.Kind)
	}
	return out
}

// sound is a record with nothing to find but that it is the longest name.
func sound() catalogue.Record {
	value := int64(8000)
	return catalogue.Record{
		Code: "1.001193", PortalID: "a", Name: "Đăng ký khai sinh", Type: catalogue.TypeStandard, HasDetail: true, DecisionNo: "163/QĐ-BTP",
		Levels: []catalogue.Level{catalogue.LevelCommune}, Promulgating: catalogue.Named{Name: "Bộ Tư pháp"},
		Executing: []catalogue.Named{{Name: "Ủy ban nhân dân cấp xã"}}, Sectors: []catalogue.Named{{Code: "G15-TP07", Name: "Hộ tịch"}},
		Subjects: []catalogue.Named{{Name: "Công dân Việt Nam"}}, Results: []catalogue.Named{{Name: "Giấy khai sinh"}},
		Steps: []catalogue.Step{{Text: "Nộp hồ sơ"}}, Groups: []catalogue.Group{{Items: []catalogue.Item{{Name: "Tờ khai", Originals: 1}}}},
		LegalBasis: []catalogue.LegalBasis{{Code: "60/2014/QH13", Title: "Luật Hộ tịch"}},
		Channels: []catalogue.Channel{{Method: catalogue.Direct, Limit: catalogue.Limit{Quantity: 6, Unit: catalogue.UnitWorkingDay}, Note: "03 ngày làm việc",
			Fees: []catalogue.Fee{{Value: &value, Currency: "VND", Quality: catalogue.FeeOK}}}},
	}
}

func TestASoundRecordHasNoFinding(t *testing.T) {
	if got := kinds(sound()); !slices.Equal(got, []Kind{NameLongest}) {
		t.Errorf("found %v", got)
	}
}

func TestEachDefectIsFoundOnce(t *testing.T) {
	for want, spoil := range map[Kind]func(r *catalogue.Record){
		CodeIrregular:    func(r *catalogue.Record) { r.Code = "1.014955-Xoa" },
		NotNFC:           func(r *catalogue.Record) { r.NotNFC = true },
		TypeContradict:   func(r *catalogue.Record) { r.Type = catalogue.TypeSpecific },
		TypeInternal:     func(r *catalogue.Record) { r.Type = catalogue.TypeInternal },
		DetailForeign:    func(r *catalogue.Record) { r.Foreign = &catalogue.Foreign{Name: "Khác"} },
		DetailMissing:    func(r *catalogue.Record) { *r = rowOf(*r) },
		NoPromulgating:   func(r *catalogue.Record) { r.Promulgating.Name = "" },
		NoExecuting:      func(r *catalogue.Record) { r.Executing = nil },
		NoSector:         func(r *catalogue.Record) { r.Sectors = nil },
		NoSubjects:       func(r *catalogue.Record) { r.Subjects = nil },
		NoDecision:       func(r *catalogue.Record) { r.DecisionNo = "" },
		NoSteps:          func(r *catalogue.Record) { r.Steps = nil },
		NoDossier:        func(r *catalogue.Record) { r.Groups = nil },
		NoLaw:            func(r *catalogue.Record) { r.LegalBasis = nil },
		NoResult:         func(r *catalogue.Record) { r.Results = nil },
		NoLimit:          func(r *catalogue.Record) { r.Channels[0].Limit = catalogue.Limit{} },
		NameDiffers:      func(r *catalogue.Record) { r.Listed = &catalogue.Listed{Name: "Khác"} },
		AgenciesDiffer:   func(r *catalogue.Record) { r.Listed = &catalogue.Listed{Executing: []string{"Sở A"}} },
		NameSpacing:      func(r *catalogue.Record) { r.Name = " Đăng  ký" },
		AgencyOutOfDate:  func(r *catalogue.Record) { r.Executing = []catalogue.Named{{Name: "Công an huyện"}} },
		LevelsUnexpected: func(r *catalogue.Record) { r.Levels = []catalogue.Level{catalogue.LevelMinistry} },
		UnitContradicts:  func(r *catalogue.Record) { r.Channels[0].Limit.Unit = catalogue.UnitDay },
		DaysInText:       func(r *catalogue.Record) { r.Channels[0].Note = "trong 3 ngày" },
		CasesContradict: func(r *catalogue.Record) {
			r.Cases = []catalogue.Case{{Limit: catalogue.Limit{Quantity: 4, Unit: catalogue.UnitWorkingDay}}}
		},
		ChannelsDiffer: func(r *catalogue.Record) {
			r.Channels = append(r.Channels, catalogue.Channel{Method: catalogue.Direct, Limit: catalogue.Limit{Quantity: 4, Unit: catalogue.UnitDay}})
		},
		UnitOther: func(r *catalogue.Record) {
			r.Channels[0].Limit = catalogue.Limit{Quantity: 2, Unit: catalogue.UnitOther}
		},
		UnitUnknown: func(r *catalogue.Record) {
			r.Channels[0].Limit = catalogue.Limit{Quantity: 24, Unit: catalogue.UnitOther}
		},
		LimitHalf: func(r *catalogue.Record) { r.Channels[0].Limit.Quantity = 5 },
		LimitNoQuantity: func(r *catalogue.Record) {
			r.Cases = []catalogue.Case{{Limit: catalogue.Limit{Unit: catalogue.UnitHour}}}
		},
		FeeZeroText:      func(r *catalogue.Record) { r.Channels[0].Fees[0].Quality = catalogue.FeeZeroButText },
		FeeThousands:     func(r *catalogue.Record) { r.Channels[0].Fees[0].Quality = catalogue.FeeThousandsMissed },
		FeeUnstated:      func(r *catalogue.Record) { r.Channels[0].Fees[0].Quality = catalogue.FeeUnstated },
		FeeCouncil:       func(r *catalogue.Record) { r.Channels[0].Fees[0].Quality = catalogue.FeeSetByCouncil },
		FeeCurrency:      func(r *catalogue.Record) { r.Channels[0].Fees[0].Currency = "USD" },
		PaperGlued:       func(r *catalogue.Record) { r.Groups[0].Items[0].Name = "Tờ khaiMẫu số 03.docx" },
		PaperEmpty:       func(r *catalogue.Record) { r.Groups[0].Items[0].Name = " - " },
		PaperFragment:    func(r *catalogue.Record) { r.Groups[0].Items[0].Name = "hoặc" },
		PaperCount:       func(r *catalogue.Record) { r.Groups[0].Items[0].Originals = 20250 },
		LawJunk:          func(r *catalogue.Record) { r.LegalBasis[0].Code = "08/2015/NĐ-CP08" },
		LawCut:           func(r *catalogue.Record) { r.LegalBasis[0].Code = "22/2023/QĐ-TT" },
		LawUntitled:      func(r *catalogue.Record) { r.LegalBasis[0].Title = "" },
		SectorWithoutKey: func(r *catalogue.Record) { r.Sectors[0].Code = "" },
		TextPhone:        func(r *catalogue.Record) { r.Receiving = "Gọi 0205 381 2345 để hỏi" },
		TextMail:         func(r *catalogue.Record) { r.Receiving = "Gửi motcua@example.vn" },
		TextInvisible:    func(r *catalogue.Record) { r.Related = "hộ\u200e tịch" },
		TextUnprintable:  func(r *catalogue.Record) { r.Requirements = "\uf0fc có" },
	} {
		r := sound()
		spoil(&r)
		if got := kinds(r); !slices.Contains(got, want) || len(got) != 2 {
			t.Errorf("%s: found %v", want, got)
		}
	}
	r := sound()
	r.Channels = nil
	if got := kinds(r); !slices.Equal(got, []Kind{NoChannels, NoLimit, NameLongest}) {
		t.Errorf("without channels: found %v", got)
	}
}

func rowOf(r catalogue.Record) catalogue.Record {
	return catalogue.Record{Code: r.Code, PortalID: r.PortalID, Name: r.Name, Type: r.Type, Promulgating: r.Promulgating,
		Executing: r.Executing, Sectors: r.Sectors, Subjects: r.Subjects}
}

func TestWhatShowsBetweenRecords(t *testing.T) {
	one, other := sound(), sound()
	other.PortalID = "b"
	if got := kinds(one, other); !slices.Equal(got, []Kind{CodeDuplicate, CodeDuplicate, NameLongest}) {
		t.Errorf("one code twice: %v", got)
	}
	other.Code = "1.000656"
	if got := kinds(one, other); !slices.Equal(got, []Kind{NameShared, NameShared, NameLongest}) {
		t.Errorf("one name twice: %v", got)
	}
}

func TestPhoneNumbers(t *testing.T) {
	for text, want := range map[string]string{
		"ĐT: 84-4-38723600; Fax": "84-4-38723600", "số (0205) 3812 345.": "(0205) 3812 345", "0912345678": "0912345678",
		"Thông tư 02- 1.001729": "", "01/2016/NĐ-CP": "", "18.000.000 đồng": "", "mã 019842384778": "", "ngày 01 02 2024": "",
	} {
		if got := phone(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	if strings.Contains(phone("x"), "x") {
		t.Error("a letter is a number")
	}
}

func TestAFindingIsKeptWhole(t *testing.T) {
	r := sound()
	r.Channels[0].Limit.Unit = catalogue.UnitDay
	r.Name = " " + r.Name
	for _, f := range Inspect([]catalogue.Record{r}) {
		got, err := Kept(f.Found())
		if err != nil || !reflect.DeepEqual(got, f) {
			t.Errorf("%+v (%v), want %+v", got, err, f)
		}
	}
	_, err := Kept(catalogue.Found{Detail: "x"})
	if err == nil {
		t.Error("a detail that is no JSON is read")
	}
}
