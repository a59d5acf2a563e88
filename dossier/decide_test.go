package dossier

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"motcua/calendar"
	"motcua/code"
	"motcua/internal/clock"
	"motcua/internal/event"
	"motcua/internal/fault"
	"motcua/process"
)

// at reads "2019-06-17 15:00" or "2019-06-17 15:00:01".
func at(s string) clock.Instant {
	t, err := time.ParseInLocation(time.DateTime, (s + ":00")[:19], clock.Zone)
	if err != nil {
		panic(err)
	}
	return clock.FromTime(t)
}

// birth is the internal process of birth registration in the small.
func birth() process.Definition {
	return process.Definition{Procedure: "1.001193", Version: "1", BookAtReturn: true, Steps: []process.Step{
		{ID: "check", Unit: process.OneStop, Role: process.CounterOfficial, Minutes: 60, EndsWith: process.Transfer},
		{ID: "register", Unit: process.Division, Role: process.Specialist, Minutes: 120, Needs: []process.Need{process.PersonNumber}, EndsWith: process.Complete},
		{ID: "sign", Unit: process.Leadership, Role: process.Leader, Minutes: 60, EndsWith: process.Approve},
		{ID: "seal", Unit: process.Division, Role: process.Specialist, EndsWith: process.Deliver},
	}}
}

const official, applicant1 = int64(700), int64(900)

func env(t testing.TB, now clock.Instant) Env {
	t.Helper()
	c, err := calendar.Default()
	if err != nil {
		t.Fatal(err)
	}
	return Env{Now: now, Actor: event.Actor{Kind: "official", Account: official}, Calendar: c, Process: birth(), ProcessVersion: 1,
		Results: []string{"KQ.1", "KQ.2"}, Terms: Terms{Regime: "sha256:0", Limit: calendar.SameDayMark(15 * 60), LimitArticle: "Luật Hộ tịch Đ16 k2", TransferCutoff: 15 * 60}}
}

// desk folds commands, as the service does, without a database.
type desk struct {
	state  State
	person Person
	facts  []Fact
}

func (d *desk) do(t testing.TB, e Env, c Command) error {
	t.Helper()
	events, err := Decide(d.state, c, e)
	if err != nil {
		return err
	}
	for _, n := range events {
		if _, receipt := n.Body.(ReceivedBody); receipt {
			n, err = numbered(n, code.UnitCode("000.23.21.H37"), 1)
			if err != nil {
				t.Fatal(err)
			}
		}
		f := Fact{Dossier: 42, Seq: d.state.Seq + 1, Kind: n.Kind, At: e.Now, Actor: e.Actor, Unit: n.Unit, Body: n.Body, Person: n.Person}
		d.facts = append(d.facts, f)
		d.state, d.person = d.state.Apply(f), d.person.Apply(f)
	}
	return nil
}

func filing(by Channel) Submit {
	return Submit{SubmittedBody{Procedure: Procedure{ID: 1, Code: "1.001193", Version: 1}, Form: "birth@1",
		Places: Places{Agency: 1, OneStop: 2, Division: 3, Leadership: 4}, Account: applicant1, Filing: by, Delivery: Counter,
		Papers: []Component{{"1/1", true}}},
		SubmittedPerson{Applicant{Name: "Lăng Thị Mai Lan"}, map[string]string{"child.full_name": "Lăng An"}}}
}

const goodNumber = "020219000123"

func goodReturn() GiveBack {
	return GiveBack{Method: Counter, Receipt: true, BookSigned: true, Collector: "Lăng Thị Mai Lan"}
}

// road is the whole way; reach(n) is a dossier after n commands of it.
func road(by Channel) []Command {
	return []Command{filing(by), Receive{}, Transfer{}, Assign{Assignee: official}, CompleteStep{PersonNumber: goodNumber}, Approve{}, Deliver{}, goodReturn()}
}

func reach(t testing.TB, n int, by Channel) *desk {
	t.Helper()
	d := &desk{}
	for i, c := range road(by)[:n] {
		err := d.do(t, env(t, at("2019-06-17 08:00").Add(time.Duration(i)*time.Minute)), c)
		if err != nil {
			t.Fatalf("%T: %v", c, err)
		}
	}
	return d
}

func TestReceiptPromisesAndTransfers(t *testing.T) {
	for _, c := range []struct {
		rule                    string
		by                      Channel
		received, due, transfer string
		counted                 calendar.Kind // why the day of receipt is or is not the day
	}{
		{"Luật Hộ tịch Đ16 k2, NĐ61 Đ18 k2: before 15:00 the same day", Counter, "2019-06-17 14:59", "2019-06-17 17:00", "2019-06-17 17:00", calendar.WorkingWeekday},
		{"NĐ61 Đ18 k2: at 15:00 is not after 15:00", Counter, "2019-06-17 15:00", "2019-06-17 17:00", "2019-06-17 17:00", calendar.WorkingWeekday},
		{"NĐ61 Đ18 k2: a second after 15:00 the next working day", Counter, "2019-06-17 15:00:01", "2019-06-18 17:00", "2019-06-18 07:30", calendar.AfterMark},
		{"NĐ61 Đ18 k2: by post is as direct", Post, "2019-06-17 15:00:01", "2019-06-18 17:00", "2019-06-18 07:30", calendar.AfterMark},
		{"NĐ61 Đ18 k1: online goes at once", Online, "2019-06-17 14:59", "2019-06-17 17:00", "2019-06-17 14:59", calendar.WorkingWeekday},
		{"NĐ61 Đ18 k1: online goes at once, after 15:00 too", Online, "2019-06-17 15:00:01", "2019-06-18 17:00", "2019-06-17 15:00:01", calendar.AfterMark},
		{"NĐ61 Đ18 k2: before the office opens", Counter, "2019-06-17 06:00", "2019-06-17 17:00", "2019-06-17 17:00", calendar.WorkingWeekday},
		{"NĐ61 Đ18 k2: after the office closed", Counter, "2019-06-17 17:30", "2019-06-18 17:00", "2019-06-18 07:30", calendar.AfterHours},
		{"NĐ61 Đ18 k2: Friday after 15:00", Counter, "2019-06-14 15:00:01", "2019-06-17 17:00", "2019-06-17 07:30", calendar.AfterMark},
		{"BLDS Đ148 k5: on a Saturday", Counter, "2019-06-15 09:00", "2019-06-17 17:00", "2019-06-17 07:30", calendar.Weekend},
		{"BLDS Đ148 k5: online on a Saturday", Online, "2019-06-15 09:00", "2019-06-17 17:00", "2019-06-15 09:00", calendar.Weekend},
		{"BLLĐ 2012 Đ115 k1b: over Tết", Counter, "2019-02-01 15:00:01", "2019-02-11 17:00", "2019-02-11 07:30", calendar.AfterMark},
		{"BLLĐ 2012 Đ115 k1b: within Tết", Online, "2019-02-05 10:00", "2019-02-11 17:00", "2019-02-05 10:00", calendar.Holiday},
	} {
		t.Run(c.rule, func(t *testing.T) {
			d := reach(t, 1, c.by)
			err := d.do(t, env(t, at(c.received)), Receive{})
			if err != nil {
				t.Fatal(err)
			}
			promised, _ := d.state.Clocks.Running(Promised)
			legal, _ := d.state.Clocks.Running(Legal)
			if promised.Due != at(c.due) || legal.Due != at(c.due) {
				t.Errorf("promised %s, legal %s, want %s", promised.Due.Time(), legal.Due.Time(), c.due)
			}
			if d.state.TransferBy != at(c.transfer) {
				t.Errorf("transfer by %s, want %s", d.state.TransferBy.Time(), c.transfer)
			}
			if first := promised.Counted[0]; first.Reason.Kind != c.counted || first.Date != at(c.received).Date() {
				t.Errorf("the day of receipt is explained by %s of %s, want %s", first.Reason.Kind, first.Date, c.counted)
			}
			if promised.Article == "" || promised.Limit != "same_day 15:00" || promised.Start != at(c.received) {
				t.Errorf("epoch %+v does not say where it comes from", promised)
			}
		})
	}
}

func TestReceiptFixesWhatItWasMadeUnder(t *testing.T) {
	d := reach(t, 2, Online)
	s := d.state
	if s.Code != "000.23.21.H37-190617-0001" || s.Regime != "sha256:0" || s.Process != 1 || s.ReceivedBy != official || s.Current != "check" {
		t.Errorf("received state %+v", s)
	}
	step, _ := s.CurrentStep()
	if step.Due != at("2019-06-17 09:01") { // one hour of office time from 08:01
		t.Errorf("the first step is due %s", step.Due.Time())
	}
	e := env(t, at("2019-06-17 09:00"))
	e.Terms.Limit = calendar.Limit{}
	_, err := Decide(reach(t, 1, Online).state, Receive{}, e)
	if err == nil {
		t.Error("received without a limit")
	}
}

func TestRefusalNeedsGroundAndReason(t *testing.T) {
	s := reach(t, 1, Online).state
	long := strings.Repeat("ữ", reasonMax)
	for _, c := range []struct {
		rule   string
		c      Refuse
		fields string
	}{
		{"NĐ61 Đ5 k1đ: no ground", Refuse{"", "Thiếu giấy chứng sinh."}, "ground=field.choice"},
		{"NĐ61 Đ5 k1đ: a ground outside the law", Refuse{"because", "Vì thế."}, "ground=field.choice"},
		{"NĐ61 Đ17 k1b: no reason", Refuse{NotSupplied, ""}, "reason=dossier.reason_required"},
		{"NĐ61 Đ17 k1b: a reason of blanks", Refuse{NotEligible, " \u200b\u00a0\n"}, "reason=dossier.reason_required"},
		{"NĐ61 Đ17 k1b: neither", Refuse{}, "ground=field.choice reason=dossier.reason_required"},
		{"a reason of 2,000 characters", Refuse{NotSupplied, long}, ""},
		{"a reason of 2,001 characters", Refuse{NotSupplied, long + "ữ"}, "reason=field.too_long"},
		{"NĐ61 Đ17 k1b: each ground: not supplied", Refuse{NotSupplied, "a"}, ""},
		{"NĐ61 Đ17 k1b: each ground: not eligible", Refuse{NotEligible, "a"}, ""},
		{"NĐ61 Đ17 k1b: each ground: not competent", Refuse{NotCompetent, "a"}, ""},
		{"NĐ61 Đ17 k1b: each ground: exists", Refuse{AlreadyExists, "a"}, ""},
	} {
		t.Run(c.rule, func(t *testing.T) {
			events, err := Decide(s, c.c, env(t, at("2019-06-17 09:00")))
			if got := fieldsOf(err); got != c.fields {
				t.Errorf("fields %q, want %q", got, c.fields)
			}
			if (len(events) == 1) != (c.fields == "") {
				t.Errorf("%d events with fault %v", len(events), err)
			}
		})
	}
}

func fieldsOf(err error) string {
	if err == nil {
		return ""
	}
	var out []string
	for _, f := range fault.As(err).Fields {
		out = append(out, fmt.Sprintf("%s=%s", f.Name, f.Code))
	}
	return strings.Join(out, " ")
}

func TestReturnShowsWhatTheLawAsks(t *testing.T) {
	s := reach(t, 7, Online).state
	for _, c := range []struct {
		rule string
		bad  func(*GiveBack)
		want fault.Code // "" passes
	}{
		{"NĐ61 Đ20 k3: at the counter", func(*GiveBack) {}, ""},
		{"NĐ61 Đ6 k2b: the receipt is not shown", func(g *GiveBack) { g.Receipt = false }, fault.CodeReceiptMissing},
		{"NĐ61 Đ20 k3: by post nobody shows a receipt", func(g *GiveBack) { g.Method, g.Receipt = Post, false }, ""},
		{"NĐ61 Đ20 k3: online nobody shows a receipt", func(g *GiveBack) { g.Method, g.Receipt = Online, false }, ""},
		{"NĐ61 Đ6 k2b: a proxy without paper", func(g *GiveBack) { g.ByProxy = true }, fault.CodeAuthorityMissing},
		{"NĐ61 Đ6 k2b: a proxy with paper", func(g *GiveBack) { g.ByProxy, g.Authorisation = true, true }, ""},
		{"Luật Hộ tịch Đ16 k2: the book is not signed", func(g *GiveBack) { g.BookSigned = false }, fault.CodeBookUnsigned},
		{"nobody is named", func(g *GiveBack) { g.Collector = " \u200b " }, fault.CodeInvalid},
		{"a name of 100 characters", func(g *GiveBack) { g.Collector = strings.Repeat("ữ", 100) }, ""},
		{"a name of 101 characters", func(g *GiveBack) { g.Collector = strings.Repeat("ữ", 101) }, fault.CodeInvalid},
		{"NĐ61 Đ20 k3: an unknown way", func(g *GiveBack) { g.Method = "pigeon" }, fault.CodeInvalid},
		{"NĐ61 Đ20 k3: no way", func(g *GiveBack) { g.Method = "" }, fault.CodeInvalid},
	} {
		t.Run(c.rule, func(t *testing.T) {
			g := goodReturn()
			c.bad(&g)
			_, err := Decide(s, g, env(t, at("2019-06-17 16:00")))
			if c.want == "" && err != nil || c.want != "" && !fault.Is(err, c.want) {
				t.Errorf("fault %v, want %q", err, c.want)
			}
		})
	}
	e := env(t, at("2019-06-17 16:00"))
	e.Process.BookAtReturn = false
	g := goodReturn()
	g.BookSigned = false
	_, err := Decide(s, g, e)
	if err != nil {
		t.Errorf("a process without a book: %v", err)
	}
}

func TestRegistrationNeedsAPersonNumber(t *testing.T) {
	s := reach(t, 4, Online).state
	for number, ok := range map[string]bool{goodNumber: true, "020 219 000 123": true, "": false, "02021900012": false,
		"0202190001234": false, "02021900012x": false, "999219000123": false} {
		events, err := Decide(s, CompleteStep{PersonNumber: number}, env(t, at("2019-06-17 09:00")))
		if ok != (err == nil) || !ok && !fault.Is(err, fault.CodeStepNeedsNumber) {
			t.Errorf("%q: %v", number, err)
		}
		if ok && events[0].Person.(CompletedPerson).PersonNumber != goodNumber {
			t.Errorf("%q is stored as %+v", number, events[0].Person)
		}
		if ok && strings.Contains(fmt.Sprintf("%+v", events[0].Body), "0123") {
			t.Errorf("the number stands among the plain facts: %+v", events[0].Body)
		}
	}
}

// TestEachCommandInEachStatus gives every command to a dossier in every place on
// its road: exactly those named pass, and a refused one is a matter of state.
func TestEachCommandInEachStatus(t *testing.T) {
	commands := map[string]Command{"submit": filing(Online), "receive": Receive{}, "refuse": Refuse{NotSupplied, "a"}, "transfer": Transfer{},
		"assign": Assign{official}, "complete": CompleteStep{PersonNumber: goodNumber}, "approve": Approve{}, "deliver": Deliver{}, "return": goodReturn()}
	refused := reach(t, 1, Online)
	err := refused.do(t, env(t, at("2019-06-17 09:00")), Refuse{NotSupplied, "a"})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		place  string
		state  State
		status Status
		allow  []string
	}{
		{"nothing filed", State{}, "", []string{"submit"}},
		{"filed", reach(t, 1, Online).state, Submitted, []string{"receive", "refuse"}},
		{"refused", refused.state, Refused, nil},
		{"received", reach(t, 2, Online).state, Received, []string{"transfer"}},
		{"transferred", reach(t, 3, Online).state, Transferred, []string{"assign"}},
		{"at register", reach(t, 4, Online).state, Processing, []string{"complete"}},
		{"at sign", reach(t, 5, Online).state, Processing, []string{"approve"}},
		{"at seal", reach(t, 6, Online).state, Processing, []string{"deliver"}},
		{"result at the counter", reach(t, 7, Online).state, ResultReady, []string{"return"}},
		{"returned", reach(t, 8, Online).state, Returned, nil},
	} {
		if c.state.Status != c.status {
			t.Fatalf("%s: status %s", c.place, c.state.Status)
		}
		for name, command := range commands {
			events, err := Decide(c.state, command, env(t, at("2019-06-17 16:30")))
			switch allowed := slices.Contains(c.allow, name); {
			case allowed && (err != nil || len(events) != 1 || events[0].Kind != command.Kind() || events[0].Version != 1):
				t.Errorf("%s, %s: %v, %+v", c.place, name, err, events)
			case !allowed && (!fault.Is(err, fault.CodeState) || len(events) != 0):
				t.Errorf("%s, %s passes or fails for another reason: %v", c.place, name, err)
			}
		}
	}
}

func TestAssignmentNamesAHandler(t *testing.T) {
	s := reach(t, 3, Online).state
	_, err := Decide(s, Assign{}, env(t, at("2019-06-17 09:00")))
	if fieldsOf(err) != "assignee=field.required" {
		t.Errorf("nobody named: %v", err)
	}
	e := env(t, at("2019-06-17 09:00"))
	e.Process.Steps = e.Process.Steps[:1]
	_, err = Decide(s, Assign{official}, e)
	if !fault.Is(err, fault.CodeState) {
		t.Errorf("a process that ends at the counter: %v", err)
	}
}

// TestStepsFollowTheProcess walks the steps in the order of the process, each
// begun by the event that ended the one before (TT01 Đ8).
func TestStepsFollowTheProcess(t *testing.T) {
	steps := reach(t, 8, Online).state.Steps()
	var walked []string
	for i, s := range steps {
		walked = append(walked, s.ID)
		if s.Done == 0 || s.By != official {
			t.Errorf("step %s is not ended: %+v", s.ID, s)
		}
		if i > 1 && s.Since != steps[i-1].Done { // between check and register lies the assignment
			t.Errorf("step %s begins at %s, the one before ended at %s", s.ID, s.Since, steps[i-1].Done)
		}
	}
	if strings.Join(walked, " ") != "check register sign seal" {
		t.Errorf("walked %v", walked)
	}
	if steps[3].Due != 0 {
		t.Errorf("a step without hours is due at %s", steps[3].Due)
	}
}

func TestClocksEndWithTheResult(t *testing.T) {
	before := reach(t, 6, Online)
	for _, c := range before.state.Clocks {
		if e := c.Epochs[0]; e.Ended != 0 || e.End != "" {
			t.Errorf("%s ended before the result: %+v", c.Kind, e)
		}
	}
	after := reach(t, 7, Online)
	for _, kind := range []ClockKind{Promised, Legal} {
		e, ok := after.state.Clocks.Running(kind)
		if !ok || e.Ended != after.state.Result.At || e.End != "result" || e.Due != before.state.Clocks.Due(kind) {
			t.Errorf("%s: %+v", kind, e)
		}
	}
	if after.state.Result.Code != "KQ.1" {
		t.Errorf("result %+v", after.state.Result)
	}
}

func TestTimelinessCountsDays(t *testing.T) {
	due := at("2019-06-18 17:00")
	for result, want := range map[string]Timeliness{"2019-06-17 23:59:59": Early, "2019-06-18 00:00": OnTime, "2019-06-18 17:00": OnTime, "2019-06-18 17:00:01": Late} {
		if got := Judge(at(result), due); got != want {
			t.Errorf("TT01 Đ13: a result of %s is %s, want %s", result, got, want)
		}
	}
}
