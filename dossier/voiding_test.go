package dossier_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"motcua/app/apptest"
	"motcua/authz"
	"motcua/dossier"
	"motcua/internal/clock"
	"motcua/internal/event"
	"motcua/internal/fault"
	"motcua/internal/store"
)

var mistaken = dossier.Void{Reason: "Tiếp nhận nhầm hồ sơ của người khác."}

// NĐ61 Đ26 k2, TT01 Đ19 k1: a code that was voided is given to nobody again: the
// next receipt has the next number, and what a voided one leaves is marked.
func TestAVoidedCodeIsNotGivenAgain(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		lan, counter, head := town.Login(t, apptest.Lan), town.Login(t, apptest.Counter), town.Login(t, apptest.Chairman)
		for no := 1; no <= 4; no++ {
			id := town.File(t, lan, uint64(no))
			st := do(t, town, counter, id, dossier.Receive{})
			if want := fmt.Sprintf("000.23.21.H37-190617-%04d", no); st.Code != want {
				t.Fatalf("code %s, want %s", st.Code, want)
			}
			if no%2 == 1 { // each odd one, so that there is always a voided one to be reused
				st = do(t, town, head, id, mistaken)
				degree, err := town.Dossiers.LookUp(context.Background(), st.Code)
				if err != nil || !degree.Void || degree.National != dossier.Stopped {
					t.Errorf("looked up: %+v, %v", degree, err)
				}
			}
		}
		if n := rows(t, town, `SELECT count(*) FROM dossier_code WHERE authority = $1 AND voided_at > 0`); n != 2 {
			t.Errorf("%d codes are marked void, want 2", n)
		}
		err := town.Core.DB.Update(context.Background(), town.Authority(), func(tx *store.Tx) error {
			_, err := tx.ExecContext(context.Background(), `INSERT INTO dossier_code (authority, unit, day, no, dossier, code, voided_at)
				VALUES ($1, $2, '2019-06-18', 1, 1, '000.23.21.H37-190617-0001', 0)`, town.Authority(), town.Commune)
			return err
		})
		if !errors.Is(err, store.ErrDuplicate) {
			t.Errorf("a voided code given under another day: %v", err)
		}
		clean(t, town)
	})
}

// Only the head of the one-stop that issued it, on that day, once.
func TestWhoVoidsAndWhen(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		ctx := context.Background()
		counter, head := town.Login(t, apptest.Counter), town.Login(t, apptest.Chairman)
		ids := received(t, town, 2)
		for login, want := range map[string]fault.Code{apptest.Counter: fault.CodeForbidden, apptest.Specialist: fault.CodeForbidden,
			apptest.Vice: fault.CodeForbidden, apptest.Admin: fault.CodeForbidden, apptest.Lan: fault.CodeForbidden, "chutich.dongdang": fault.CodeNotFound} {
			_, err := town.Dossiers.Do(ctx, town.Login(t, login), ids[0], 2, mistaken)
			if !fault.Is(err, want) {
				t.Errorf("%s: %v, want %s", login, err, want)
			}
		}
		first, err := town.Dossiers.Do(ctx, head, ids[0], 2, mistaken)
		if err != nil || first.Status != dossier.Voided {
			t.Fatalf("%s, %v", first.Status, err)
		}
		town.Bench.Clock.Set(at("2019-06-18 08:00"))
		again, err := town.Dossiers.Do(ctx, head, ids[0], 2, mistaken)
		if err != nil || again.Seq != first.Seq {
			t.Errorf("sent twice, the second after midnight: version %d, %v", again.Seq, err)
		}
		_, err = town.Dossiers.Do(ctx, head, ids[0], 2, dossier.Void{Reason: "Một lý do khác."})
		if !fault.Is(err, fault.CodeStale) {
			t.Errorf("with another reason: %v", err)
		}
		_, err = town.Dossiers.Do(ctx, head, ids[1], 2, mistaken)
		if !fault.Is(err, fault.CodeVoidLate) {
			t.Errorf("the day after: %v", err)
		}
		_, err = town.Dossiers.Do(ctx, counter, ids[0], 3, dossier.Transfer{})
		if !fault.Is(err, fault.CodeState) {
			t.Errorf("transferred when void: %v", err)
		}
		work, err := town.Dossiers.WorkList(ctx, counter, dossier.MyWork, dossier.After{}, 50)
		if err != nil || len(work) != 1 || work[0].Dossier != ids[1] {
			t.Errorf("work %+v, %v", work, err)
		}
		clean(t, town)
	})
}

// The reason may name people: it stands sealed, in no event, row or list in clear.
func TestTheReasonOfAVoidingIsSealed(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		id := received(t, town, 1)[0]
		do(t, town, town.Login(t, apptest.Chairman), id, dossier.Void{Reason: "NHẦM với ông Hứa Văn Kín"})
		for _, query := range []string{`SELECT count(*) FROM event WHERE authority = $1 AND payload LIKE '%Kín%'`,
			`SELECT count(*) FROM dossier WHERE authority = $1 AND state LIKE '%Kín%'`} {
			if n := rows(t, town, query); n != 0 {
				t.Errorf("%d rows of %s", n, query)
			}
		}
		v, err := town.Dossiers.Own(context.Background(), town.Login(t, apptest.Lan), id)
		if err != nil || v.Person.Reason != "NHẦM với ông Hứa Văn Kín" {
			t.Errorf("the applicant reads %q, %v", v.Person.Reason, err)
		}
	})
}

// One voids while another transfers: whoever comes second is told that it changed.
func TestVoidedWhileTransferred(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		counter, head := town.Login(t, apptest.Counter), town.Login(t, apptest.Chairman)
		for _, id := range received(t, town, 20) {
			errs := make(chan error, 2)
			for actor, c := range map[*authz.Actor]dossier.Command{&head: mistaken, &counter: dossier.Transfer{}} {
				go func() {
					_, err := town.Dossiers.Do(context.Background(), *actor, id, 2, c)
					errs <- err
				}()
			}
			a, b := <-errs, <-errs
			if (a == nil) == (b == nil) || a != nil && !fault.Is(a, fault.CodeStale) || b != nil && !fault.Is(b, fault.CodeStale) {
				t.Fatalf("by two: %v and %v", a, b)
			}
		}
		clean(t, town)
	})
}

// From deltas, from a version and counted anew the figures are the same: a void
// receipt opens nothing and is carried over to no year.
func TestFiguresOfVoidReceipts(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		town.Bench.Clock.Set(at("2019-12-30 09:00"))
		ids := received(t, town, 3)
		do(t, town, town.Login(t, apptest.Chairman), ids[1], mistaken)
		check := func(when string) {
			t.Helper()
			s := standingOf(t, town, "2019-12-30", "2019-12-30")
			next := standingOf(t, town, "2020-01-01", "2020-01-01")
			if s.Figures[dossier.CountReceived] != 2 || s.Figures[dossier.CountVoided] != 1 || s.Open() != 2 || s.Judged() != 0 || next.Opening != 2 {
				t.Errorf("%s: %+v, then %+v", when, s, next)
			}
			overdue, err := town.Dossiers.Overdue(context.Background())
			if err != nil || overdue[town.Commune] != 2 {
				t.Errorf("%s: overdue %v, %v", when, overdue, err)
			}
			clean(t, town)
		}
		town.Bench.Clock.Set(at("2020-01-02 09:00"))
		check("from deltas")
		rollUp(t, town.Dossiers)
		check("from a version")
		_, err := town.Dossiers.RebuildStatistics(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		check("counted anew")
	})
}

// A code whose mark disagrees with the events is named, and written anew.
func TestAMarkThatDisagreesIsNamedAndMended(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		ctx := context.Background()
		ids := received(t, town, 2)
		do(t, town, town.Login(t, apptest.Chairman), ids[0], mistaken)
		clean(t, town)
		for name, d := range map[string]struct {
			id  int64
			set int64
		}{"lost": {ids[0], 0}, "of another moment": {ids[0], 1}, "of a receipt that holds": {ids[1], 1}} {
			exec(t, town, `UPDATE dossier_code SET voided_at = $3 WHERE authority = $1 AND dossier = $2`, d.id, d.set)
			report, err := town.Dossiers.Verify(ctx)
			if err != nil || len(report.Mismatches) != 1 || report.Mismatches[0].Table != "dossier_code" {
				t.Errorf("%s: %v, %v", name, report.Mismatches, err)
			}
			h, err := town.Dossiers.RebuildWorklist(ctx)
			if err != nil || h.Healed != 1 || len(h.Left) != 0 {
				t.Errorf("%s: %+v, %v", name, h, err)
			}
			clean(t, town)
		}
	})
}

// TT01 Đ19 k1: when the law gives a unit fewer numbers a day, the next is refused
// and reported, and no number is lost.
func TestTheDayIsFullByTheLawInForce(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		ctx := context.Background()
		lan, counter := town.Login(t, apptest.Lan), town.Login(t, apptest.Counter)
		var alarm bytes.Buffer
		town.Dossiers.Security = slog.New(slog.NewTextHandler(&alarm, nil))
		town.Dossiers.GiveADay("1.001193", clock.MustDate("2019-06-17"), 2)
		received(t, town, 2)
		if alarm.Len() != 0 {
			t.Errorf("alarm too early: %s", alarm.String())
		}
		id := town.File(t, lan, 3)
		_, err := town.Dossiers.Do(ctx, counter, id, 1, dossier.Receive{})
		if !fault.Is(err, fault.CodeDayFull) || !strings.Contains(alarm.String(), "used up") {
			t.Fatalf("the third of two: %v, alarm %q", err, alarm.String())
		}
		if last := counterOf(t, town); last != 2 {
			t.Errorf("the refused receipt left the counter at %d", last)
		}
		town.Bench.Clock.Set(at("2019-06-18 08:00"))
		st, err := town.Dossiers.Do(ctx, counter, id, 1, dossier.Receive{})
		if err != nil || st.Code != "000.23.21.H37-190618-0001" {
			t.Errorf("the next day: %q, %v", st.Code, err)
		}
		clean(t, town)
	})
}

// An event of a void receipt belongs to the one-stop and says which code it was.
func TestTheEventOfAVoiding(t *testing.T) {
	town := apptest.New(t)
	id := received(t, town, 1)[0]
	st := do(t, town, town.Login(t, apptest.Chairman), id, mistaken)
	v, err := town.Dossiers.Own(context.Background(), town.Login(t, apptest.Lan), id)
	if err != nil {
		t.Fatal(err)
	}
	last := v.Facts[len(v.Facts)-1]
	if last.Kind != event.Kind("dossier.voided") || last.Unit != st.Places.OneStop || last.Body != (dossier.VoidedBody{Code: st.Code}) {
		t.Errorf("%+v", last)
	}
}
