package law_test

import (
	"testing"

	"motcua/code"
	"motcua/internal/clock"
	"motcua/law"
)

func instant(day, tod string) clock.Instant {
	return clock.At(clock.MustDate(day), clock.MustTimeOfDay(tod))
}

// law: NĐ61 Đ11 k2c, NĐ61 Đ19 k4
func TestSupplementsPerStage(t *testing.T) {
	permit := resolve(t, building, "2026-07-01")
	if !permit.MaySupplement(law.Resolver, 1) || permit.MaySupplement(law.Resolver, 2) {
		t.Error("QĐ1077 1.013225: two notices, then the refusal")
	}
	if !permit.MaySupplement(law.Receiver, 0) || permit.MaySupplement(law.Receiver, 1) {
		t.Error("NĐ61 Đ11 k2c: the receiver may ask once all the same")
	}
	plain := resolve(t, birth, "2026-07-01")
	if plain.MaySupplement(law.Receiver, 1) || !plain.MaySupplement(law.Resolver, 5) {
		t.Error("NĐ61 binds the receiver to one, and gives the resolving agency no number")
	}
	due, ok, err := permit.FurtherNoticeDue(offices(t), instant("2026-07-06", "09:00"))
	if err != nil || !ok || due.Date() != clock.MustDate("2026-07-13") {
		t.Errorf("QĐ1077 1.013225: further notice by %s (%t, %v), want 2026-07-13", due, ok, err)
	}
	if _, ok, _ := plain.FurtherNoticeDue(offices(t), instant("2026-07-06", "09:00")); ok {
		t.Error("a sector without it has a time for a further notice")
	}
	notice, err := permit.ReturnNoticeDue(offices(t), instant("2026-07-06", "09:00"))
	if err != nil || notice.Due.Date() != clock.MustDate("2026-07-15") {
		t.Errorf("QĐ1077 1.013225: first notice by %s (%v), want 2026-07-15", notice.Due, err)
	}
}

// law: NĐ61 Đ19 k5
func TestSilence(t *testing.T) {
	c := offices(t)
	for _, v := range []struct {
		name, day string
		p         code.ProcedureCode
		effect    law.Effect
		since     string
	}{
		{"LXD Đ102 k1 twelve days", "2019-06-03", building, law.Agreed, "2019-06-17"}, // day 12 is a Saturday
		{"QĐ1077 1.013225 twelve days", "2026-07-01", building, law.Agreed, "2026-07-13"},
		{"NĐ123 Đ22 k4 three working days", "2019-06-03", marital, law.Declaration, "2019-06-06"},
	} {
		since, effect, ok, err := resolve(t, v.p, v.day).SilentSince(c, instant(v.day, "09:00"))
		if err != nil || !ok || effect != v.effect || since.Date() != clock.MustDate(v.since) {
			t.Errorf("%s: %s since %s (%t, %v)", v.name, effect, since, ok, err)
		}
	}
	if _, _, ok, _ := resolve(t, birth, "2019-06-14").SilentSince(c, instant("2019-06-14", "09:00")); ok {
		t.Error("V19 NĐ61 Đ19 k5: silence has an effect without sector law")
	}
	for _, p := range []code.ProcedureCode{birth, death, marriage, marital, extract} {
		since, effect, ok, err := resolve(t, p, "2026-02-02").ApplicantSilentSince(c, instant("2026-02-02", "09:00"))
		if err != nil || !ok || effect != law.Agreed || since.Date() != clock.MustDate("2026-02-03") {
			t.Errorf("QĐ163 %s: %s since %s (%t, %v)", p, effect, since, ok, err)
		}
	}
	if _, _, ok, _ := resolve(t, birth, "2026-01-14").ApplicantSilentSince(c, instant("2026-01-14", "09:00")); ok {
		t.Error("QĐ163: the silence of an applicant has an effect before it")
	}
}

func TestPause(t *testing.T) {
	for p, want := range map[code.ProcedureCode]map[string]bool{
		title:      {"financial_assessment": true, "financial_obligation": true, "posting": false},
		"1.115445": {"financial_obligation": true, "violation": true, "expertise": true, "posting": true, "holiday": false},
		birth:      {"financial_obligation": false},
	} {
		r := resolve(t, p, "2026-07-20")
		for id, paused := range want {
			if i, ok := r.Pause(id); ok != paused || ok && (i.Vi == "" || i.En == "") {
				t.Errorf("%s: %s: %+v %t", p, id, i, ok)
			}
		}
	}
}

func TestSameDayMark(t *testing.T) {
	if mark, ok := resolve(t, copies, "2019-06-17").SameDayMark(); !ok || mark.String() != "15:00" {
		t.Errorf("NĐ23 Đ7: mark %s", mark)
	}
	if _, ok := resolve(t, business, "2019-06-17").SameDayMark(); ok {
		t.Error("NĐ78 Đ71 k2: three working days have a mark")
	}
	if _, ok := resolve(t, building, "2019-06-17").SameDayMark(); ok {
		t.Error("a procedure without a limit of its own has a mark")
	}
}

func TestSectorPapers(t *testing.T) {
	r := resolve(t, residence, "2026-07-01")
	for general, want := range map[string]string{"01": "CT04", "03": "CT06", "02": ""} {
		if p, _ := r.SectorPaper(general); p.Form != want {
			t.Errorf("QĐ1523 1.004222: %q instead of %s, want %q", p.Form, general, want)
		}
	}
	if _, ok := resolve(t, birth, "2026-07-01").SectorPaper("01"); ok {
		t.Error("civil status has papers of its own")
	}
}

// law: NĐ61 Đ6 k2
func TestMayAct(t *testing.T) {
	written := law.Authorisation{Written: true}
	certified := law.Authorisation{Written: true, Certified: true}
	kin := law.Authorisation{Written: true, Kin: true}
	for _, v := range []struct {
		name   string
		p      code.ProcedureCode
		by     law.Authorisation
		result string
		want   bool
	}{
		{"QĐ163 1.001193 certified", birth, certified, "", true},
		{"QĐ163 1.001193 written only", birth, written, "", false},
		{"QĐ163 1.001193 near kin", birth, kin, "", true},
		{"QĐ163 1.000656 near kin", death, kin, "", true},
		{"QĐ163 1.004873 near kin", marital, kin, "", true},
		{"QĐ163 2.000635 written only", extract, written, "", false},
		{"QĐ163 1.000894 both in person", marriage, certified, "", false},
		{"QĐ92 2.001610 written", company, written, "", true},
		{"LLLTP Đ46 k2 form 1", record, written, "KQ.G01.000200", true},
		{"LLLTP Đ46 k2 form 2", record, certified, "KQ.G01.000199", false},
		{"V33 NĐ61 Đ6 k2b without authorisation", business, law.Authorisation{Kin: true}, "", false},
		{"NĐ61 Đ6 k2b with it", business, written, "", true},
	} {
		if got := resolve(t, v.p, "2026-07-01").MayAct(v.by, v.result); got != v.want {
			t.Errorf("%s: %t", v.name, got)
		}
	}
}

func TestLegs(t *testing.T) {
	r := resolve(t, family, "2019-08-05")
	ready := func(done ...string) string {
		out := ""
		for _, l := range r.ReadyLegs(done) {
			out += l.ID + " " + l.Limit.String() + "; "
		}
		return out
	}
	for want, done := range map[string][]string{
		"birth same_day 15:00; ":                                 nil,
		"residence 15 calendar_day; insurance 10 calendar_day; ": {"birth"},
		"insurance 10 calendar_day; ":                            {"birth", "residence"},
		"":                                                       {"birth", "residence", "insurance"},
	} {
		if got := ready(done...); got != want {
			t.Errorf("after %v: %q, want %q", done, got, want)
		}
	}
	if !r.PromisePerResult() || resolve(t, birth, "2019-08-05").PromisePerResult() {
		t.Error("QĐ0001 2.000986: a promise for each result, else one")
	}
	if !resolve(t, card, "2019-08-05").PromisePerResult() || len(resolve(t, card, "2019-08-05").ReadyLegs([]string{"birth"})) != 1 {
		t.Error("QĐ0001 2.001023: birth, then the card, each with its promise")
	}
	if resolve(t, birth, "2019-08-05").ReadyLegs(nil) != nil {
		t.Error("a procedure of one agency has legs")
	}
}
