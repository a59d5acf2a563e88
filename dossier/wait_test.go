package dossier_test

import (
	"context"
	"errors"
	"runtime"
	"testing"
	"time"

	"motcua/app/apptest"
	"motcua/dossier"
	"motcua/internal/fault"
	"motcua/internal/store"
)

var errLetGo = errors.New("let go")

// holding runs fn while another transaction holds what a statement locks, and
// lets go of it without a trace when fn's two commands wait: one for the holder,
// the other for the first. On SQLite there is nothing to hold: one writer.
func holding(t *testing.T, town apptest.Town, statement string, args []any, fn func()) {
	t.Helper()
	if town.Core.DB.Engine() == store.SQLite {
		fn()
		return
	}
	ctx := context.Background()
	err := town.Core.DB.Update(ctx, town.Authority(), func(tx *store.Tx) error {
		var locked int64
		err := tx.QueryRowContext(ctx, statement, args...).Scan(&locked)
		if err != nil {
			return err
		}
		fn()
		for late := time.Now().Add(20 * time.Second); ; runtime.Gosched() {
			var waiting int
			err := town.Core.DB.SQL().QueryRowContext(ctx, `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`).Scan(&waiting)
			switch {
			case err != nil:
				return err
			case waiting == 2:
				return errLetGo
			case time.Now().After(late):
				t.Errorf("%d commands wait, want two", waiting)
				return errLetGo
			}
		}
	})
	if !errors.Is(err, errLetGo) {
		t.Fatal(err)
	}
}

// Two officials receive one dossier, the second while the first waits for its
// number: he decides on what she left and is told that it changed.
func TestTheSecondReceiverDecidesOnWhatTheFirstLeft(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		counter := town.Login(t, apptest.Counter)
		second := counter
		second.Account++
		id := town.File(t, town.Login(t, apptest.Lan), 1)
		errs := make(chan error, 2)
		holding(t, town, `INSERT INTO code_counter (authority, unit, day, last) VALUES ($1, $2, '2019-06-17', 7) RETURNING last`,
			[]any{town.Authority(), town.Commune}, func() {
				go func() {
					_, err := town.Dossiers.Do(context.Background(), counter, id, 1, dossier.Receive{})
					errs <- err
				}()
				go func() {
					_, err := town.Dossiers.Do(context.Background(), second, id, 1, dossier.Receive{})
					errs <- err
				}()
			})
		a, b := <-errs, <-errs
		if (a == nil) == (b == nil) || !fault.Is(errors.Join(a, b), fault.CodeStale) {
			t.Errorf("received by two: %v and %v", a, b)
		}
		clean(t, town)
	})
}

// A draft is sent twice, the second time while the first is about to be
// committed: the second finds the dossier that the first made.
func TestTheSecondSendingFindsWhatTheFirstMade(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		lan := town.Login(t, apptest.Lan)
		draft, err := town.Draft(lan, town.Commune, 3)
		if err != nil {
			t.Fatal(err)
		}
		ids, errs := make(chan int64, 2), make(chan error, 2)
		holding(t, town, `INSERT INTO idempotency (authority, actor, key, input_hash, outcome, at)
			VALUES ($1, $2, 'submit:' || CAST(CAST($3 AS bigint) AS text), '', '', 1) RETURNING at`, []any{town.Authority(), lan.Account, draft}, func() {
			for range 2 {
				go func() {
					id, err := town.Dossiers.Submit(context.Background(), lan, draft, true)
					ids <- id
					errs <- err
				}()
			}
		})
		a, b := <-ids, <-ids
		err = errors.Join(<-errs, <-errs)
		if a != b || a == 0 || err != nil {
			t.Errorf("dossiers %d and %d, %v", a, b, err)
		}
		if r := clean(t, town); r.Dossiers != 1 {
			t.Errorf("%d dossiers", r.Dossiers)
		}
	})
}

// Two windows answer different pages of one draft at the same time: both answers
// are kept.
func TestTwoWindowsKeepBothPages(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		ctx := context.Background()
		lan := town.Login(t, apptest.Lan)
		draft, err := town.Draft(lan, town.Commune, 3)
		if err != nil {
			t.Fatal(err)
		}
		errs := make(chan error, 2)
		holding(t, town, `SELECT id FROM draft WHERE authority = $1 AND id = $2 FOR UPDATE`, []any{town.Authority(), draft}, func() {
			for _, window := range []string{"left", "right"} {
				go func() {
					errs <- town.Dossiers.Edit(ctx, lan, draft, func(d *dossier.Draft) { d.Answer(window, nil) })
				}()
			}
		})
		err = errors.Join(<-errs, <-errs)
		if err != nil {
			t.Fatal(err)
		}
		d, err := town.Dossiers.Draft(ctx, lan, draft)
		if err != nil || !d.Begun["left"] || !d.Begun["right"] {
			t.Errorf("pages begun: %v, %v", d.Begun, err)
		}
	})
}
