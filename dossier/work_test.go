package dossier

import (
	"testing"

	"motcua/authz"
	"motcua/internal/clock"
)

// Each open status is one piece of work of one post, and its due moment orders
// the list; a closed dossier is nobody's work (TT01 Đ8).
// Eight hours of the process make the day, so one takes 56m15s of 7.5 office hours.
//
// law: NĐ61 Đ18 k1, NĐ61 Đ18 k2
func TestWorkAtEachStep(t *testing.T) {
	const none = ""
	for _, v := range []struct {
		name, received string
		filing         Channel
		commands       int
		want           WorkItem
		due            string
	}{
		{"NĐ61 Đ17 k1 to be received", "2019-06-17 09:00:00", Online, 1,
			WorkItem{Item: "submitted", Unit: 102, Role: authz.CounterOfficial, Action: authz.DossierReceive}, none},
		{"NĐ61 Đ18 k1 online: handed on within the step", "2019-06-17 09:00:00", Online, 2,
			WorkItem{Item: "received", Unit: 102, Role: authz.CounterOfficial, Action: authz.DossierTransfer}, "2019-06-17 09:56:15"},
		{"NĐ61 Đ18 k2 counter: within the day", "2019-06-17 09:00:00", Counter, 2,
			WorkItem{Item: "received", Unit: 102, Role: authz.CounterOfficial, Action: authz.DossierTransfer}, "2019-06-17 17:00:00"},
		{"NĐ61 Đ18 k2 counter after 15:00: next morning", "2019-06-17 15:30:00", Counter, 2,
			WorkItem{Item: "received", Unit: 102, Role: authz.CounterOfficial, Action: authz.DossierTransfer}, "2019-06-18 07:30:00"},
		{"NĐ61 Đ19 k1 to be assigned", "2019-06-17 09:00:00", Counter, 3,
			WorkItem{Item: "transferred", Unit: 104, Role: authz.Leader, Action: authz.DossierAssign}, "2019-06-17 17:00:00"},
		{"TT01 Đ8 the handler's step, by its hours", "2019-06-17 09:00:00", Counter, 4,
			WorkItem{Item: "register", Unit: 103, Role: authz.Specialist, Assignee: official.Account, Action: authz.DossierComplete}, "2019-06-17 10:52:30"},
		{"NĐ61 Đ19 k2 to be signed, by any leader", "2019-06-17 09:00:00", Counter, 5,
			WorkItem{Item: "sign", Unit: 104, Role: authz.Leader, Action: authz.DossierApprove}, "2019-06-17 09:56:15"},
		{"NĐ61 Đ20 k1 to be sealed, a step without hours", "2019-06-17 09:00:00", Counter, 6,
			WorkItem{Item: "seal", Unit: 103, Role: authz.Specialist, Assignee: official.Account, Action: authz.DossierDeliver}, "2019-06-17 17:00:00"},
		{"NĐ61 Đ20 k3 to be returned, when the applicant comes", "2019-06-17 09:00:00", Counter, 7,
			WorkItem{Item: "result_ready", Unit: 102, Role: authz.CounterOfficial, Action: authz.DossierReturn}, "applicant"},
	} {
		t.Run(v.name, func(t *testing.T) {
			e := bench(t)
			e.Now = instant(t, v.received)
			commands := path()[:v.commands]
			commands[0] = application(v.filing)
			work := Work(walked(t, e, commands...).state, e.Process)
			v.want.Since, v.want.Due = e.Now, farAway
			switch v.due {
			case none:
			case "applicant":
				v.want.Due = forApplicant
			default:
				v.want.Due = instant(t, v.due)
			}
			if len(work) != 1 || work[0] != v.want {
				t.Errorf("work %+v, want %+v", work, v.want)
			}
		})
	}
}

func TestClosedDossierIsNobodysWork(t *testing.T) {
	e := bench(t)
	for at, s := range everywhere(t, e) {
		want := 1
		if at.status == "" || at.status.Closed() {
			want = 0
		}
		if got := Work(s, e.Process); len(got) != want {
			t.Errorf("%s: %d pieces of work", at.status, len(got))
		}
	}
}

// A promise that ends before the step's own hours comes first.
func TestWorkIsDueByThePromiseWhenSooner(t *testing.T) {
	e := bench(t)
	e.Now = instant(t, "2019-06-17 09:00:00")
	d := walked(t, e, path()[:3]...)
	e.Now = instant(t, "2019-06-17 16:30:00")
	d, err := d.after(t, Assign{official.Account}, e)
	if err != nil {
		t.Fatal(err)
	}
	step, _ := d.state.CurrentStep()
	if show(step.Due) != "2019-06-18 08:52:30" {
		t.Errorf("the step is due %s", show(step.Due))
	}
	if work := Work(d.state, e.Process); show(work[0].Due) != "2019-06-17 17:00:00" {
		t.Errorf("the work is due %s", show(work[0].Due))
	}
}

// law: TT22 Đ4 k3
func TestNationalStatusOfEachStatus(t *testing.T) {
	want := map[Status]NationalStatus{Submitted: 1, Received: 2, Refused: 3, Transferred: 4, Processing: 4, Awaiting: 5, Withdrawn: 8, Voided: 8, ResultReady: 9, Returned: 10}
	e := bench(t)
	seen := map[Status]bool{}
	for at := range everywhere(t, e) {
		seen[at.status] = true
		if got := at.status.National(); got != want[at.status] {
			t.Errorf("TT22 %q is %d, want %d", at.status, got, want[at.status])
		}
	}
	for s := range want {
		if !seen[s] {
			t.Errorf("no dossier comes to %s", s)
		}
	}
}

// law: TT01 Đ16 k2d
func TestDegreeOfEachStatus(t *testing.T) {
	e := bench(t)
	for n, want := range []int{0, 16, 33, 33, 50, 66, 83, 100} {
		s := walked(t, e, path()[:n+1]...).state
		d := DegreeOf(s, e.Process)
		if d.Percent() != want || d.Code != s.Code || d.National != s.Status.National() {
			t.Errorf("TT01 Đ16 k2d after %d commands: %d%% %+v, want %d%%", n+1, d.Percent(), d, want)
		}
	}
	s := walked(t, e, application(Online), Refuse{NotEligible, "Không đủ điều kiện."}).state
	if got := DegreeOf(s, e.Process).Percent(); got != 100 {
		t.Errorf("TT01 Đ16 k2d refused: %d%%", got)
	}
}

// law: TT01 Đ13
func TestJudge(t *testing.T) {
	const due = "2019-06-18 17:00:00"
	for _, v := range []struct {
		name, result string
		want         Timeliness
	}{
		{"V17 TT01 Đ13 days before", "2019-06-14 16:59:00", Early},
		{"V17 TT01 Đ13 the last minute of the day before", "2019-06-17 23:59:59", Early},
		{"V17 TT01 Đ13 the first minute of the day", "2019-06-18 00:00:00", OnTime},
		{"V17 TT01 Đ13 in the morning", "2019-06-18 08:00:00", OnTime},
		{"V17 TT01 Đ13 at the moment", due, OnTime},
		{"V17 TT01 Đ13 a second later", "2019-06-18 17:00:01", Late},
		{"V17 TT01 Đ13 a day later", "2019-06-19 08:00:00", Late},
	} {
		t.Run(v.name, func(t *testing.T) {
			if got := Judge(instant(t, v.result), instant(t, due)); got != v.want {
				t.Errorf("result %s, due %s: %s, want %s", v.result, due, got, v.want)
			}
		})
	}
	if got := Judge(instant(t, due)+clock.Instant(1), instant(t, due)); got != Late {
		t.Errorf("V17 TT01 Đ13 a microsecond later: %s", got)
	}
}
