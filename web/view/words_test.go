package view

import (
	"io/fs"
	"strings"
	"testing"

	"motcua/attachment"
	"motcua/authz"
	"motcua/calendar"
	"motcua/catalogue"
	"motcua/dossier"
	"motcua/internal/fault"
	"motcua/internal/i18n"
	"motcua/internal/i18n/i18ntest"
	"motcua/law"
	"motcua/web/ui"
)

func TestWords(t *testing.T) {
	i18ntest.Check(t, Words, i18ntest.In{Dirs: []string{"."}, Shared: []fs.FS{ui.Words, fault.Words, catalogue.Words},
		Dynamic: []string{"view.national.", "view.service.", "view.reason.", "view.limit.", "view.trace.counted.",
			"view.sentence.ready.", "view.event.", "view.action.", "view.channel.", "view.ground.", "view.slip.delivery.", "view.instrument.",
			"view.file.state.", "view.file.type."}})
}

// missing fails t when a text holds a key or placeholder without words.
func missing(t *testing.T, what, text string) {
	t.Helper()
	if text == "" || strings.Contains(text, "⟦") {
		t.Errorf("%s: %q", what, text)
	}
}

func TestEveryValueHasWords(t *testing.T) {
	for _, l := range i18n.Langs() {
		c := ctxIn(t, l)
		for _, s := range []dossier.Status{dossier.Submitted, dossier.Refused, dossier.Received, dossier.Transferred, dossier.Processing, dossier.ResultReady, dossier.Returned, dossier.Voided, dossier.Awaiting, dossier.Withdrawn} {
			missing(t, string(s), National(c, s))
		}
		for _, k := range []calendar.Kind{calendar.Holiday, calendar.CompensatoryOff, calendar.SwapOff, calendar.MakeUpWorkday, calendar.Closure, calendar.HolidayUnconfirmed,
			calendar.WorkingWeekday, calendar.Weekend, calendar.ReceiptDay, calendar.AfterMark, calendar.AfterHours, calendar.Moved} {
			missing(t, string(k), Reason(c, calendar.Reason{Kind: k, Name: "x"}))
		}
		for _, ch := range dossier.Channels() {
			missing(t, string(ch), Channel(c, ch))
			missing(t, string(ch), c.T("view.slip.delivery."+string(ch)))
			missing(t, string(ch), c.T("view.sentence.ready."+string(ch), "at", ""))
		}
		for _, g := range dossier.Grounds() {
			missing(t, string(g), Ground(c, g))
		}
		for _, u := range []calendar.Limit{calendar.WorkingDays(3), calendar.CalendarDays(3), calendar.Months(3), calendar.OfficeHours(3), calendar.ProcessHours(180, 8), calendar.SameDayMark(15 * 60)} {
			missing(t, u.String(), Limit(c, u))
			missing(t, u.String(), c.T("view.trace.counted."+string(u.Unit), "n", 1))
		}
		for _, state := range []attachment.State{attachment.Quarantined, attachment.Clean, attachment.Infected, attachment.Unscanned, attachment.Removed} {
			for _, kind := range []attachment.MediaType{attachment.PDF, attachment.JPEG, attachment.PNG} {
				missing(t, string(state), FileDetail(c, attachment.File{State: state, Type: kind, Size: 1}))
			}
		}
		missing(t, "file.read", Action(c, authz.FileRead))
		for _, a := range authz.Actions() {
			if strings.HasPrefix(string(a), "dossier.") {
				missing(t, string(a), Action(c, a))
			}
		}
		if got := Action(c, authz.Assets); got != "" {
			t.Errorf("an action that is no act reads %q", got)
		}
	}
}

// TestNationalStatusesAreTheLaws holds the words against the dated list of the law.
func TestNationalStatusesAreTheLaws(t *testing.T) {
	list := regime(t).NationalStatuses.Value
	if len(list) != 10 {
		t.Fatalf("%d statuses", len(list))
	}
	for _, s := range list {
		n := dossier.NationalStatus(s.Number)
		if vi, en := NationalStatus(ctxIn(t, i18n.VI), n), NationalStatus(ctxIn(t, i18n.EN), n); vi != s.Vi || en != s.En {
			t.Errorf("status %d reads %q, %q; the law has %q, %q", s.Number, vi, en, s.Vi, s.En)
		}
	}
}

func TestLimitInWords(t *testing.T) {
	for limit, want := range map[string][2]string{
		"2.5 working_day":   {"2,5 ngày làm việc", "2.5 working day(s)"},
		"0.05 working_day":  {"0,05 ngày làm việc", "0.05 working day(s)"},
		"15 calendar_day":   {"15 ngày", "15 calendar day(s)"},
		"2 month":           {"2 tháng", "2 month(s)"},
		"12 process_hour/8": {"12 giờ làm việc (8 giờ là một ngày làm việc)", "12 working hour(s) (8 hours make a working day)"},
		"same_day 15:00":    {"ngay trong ngày; tiếp nhận sau 15 giờ thì trả kết quả trong ngày làm việc tiếp theo", "within the day; received after 15:00, on the next working day"},
		"":                  {"", ""},
	} {
		var l calendar.Limit
		if limit != "" {
			var err error
			if l, err = calendar.ParseLimit(limit); err != nil {
				t.Fatal(err)
			}
		}
		for i, lang := range i18n.Langs() {
			if got := Limit(ctxIn(t, lang), l); got != want[i] {
				t.Errorf("%q in %s: %q, want %q", limit, lang, got, want[i])
			}
		}
	}
}

func TestArticleInWords(t *testing.T) {
	for a, want := range map[law.Article]string{
		"NĐ61 Đ17 k2a":   "point a, clause 2, Article 17, Decree 61/2018/NĐ-CP",
		"TT01 Đ9 k2":     "clause 2, Article 9, Circular 01/2018/TT-VPCP",
		"BLDS Đ148 k5":   "clause 5, Article 148, Law 91/2015/QH13",
		"QĐ20 Đ4":        "Article 4, Decision 20/2020/QĐ-TTg",
		"QĐ163 1.001193": "QĐ163 1.001193",
		"NĐ999 Đ1":       "NĐ999 Đ1",
	} {
		if got := Article(ctxIn(t, i18n.EN), a); got != want {
			t.Errorf("%s: %q, want %q", a, got, want)
		}
	}
	if got := Article(ctxIn(t, i18n.VI), "BLDS Đ148 k5"); got != "khoản 5 Điều 148 Luật 91/2015/QH13" {
		t.Errorf("%q", got)
	}
}

func TestStatusStateLeavesTimeToTheDeadline(t *testing.T) {
	for s, want := range map[dossier.Status]ui.State{dossier.Submitted: ui.Neutral, dossier.Received: ui.Neutral, dossier.Processing: ui.Neutral,
		dossier.Refused: ui.Late, dossier.Voided: ui.Late, dossier.ResultReady: ui.Done, dossier.Returned: ui.Done} {
		if got := StatusState(s); got != want {
			t.Errorf("%s: %s", s, got)
		}
	}
}

func TestSizeInWords(t *testing.T) {
	for n, want := range map[int64][2]string{
		1: {"1 KB", "1 KB"}, 339_001: {"340 KB", "340 KB"}, 999_001: {"1.000 KB", "1,000 KB"}, 1_000_000: {"1,0 MB", "1.0 MB"},
		1_249_999: {"1,2 MB", "1.2 MB"}, 9_970_000: {"10,0 MB", "10.0 MB"}, 10_400_000: {"10 MB", "10 MB"},
	} {
		for i, lang := range i18n.Langs() {
			if got := Size(ctxIn(t, lang), n); got != want[i] {
				t.Errorf("%d in %s: %q, want %q", n, lang, got, want[i])
			}
		}
	}
}
