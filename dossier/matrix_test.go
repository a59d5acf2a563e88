package dossier

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"motcua/internal/fault"
)

// place is a status and, while a dossier is worked on, the step at hand.
type place struct {
	status  Status
	current string
}

// everywhere is a dossier at every place of its life, refused and void ones too.
func everywhere(t *testing.T, e Env) map[place]State {
	t.Helper()
	out := map[place]State{{}: {}}
	add := func(s State) { out[place{s.Status, s.Current}] = s }
	add(walked(t, e, application(Online), Refuse{NotEligible, "Không đủ điều kiện."}).state)
	add(walked(t, e, application(Online), asking()).state)
	add(walked(t, e, application(Online), Withdraw{"Nộp nhầm."}).state)
	add(walked(t, e, application(Online), Receive{}, Void{"Tiếp nhận nhầm."}).state)
	for n := 1; n <= len(path()); n++ {
		add(walked(t, e, path()[:n]...).state)
	}
	return out
}

// allowed is the life of a dossier: where each command may happen. Nowhere else.
func allowed() []struct {
	article string
	c       Command
	at      []place
} {
	in := func(at ...place) []place { return at }
	return []struct {
		article string
		c       Command
		at      []place
	}{
		{"NĐ61 Đ16 k1c submit", application(Online), in(place{})},
		{"NĐ61 Đ17 k3 receive", Receive{}, in(place{Submitted, ""})},
		{"NĐ61 Đ17 k1b refuse", Refuse{NotEligible, "Không đủ điều kiện."}, in(place{Submitted, ""}, place{Awaiting, ""})},
		{"NĐ61 Đ17 k1a ask for a supplement", asking(), in(place{Submitted, ""})},
		{"NĐ61 Đ17 k1a answer it", answering(Online), in(place{Awaiting, ""})},
		{"NĐ61 Đ17 k2a redirect", elsewhere(), in(place{Submitted, ""})},
		{"withdraw before receipt", Withdraw{"Nộp nhầm."}, in(place{Submitted, ""}, place{Awaiting, ""})},
		{"ask for the dossier back", RequestWithdrawal{"Nộp nhầm."},
			in(place{Received, "check"}, place{Transferred, ""}, place{Processing, "register"}, place{Processing, "sign"})},
		{"hand it back at the counter", ConfirmWithdrawal{"Nộp nhầm."},
			in(place{Received, "check"}, place{Transferred, ""}, place{Processing, "register"}, place{Processing, "sign"})},
		{"NĐ61 Đ19 k8 refuse after appraisal", Decline{NotEligible, "Không đủ điều kiện."}, in(place{Processing, "register"})},
		{"NĐ61 Đ18 k2 transfer", Transfer{}, in(place{Received, "check"})},
		{"NĐ61 Đ19 k1 assign", Assign{official.Account}, in(place{Transferred, ""})},
		{"TT01 Đ8 complete", CompleteStep{PersonNumber: "020219000123"}, in(place{Processing, "register"})},
		{"NĐ61 Đ19 k2 approve", Approve{}, in(place{Processing, "sign"})},
		{"NĐ61 Đ20 k1 deliver", Deliver{}, in(place{Processing, "seal"})},
		{"NĐ61 Đ20 k3 return", collected(), in(place{ResultReady, ""})},
		{"NĐ61 Đ9 k1 void, until a result is approved", Void{"Tiếp nhận nhầm."},
			in(place{Received, "check"}, place{Transferred, ""}, place{Processing, "register"}, place{Processing, "sign"})},
	}
}

// Exactly the allowed commands pass, whatever else is right about them.
//
// law: NĐ61 Đ17 k1b
// law: NĐ61 Đ17 k3
// law: NĐ61 Đ18 k2
// law: NĐ61 Đ20 k3
func TestEveryCommandAtEveryStatus(t *testing.T) {
	e := bench(t)
	states := everywhere(t, e)
	if len(states) != 13 {
		t.Fatalf("%d places, want 13: %v", len(states), states)
	}
	kindsSeen := map[string]bool{}
	for _, v := range allowed() {
		kindsSeen[string(v.c.Kind())] = true
		for at, s := range states {
			t.Run(fmt.Sprintf("%s/%s %s", v.article, at.status, at.current), func(t *testing.T) {
				if !slices.Contains(v.at, at) {
					refused(t, s, v.c, e, fault.CodeState, "", "")
					return
				}
				events, err := Decide(s, v.c, e)
				if err != nil || len(events) != 1 || events[0].Kind != v.c.Kind() {
					t.Errorf("%d events: %v", len(events), err)
				}
			})
		}
	}
	if len(kindsSeen) != len(samples()) {
		t.Errorf("commands for %d of %d kinds of events", len(kindsSeen), len(samples()))
	}
}

// The steps come in the order of the internal process (TT01 Đ8), each begun when
// the one before is done, by the hours the process gives.
func TestStepsFollowTheProcess(t *testing.T) {
	e := bench(t)
	var d standing
	for i, c := range path() {
		var err error
		d, err = d.after(t, c, e)
		if err != nil {
			t.Fatalf("command %d: %v", i, err)
		}
		e.Now = e.Now.Add(20 * 60e9)
	}
	steps := d.state.Steps()
	if len(steps) != len(e.Process.Steps) {
		t.Fatalf("%d steps walked, the process has %d", len(steps), len(e.Process.Steps))
	}
	start := instant(t, "2019-06-17 09:20:00") // received
	begun := []string{"2019-06-17 09:20:00", "2019-06-17 10:00:00", "2019-06-17 10:20:00", "2019-06-17 10:40:00"}
	// An hour of the process is an eighth of the day: 56m15s of its 7.5 hours.
	due := []string{"2019-06-17 10:16:15", "2019-06-17 13:52:30", "2019-06-17 11:16:15", ""}
	for i, s := range steps {
		if s.ID != e.Process.Steps[i].ID || show(s.Since) != begun[i] || s.By != official.Account || s.Done <= s.Since {
			t.Errorf("step %d is %+v, since %s, want %s since %s", i, s, show(s.Since), e.Process.Steps[i].ID, begun[i])
		}
		if s.Due == 0 && due[i] != "" || s.Due != 0 && show(s.Due) != due[i] {
			t.Errorf("step %s due %s, want %q", s.ID, show(s.Due), due[i])
		}
	}
	if len(d.state.Legs) != 1 || !d.state.Legs[0].Lead || d.state.ReceivedAt != start {
		t.Errorf("legs %+v, received %s", d.state.Legs, show(d.state.ReceivedAt))
	}
	if r := d.state.Result; r == nil || r.Code != "KQ.01" {
		t.Errorf("result %+v", r)
	}
}

// A promise once printed is not recomputed, and its clock stops with the result,
// not with the collection (NĐ61 Đ17 k3, Đ20 k3).
func TestClocksEndWithTheResult(t *testing.T) {
	e := bench(t)
	var d standing
	var promised Epoch
	for _, c := range path() {
		var err error
		d, err = d.after(t, c, e)
		if err != nil {
			t.Fatal(err)
		}
		if d.state.Status == Received {
			promised, _ = d.state.Clocks.Running(Promised)
		}
		for _, kind := range []ClockKind{Promised, Legal} {
			epoch, ran := d.state.Clocks.Running(kind)
			closed := d.state.Status == ResultReady || d.state.Status == Returned
			if ran != (d.state.Status != Submitted) || closed != (epoch.Ended != 0) || closed != (epoch.End == "result") {
				t.Errorf("%s while %s: ran %t, %+v", kind, d.state.Status, ran, epoch)
			}
			if closed && epoch.Ended != d.state.Result.At {
				t.Errorf("%s ended %s, result of %s", kind, show(epoch.Ended), show(d.state.Result.At))
			}
		}
		e.Now = e.Now.Add(26 * 3600e9) // late, too
	}
	epoch, _ := d.state.Clocks.Running(Promised)
	epoch.Ended, epoch.End = 0, ""
	if !reflect.DeepEqual(epoch, promised) {
		t.Errorf("the promise became %+v, it was %+v", epoch, promised)
	}
}
