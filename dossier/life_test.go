package dossier

import (
	"slices"
	"strings"
	"testing"

	"motcua/calendar"
	"motcua/internal/clock"
	"motcua/internal/fault"
	"motcua/law"
	"motcua/process"
)

// law: NĐ61 Đ11 k2
// law: NĐ61 Đ15 k3
func TestV13OneSupplementRequestBeforeReceipt(t *testing.T) {
	e := bench(t)
	d := walked(t, e, application(Online), asking())
	if d.state.Status != Awaiting || d.state.National() != SupplementAsked || len(d.person.Asked[0].Reasons) != 2 {
		t.Fatalf("%+v", d.state)
	}
	if len(d.state.Clocks) != 0 || d.state.Code != "" {
		t.Error("no clock runs before receipt (NĐ61 Đ17 k3)")
	}
	e.Now = e.Now.Add(3600e9)
	d, err := d.after(t, answering(Counter), e)
	if err != nil || d.state.Status != Submitted || d.state.Supplements[0].Answered != e.Now || d.state.Supplements[0].Through != Counter {
		t.Fatalf("answered: %v, %+v", err, d.state.Supplements)
	}
	if d.person.Answers["child_name"] != "Lăng Văn Thử" || !d.state.Papers[0].Declared || len(d.state.Papers) != 1 {
		t.Errorf("what was handed in: %+v, %+v", d.person.Answers, d.state.Papers)
	}
	refused(t, d.state, asking(), e, fault.CodeSupplementOnce, "", "")
	e.Terms.SupplementLimit = 2 // law that comes later
	if _, err := Decide(d.state, asking(), e); err != nil {
		t.Errorf("a second request under law that allows two: %v", err)
	}
	first := walked(t, e, application(Online)).state
	if first.asked(law.Receiver) != 0 || d.state.asked(law.Resolver) != 0 {
		t.Error("the stages are counted apart")
	}
}

func TestASupplementRequestNamesPublishedItemsEachWithAReason(t *testing.T) {
	e := bench(t)
	s := walked(t, e, application(Online)).state
	item := func(kind ItemKind, key string) []Item { return []Item{{kind, key}} }
	for _, v := range []struct {
		name  string
		c     RequestSupplement
		field string
		on    fault.Code
	}{
		{"NĐ61 Đ15 k3 nothing", RequestSupplement{}, "items", fault.CodeSupplementEmpty},
		{"an item without its reason", RequestSupplement{Items: item(OfComponent, "0:1")}, "items", fault.CodeSupplementEmpty},
		{"NĐ61 Đ17 k1a a reason of blanks", RequestSupplement{Items: item(OfComponent, "0:1"), Reasons: []string{" \u200b"}}, "0:1", fault.CodeReasonRequired},
		{"NĐ61 Đ5 k1đ a paper outside the version", RequestSupplement{Items: item(OfComponent, "9:9"), Reasons: []string{"Thiếu"}}, "9:9", fault.CodeFieldChoice},
		{"NĐ61 Đ5 k1đ a question outside the form", RequestSupplement{Items: item(OfField, "0:1"), Reasons: []string{"Thiếu"}}, "0:1", fault.CodeFieldChoice},
		{"one item twice", RequestSupplement{Items: append(item(OfComponent, "0:1"), item(OfComponent, "0:1")...), Reasons: []string{"a", "b"}}, "0:1", fault.CodeFieldChoice},
		{"a reason over a page", RequestSupplement{Items: item(OfComponent, "0:1"), Reasons: []string{strings.Repeat("ế", 2001)}}, "0:1", fault.CodeFieldTooLong},
		{"guidance over a page", RequestSupplement{Items: item(OfComponent, "0:1"), Reasons: []string{"a"}, Guidance: strings.Repeat("ế", 2001)}, "guidance", fault.CodeFieldTooLong},
	} {
		t.Run(v.name, func(t *testing.T) { refused(t, s, v.c, e, fault.CodeInvalid, v.field, v.on) })
	}
}

// law: NĐ61 Đ17 k2
func TestAMisdirectedApplicationMovesToACompetentUnit(t *testing.T) {
	e := bench(t)
	d := walked(t, e, application(Online), elsewhere())
	if d.state.Status != Submitted || d.state.Places.OneStop != 202 || d.state.Redirects[0].From != 101 || d.person.Misdirected[0] == "" {
		t.Fatalf("%+v", d.state)
	}
	if w := Work(d.state, e.Process); len(w) != 1 || w[0].Unit != 202 {
		t.Errorf("work %+v", w)
	}
	s := walked(t, e, application(Online)).state
	refused(t, s, Redirect{To: 201, Reason: "x"}, e, fault.CodeInvalid, "to", fault.CodeNotReceivedHere)
	refused(t, s, Redirect{To: 101, Places: Places{101, 1, 2, 3}, Reason: "x"}, e, fault.CodeInvalid, "to", fault.CodeSameUnit)
	refused(t, s, Redirect{To: 201, Places: Places{201, 1, 2, 3}}, e, fault.CodeInvalid, "reason", fault.CodeReasonRequired)
	deltas := Deltas(d.state, d.facts[1])
	if len(deltas) != 1 || deltas[0].N != 1 || deltas[0].Unit != 101 || deltas[0].Metric != CountRedirected {
		t.Errorf("counted %+v", deltas)
	}
}

// law: NĐ61 Đ19 k8
func TestARefusalAfterAppraisalIsAResult(t *testing.T) {
	e := bench(t)
	d := walked(t, e, append(path()[:4], Decline{NotEligible, "Trẻ đã được đăng ký ở nơi khác."})...)
	if d.state.Current != "sign" || d.state.Declined == nil || d.person.Reason == "" {
		t.Fatalf("%+v", d.state)
	}
	d, err := d.after(t, Approve{}, e)
	if err != nil {
		t.Fatal(err)
	}
	d, err = d.after(t, Deliver{}, e)
	if err != nil || d.state.Status != ResultReady || d.state.Result.Code != "" || d.state.National() != Processed {
		t.Fatalf("delivered: %v, %+v", err, d.state.Result)
	}
	if epoch, _ := d.state.Clocks.Running(Promised); epoch.Ended != e.Now || epoch.End != "result" {
		t.Errorf("the clock runs on: %+v", epoch)
	}
	counted := Deltas(d.state, d.facts[len(d.facts)-1])
	if len(counted) != 2 || counted[0].Metric != CountOnTime {
		t.Errorf("counted as %+v, a refusal is a result (trap 6)", counted)
	}
	_, err = d.after(t, GiveBack{Method: Counter, Receipt: true, Collector: "Lăng Thị Mẫu"}, e)
	if err != nil {
		t.Errorf("a refusal is returned without a signature in the book: %v", err)
	}
	s := walked(t, e, path()[:4]...).state
	refused(t, s, Decline{NotSupplied, "x"}, e, fault.CodeInvalid, "ground", fault.CodeFieldChoice)
	refused(t, s, Decline{NotEligible, " "}, e, fault.CodeInvalid, "reason", fault.CodeReasonRequired)
}

// No article: ADR 0016.
func TestWithdrawal(t *testing.T) {
	e := bench(t)
	before := walked(t, e, application(Online), asking(), Withdraw{})
	if before.state.Status != Withdrawn || before.state.National() != Stopped || len(Deltas(before.state, before.facts[2])) != 0 {
		t.Errorf("before receipt: %+v", before.state)
	}
	d := walked(t, e, append(path()[:4], RequestWithdrawal{"Nộp nhầm."})...)
	if d.state.Status != Processing || d.state.National() != WithdrawalAsked {
		t.Errorf("asked for: %s, %d", d.state.Status, d.state.National())
	}
	work := Work(d.state, e.Process)
	if len(work) != 2 || work[1].Item != "withdrawal" || work[1].Unit != d.state.Places.OneStop {
		t.Errorf("work %+v", work)
	}
	refused(t, d.state, RequestWithdrawal{}, e, fault.CodeWithdrawalPending, "", "")
	back, err := d.after(t, ConfirmWithdrawal{}, e)
	if err != nil || back.state.Status != Withdrawn || back.state.Withdrawal.Channel != Online || back.person.Withdrawing != "Nộp nhầm." {
		t.Fatalf("handed back: %v, %+v", err, back.state.Withdrawal)
	}
	if epoch, _ := back.state.Clocks.Running(Promised); epoch.End != "withdrawn" {
		t.Errorf("clock %+v", epoch)
	}
	if got := Deltas(back.state, back.facts[5]); len(got) != 1 || got[0].Metric != CountWithdrawn {
		t.Errorf("counted %+v: neither resolved nor refused", got)
	}
	if DegreeOf(back.state, e.Process).Percent() != 100 {
		t.Error("nothing more comes of a withdrawn dossier")
	}
	s := walked(t, e, path()[:4]...).state
	refused(t, s, ConfirmWithdrawal{}, e, fault.CodeInvalid, "reason", fault.CodeReasonRequired)
	signed, err := d.after(t, CompleteStep{PersonNumber: "020219000123"}, e)
	if err == nil {
		signed, err = signed.after(t, Approve{}, e)
	}
	if err != nil {
		t.Fatal(err)
	}
	refused(t, signed.state, ConfirmWithdrawal{"x"}, e, fault.CodeState, "", "")
}

// law: NĐ61 Đ17 k3
func TestAStatedPromiseWhereNoLimitCanBeCounted(t *testing.T) {
	e := bench(t)
	e.Terms.Limit = calendar.Limit{}
	s := walked(t, e, application(Counter)).state
	refused(t, s, Receive{}, e, fault.CodePromiseNeeded, "promise", fault.CodePromiseNeeded)
	day := clock.MustDate
	for _, v := range []struct {
		name  string
		st    Stated
		field string
		on    fault.Code
	}{
		{"no day", Stated{Basis: "QĐ"}, "promise", fault.CodeFieldDate},
		{"yesterday", Stated{day("2019-06-16"), "QĐ"}, "promise", fault.CodeFieldDateEarly},
		{"a Sunday", Stated{day("2019-06-23"), "QĐ"}, "promise", fault.CodePromiseDayOff},
		{"a day far off", Stated{day("2029-06-20"), "QĐ"}, "promise", fault.CodeFieldDate},
		{"no basis", Stated{day("2019-06-20"), ""}, "basis", fault.CodeReasonRequired},
	} {
		t.Run(v.name, func(t *testing.T) { refused(t, s, Receive{Stated: &v.st}, e, fault.CodeInvalid, v.field, v.on) })
	}
	r := walked(t, e, application(Counter), Receive{Stated: &Stated{day("2019-06-20"), "QĐ 1"}}).state
	if show(r.Clocks.Due(Promised)) != "2019-06-20 17:00:00" || r.Clocks.Due(Legal) != 0 {
		t.Errorf("%+v", r.Clocks)
	}
}

// law: NĐ61 Đ17 k4
// law: NĐ61 Đ17 k5
func TestTheOneStopHandlesADossierItself(t *testing.T) {
	e := bench(t)
	var err error
	e.Process, err = process.Parse([]byte(spot), "spot.yaml")
	if err != nil {
		t.Fatal(err)
	}
	d := walked(t, e, application(Counter), Receive{})
	if d.state.Status != Processing || !d.state.Handled || !d.state.OnTheSpot || d.state.Code == "" {
		t.Fatalf("V32: the record is as of every other: %+v", d.state)
	}
	for _, c := range []Command{CompleteStep{}, CompleteStep{Found: map[string]string{"pages": "5"}}} {
		if w := Work(d.state, e.Process); w[0].Unit != d.state.Places.OneStop || w[0].Role != "counter_official" || w[0].Assignee != 0 {
			t.Fatalf("work %+v", w)
		}
		d, err = d.after(t, c, e)
		if err != nil {
			t.Fatal(err)
		}
	}
	if entry := d.state.Entries; len(entry) != 1 || entry[0].Book != process.Certifications || entry[0].Year != 2019 || d.person.Found["pages"] != "5" {
		t.Errorf("book %+v, found %v", entry, d.person.Found)
	}
	refused(t, d.state, Deliver{}, e, fault.CodeState, "", "") // never the counter official alone
	for _, c := range []Command{Approve{}, Deliver{}, GiveBack{Method: Counter, Collector: "Lăng Thị Mẫu"}} {
		d, err = d.after(t, c, e)
		if err != nil {
			t.Fatalf("%T: %v", c, err)
		}
	}
}

const spot = `
procedure: "2.000815"
version: 1
effective_from: 2018-06-21
source: "mẫu"
on_the_spot: true
steps:
  - {id: compare, name_vi: Đối chiếu, name_en: Compare, unit: onestop, role: counter_official, hours: 1, ends_with: complete}
  - {id: enter, name_vi: Vào sổ, name_en: Enter, unit: onestop, role: counter_official, hours: 0.5, book: certifications, ends_with: complete}
  - {id: sign, name_vi: Ký, name_en: Sign, unit: leadership, role: leader, hours: 1, ends_with: approve}
  - {id: seal, name_vi: Đóng dấu, name_en: Seal, unit: onestop, role: counter_official, ends_with: deliver}
`

// law: NĐ61 Đ16
// law: NĐ61 Đ20 k3
func TestFourChannelsOfFilingAndReturnAreIndependent(t *testing.T) {
	e := bench(t)
	for _, filing := range Channels() {
		for _, back := range Channels() {
			commands := slices.Clone(path())
			commands[0] = application(filing)
			commands[len(commands)-1] = GiveBack{Method: back, Receipt: true, Authorisation: true, BookSigned: true, Collector: "Lăng Văn Mẫu"}
			d := walked(t, e, commands...)
			if d.state.Filing != filing || d.state.Return.Method != back {
				t.Errorf("filed %s, returned %s: %+v", filing, back, d.state.Return)
			}
		}
	}
	ready := walked(t, e, path()[:7]...).state
	refused(t, ready, GiveBack{Method: ByAgent, Receipt: true, BookSigned: true, Collector: "x"}, e,
		fault.CodeAuthorityMissing, "authorisation", fault.CodeAuthorityMissing) // V33
	refused(t, ready, GiveBack{Method: ByAgent, Authorisation: true, BookSigned: true, Collector: "x"}, e,
		fault.CodeReceiptMissing, "receipt", fault.CodeReceiptMissing)
}

// A committee whose work departments do is told at the hand-over which of them.
func TestTheDepartmentIsNamedAtTheHandOver(t *testing.T) {
	e := bench(t)
	c := application(Counter)
	c.Places = Places{Agency: 101, OneStop: 102, Leadership: 101}
	d := walked(t, e, c, Receive{})
	refused(t, d.state, Transfer{}, e, fault.CodeInvalid, "department", fault.CodeFieldRequired)
	d, err := d.after(t, Transfer{Department: 300, Resolving: Places{101, 102, 300, 300}}, e)
	if err != nil || d.state.Places.Division != 300 || d.state.Places.Leadership != 300 || d.state.Places.Agency != 101 {
		t.Fatalf("%v, %+v", err, d.state.Places)
	}
	if w := Work(d.state, e.Process); w[0].Unit != 300 || w[0].Role != "leader" {
		t.Errorf("work %+v", w)
	}
}

// law: NĐ61 Đ4 k5
func TestFeesOfAReceipt(t *testing.T) {
	e := bench(t)
	s := walked(t, e, application(Counter)).state
	for name, v := range map[string]struct {
		note FeeNote
		on   fault.Code
	}{
		"line 0":                 {FeeNote{Quantity: 1}, fault.CodeFieldNumber},
		"none of it":             {FeeNote{Line: 1}, fault.CodeFieldNumber},
		"less than nothing":      {FeeNote{Line: 1, Quantity: 1, Amount: -1}, fault.CodeFieldNumber},
		"more than all money":    {FeeNote{Line: 1, Quantity: 1, Amount: feeMost + 1}, fault.CodeFieldNumber},
		"a receipt, and no coin": {FeeNote{Line: 1, Quantity: 1, Amount: 8000, Receipt: "BL 1"}, fault.CodeFieldChoice},
	} {
		t.Run(name, func(t *testing.T) {
			refused(t, s, Receive{Fees: []FeeNote{v.note}}, e, fault.CodeInvalid, "fees", v.on)
		})
	}
	r := walked(t, e, application(Counter), Receive{Fees: []FeeNote{{1, 2, 16000, true, "BL 1"}, {2, 1, 5000, false, ""}}}).state
	if total, paid := r.Owed(); total != 21000 || paid != 16000 {
		t.Errorf("owed %d, paid %d", total, paid)
	}
}
