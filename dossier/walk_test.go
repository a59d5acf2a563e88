package dossier

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"motcua/internal/clock"
	"motcua/internal/fault"
)

// drawn is any command a person could send, right or wrong.
func drawn(t *rapid.T) Command {
	channel := rapid.SampledFrom([]Channel{Online, Counter, Post, ByAgent, "", "pigeon"})
	word := rapid.SampledFrom([]string{"", " ", "Lăng Thị Mẫu", strings.Repeat("ế", 3000)})
	yes := rapid.Bool()
	switch rapid.IntRange(0, 16).Draw(t, "command") {
	case 0:
		return application(channel.Draw(t, "filing"))
	case 1:
		return Receive{Fees: rapid.SliceOfN(rapid.Custom(drawnFee), 0, 2).Draw(t, "fees")}
	case 2:
		return Refuse{rapid.SampledFrom(append(Grounds(), "", "else")).Draw(t, "ground"), word.Draw(t, "reason")}
	case 3:
		return Transfer{}
	case 4:
		return Assign{rapid.Int64Range(0, 3).Draw(t, "assignee")}
	case 5:
		return CompleteStep{PersonNumber: rapid.SampledFrom([]string{"", "020219000123", "020219"}).Draw(t, "number")}
	case 6:
		return Approve{}
	case 7:
		return Deliver{}
	case 8:
		return Void{word.Draw(t, "reason")}
	case 9:
		return drawnRequest(t, word.Draw(t, "reason"))
	case 10:
		return answering(channel.Draw(t, "through"))
	case 11:
		return Redirect{To: 201, Places: rapid.SampledFrom([]Places{{}, {201, 202, 203, 204}}).Draw(t, "places"), Reason: word.Draw(t, "reason")}
	case 12:
		return Decline{rapid.SampledFrom(append(Grounds(), "")).Draw(t, "ground"), word.Draw(t, "reason")}
	case 13:
		return Withdraw{word.Draw(t, "reason")}
	case 14:
		return RequestWithdrawal{word.Draw(t, "reason")}
	case 15:
		return ConfirmWithdrawal{word.Draw(t, "reason")}
	}
	return GiveBack{channel.Draw(t, "method"), yes.Draw(t, "receipt"), yes.Draw(t, "proxy"), yes.Draw(t, "authorisation"),
		yes.Draw(t, "book"), word.Draw(t, "collector")}
}

func drawnFee(t *rapid.T) FeeNote {
	return FeeNote{Line: rapid.IntRange(0, 2).Draw(t, "line"), Quantity: rapid.IntRange(0, 3).Draw(t, "quantity"),
		Amount: rapid.Int64Range(-1, 50000).Draw(t, "amount"), Paid: rapid.Bool().Draw(t, "paid"), Receipt: rapid.SampledFrom([]string{"", "BL1"}).Draw(t, "receipt")}
}

func drawnRequest(t *rapid.T, reason string) Command {
	items := rapid.SliceOfN(rapid.SampledFrom([]Item{{OfComponent, "0:1"}, {OfField, "child_name"}, {OfField, "0:1"}, {OfField, "shoe_size"}}), 0, 3).Draw(t, "items")
	c := RequestSupplement{Items: items, Guidance: rapid.SampledFrom([]string{"", "Nộp tại quầy."}).Draw(t, "guidance")}
	for range items {
		c.Reasons = append(c.Reasons, reason)
	}
	return c
}

// next is a command: most often one that leads on, so that walks come to an end.
func next(t *rapid.T, s State) Command {
	var leads []Command
	for _, v := range allowed() {
		if !ending(v.c) && slices.Contains(v.at, place{s.Status, s.Current}) {
			leads = append(leads, v.c)
		}
	}
	if len(leads) > 0 && rapid.IntRange(0, 3).Draw(t, "lead on") > 0 {
		return rapid.SampledFrom(leads).Draw(t, "lead")
	}
	return drawn(t)
}

// ending reports a command that is drawn often enough: nothing comes after it.
func ending(c Command) bool {
	switch c.(type) {
	case Void, Withdraw, ConfirmWithdrawal:
		return true
	}
	return false
}

// copied is v as text: what it was at this moment, whatever happens to it later.
func copied(t failer, v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return string(text)
}

// Whatever people do, in whatever order and at whatever hour, the properties of
// a dossier hold.
func TestAnyWalk(t *testing.T) {
	e := bench(t)
	ends := map[Status]int{}
	rapid.Check(t, func(t *rapid.T) {
		e := e
		var d standing
		var states []State
		var texts []string
		for range rapid.IntRange(8, 40).Draw(t, "commands") {
			e.Now = e.Now.Add(time.Duration(rapid.Int64Range(0, int64(9*24*time.Hour/time.Second)).Draw(t, "seconds")) * time.Second)
			e.Actor.Account = rapid.Int64Range(1, 3).Draw(t, "actor")
			before := d
			var err error
			d, err = d.after(t, next(t, d.state), e)
			states, texts = append(states, d.state), append(texts, copied(t, d.state))
			if err != nil {
				unchanged(t, before, d, err)
				continue
			}
			holds(t, before.state, d.state, e)
		}
		for i, s := range states {
			if copied(t, s) != texts[i] {
				t.Fatalf("a later event changed an earlier state:\n  %s\nwas\n  %s", copied(t, s), texts[i])
			}
		}
		refold(t, d)
		ends[d.state.Status]++
	})
	for _, want := range []Status{Refused, Returned} { // walks seldom come to the other ends
		if ends[want] == 0 {
			t.Errorf("no walk came to %s: %v", want, ends)
		}
	}
}

// unchanged: a refusal has words for people and changes nothing.
func unchanged(t *rapid.T, before, after standing, err error) {
	if fault.KindOf(fault.As(err).Code) == fault.Internal {
		t.Fatalf("a refusal without words: %v", err)
	}
	if !reflect.DeepEqual(before, after) {
		t.Fatalf("a refused command changed the dossier")
	}
}

// holds checks what is true after every event.
func holds(t *rapid.T, before, after State, e Env) {
	if after.Seq != before.Seq+1 || after.Last.At != e.Now || after.Last.Actor != e.Actor {
		t.Fatalf("last event %+v at version %d after %d", after.Last, after.Seq, before.Seq)
	}
	if before.Status.Closed() {
		t.Fatalf("something happened to a dossier that was %s", before.Status)
	}
	var again State
	err := json.Unmarshal([]byte(copied(t, after)), &again)
	if err != nil || !reflect.DeepEqual(again, after) {
		t.Fatalf("stored and read again (%v):\n  %+v\nwas\n  %+v", err, again, after)
	}
	work := Work(after, e.Process)
	most := 1
	if after.withdrawing() {
		most = 2 // it is handed back, or its step ends first
	}
	if after.Status.Closed() != (len(work) == 0) || len(work) > most {
		t.Fatalf("%d pieces of work while %s", len(work), after.Status)
	}
	if n := after.National(); n < NewlyFiled || n > ResultGiven {
		t.Fatalf("%s has no national status", after.Status)
	}
	was, is := DegreeOf(before, e.Process).Percent(), DegreeOf(after, e.Process).Percent()
	if before.Status != "" && is < was || is < 0 || is > 100 {
		t.Fatalf("from %d%% to %d%%", was, is)
	}
	if promised := before.Clocks.Due(Promised); promised != 0 && after.Clocks.Due(Promised) != promised {
		t.Fatalf("the promise moved")
	}
	if _, open := after.CurrentStep(); open != (after.Current != "") {
		t.Fatalf("step at hand %q, open %t", after.Current, open)
	}
}

// refold: the events alone give the state and the personal part again.
func refold(t *rapid.T, d standing) {
	var s State
	var p Person
	var last clock.Instant
	for i, f := range d.facts {
		s, p = s.Apply(f), p.Apply(f)
		if f.Seq != int32(i+1) || f.At < last {
			t.Fatalf("event %d is number %d", i+1, f.Seq)
		}
		last = f.At
	}
	if !reflect.DeepEqual(s, d.state) || !reflect.DeepEqual(p, d.person) {
		t.Fatalf("folded again:\n  %+v\nwas\n  %+v", s, d.state)
	}
}
