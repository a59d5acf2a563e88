package dossier_test

import (
	"context"
	"testing"

	"motcua/app/apptest"
	"motcua/authz"
	"motcua/dossier"
	"motcua/identity"
	"motcua/internal/clock"
	"motcua/internal/fault"
)

// do carries out a command on the version at hand.
func do(t *testing.T, town apptest.Town, actor authz.Actor, id int64, c dossier.Command) dossier.State {
	t.Helper()
	st, err := town.Dossiers.Do(context.Background(), actor, id, seq(t, town, id), c)
	if err != nil {
		t.Fatalf("%T: %v", c, err)
	}
	return st
}

func seq(t *testing.T, town apptest.Town, id int64) int32 {
	t.Helper()
	v, err := town.Dossiers.Open(context.Background(), town.Login(t, apptest.Chairman), id, authz.DossierRead)
	if err != nil {
		t.Fatal(err)
	}
	return v.State.Seq
}

func clean(t *testing.T, town apptest.Town) dossier.Report {
	t.Helper()
	report, err := town.Dossiers.Verify(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range report.Mismatches {
		t.Errorf("verify: %s", m)
	}
	return report
}

func at(s string) clock.Instant {
	return clock.At(clock.MustDate(s[:10]), clock.MustTimeOfDay(s[11:]))
}

// A birth registration walks from filing to return, with the national status at
// each step (TT22/2019 Đ4 k2).
func TestBirthRegistrationFromFilingToReturn(t *testing.T) {
	apptest.EachWay(t, func(t *testing.T, town apptest.Town) {
		lan, counter, specialist := town.Login(t, apptest.Lan), town.Login(t, apptest.Counter), town.Login(t, apptest.Specialist)
		chairman := town.Login(t, apptest.Chairman)
		id := town.File(t, lan, 7)
		steps := []struct {
			name   string
			actor  authz.Actor
			c      dossier.Command
			status dossier.Status
			number dossier.NationalStatus
		}{
			{"receive", counter, dossier.Receive{}, dossier.Received, 2},
			{"transfer", counter, dossier.Transfer{}, dossier.Transferred, 4},
			{"assign", chairman, dossier.Assign{Assignee: specialist.Account}, dossier.Processing, 4},
			{"register", specialist, dossier.CompleteStep{PersonNumber: "020219000123"}, dossier.Processing, 4},
			{"sign", chairman, dossier.Approve{}, dossier.Processing, 4},
			{"seal", specialist, dossier.Deliver{}, dossier.ResultReady, 9},
			{"return", counter, dossier.GiveBack{Method: dossier.Counter, Receipt: true, BookSigned: true, Collector: "Lăng Thị Mai Lan"}, dossier.Returned, 10},
		}
		for _, s := range steps {
			town.Bench.Clock.Advance(20 * 60e9)
			st := do(t, town, s.actor, id, s.c)
			if st.Status != s.status || st.Status.National() != s.number {
				t.Fatalf("%s: status %s, national %d", s.name, st.Status, st.Status.National())
			}
		}
		v, err := town.Dossiers.Own(context.Background(), lan, id)
		if err != nil {
			t.Fatal(err)
		}
		if v.State.Code != "000.23.21.H37-190617-0001" {
			t.Errorf("code %s", v.State.Code)
		}
		promised, _ := v.State.Clocks.Running(dossier.Promised)
		if promised.Due != at("2019-06-17 17:00") || promised.End != "result" {
			t.Errorf("promise %s, ended by %q", promised.Due, promised.End)
		}
		if v.Person.PersonNumber != "020219000123" || v.Person.Collector != "Lăng Thị Mai Lan" {
			t.Errorf("person part: %+v", v.Person)
		}
		if r := clean(t, town); r.Dossiers != 1 || r.Events != 8 {
			t.Errorf("verified %d dossiers with %d events", r.Dossiers, r.Events)
		}
		degree, err := town.Dossiers.LookUp(context.Background(), " 000.23.21.h37-190617-0001 ")
		if err != nil || degree.Percent() != 100 || degree.National != 10 {
			t.Errorf("look-up: %+v, %v", degree, err)
		}
	})
}

func TestVersionsAndRepeats(t *testing.T) {
	apptest.EachWay(t, func(t *testing.T, town apptest.Town) {
		ctx := context.Background()
		counter := town.Login(t, apptest.Counter)
		id := town.File(t, town.Login(t, apptest.Lan), 1)
		first, err := town.Dossiers.Do(ctx, counter, id, 1, dossier.Receive{})
		if err != nil {
			t.Fatal(err)
		}
		again, err := town.Dossiers.Do(ctx, counter, id, 1, dossier.Receive{})
		if err != nil || again.Code != first.Code || again.Seq != first.Seq {
			t.Errorf("the same command sent twice: %v, code %s then %s", err, first.Code, again.Code)
		}
		_, err = town.Dossiers.Do(ctx, counter, id, 1, dossier.Refuse{Ground: dossier.NotEligible, Reason: "x"})
		if !fault.Is(err, fault.CodeStale) {
			t.Errorf("another command on an old version: %v", err)
		}
		_, err = town.Dossiers.Do(ctx, counter, id, 2, dossier.Receive{})
		if !fault.Is(err, fault.CodeState) {
			t.Errorf("received twice: %v", err)
		}
		clean(t, town)
	})
}

func TestRefusalBeforeReceiptNeedsGroundAndReason(t *testing.T) {
	apptest.EachWay(t, func(t *testing.T, town apptest.Town) {
		ctx := context.Background()
		counter, lan := town.Login(t, apptest.Counter), town.Login(t, apptest.Lan)
		id := town.File(t, lan, 1)
		_, err := town.Dossiers.Do(ctx, counter, id, 1, dossier.Refuse{Ground: "because", Reason: " \u200b "})
		f := fault.As(err)
		if f.Code != fault.CodeInvalid || len(f.Fields) != 2 {
			t.Fatalf("fault %v with fields %v", f.Code, f.Fields)
		}
		st, err := town.Dossiers.Do(ctx, counter, id, 1, dossier.Refuse{Ground: dossier.NotEligible, Reason: "Chưa có Giấy chứng sinh."})
		if err != nil || st.Status.National() != dossier.NotAccepted || st.Code != "" {
			t.Fatalf("refusal: %v, %+v", err, st)
		}
		v, err := town.Dossiers.Own(ctx, lan, id)
		if err != nil || v.Person.Reason != "Chưa có Giấy chứng sinh." {
			t.Errorf("the applicant reads the reason %q, %v", v.Person.Reason, err)
		}
		clean(t, town)
	})
}

func TestSubmittingTwiceIsOneDossier(t *testing.T) {
	apptest.EachWay(t, func(t *testing.T, town apptest.Town) {
		ctx := context.Background()
		lan := town.Login(t, apptest.Lan)
		draft, err := town.Draft(lan, town.Commune, 3)
		if err != nil {
			t.Fatal(err)
		}
		_, err = town.Dossiers.Submit(ctx, lan, draft, false)
		if !fault.Is(err, fault.CodeInvalid) {
			t.Errorf("without the declaration: %v", err)
		}
		ids := make(chan int64, 8)
		for range cap(ids) {
			go func() {
				id, err := town.Dossiers.Submit(ctx, lan, draft, true)
				if err != nil {
					id = -1
				}
				ids <- id
			}()
		}
		first := <-ids
		for range cap(ids) - 1 {
			if id := <-ids; id != first || id <= 0 {
				t.Errorf("dossier %d beside %d", id, first)
			}
		}
		_, err = town.Dossiers.Submit(ctx, town.Login(t, apptest.Phuc), draft, true)
		if !fault.Is(err, fault.CodeDraftGone) {
			t.Errorf("someone else's filed draft: %v", err)
		}
		if r := clean(t, town); r.Dossiers != 1 {
			t.Errorf("%d dossiers", r.Dossiers)
		}
	})
}

func TestDraftsKeepWhatWasTyped(t *testing.T) {
	apptest.EachWay(t, func(t *testing.T, town apptest.Town) {
		ctx := context.Background()
		lan := town.Login(t, apptest.Lan)
		id, err := town.Dossiers.StartDraft(ctx, lan, "1.001193", map[string]string{"full_name": "Lăng Thị Mai Lan"})
		if err != nil {
			t.Fatal(err)
		}
		for page, answer := range map[string]map[string]string{"requester": {"requester.full_name": "1nvalid"}, "child": {"child.full_name": "Lăng An"}} {
			err := town.Dossiers.Edit(ctx, lan, id, func(d *dossier.Draft) { d.Answer(page, answer) })
			if err != nil {
				t.Fatal(err)
			}
		}
		d, err := town.Dossiers.Draft(ctx, lan, id)
		if err != nil || d.Answers["requester.full_name"] != "1nvalid" || d.Answers["child.full_name"] != "Lăng An" {
			t.Fatalf("draft %v, %v", d.Answers, err)
		}
		_, err = town.Dossiers.Submit(ctx, lan, id, true)
		f := fault.As(err)
		if f.Code != fault.CodeDraftIncomplete || len(f.Fields) < 5 {
			t.Errorf("incomplete draft: %v", f)
		}
		_, err = town.Dossiers.StartDraft(ctx, lan, "9.999999", nil)
		if !fault.Is(err, fault.CodeNotOnline) {
			t.Errorf("a procedure that nobody publishes: %v", err)
		}
	})
}

// NĐ61 Đ19 k1: only an official of the resolving division can be named.
func TestOnlyASpecialistOfTheDivisionIsAssigned(t *testing.T) {
	apptest.EachWay(t, func(t *testing.T, town apptest.Town) {
		ctx := context.Background()
		counter, chairman := town.Login(t, apptest.Counter), town.Login(t, apptest.Chairman)
		id := town.File(t, town.Login(t, apptest.Lan), 1)
		do(t, town, counter, id, dossier.Receive{})
		do(t, town, counter, id, dossier.Transfer{})
		for name, login := range map[string]string{"a citizen": apptest.Phuc, "the counter": apptest.Counter, "another commune": "hotich.dongdang"} {
			_, err := town.Dossiers.Do(ctx, chairman, id, 3, dossier.Assign{Assignee: town.Account(t, login).ID})
			if f := fault.As(err); f == nil || len(f.Fields) != 1 || f.Fields[0].Code != fault.CodeNotOfficial {
				t.Errorf("%s was named: %v", name, err)
			}
		}
		gone := town.Account(t, apptest.Specialist).ID
		err := town.Identity.Disable(ctx, town.Authority(), gone)
		if err != nil {
			t.Fatal(err)
		}
		_, err = town.Dossiers.Do(ctx, chairman, id, 3, dossier.Assign{Assignee: gone})
		if f := fault.As(err); f == nil || len(f.Fields) != 1 || f.Fields[0].Code != fault.CodeNotOfficial {
			t.Errorf("a disabled account was named: %v", err)
		}
	})
}

// The same command sent twice is done once; one of the same kind that asks for
// something else is told that the dossier changed.
func TestARepeatAsksForTheSame(t *testing.T) {
	apptest.EachWay(t, func(t *testing.T, town apptest.Town) {
		ctx := context.Background()
		counter, chairman := town.Login(t, apptest.Counter), town.Login(t, apptest.Chairman)
		specialist := town.Login(t, apptest.Specialist)
		other, err := town.Identity.CreateOfficial(ctx, town.Authority(), identity.NewOfficial{Login: "khac.vinhtrai", Profile: identity.Profile{FullName: "Hoàng Văn Khác"}})
		if err != nil {
			t.Fatal(err)
		}
		_, err = town.Identity.GrantPost(ctx, town.Authority(), other, specialist.Posts[0].Unit, authz.Specialist, clock.MustDate("2018-06-21"), clock.Date{})
		if err != nil {
			t.Fatal(err)
		}
		id := town.File(t, town.Login(t, apptest.Lan), 1)
		do(t, town, counter, id, dossier.Receive{})
		do(t, town, counter, id, dossier.Transfer{})
		do(t, town, chairman, id, dossier.Assign{Assignee: specialist.Account})
		st, err := town.Dossiers.Do(ctx, chairman, id, 3, dossier.Assign{Assignee: specialist.Account})
		if err != nil || st.Assignee != specialist.Account || st.Seq != 4 {
			t.Errorf("the same assignment again: %v, %d at %d", err, st.Assignee, st.Seq)
		}
		_, err = town.Dossiers.Do(ctx, chairman, id, 3, dossier.Assign{Assignee: other})
		if !fault.Is(err, fault.CodeStale) {
			t.Errorf("another assignment on the same version: %v", err)
		}
		do(t, town, specialist, id, dossier.CompleteStep{PersonNumber: "020219000123"})
		_, err = town.Dossiers.Do(ctx, specialist, id, 4, dossier.CompleteStep{PersonNumber: "020219000124"})
		if !fault.Is(err, fault.CodeStale) {
			t.Errorf("another number on the same version: %v", err)
		}
		_, err = town.Dossiers.Do(ctx, specialist, id, 4, dossier.CompleteStep{PersonNumber: "020219000123"})
		if err != nil {
			t.Errorf("the same number again: %v", err)
		}
	})
}
