package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"log/slog"
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"motcua/calendar"
	"motcua/catalogue"
	"motcua/internal/clock"
	"motcua/internal/fault"
)

// ask runs a command as main does, in this process, and returns what it printed,
// its error and the exit code.
func ask(t *testing.T, args ...string) (out string, err error, exit int) {
	t.Helper()
	var c commands
	parser, err := kong.New(&c, kong.Name("motcua"), kong.Vars{"version": version()}, kong.Exit(func(int) { t.Errorf("%v ended the program", args) }))
	if err != nil {
		t.Fatal(err)
	}
	k, err := parser.Parse(args)
	if err != nil {
		return "", err, usageCode
	}
	var b bytes.Buffer
	err = k.Run(&run{ctx: t.Context(), out: &b, log: slog.New(slog.DiscardHandler)})
	var coder kong.ExitCoder
	switch {
	case err == nil:
		return b.String(), nil, 0
	case errors.As(err, &coder):
		return b.String(), err, coder.ExitCode()
	}
	return b.String(), err, 1
}

// question is a call with what it must print, or the error it must end with.
type question struct {
	name   string
	args   []string
	exit   int
	want   []string // in the output, or in the error
	unwant []string
}

func answers(t *testing.T, questions []question) {
	t.Helper()
	for _, q := range questions {
		t.Run(q.name, func(t *testing.T) {
			out, err, exit := ask(t, q.args...)
			if exit != q.exit {
				t.Errorf("exit code %d (%v), want %d", exit, err, q.exit)
			}
			if err != nil {
				out = err.Error()
			}
			for _, w := range q.want {
				if !strings.Contains(out, w) {
					t.Errorf("no %q in:\n%s", w, out)
				}
			}
			for _, w := range q.unwant {
				if strings.Contains(out, w) {
					t.Errorf("%q in:\n%s", w, out)
				}
			}
		})
	}
}

func TestVectorsCommand(t *testing.T) {
	answers(t, []question{
		{"all", []string{"vectors"}, 0, []string{"V1 ", "BLDS Đ147 k2", "received=2019-04-26T09:00", "2019-05-04 17:00", "đúng hạn", "Phải là"}, []string{"KHÁC"}},
		{"in English", []string{"vectors", "--lang", "en", "--only", "V11,V8"}, 0, []string{"V11a", "V11b", "in time", "late", "3 of 3 vectors equal"}, []string{"V9 ", "DIFFERENT"}},
		{"an input changed", []string{"vectors", "--only", "V8", "--set", "received=2019-04-25T09:00", "--lang", "en"}, 0,
			[]string{"2019-05-03 17:00", "2019-05-04 17:00 (of the unchanged input)"}, []string{"DIFFERENT", "vectors equal"}},
		{"an input changed, with commas", []string{"vectors", "--only", "V8", "--set", "limit=2.5 working_day", "--set", "received=2019-04-25 09:00"}, 0,
			[]string{"(với dữ kiện gốc)", "limit=2.5 working_day"}, nil},
		{"an input of all that have it", []string{"vectors", "--set", "received=2019-04-26T09:00", "--lang", "en"}, 0,
			[]string{"V8   ", "V24a", "P11", "(of the unchanged input)"}, []string{"DIFFERENT", "received=2019-06-03"}},
		{"an unknown id", []string{"vectors", "--only", "V8,V999"}, 80, []string{"--only V999: không có", "V14a", "P30"}, nil},
		{"an unknown id in English", []string{"vectors", "--only", "X", "--lang", "en"}, 80, []string{"--only X: no such vector", "V14a"}, nil},
		{"an unknown key", []string{"vectors", "--only", "V8", "--set", "promised=2019-01-01"}, 80, []string{"--set promised", "Có: limit received"}, nil},
		{"an unknown key in English", []string{"vectors", "--only", "V8", "--set", "promised=2019-01-01", "--lang", "en"}, 80, []string{"There are: limit received"}, nil},
		{"no assignment", []string{"vectors", "--set", "received"}, 80, []string{"dữ_kiện=giá_trị"}, nil},
		{"an unreadable input", []string{"vectors", "--only", "V8", "--set", "received=morgen"}, 80, []string{"input.unreadable", "Không đọc được received", "morgen"}, nil},
		{"an unreadable input in English", []string{"vectors", "--only", "V8", "--set", "limit=", "--lang", "en"}, 80, []string{"limit cannot be read"}, nil},
		{"a day before the law", []string{"vectors", "--only", "V1", "--set", "received=2018-06-20T10:00", "--lang", "en"}, 1, []string{"law.before", "21/06/2018"}, nil},
	})
	out, err, _ := ask(t, "vectors", "--json", "--only", "V8,V1", "--set", "limit=1 working_day")
	var list []answered
	if err != nil || json.Unmarshal([]byte(out), &list) != nil || len(list) != 2 {
		t.Fatalf("%v, %s", err, out)
	}
	if v1, v8 := list[0], list[1]; !v1.Judged || !v1.Equal || v8.Judged || v8.Equal || v8.Got != "2019-05-02 17:00" || v8.Article != "BLDS Đ147 k2" {
		t.Errorf("%+v", list)
	}
}

// A vector with another answer than expected is shown, and the command fails.
func TestADifferentVectorFails(t *testing.T) {
	list, err := legalVectors()
	if err != nil {
		t.Fatal(err)
	}
	list[0].Expect = "2019-06-18 07:30"
	for lang, want := range map[string][2]string{"vi": {"KHÁC", "1 trường hợp khác"}, "en": {"DIFFERENT", "Vectors that are different: 1"}} {
		c := vectorsCommand{spoken: spoken{lang}}
		p, err := c.printer()
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		err = c.judge(&run{ctx: t.Context(), out: &b}, p, list[:2])
		if err == nil || !strings.Contains(err.Error(), want[1]) || strings.Count(b.String(), want[0]) != 1 {
			t.Errorf("%s: %v\n%s", lang, err, b.String())
		}
	}
}

func TestDueCommand(t *testing.T) {
	due := func(received, unit string, more ...string) []string {
		return append([]string{"due", "--procedure", "1.001193", "--received", received, "--unit", unit}, more...)
	}
	of := func(procedure string, more ...string) []string {
		return append([]string{"due", "--procedure", procedure, "--received", "2019-06-03 09:00", "--unit", "05977"}, more...)
	}
	answers(t, []question{
		{"before the mark", due("2019-06-17 14:59", "Vĩnh Trại"), 0, []string{"Hẹn trả       17:00, thứ Hai 17/06/2019", "QĐ163 1.001193",
			"Chuyển trước  17:00, thứ Hai 17/06/2019 (NĐ61 Đ18 k2)", "phường Vĩnh Trại (05977)"}, nil},
		{"after the mark", due("2019-06-14 15:01", "vinh trai"), 0, []string{"Hẹn trả       17:00, thứ Hai 17/06/2019", "Không tính: ngày nghỉ cuối tuần",
			"Không tính: tiếp nhận sau giờ quy định trong ngày", "Chuyển trước  07:30, thứ Hai 17/06/2019"}, nil},
		{"online", due("2019-06-17T14:59:00+07:00", "000.23.21.H37", "--online"), 0, []string{"Chuyển trước  14:59, thứ Hai 17/06/2019 (NĐ61 Đ18 k1)"}, nil},
		{"by the code of its one-stop unit", due("2019-06-17 08:00", "001.23.21.H37"), 0, []string{"(05977)"}, nil},
		{"in English", due("2019-06-17 07:59", "phường vĩnh trại", "--lang", "en"), 0, []string{"Promised     17:00, Monday 17/06/2019", "People's Committee of Vĩnh Trại"}, nil},
		{"a limit given", due("2019-04-26 09:00", "05977", "--limit", "3 working_day"), 0, []string{"Hẹn trả       17:00, thứ Bảy 04/05/2019", "nêu khi gọi lệnh", "ngày làm bù", "nghỉ hoán đổi"}, nil},
		{"a year without days off yet", due("2035-06-04 09:00", "05977", "--limit", "3 working_day", "--lang", "en"), 0, []string{"may"}, nil},
		{"of another level", of("1.001612"), 1, []string{"procedure.not_received_here: Đơn vị này không tiếp nhận"}, nil},
		{"of a district", due("2019-06-17 14:59", "178", "--lang", "en"), 1, []string{"procedure.not_received_here: This unit does not receive"}, nil},
		{"an unknown procedure", of("9.999999"), 1, []string{"procedure.unknown: Không có thủ tục mang mã 9.999999"}, nil},
		{"an unknown procedure in English", of("9.999999", "--lang", "en"), 1, []string{"procedure.unknown: No procedure has the code 9.999999"}, nil},
		{"an unknown unit", due("2019-06-17 14:59", "Atlantis"), 1, []string{"unit.unknown: Không có đơn vị nào là “Atlantis”"}, nil},
		{"an unknown unit in English", due("2019-06-17 14:59", "", "--lang", "en"), 1, []string{"unit.unknown: No unit is"}, nil},
		{"a name of several", due("2019-06-17 14:59", "chi lang"), 1, []string{"unit.ambiguous", "phường Chi Lăng (05983)", "xã Chi Lăng (06034)"}, nil},
		{"a name of many", due("2019-06-17 14:59", "xã", "--lang", "en"), 1, []string{"unit.ambiguous: “xã” means several units", "…"}, nil},
		{"before the law", due("2018-06-20 09:00", "05977"), 1, []string{"law.before", "thứ Tư, 20/06/2018", "21/06/2018"}, nil},
		{"before the law in English", due("2018-06-20 09:00", "05977", "--lang", "en"), 1, []string{"law.before: Wednesday, 20/06/2018 is before Thursday, 21/06/2018"}, nil},
		{"an unreadable time", due("17/06/2019", "05977"), 80, []string{"input.unreadable: Không đọc được --received: “17/06/2019”"}, nil},
		{"an unreadable time in English", due("2019-06-31 10:00", "05977", "--lang", "en"), 80, []string{"input.unreadable: --received cannot be read"}, nil},
		{"an unreadable limit", due("2019-06-17 14:59", "05977", "--limit", "3 days"), 80, []string{"Không đọc được --limit: “3 days”"}, nil},
		{"two ways of filing", due("2019-06-17 14:59", "05977", "--online", "--direct"), 80, []string{"--online", "--direct"}, nil},
		{"a language we do not have", due("2019-06-17 14:59", "05977", "--lang", "fr"), 80, []string{"--lang"}, nil},
		{"nothing said", []string{"due"}, 80, []string{"--procedure", "--received", "--unit"}, nil},
		{"keys without a database", due("2019-06-17 14:59", "05977", "--db", "sqlite:/nowhere/x.db"), 80, []string{"say where the keys lie"}, nil},
	})
	out, err, _ := ask(t, due("2019-06-14 15:01", "05977", "--json")...)
	var got promise
	if err != nil || json.Unmarshal([]byte(out), &got) != nil {
		t.Fatalf("%v, %s", err, out)
	}
	if got.DueAt != "2019-06-17T17:00:00+07:00" || got.TransferBy.At != "2019-06-17T07:30:00+07:00" || len(got.Counted) != 4 ||
		got.LimitFrom != limitLaw || got.Article != "QĐ163 1.001193" || got.Unit.GSO != "05977" || got.Channel != catalogue.Direct {
		t.Errorf("%s", out)
	}
}

// A published limit is counted when it is a number of days or hours, and never
// when it stands for a text.
func TestPublishedLimit(t *testing.T) {
	g, err := carriedGround()
	if err != nil {
		t.Fatal(err)
	}
	base := dueCommand{Procedure: "x", Received: "2019-06-03 09:00", Unit: "05977"}
	p, err := base.printer()
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range []struct {
		limit catalogue.Limit
		want  string // due, or the words of the limit that is not counted
	}{
		{catalogue.Limit{Quantity: 6, Unit: catalogue.UnitWorkingDay}, "2019-06-06 17:00"},
		{catalogue.Limit{Quantity: 5, Unit: catalogue.UnitWorkingDay}, "2019-06-06 11:15"},
		{catalogue.Limit{Quantity: 24, Unit: catalogue.UnitDay}, "2019-06-17 17:00"},
		{catalogue.Limit{Quantity: 4, Unit: catalogue.UnitHour}, "2019-06-03 11:00"},
		{catalogue.Limit{Quantity: 2, Unit: catalogue.UnitOther}, "Theo quy định tại trình tự thực hiện"},
		{catalogue.Limit{Quantity: 2, Unit: catalogue.UnitMonth}, "2019-07-03 17:00"},
		{catalogue.Limit{Quantity: 48, Unit: catalogue.UnitHour}, "24 giờ"},
		{catalogue.Limit{Quantity: 3, Unit: catalogue.UnitDay}, "1.5 ngày"},
		{catalogue.Limit{}, "Dữ liệu công bố không nêu thời hạn"},
	} {
		g.procedure = func(string, clock.Date) (published, error) {
			return published{record: catalogue.Record{Channels: []catalogue.Channel{{Method: catalogue.Direct, Limit: v.limit}}}, levels: []string{"commune"}}, nil
		}
		got, err := base.reckon(p, g)
		if fault.Is(err, fault.CodeLimitUncountable) {
			if text := told(p, err).Error(); !strings.Contains(text, "procedure.limit_uncountable") || !strings.Contains(text, "“"+v.want+"”") {
				t.Errorf("%v: %s", v.limit, text)
			}
			continue
		}
		if err != nil || got.LimitFrom != limitPublished || got.Due.Time().Format("2006-01-02 15:04") != v.want {
			t.Errorf("%v: due %s by %s (%v), want %s", v.limit, got.DueAt, got.LimitFrom, err, v.want)
		}
	}
	base.Limit = "1 calendar_day"
	if got, err := base.reckon(p, g); err != nil || got.Limit != calendar.CalendarDays(1) || got.LimitFrom != limitGiven {
		t.Errorf("a limit given wins: %+v, %v", got, err)
	}
	base.Limit, base.Postal = "", true
	if _, err := base.reckon(p, g); !fault.Is(err, fault.CodeLimitUncountable) {
		t.Errorf("a way of filing the record does not know: %v", err)
	}
}

func TestExplainCommand(t *testing.T) {
	answers(t, []question{
		{"a fault", []string{"explain", "dossier.stale"}, 0, []string{"dossier.stale (mã lỗi)", "vi: ", "en: ", "mã nguồn: ", "kiểm thử: "}, nil},
		{"an article", []string{"explain", "nđ61 đ18 k2", "--lang", "en"}, 0, []string{"NĐ61 Đ18 k2 (article)", "after 15:00", "test: "}, nil},
		{"a dossier code", []string{"explain", "000.00.12.h26-190617-0045", "--lang", "en"}, 0, []string{"000.00.12.H26 (TT10)", "Monday, 17/06/2019, number 45 of the day"}, nil},
		{"a vector", []string{"explain", "v8"}, 0, []string{"V8 BLDS Đ147 k2: hoán đổi", "received = 2019-04-26T09:00", "2019-05-04 17:00", "TestVectors/V8_BLDS_Đ147_k2"}, nil},
		{"parts of a vector", []string{"explain", "V14", "--lang", "en"}, 0, []string{"V14a", "V14b", "too late"}, nil},
		{"a procedure", []string{"explain", "1.001193"}, 0, []string{"Thủ tục đăng ký khai sinh", "phiên bản", "Trực tuyến: ", "cấp xã", "same_day 15:00"}, nil},
		{"an unknown procedure", []string{"explain", "9.999999", "--lang", "en"}, 1, []string{"procedure.unknown: No procedure"}, nil},
		{"a value", []string{"explain", "supplement_limit", "--lang", "en"}, 0, []string{"every procedure", "1", "NĐ61 Đ11 k2c", "from 21/06/2018"}, nil},
		{"a value of sectors", []string{"explain", "free_within"}, 0, []string{"1.001193", "60 calendar_day", "LHT Đ15 k1"}, nil},
		{"nothing known", []string{"explain", "abc"}, 80, []string{"abc: không phải mã lỗi"}, nil},
		{"nothing known in English", []string{"explain", "abc", "--lang", "en"}, 80, []string{"abc: no error code"}, nil},
	})
}
