package dossier_test

import (
	"testing"

	"motcua/app/apptest"
	"motcua/authz"
	"motcua/dossier"
	"motcua/form/sample"
	"motcua/internal/fault"
	"motcua/process"
)

// law: NĐ61 Đ11 k2
func TestASupplementIsAskedForAndAnswered(t *testing.T) {
	apptest.EachWay(t, func(t *testing.T, town apptest.Town) {
		ctx, lan, counter := t.Context(), town.Login(t, apptest.Lan), town.Login(t, apptest.Counter)
		id := town.File(t, lan, 1)
		v, err := town.Dossiers.Open(ctx, counter, id, authz.DossierSupplement)
		if err != nil {
			t.Fatal(err)
		}
		ask := dossier.RequestSupplement{Items: []dossier.Item{{Kind: dossier.OfComponent, Key: v.State.Papers[0].Key}, {Kind: dossier.OfField, Key: "child.full_name"}},
			Reasons: []string{"Thiếu.", "Viết chưa đủ."}}
		st := do(t, town, counter, id, ask)
		again, err := town.Dossiers.Do(ctx, counter, id, st.Seq-1, ask) // a double click
		if err != nil || again.Seq != st.Seq {
			t.Errorf("sent twice: %v", err)
		}
		outside := ask
		outside.Items = []dossier.Item{{Kind: dossier.OfComponent, Key: "no such paper"}, {Kind: dossier.OfField, Key: "child.shoe_size"}}
		draft, err := town.Dossiers.StartAnswer(ctx, lan, id)
		if err != nil {
			t.Fatal(err)
		}
		if second, err := town.Dossiers.StartAnswer(ctx, lan, id); err != nil || second != draft {
			t.Errorf("begun twice: %d and %d, %v", draft, second, err)
		}
		err = town.Dossiers.Edit(ctx, lan, draft, func(d *dossier.Draft) {
			d.Answer("child", map[string]string{"child.full_name": "Lăng Văn Mới"})
			d.DeclarePapers(map[string]bool{v.State.Papers[0].Key: true})
		})
		if err != nil {
			t.Fatal(err)
		}
		for range 2 { // a second time it is the same
			got, err := town.Dossiers.Submit(ctx, lan, draft, true)
			if err != nil || got != id {
				t.Fatalf("answered: %d, %v", got, err)
			}
		}
		own, err := town.Dossiers.Own(ctx, lan, id)
		if err != nil || own.State.Status != dossier.Submitted || own.Person.Answers["child.full_name"] != "Lăng Văn Mới" || !own.State.Papers[0].Declared {
			t.Fatalf("%v, %+v", err, own.State)
		}
		_, err = town.Dossiers.Do(ctx, counter, id, own.State.Seq, ask)
		if !fault.Is(err, fault.CodeSupplementOnce) {
			t.Errorf("a second request: %v", err)
		}
		other := town.File(t, lan, 2)
		_, err = town.Dossiers.Do(ctx, counter, other, 1, outside)
		if f := fault.As(err); f.Code != fault.CodeInvalid || len(f.Fields) != 2 {
			t.Errorf("outside the version and the form: %v", err)
		}
		do(t, town, counter, id, dossier.Receive{})
		clean(t, town)
	})
}

// law: NĐ61 Đ17 k2
func TestAnApplicationIsRedirectedWithinTheAuthority(t *testing.T) {
	apptest.EachWay(t, func(t *testing.T, town apptest.Town) {
		ctx, lan, counter := t.Context(), town.Login(t, apptest.Lan), town.Login(t, apptest.Counter)
		id, to := town.File(t, lan, 1), town.World.DemoCommunes[1].ID
		for _, nowhere := range []int64{0, 99, town.Units.Root().ID} {
			_, err := town.Dossiers.Do(ctx, counter, id, 1, dossier.Redirect{To: nowhere, Reason: "x"})
			if !fault.Is(err, fault.CodeInvalid) {
				t.Errorf("to %d: %v", nowhere, err)
			}
		}
		do(t, town, counter, id, dossier.Redirect{To: to, Reason: "Trẻ cư trú ở xã khác."})
		_, err := town.Dossiers.Do(ctx, counter, id, 2, dossier.Receive{})
		if !fault.Is(err, fault.CodeNotFound) {
			t.Errorf("it is none of the first unit's any more: %v", err)
		}
		_, err = town.Dossiers.Do(ctx, town.Login(t, "tiepnhan.dongdang"), id, 2, dossier.Receive{})
		if err != nil {
			t.Errorf("it is the other unit's: %v", err)
		}
		clean(t, town)
	})
}

// law: NĐ61 Đ17 k1
func TestAnIntakeIsFiledAndReceivedAtOnce(t *testing.T) {
	apptest.EachWay(t, func(t *testing.T, town apptest.Town) {
		ctx, counter := t.Context(), town.Login(t, apptest.Counter)
		start := func() (int64, error) {
			return town.Dossiers.StartIntake(ctx, counter, "1.001193", town.Commune, dossier.Counter, nil)
		}
		draft, err := start()
		if err != nil {
			t.Fatal(err)
		}
		_, err = town.Dossiers.TakeIn(ctx, counter, draft, dossier.Receive{})
		if !fault.Is(err, fault.CodeDraftIncomplete) {
			t.Errorf("an empty intake: %v", err)
		}
		write(t, town, counter, draft)
		var st dossier.State
		for range 2 {
			st, err = town.Dossiers.TakeIn(ctx, counter, draft, dossier.Receive{Fees: []dossier.FeeNote{{Line: 1, Quantity: 1, Amount: 8000, Paid: true}}})
			if err != nil || st.Code == "" || st.Status != dossier.Received || st.Account != 0 || st.Filing != dossier.Counter || st.Seq != 2 {
				t.Fatalf("%v, %+v", err, st)
			}
		}
		for range dossier.ParkedMax {
			if _, err := start(); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := start(); !fault.Is(err, fault.CodeTooManyParked) {
			t.Errorf("a sixth: %v", err)
		}
		parked, err := town.Dossiers.Parked(ctx, counter)
		if err != nil || len(parked) != dossier.ParkedMax {
			t.Errorf("%d parked, %v", len(parked), err)
		}
		others := town.World.DemoCommunes[1].ID
		_, err = town.Dossiers.StartIntake(ctx, counter, "1.001193", others, dossier.Counter, nil)
		if err == nil {
			t.Error("a counter takes in for another commune")
		}
		_, err = town.Dossiers.StartIntake(ctx, town.Login(t, apptest.Lan), "1.001193", town.Commune, dossier.Counter, nil)
		if !fault.Is(err, fault.CodeForbidden) {
			t.Errorf("a citizen at the counter's side: %v", err)
		}
		clean(t, town)
	})
}

func write(t *testing.T, town apptest.Town, actor authz.Actor, draft int64) {
	t.Helper()
	err := town.Dossiers.Edit(t.Context(), actor, draft, func(d *dossier.Draft) {
		d.Answers = d.Answers.With(sample.BirthRegistration(7, town.Bench.Clock.Now().Date()))
		papers := map[string]bool{}
		for _, c := range d.Version.Papers() {
			papers[c.Key.String()] = true
		}
		d.DeclarePapers(papers)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Numbers of a book run from 1 through the year in each unit, and verify holds them
// against the events.
func TestBooksAreNumberedWithoutAGap(t *testing.T) {
	apptest.EachWay(t, func(t *testing.T, town apptest.Town) {
		lan, counter := town.Login(t, apptest.Lan), town.Login(t, apptest.Counter)
		specialist, chairman := town.Login(t, apptest.Specialist), town.Login(t, apptest.Chairman)
		for n := 1; n <= 3; n++ {
			id := town.File(t, lan, uint64(n))
			do(t, town, counter, id, dossier.Receive{})
			do(t, town, counter, id, dossier.Transfer{})
			do(t, town, chairman, id, dossier.Assign{Assignee: specialist.Account})
			st := do(t, town, specialist, id, dossier.CompleteStep{PersonNumber: "020219000123"})
			if len(st.Entries) != 1 || st.Entries[0] != (dossier.BookEntry{Book: process.Births, Year: town.Bench.Clock.Now().Date().Year, No: n}) {
				t.Fatalf("entry %+v, want number %d", st.Entries, n)
			}
		}
		clean(t, town)
	})
}
