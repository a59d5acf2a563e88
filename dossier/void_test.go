package dossier

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"motcua/internal/clock"
	"motcua/internal/fault"
)

// A receipt is declared void on the civil day of receipt only, whatever the office
// hours, and by Vietnamese time: 00:30 of the next day is still the day before in
// UTC.
//
// law: TT01 Đ19 k1
func TestVoidOnTheDayOfReceiptOnly(t *testing.T) {
	e := bench(t)
	for _, v := range []struct {
		received, at string
		late         bool
	}{
		{"2019-06-17 09:00:00", "2019-06-17 09:00:00", false},
		{"2019-06-17 09:00:00", "2019-06-17 23:59:59", false},
		{"2019-06-17 09:00:00", "2019-06-18 00:00:00", true},
		{"2019-06-17 23:59:59", "2019-06-18 00:30:00", true},
		{"2019-06-18 00:30:00", "2019-06-18 08:00:00", false},
		{"2019-06-14 16:00:00", "2019-06-17 07:30:00", true},
	} {
		e.Now = instant(t, v.received)
		s := walked(t, e, application(Online), Receive{}).state
		e.Now = instant(t, v.at)
		if v.late {
			refused(t, s, Void{"Tiếp nhận nhầm."}, e, fault.CodeVoidLate, "", "")
			continue
		}
		if _, err := Decide(s, Void{"Tiếp nhận nhầm."}, e); err != nil {
			t.Errorf("received %s, void at %s: %v", v.received, v.at, err)
		}
	}
}

// The signature decides the result: at the step of signing it is not there yet.
func TestVoidBeforeTheResultIsDecided(t *testing.T) {
	e := bench(t)
	for n, ok := range map[int]bool{1: false, 2: true, 3: true, 4: true, 5: true, 6: false, 7: false, 8: false} {
		s := walked(t, e, path()[:n]...).state
		if !ok {
			refused(t, s, Void{"Tiếp nhận nhầm."}, e, fault.CodeState, "", "")
		} else if err := s.Voidable(e.Now); err != nil {
			t.Errorf("while %s at %q: %v", s.Status, s.Current, err)
		}
	}
}

func TestVoidNeedsAReason(t *testing.T) {
	e := bench(t)
	s := walked(t, e, path()[:2]...).state
	for reason, on := range map[string]fault.Code{"": fault.CodeReasonRequired, " \u200b\n": fault.CodeReasonRequired,
		strings.Repeat("ế", 501): fault.CodeFieldTooLong} {
		refused(t, s, Void{reason}, e, fault.CodeInvalid, "reason", on)
	}
	d, err := walked(t, e, path()[:2]...).after(t, Void{"  " + strings.Repeat("e\u0302\u0301", 500) + "\n"}, e)
	if err != nil || d.person.Reason != strings.Repeat("ế", 500) {
		t.Errorf("the reason is kept as %q (%v)", d.person.Reason, err)
	}
}

// What a void receipt leaves: no work, no running clock, the promise as it was, the
// code, and "stopped" for the nation (TT22 Phụ lục I: 8).
func TestWhatAVoidReceiptLeaves(t *testing.T) {
	e := bench(t)
	for n := 2; n <= 5; n++ {
		before := walked(t, e, path()[:n]...)
		e := e
		e.Now = e.Now.Add(30 * 60e9)
		d, err := before.after(t, Void{"Tiếp nhận nhầm."}, e)
		if err != nil {
			t.Fatal(err)
		}
		s := d.state
		if s.Status != Voided || s.Status.National() != Stopped || !s.Status.Closed() || s.Code != before.state.Code || len(Work(s, e.Process)) != 0 ||
			s.Void == nil || *s.Void != (Voiding{e.Now, official.Account}) || d.person.Reason != "Tiếp nhận nhầm." || d.person.Applicant.Name == "" {
			t.Errorf("after %d events: %+v, %+v", n, s, d.person)
		}
		for _, kind := range []ClockKind{Promised, Legal} {
			was, _ := before.state.Clocks.Running(kind)
			is, _ := s.Clocks.Running(kind)
			if is.Ended != e.Now || is.End != "voided" {
				t.Errorf("%s ended %s by %q", kind, show(is.Ended), is.End)
			}
			is.Ended, is.End = 0, ""
			if !reflect.DeepEqual(is, was) {
				t.Errorf("%s became %+v", kind, is)
			}
		}
		if degree := DegreeOf(s, e.Process); !degree.Void || degree.Code != s.Code {
			t.Errorf("degree %+v", degree)
		}
	}
}

// A void receipt was received by nobody's count, whatever else happened, and is
// neither kept nor missed (NĐ61 Đ30 k2c).
func TestAVoidReceiptIsNotCountedAsReceived(t *testing.T) {
	e := bench(t)
	sums := map[Delta]int64{}
	d := walked(t, e, append(path()[:5:5], Void{"Tiếp nhận nhầm."})...)
	var s State
	for _, f := range d.facts {
		s = s.Apply(f)
		for _, delta := range Deltas(s, f) {
			n := delta.N
			delta.N = 0
			sums[delta] += n
		}
	}
	day, agency := clock.MustDate("2019-06-17"), s.Places.Agency
	want := map[Delta]int64{{CountSubmitted, agency, day, 0}: 1, {CountReceived, agency, day, 0}: 0, {CountVoided, agency, day, 0}: 1}
	if !reflect.DeepEqual(sums, want) {
		t.Errorf("counted %v, want %v", sums, want)
	}
}

// TT01 Đ19 k1: numbering obeys the number a day that the law gives, and four digits
// whatever it gives.
//
// law: TT01 Đ19 k1
func TestNumberingObeysTheLaw(t *testing.T) {
	e := bench(t)
	s := walked(t, e, application(Online)).state
	events, err := Decide(s, Receive{}, e)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range []struct {
		no, most int
		full     bool
		max      int
	}{{500, 500, false, 0}, {501, 500, true, 500}, {9999, 9999, false, 0}, {10000, 9999, true, 9999}, {10000, 20000, true, 9999}} {
		n, err := numbered(events[0], "000.12.15.H37", v.no, v.most)
		switch {
		case v.full && (!fault.Is(err, fault.CodeDayFull) || !slices.Contains(fault.As(err).Args, any(v.max))):
			t.Errorf("number %d of %d: %v", v.no, v.most, err)
		case !v.full && (err != nil || n.Body.(ReceivedBody).No != v.no):
			t.Errorf("number %d of %d: %+v, %v", v.no, v.most, n.Body, err)
		}
	}
}
