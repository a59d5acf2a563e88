package notify_test

import (
	"strings"
	"testing"

	"motcua/internal/event"
	"motcua/internal/job"
	"motcua/internal/testkit"
	"motcua/notify"
	"motcua/sandbox"
)

func TestApplicantIsToldEveryWay(t *testing.T) { // TT32 Đ9 k1b, k2
	testkit.EachEngine(t, func(t *testing.T, b testkit.Bench) {
		h := newHouse(t, b)
		h.tell = func(event.Follow) (notify.Notice, bool) { return notice(notify.Refused), true }
		h.happen(1)
		counts := h.settle()
		if counts["done"] != 3 || counts["parked"] != 0 {
			t.Fatalf("jobs: %v", counts)
		}
		inbox, err := h.service.Inbox(t.Context(), b.Authority, account, 0, 10)
		if err != nil || len(inbox) != 1 {
			t.Fatalf("inbox: %v, %v", inbox, err)
		}
		if title := inbox[0].Title(h.service.Texts, "en"); title != "Dossier "+code+" refused" {
			t.Errorf("title: %q", title)
		}
		if text := inbox[0].Text(h.service.Texts, "vi"); !strings.Contains(text, "08:00, 17/06/2019") || strings.Contains(text, "⟦") {
			t.Errorf("inbox text: %q", text)
		}
		checkMail(t, h)
		checkSMS(t, h)
		h.noPerson()
	})
}

func checkMail(t *testing.T, h *house) {
	t.Helper()
	mails := h.arrived(sandbox.PeerMail)
	if len(mails) != 1 {
		t.Fatalf("%d mails", len(mails))
	}
	m := mails[0]
	if m.Subject != "Hồ sơ "+code+" bị từ chối" || m.To[0] != plantedEmail {
		t.Errorf("mail %q to %v", m.Subject, m.To)
	}
	for _, want := range []string{"Chào " + plantedName + ",", "Lý do: " + plantedReason, args()[notify.ArgLink], "không bao giờ hỏi mật khẩu"} {
		if !strings.Contains(m.Text, want) {
			t.Errorf("the mail lacks %q:\n%s", want, m.Text)
		}
	}
	d := h.deliveries()[notify.ChannelMail]
	if d.State != notify.StateSent || m.Key != d.Ref+"@mail.langson.test" || d.Template != notify.Refused {
		t.Errorf("delivery %+v of mail %s", d, m.Key)
	}
}

func checkSMS(t *testing.T, h *house) {
	t.Helper()
	texts := h.arrived(sandbox.PeerSMS)
	if len(texts) != 1 {
		t.Fatalf("%d text messages", len(texts))
	}
	m := texts[0]
	if m.To[0] != plantedDigits || m.From != "LANGSON" || !strings.HasPrefix(m.Text, "Ho so "+code+" bi tu choi: Dang ky khai sinh.") {
		t.Errorf("text message %q to %v from %s", m.Text, m.To, m.From)
	}
	d := h.deliveries()[notify.ChannelSMS]
	if d.State != notify.StateSent || d.Ref != m.Reference {
		t.Errorf("delivery %+v of %s", d, m.Reference)
	}
}

func TestOnlyTheWaysAPersonHas(t *testing.T) {
	testkit.EachEngine(t, func(t *testing.T, b testkit.Bench) {
		h := newHouse(t, b)
		h.tell = func(f event.Follow) (notify.Notice, bool) {
			n := notice(notify.Received)
			switch f.Seq {
			case 1: // filed at the counter: no account, no mail address
				n.Account, n.Email = 0, ""
			case 2: // an event nobody is told about
				return notify.Notice{}, false
			}
			return n, true
		}
		h.happen(1)
		h.happen(2)
		counts := h.settle()
		if counts["done"] != 3 || len(h.arrived(sandbox.PeerMail)) != 0 || len(h.arrived(sandbox.PeerSMS)) != 1 {
			t.Errorf("jobs %v, arrived %v", counts, h.sandbox.Messages())
		}
		if n, err := h.service.Unread(t.Context(), b.Authority, account); err != nil || n != 0 {
			t.Errorf("unread: %d, %v", n, err)
		}
	})
}

func TestWithdrawnAddressIsNotUsed(t *testing.T) {
	testkit.EachEngine(t, func(t *testing.T, b testkit.Bench) {
		h := newHouse(t, b)
		asked := 0
		h.tell = func(event.Follow) (notify.Notice, bool) {
			n := notice(notify.ResultReady)
			if asked++; asked > 1 {
				n.Email, n.Phone = "", ""
			}
			return n, true
		}
		h.happen(1)
		h.settle()
		d := h.deliveries()
		if len(h.sandbox.Messages()) != 0 || d[notify.ChannelMail].State != notify.StateSkipped || d[notify.ChannelSMS].State != notify.StateSkipped {
			t.Errorf("arrived %v, deliveries %v", h.sandbox.Messages(), d)
		}
	})
}

func TestIncompleteTemplateIsParkedNotSent(t *testing.T) {
	testkit.EachEngine(t, func(t *testing.T, b testkit.Bench) {
		h := newHouse(t, b)
		h.tell = func(event.Follow) (notify.Notice, bool) {
			n := notice(notify.Received)
			delete(n.Args, notify.ArgDue)
			return n, true
		}
		h.happen(1)
		counts := h.settle()
		if counts["parked"] != 2 || len(h.sandbox.Messages()) != 0 {
			t.Errorf("jobs %v, arrived %v", counts, h.sandbox.Messages())
		}
		if !strings.Contains(h.logged.String(), "template received lacks") {
			t.Errorf("the log does not say why: %s", h.logged)
		}
		h.noPerson()
	})
}

// faultCase is a fault of a carrier and how it must end.
type faultCase struct {
	fault    string
	count    int // messages hit
	state    string
	messages int // accepted by the carrier in the end
	repeats  int // recognised by it
	copies   int
}

func TestFaultsOfTheCarriers(t *testing.T) {
	cases := []faultCase{
		{sandbox.FaultLate, 2, notify.StateSent, 1, 2, 1},
		{sandbox.FaultNever, 2, notify.StateSent, 1, 2, 1},
		{sandbox.FaultTwice, 1, notify.StateSent, 1, 0, 2},
		{sandbox.FaultError, 3, notify.StateSent, 1, 0, 1},
		{sandbox.FaultRefuse, 1, notify.StateRefused, 0, 0, 0},
	}
	testkit.EachEngine(t, func(t *testing.T, b testkit.Bench) {
		h := newHouse(t, b)
		seq := int32(0)
		for _, c := range cases {
			for _, peer := range []string{sandbox.PeerMail, sandbox.PeerSMS} {
				seq++
				t.Run(c.fault+" "+peer, func(t *testing.T) { h.only(t, peer).endure(c, peer, seq) })
			}
		}
	})
}

// endure lets one message meet a fault and checks how it ends.
func (h *house) endure(c faultCase, peer string, seq int32) {
	h.t.Helper()
	err := h.sandbox.SetFault(sandbox.Fault{Peer: peer, Fault: c.fault, Count: c.count, DelayMS: 60_000})
	if err != nil {
		h.t.Fatal(err)
	}
	before, parked := len(h.arrived(peer)), h.parked()
	h.happen(seq)
	counts := h.settle()
	arrived := h.arrived(peer)
	arrived = arrived[:len(arrived)-before]
	if len(arrived) != c.messages {
		h.t.Fatalf("%d messages, want %d: %+v", len(arrived), c.messages, arrived)
	}
	if len(arrived) == 1 && (arrived[0].Repeats < c.repeats || arrived[0].Copies != c.copies) {
		h.t.Errorf("repeats %d (want %d), copies %d (want %d)", arrived[0].Repeats, c.repeats, arrived[0].Copies, c.copies)
	}
	if d := h.lastDelivery(); d.Channel != peer || d.State != c.state {
		h.t.Errorf("delivery %+v, want %s", d, c.state)
	}
	if want := parked + int64(1-c.messages); counts["parked"] != want {
		h.t.Errorf("%d parked, want %d", counts["parked"], want)
	}
	h.noPerson()
}

// only is h telling about one dossier by one way.
func (h *house) only(t *testing.T, peer string) *house {
	sub := *h
	sub.t = t
	h.tell = func(event.Follow) (notify.Notice, bool) {
		n := notice(notify.Received)
		if peer == sandbox.PeerMail {
			n.Phone = ""
		} else {
			n.Email = ""
		}
		return n, true
	}
	return &sub
}

func (h *house) parked() int64 {
	h.t.Helper()
	counts, err := h.runner.Counts(h.t.Context())
	if err != nil {
		h.t.Fatal(err)
	}
	return counts["parked"]
}

func (h *house) lastDelivery() notify.Delivery {
	h.t.Helper()
	list, err := h.service.Deliveries(h.t.Context(), h.Authority, dossier)
	if err != nil || len(list) == 0 {
		h.t.Fatalf("deliveries: %v, %v", list, err)
	}
	return list[len(list)-1]
}

// A worker that dies after the carrier accepted and before it recorded leaves a
// job that runs again: the key is the same, so the carrier recognises it.
func TestRepeatAfterACrashIsRecognised(t *testing.T) {
	testkit.EachEngine(t, func(t *testing.T, b testkit.Bench) {
		h := newHouse(t, b)
		for kind, peer := range map[string]string{notify.KindMail: sandbox.PeerMail, notify.KindSMS: sandbox.PeerSMS} {
			j := job.Job{ID: 77, Kind: kind, Key: "9001/1", Attempt: 1, Args: []byte(`{"dossier":"9001","seq":1,"event":"dossier.received"}`)}
			for range 2 {
				write, err := h.runner.Handlers[kind](t.Context(), j)
				if err != nil || write == nil {
					t.Fatalf("%s: %v", kind, err)
				}
			}
			arrived := h.arrived(peer)
			if len(arrived) != 1 || arrived[0].Repeats != 1 {
				t.Errorf("%s: %+v", kind, arrived)
			}
		}
	})
}

func TestAKeyPutRightSendsWhatWaited(t *testing.T) {
	testkit.EachEngine(t, func(t *testing.T, b testkit.Bench) {
		h := newHouse(t, b)
		other := startSandbox(t, b.Clock) // its key is another: h's carrier does not know it
		carrier, err := notify.NewCarrier(notify.CarrierConfig{URL: "http://" + h.sandbox.HTTPAddr() + "/sms/v1/messages", KeyFile: other.KeyFile()})
		if err != nil {
			t.Fatal(err)
		}
		h.service.Texter = carrier
		h.tell = func(event.Follow) (notify.Notice, bool) {
			n := notice(notify.Received)
			n.Email = ""
			return n, true
		}
		h.happen(1)
		_, err = h.runner.Drain(t.Context())
		if err != nil || h.parked() != 0 || len(h.arrived(sandbox.PeerSMS)) != 0 {
			t.Fatalf("a wrong key must wait: %v", err)
		}
		h.service.Texter = texter(t, h.sandbox)
		h.settle()
		if len(h.arrived(sandbox.PeerSMS)) != 1 {
			t.Error("the message did not go out once the key was right")
		}
	})
}
