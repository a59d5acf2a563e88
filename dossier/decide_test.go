package dossier

import (
	"strings"
	"testing"

	"motcua/internal/fault"
)

// law: NĐ61 Đ17 k3
// law: NĐ61 Đ18 k1
// law: NĐ61 Đ18 k2
func TestReceiptDates(t *testing.T) {
	for _, v := range []struct {
		name, received   string
		filing           Channel
		promised, handed string // due to the applicant; transferred by
		// the check's own hour: an eighth of the day's 7.5 hours of office time, 56m15s
		step string
	}{
		{"V1 NĐ61 Đ18 k2 counter 14:59: within the day", "2019-06-17 14:59:00", Counter, "2019-06-17 17:00:00", "2019-06-17 17:00:00", "2019-06-17 15:55:15"},
		{"V2 NĐ61 Đ18 k2 counter 15:00:00: within the day", "2019-06-17 15:00:00", Counter, "2019-06-17 17:00:00", "2019-06-17 17:00:00", "2019-06-17 15:56:15"},
		{"V2 NĐ61 Đ18 k2 counter 15:00:01: next morning", "2019-06-17 15:00:01", Counter, "2019-06-18 17:00:00", "2019-06-18 07:30:00", "2019-06-17 15:56:16"},
		{"NĐ61 Đ18 k2 counter 15:01: next morning", "2019-06-17 15:01:00", Counter, "2019-06-18 17:00:00", "2019-06-18 07:30:00", "2019-06-17 15:57:15"},
		{"V3 NĐ61 Đ18 k2 counter Friday 15:01: Monday", "2019-06-14 15:01:00", Counter, "2019-06-17 17:00:00", "2019-06-17 07:30:00", "2019-06-14 15:57:15"},
		{"V4 NĐ61 Đ18 k2 counter before Tết: after Tết", "2019-02-01 15:20:00", Counter, "2019-02-11 17:00:00", "2019-02-11 07:30:00", "2019-02-01 16:16:15"},
		{"NĐ61 Đ18 k2 by post counts as direct", "2019-06-17 15:01:00", Post, "2019-06-18 17:00:00", "2019-06-18 07:30:00", "2019-06-17 15:57:15"},
		{"NĐ61 Đ18 k1 online 14:59: at once", "2019-06-17 14:59:00", Online, "2019-06-17 17:00:00", "2019-06-17 14:59:00", "2019-06-17 15:55:15"},
		{"NĐ61 Đ18 k1 online 15:00: at once", "2019-06-17 15:00:00", Online, "2019-06-17 17:00:00", "2019-06-17 15:00:00", "2019-06-17 15:56:15"},
		{"NĐ61 Đ18 k1 online 15:01: at once, promised next day", "2019-06-17 15:01:00", Online, "2019-06-18 17:00:00", "2019-06-17 15:01:00", "2019-06-17 15:57:15"},
		{"QĐ163 1.001193 Saturday: Monday", "2019-06-15 09:00:00", Online, "2019-06-17 17:00:00", "2019-06-15 09:00:00", "2019-06-17 08:26:15"},
		{"NĐ61 Đ18 k2 counter Saturday: Monday morning", "2019-06-15 09:00:00", Counter, "2019-06-17 17:00:00", "2019-06-17 07:30:00", "2019-06-17 08:26:15"},
		{"QĐ163 1.001193 after hours: next day", "2019-06-17 19:00:00", Online, "2019-06-18 17:00:00", "2019-06-17 19:00:00", "2019-06-18 08:26:15"},
		{"QĐ163 1.001193 before opening: same day", "2019-06-17 06:00:00", Counter, "2019-06-17 17:00:00", "2019-06-17 17:00:00", "2019-06-17 08:26:15"},
		{"BLLĐ Đ115 in Tết: after Tết", "2019-02-05 10:00:00", Counter, "2019-02-11 17:00:00", "2019-02-11 07:30:00", "2019-02-11 08:26:15"},
	} {
		t.Run(v.name, func(t *testing.T) {
			e := bench(t)
			e.Now = instant(t, v.received)
			s := walked(t, e, application(v.filing), Receive{}).state
			if got := show(s.Clocks.Due(Promised)); got != v.promised {
				t.Errorf("promised %s, want %s", got, v.promised)
			}
			if s.Clocks.Due(Legal) != s.Clocks.Due(Promised) {
				t.Errorf("legal limit %s, promised %s", show(s.Clocks.Due(Legal)), show(s.Clocks.Due(Promised)))
			}
			if got := show(s.TransferBy); got != v.handed {
				t.Errorf("transfer by %s, want %s", got, v.handed)
			}
			if at, ok := s.CurrentStep(); !ok || at.ID != "check" || show(at.Due) != v.step {
				t.Errorf("step %s due %s, want check by %s", at.ID, show(at.Due), v.step)
			}
		})
	}
}

// The receipt carries what explains its date for ever (NĐ61 Đ17 k3).
func TestReceiptExplainsItself(t *testing.T) {
	e := bench(t)
	s := walked(t, e, application(Online), Receive{}).state
	epoch, ok := s.Clocks.Running(Promised)
	if !ok || epoch.Limit != "same_day 15:00" || epoch.Article == "" || epoch.Reason != "received" || epoch.Start != e.Now ||
		len(epoch.Counted) != 1 || !epoch.Counted[0].Counts || epoch.Provisional {
		t.Errorf("epoch %+v", epoch)
	}
	if s.Code != "000.12.15.H37-190617-0007" || s.Regime != e.Terms.Regime || s.Process != 1 || s.ReceivedAt != e.Now || s.ReceivedBy != official.Account {
		t.Errorf("state %+v", s)
	}
}

// law: NĐ61 Đ17 k1b
func TestRefusalNeedsGroundAndReason(t *testing.T) {
	e := bench(t)
	s := walked(t, e, application(Online)).state
	for _, v := range []struct {
		name  string
		c     Refuse
		field string
		on    fault.Code
	}{
		{"NĐ61 Đ5 k1đ no ground", Refuse{"", "Thiếu giấy"}, "ground", fault.CodeFieldChoice},
		{"NĐ61 Đ5 k1đ a ground outside the law", Refuse{"too_busy", "Thiếu giấy"}, "ground", fault.CodeFieldChoice},
		{"NĐ61 Đ17 k1b no reason", Refuse{NotEligible, ""}, "reason", fault.CodeReasonRequired},
		{"NĐ61 Đ17 k1b a reason of blanks", Refuse{NotEligible, " \u00a0\n"}, "reason", fault.CodeReasonRequired},
		{"NĐ61 Đ17 k1a papers that nobody asked for", Refuse{NotSupplied, "Thiếu giấy"}, "ground", fault.CodeNotGuided},
		{"a reason over a page", Refuse{NotEligible, strings.Repeat("ế", 2001)}, "reason", fault.CodeFieldTooLong},
	} {
		t.Run(v.name, func(t *testing.T) { refused(t, s, v.c, e, fault.CodeInvalid, v.field, v.on) })
	}
	_, err := Decide(s, Refuse{}, e)
	if got := fault.As(err).Fields; len(got) != 2 {
		t.Errorf("both faults are told at once: %v", got)
	}
	for _, g := range Grounds() {
		d := walked(t, e, application(Online), asking(), answering(Online), Refuse{g, strings.Repeat("ế", 2000)})
		if d.state.Status != Refused || d.state.Refusal == nil || d.state.Refusal.Ground != g || d.state.Refusal.By != official.Account || d.person.Reason == "" {
			t.Errorf("%s: %+v", g, d.state.Refusal)
		}
	}
}

// law: NĐ137 Đ13
func TestCompletionNeedsThePersonNumber(t *testing.T) {
	e := bench(t)
	d := walked(t, e, path()[:4]...)
	for name, number := range map[string]string{
		"none": "", "NĐ137 Đ13 eleven digits": "02021900012", "NĐ137 Đ13 thirteen digits": "0202190001234",
		"a letter": "02021900012O", "NĐ137 Đ13 no such province": "097219000123", "province zero": "000219000123",
	} {
		t.Run(name, func(t *testing.T) {
			refused(t, d.state, CompleteStep{PersonNumber: number}, e, fault.CodeStepNeedsNumber, "person_number", fault.CodeStepNeedsNumber)
		})
	}
	for _, number := range []string{"020219000123", "020 219 000 123", "020.219.000123"} {
		after, err := d.after(t, CompleteStep{PersonNumber: number}, e)
		if err != nil || after.person.PersonNumber != "020219000123" || after.state.Current != "sign" {
			t.Errorf("%s: number kept as %q, step %s (%v)", number, after.person.PersonNumber, after.state.Current, err)
		}
	}
}

// law: NĐ61 Đ6 k2b
// law: NĐ61 Đ20 k3
func TestGiveBackRules(t *testing.T) {
	e := bench(t)
	ready := walked(t, e, path()[:7]...)
	for _, v := range []struct {
		name   string
		spoil  func(*GiveBack)
		code   fault.Code // "" when allowed
		field  string
		onCode fault.Code
	}{
		{"NĐ61 Đ20 k3 with everything", func(*GiveBack) {}, "", "", ""},
		{"NĐ61 Đ20 k3 by an unknown way", func(c *GiveBack) { c.Method = "pigeon" }, fault.CodeInvalid, "method", fault.CodeFieldChoice},
		{"NĐ61 Đ20 k3 by no way", func(c *GiveBack) { c.Method = "" }, fault.CodeInvalid, "method", fault.CodeFieldChoice},
		{"NĐ61 Đ6 k2b no receipt", func(c *GiveBack) { c.Receipt = false }, fault.CodeReceiptMissing, "receipt", fault.CodeReceiptMissing},
		{"NĐ61 Đ20 k3 by post no receipt is shown", func(c *GiveBack) { c.Method, c.Receipt = Post, false }, "", "", ""},
		{"NĐ61 Đ20 k3 online no receipt is shown", func(c *GiveBack) { c.Method, c.Receipt = Online, false }, "", "", ""},
		{"NĐ61 Đ6 k2b a proxy without authorisation", func(c *GiveBack) { c.ByProxy = true }, fault.CodeAuthorityMissing, "authorisation", fault.CodeAuthorityMissing},
		{"NĐ61 Đ6 k2b a proxy with authorisation", func(c *GiveBack) { c.ByProxy, c.Authorisation = true, true }, "", "", ""},
		{"NĐ61 Đ6 k2b a proxy without receipt", func(c *GiveBack) { c.ByProxy, c.Authorisation, c.Receipt = true, true, false }, fault.CodeReceiptMissing, "receipt", fault.CodeReceiptMissing},
		{"LHT Đ16 k2 the book is not signed", func(c *GiveBack) { c.BookSigned = false }, fault.CodeBookUnsigned, "book_signed", fault.CodeBookUnsigned},
		{"nobody took it", func(c *GiveBack) { c.Collector = " \u00a0 " }, fault.CodeInvalid, "collector", fault.CodeFieldRequired},
		{"a collector of 100 letters", func(c *GiveBack) { c.Collector = strings.Repeat("ỹ", 100) }, "", "", ""},
		{"a collector of 101 letters", func(c *GiveBack) { c.Collector = strings.Repeat("ỹ", 101) }, fault.CodeInvalid, "collector", fault.CodeFieldTooLong},
	} {
		t.Run(v.name, func(t *testing.T) {
			c := collected()
			v.spoil(&c)
			if v.code != "" {
				refused(t, ready.state, c, e, v.code, v.field, v.onCode)
				return
			}
			after, err := ready.after(t, c, e)
			if err != nil {
				t.Fatal(err)
			}
			if r := after.state.Return; r == nil || r.Method != c.Method || r.ByProxy != c.ByProxy || !r.BookSigned || r.By != official.Account || after.person.Collector != c.Collector {
				t.Errorf("return %+v, collector %q", r, after.person.Collector)
			}
		})
	}
	e.Process.BookAtReturn = false
	c := collected()
	c.BookSigned = false
	if _, err := ready.after(t, c, e); err != nil {
		t.Errorf("no book in this process: %v", err)
	}
}

// Nothing is assigned to nobody (NĐ61 Đ19 k1).
func TestAssignNamesSomebody(t *testing.T) {
	e := bench(t)
	s := walked(t, e, path()[:3]...).state
	refused(t, s, Assign{}, e, fault.CodeInvalid, "assignee", fault.CodeFieldRequired)
}

// Eight hours of a process are a working day under any opening hours, and the law
// may name another number (terms); law resolved before it did has eight.
func TestStepHoursAreOfTheProcess(t *testing.T) {
	e := bench(t)
	e.Now = instant(t, "2019-06-17 07:30:00")
	step := e.Process.First()
	step.Minutes = 16 * 60
	if got := show(stepDue(e, step)); got != "2019-06-18 17:00:00" {
		t.Errorf("16 hours of 8 a day end %s", got)
	}
	e.Terms.ProcessDayHours = 16
	if got := show(stepDue(e, step)); got != "2019-06-17 17:00:00" {
		t.Errorf("16 hours of 16 a day end %s", got)
	}
}
