package dossier_test

import (
	"context"
	"testing"

	"motcua/app/apptest"
	"motcua/authz"
	"motcua/dossier"
	"motcua/identity"
	"motcua/internal/fault"
)

// Existence is not told to those without a part in a dossier.
func TestOthersCannotReadOrAct(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		ctx := context.Background()
		id := town.File(t, town.Login(t, apptest.Lan), 1)
		phuc, admin := town.Login(t, apptest.Phuc), town.Login(t, apptest.Admin)
		other := town.Login(t, "tiepnhan.dongdang")
		_, err := town.Dossiers.Own(ctx, phuc, id)
		if !fault.Is(err, fault.CodeNotFound) {
			t.Errorf("another citizen reads it: %v", err)
		}
		for name, a := range map[string]authz.Actor{"citizen": phuc, "administrator": admin, "other commune": other, "anonymous": {}} {
			_, err := town.Dossiers.Open(ctx, a, id, authz.DossierRead)
			if err == nil {
				t.Errorf("%s opens it", name)
			}
			_, err = town.Dossiers.Do(ctx, a, id, 1, dossier.Receive{})
			if err == nil {
				t.Errorf("%s receives it", name)
			}
		}
		rows, err := town.Dossiers.WorkList(ctx, other, dossier.UnitWork, dossier.After{}, 50)
		if err != nil || len(rows) != 0 {
			t.Errorf("another commune's work list has %d rows, %v", len(rows), err)
		}
		rows, err = town.Dossiers.WorkList(ctx, town.Login(t, apptest.Counter), dossier.MyWork, dossier.After{}, 50)
		if err != nil || len(rows) != 1 || rows[0].Dossier != id {
			t.Errorf("own work list: %+v, %v", rows, err)
		}
		_, err = town.Dossiers.WorkList(ctx, phuc, dossier.MyWork, dossier.After{}, 50)
		if err == nil {
			t.Error("a citizen has a work list")
		}
	})
}

// NĐ61 Đ9 k1, k3: who heads the one-stop and has no other post sees all work of the
// unit, opens it and does none of it.
func TestTheHeadOfAOneStopWatchesTheWholeUnit(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		ctx := context.Background()
		counter := town.Login(t, apptest.Counter)
		account, err := town.Identity.CreateOfficial(ctx, town.Authority(), identity.NewOfficial{Login: "truong.vinhtrai", Profile: identity.Profile{FullName: "Nông Thị Trưởng"}})
		if err != nil {
			t.Fatal(err)
		}
		head := authz.Actor{Kind: authz.KindOfficial, Account: account, Posts: []authz.Post{{Unit: counter.Posts[0].Unit, Role: authz.OneStopHead}}}
		waiting, received, gone := town.File(t, town.Login(t, apptest.Lan), 1), town.File(t, town.Login(t, apptest.Lan), 2), town.File(t, town.Login(t, apptest.Lan), 3)
		do(t, town, counter, received, dossier.Receive{})
		do(t, town, counter, gone, dossier.Receive{})
		do(t, town, counter, gone, dossier.Transfer{})
		rows, err := town.Dossiers.WorkList(ctx, head, dossier.UnitWork, dossier.After{}, 50)
		if err != nil || len(rows) != 2 || rows[0].Dossier != received || rows[1].Dossier != waiting {
			t.Errorf("work of the unit: %+v, %v", rows, err)
		}
		rows, err = town.Dossiers.WorkList(ctx, head, dossier.MyWork, dossier.After{}, 50)
		if err != nil || len(rows) != 0 {
			t.Errorf("her own work: %+v, %v", rows, err)
		}
		for _, id := range []int64{waiting, received, gone} {
			_, err := town.Dossiers.Open(ctx, head, id, authz.DossierRead)
			if err != nil {
				t.Errorf("she opens %d: %v", id, err)
			}
		}
		for id, c := range map[int64]dossier.Command{waiting: dossier.Receive{}, received: dossier.Transfer{}} {
			_, err := town.Dossiers.Do(ctx, head, id, seq(t, town, id), c)
			if !fault.Is(err, fault.CodeForbidden) {
				t.Errorf("%T by the head: %v", c, err)
			}
		}
		elsewhere := head
		elsewhere.Posts = town.Login(t, "tiepnhan.dongdang").Posts
		elsewhere.Posts[0].Role = authz.OneStopHead
		rows, err = town.Dossiers.WorkList(ctx, elsewhere, dossier.UnitWork, dossier.After{}, 50)
		if err != nil || len(rows) != 0 {
			t.Errorf("the head of another one-stop sees %d rows, %v", len(rows), err)
		}
		rows, err = town.Dossiers.WorkList(ctx, town.Login(t, apptest.Chairman), dossier.UnitWork, dossier.After{}, 50)
		if err != nil || len(rows) != 3 {
			t.Errorf("the chairman, head and leader, sees %d rows, want each once (%v)", len(rows), err)
		}
	})
}

// NĐ61 Đ17 k1: until receipt a dossier is before the one-stop alone, and a refused
// one stays there.
func TestBeforeReceiptOnlyTheOneStopKnowsOfIt(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		ctx := context.Background()
		lan, counter := town.Login(t, apptest.Lan), town.Login(t, apptest.Counter)
		received, refused := town.File(t, lan, 1), town.File(t, lan, 2)
		unknown := func(when string, id int64, want bool) {
			t.Helper()
			for name, login := range map[string]string{"specialist": apptest.Specialist, "leader": apptest.Vice} {
				who := town.Login(t, login)
				for _, why := range []authz.Action{authz.DossierRead, authz.PaperPrint} {
					_, err := town.Dossiers.Open(ctx, who, id, why)
					if fault.Is(err, fault.CodeNotFound) != want || !want && err != nil {
						t.Errorf("%s: %s by the %s: %v", when, why, name, err)
					}
				}
			}
			_, err := town.Dossiers.Do(ctx, town.Login(t, apptest.Vice), id, 1, dossier.Assign{})
			if fault.Is(err, fault.CodeNotFound) != want {
				t.Errorf("%s: assigned: %v", when, err)
			}
			_, err = town.Dossiers.Open(ctx, counter, id, authz.DossierRead)
			if err != nil {
				t.Errorf("%s: the counter: %v", when, err)
			}
		}
		unknown("filed", received, true)
		do(t, town, counter, received, dossier.Receive{})
		unknown("received", received, false)
		do(t, town, counter, refused, dossier.Refuse{Ground: dossier.NotEligible, Reason: "Chưa có Giấy chứng sinh."})
		unknown("refused", refused, true)
	})
}

// NĐ61 Đ5 k1d: the list of one's own dossiers and drafts holds no others'.
func TestEachSeesHerOwnDossiersOnly(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		ctx := context.Background()
		for i, login := range []string{apptest.Lan, apptest.Phuc} {
			who := town.Login(t, login)
			id := town.File(t, who, uint64(i+1))
			draft, err := town.Draft(who, town.Commune, uint64(i+3))
			if err != nil {
				t.Fatal(err)
			}
			mine, err := town.Dossiers.Mine(ctx, who, 0, 50)
			if err != nil || len(mine) != 1 || mine[0].ID != id {
				t.Errorf("%s has %+v, want dossier %d alone (%v)", login, mine, id, err)
			}
			drafts, err := town.Dossiers.Drafts(ctx, who, 50)
			if err != nil || len(drafts) != 1 || drafts[0].ID != draft {
				t.Errorf("%s has %+v, want draft %d alone (%v)", login, drafts, draft, err)
			}
		}
	})
}

func TestReadsAreLoggedAndShown(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		lan, counter := town.Login(t, apptest.Lan), town.Login(t, apptest.Counter)
		id := town.File(t, lan, 1)
		_, err := town.Dossiers.Open(context.Background(), counter, id, authz.DossierRead)
		if err != nil {
			t.Fatal(err)
		}
		readers, err := town.Dossiers.Readers(context.Background(), lan, id, 10)
		if err != nil || len(readers) != 1 || readers[0].Account != counter.Account {
			t.Errorf("readers %+v, %v", readers, err)
		}
	})
}
