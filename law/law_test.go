package law_test

import (
	"strings"
	"testing"

	"motcua/calendar"
	"motcua/code"
	"motcua/internal/clock"
	"motcua/internal/fault"
	"motcua/law"
)

func timeline(t testing.TB) *law.Timeline {
	t.Helper()
	l, err := law.Load()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func offices(t testing.TB) *calendar.Calendar {
	t.Helper()
	c, err := calendar.Default()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func resolve(t testing.TB, p code.ProcedureCode, day string) law.Resolved {
	t.Helper()
	r, err := timeline(t).Resolve(p, clock.MustDate(day))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

const (
	birth    code.ProcedureCode = "1.001193"
	death    code.ProcedureCode = "1.000656"
	extract  code.ProcedureCode = "2.000635"
	copies   code.ProcedureCode = "2.000815"
	business code.ProcedureCode = "1.001612"

	marriage  code.ProcedureCode = "1.000894"
	marital   code.ProcedureCode = "1.004873"
	family    code.ProcedureCode = "2.000986" // birth, residence and insurance together
	card      code.ProcedureCode = "2.001023" // birth and insurance together
	company   code.ProcedureCode = "2.001610"
	record    code.ProcedureCode = "3.000333"
	residence code.ProcedureCode = "1.004222"
	building  code.ProcedureCode = "1.013225"
	title     code.ProcedureCode = "1.115750"
)

// law: NĐ61 Đ40 k1
func TestTimelineBegins(t *testing.T) {
	l := timeline(t)
	if _, err := l.At(clock.MustDate("2018-06-20")); err == nil || !strings.Contains(err.Error(), "2018-06-21") {
		t.Errorf("the day before NĐ61: %v", err)
	}
	for _, day := range []string{"2018-06-21", "2019-01-05", "2019-01-06", "2020-02-20", "2026-11-24", "2099-01-01"} {
		r, err := l.At(clock.MustDate(day))
		if err != nil || r.TransferCutoff.Value.String() != "15:00" || r.TransferCutoff.Article != "NĐ61 Đ18 k2" {
			t.Errorf("%s: %+v (%v)", day, r.TransferCutoff, err)
		}
	}
}

func TestEveryCitedArticleIsListed(t *testing.T) {
	entries := timeline(t).Entries()
	if len(entries) < 15 {
		t.Fatalf("only %d values", len(entries))
	}
	for _, e := range entries {
		p, err := law.Find(e.Article)
		if err != nil {
			t.Errorf("%s: %v", e, err)
			continue
		}
		if !strings.Contains(strings.Join(p.Code, " "), "law:"+e.Key) && e.Basis != law.Advance {
			t.Errorf("%s does not name the value %s it fixes", e.Article, e.Key)
		}
	}
	if _, err := law.Find("NĐ61 Đ99 k1"); !fault.Is(err, fault.CodeNotFound) {
		t.Errorf("an article nobody carries out: %v", err)
	}
}

func TestSectorLimits(t *testing.T) {
	for p, want := range map[code.ProcedureCode]struct {
		limit, article string
	}{
		birth:    {"same_day 15:00", "QĐ163 1.001193"},
		death:    {"same_day 15:00", "QĐ163 1.000656"},
		extract:  {"same_day 15:00", "QĐ163 2.000635"},
		copies:   {"same_day 15:00", "NĐ23 Đ7"},
		business: {"3 working_day", "NĐ78 Đ71 k2"},
		marital:  {"3 working_day", "NĐ123 Đ22 k3"},
		family:   {"20 working_day", "QĐ0001 2.000986"},
		card:     {"15 working_day", "QĐ0001 2.001023"},
		company:  {"3 working_day", "QĐ92 2.001610"},
		record:   {"10 calendar_day", "LLLTP Đ48 k1"},
	} {
		for _, day := range []string{"2019-06-17", "2026-11-24"} {
			r := resolve(t, p, day)
			if r.Procedure != p || r.Limit == nil || r.Limit.Value.String() != want.limit || string(r.Limit.Article) != want.article {
				t.Errorf("%s on %s: %+v", p, day, r.Limit)
			}
		}
	}
	for day, want := range map[string]string{
		"2021-06-30": "15 calendar_day by LCT06 Đ21 k3",
		"2021-07-01": "7 working_day by LCT20 Đ22 k3",
		"2026-03-25": "7 working_day by QĐ1523 1.004222",
	} {
		if l := resolve(t, residence, day).Limit; l == nil || l.Value.String()+" by "+string(l.Article) != want {
			t.Errorf("residence on %s: %+v, want %s", day, l, want)
		}
	}
	for p, want := range map[code.ProcedureCode]string{"1.115748": "20 working_day", "1.115750": "3 working_day"} {
		if l := resolve(t, p, "2026-07-13").Limit; l == nil || l.Value.String() != want {
			t.Errorf("%s: %+v, want %s", p, l, want)
		}
		if resolve(t, p, "2026-07-12").Limit != nil {
			t.Errorf("%s has a limit before the decision that publishes it", p)
		}
	}
	other := resolve(t, "1.013225", "2019-06-17")
	if other.Limit != nil || other.FreeWithin != nil {
		t.Error("a procedure without sector rules has some")
	}
	if other.ReturnNotice.Value != calendar.WorkingDays(3) {
		t.Error("the general value does not hold for it")
	}
}

// law: LHT Đ15 k1, LHT Đ33 k1
func TestFreeWithin(t *testing.T) {
	c := offices(t)
	for _, v := range []struct {
		name         string
		p            code.ProcedureCode
		event, filed string
		want         bool
	}{
		{"LHT Đ15 k1 on the day of birth", birth, "2019-06-03", "2019-06-03", true},
		{"LHT Đ15 k1 day 60", birth, "2019-06-03", "2019-08-02", true},
		{"LHT Đ15 k1 day 61", birth, "2019-06-03", "2019-08-03", false},
		{"LHT Đ15 k1 day 60 on a Saturday: Monday", birth, "2019-06-04", "2019-08-05", true},
		{"LHT Đ15 k1 Tuesday after it", birth, "2019-06-04", "2019-08-06", false},
		{"LHT Đ33 k1 day 15", death, "2019-06-03", "2019-06-18", true},
		{"LHT Đ33 k1 day 16", death, "2019-06-03", "2019-06-19", false},
		{"filed before the event", birth, "2019-06-03", "2019-06-02", false},
		{"a sector without such a time", business, "2019-06-03", "2019-06-03", false},
	} {
		got, err := resolve(t, v.p, "2019-06-17").Free(c, clock.MustDate(v.event), clock.MustDate(v.filed))
		if err != nil || got != v.want {
			t.Errorf("%s: %t (%v)", v.name, got, err)
		}
	}
}

// law: NĐ61 Đ11 k2c
func TestSupplementV13(t *testing.T) {
	r := resolve(t, birth, "2019-06-17")
	if !r.MayRequestSupplement(0) || r.MayRequestSupplement(1) {
		t.Error("the receiver may ask once, and once only")
	}
}

// law: NĐ61 Đ19 k4
func TestReturnNoticeV11(t *testing.T) {
	received := clock.At(clock.MustDate("2019-06-03"), clock.MustTimeOfDay("09:00"))
	r, err := resolve(t, business, "2019-06-03").ReturnNoticeDue(offices(t), received)
	if err != nil || r.Due.Date() != clock.MustDate("2019-06-06") {
		t.Errorf("due %s (%v), want Thursday 06/06: Friday is late", r.Due, err)
	}
}

// law: NĐ61 Đ19 k9
func TestRescheduleV14V15(t *testing.T) {
	r := resolve(t, business, "2019-06-17")
	due := clock.MustDate("2019-06-17")
	if !r.RescheduleInTime(due, due.AddDays(-1)) {
		t.Error("V14 NĐ61 Đ19 k9: Sunday is one day before Monday")
	}
	if r.RescheduleInTime(due, due) {
		t.Error("V14 NĐ61 Đ19 k9: the due date itself is too late")
	}
	if !r.MayReschedule(0) || r.MayReschedule(1) {
		t.Error("V15 NĐ61 Đ19 k9: the date moves once")
	}
}

// law: TT01 Đ9 k1, TT01 Đ9 k2, TT22 Đ4 k3
func TestPapersAndStatuses(t *testing.T) {
	r := resolve(t, birth, "2019-06-17")
	for form, vi := range map[string]string{
		"01": "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
		"02": "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ",
		"03": "Phiếu từ chối tiếp nhận giải quyết hồ sơ",
		"04": "Phiếu xin lỗi và hẹn lại ngày trả kết quả",
		"05": "Phiếu kiểm soát quá trình giải quyết hồ sơ",
		"06": "Sổ theo dõi hồ sơ",
	} {
		p, ok := r.Paper(form)
		if !ok || p.Vi != vi || (p.Size == "A4") != (form == "06") {
			t.Errorf("Mẫu %s: %+v", form, p)
		}
	}
	if _, ok := r.Paper("07"); ok || len(r.PaperSet.Value) != 6 {
		t.Error("there are six forms")
	}
	names := []string{
		"Mới đăng ký", "Được tiếp nhận", "Không được tiếp nhận", "Đang xử lý", "Yêu cầu bổ sung giấy tờ",
		"Yêu cầu thực hiện nghĩa vụ tài chính", "Công dân yêu cầu rút hồ sơ", "Dừng xử lý", "Đã xử lý xong", "Đã trả kết quả",
	}
	for i, vi := range names {
		if s, ok := r.Status(i + 1); !ok || s.Vi != vi {
			t.Errorf("status %d: %+v, want %s", i+1, s, vi)
		}
	}
	if _, ok := r.Status(len(names) + 1); ok {
		t.Error("there are ten statuses")
	}
}

func TestDayFullAgreesWithTheCode(t *testing.T) {
	r := resolve(t, birth, "2019-06-17")
	if r.DossierDailyMaximum.Value != code.MaxOrdinal {
		t.Errorf("%d a day by law, %d by the code", r.DossierDailyMaximum.Value, code.MaxOrdinal)
	}
	if r.DayFull(9998) || !r.DayFull(9999) {
		t.Error("9,999 dossiers fill a day")
	}
}
