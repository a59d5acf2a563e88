package dossier_test

import (
	"context"
	"strings"
	"sync"
	"testing"

	"motcua/app/apptest"
	"motcua/dossier"
)

// NĐ61 Đ5 k1c: whatever is derived from events is written anew from them; what
// damages the events themselves is named and left alone.
func TestRebuildMendsWhatFollowsFromEvents(t *testing.T) {
	damages := []struct{ name, query string }{
		{"status", `UPDATE dossier SET status = 'returned' WHERE authority = $1 AND id = $2`},
		{"every column", `UPDATE dossier SET national_status = 10, procedure_version = 9, process_version = 9, account = account + 1, code = 'x',
			regime = 'x', submitted_at = 1, received_at = 1, promised_at = 1, legal_at = 1, closed_at = 1 WHERE authority = $1 AND id = $2`},
		{"state", `UPDATE dossier SET state = '{"broken' WHERE authority = $1 AND id = $2`},
		{"sealed person", `UPDATE dossier SET person = head WHERE authority = $1 AND id = $2`},
		{"row behind its events", `UPDATE dossier SET version = version - 1, changed_at = 1 WHERE authority = $1 AND id = $2`},
		{"listed name", `UPDATE dossier_person SET name = 'x', name_folded = 'y' WHERE authority = $1 AND dossier = $2`},
		{"listed name lost", `DELETE FROM dossier_person WHERE authority = $1 AND dossier = $2`},
		{"work lost", `DELETE FROM work_item WHERE authority = $1 AND dossier = $2`},
		{"work moved", `UPDATE work_item SET unit = unit + 1, due = 1, assignee = 5 WHERE authority = $1 AND dossier = $2`},
		{"work of a kind that does not exist", `UPDATE work_item SET item = 'other' WHERE authority = $1 AND dossier = $2`},
		{"row lost", `DELETE FROM work_item WHERE authority = $1 AND dossier = $2; DELETE FROM dossier_person WHERE authority = $1 AND dossier = $2;
			DELETE FROM dossier WHERE authority = $1 AND id = $2`},
	}
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		ids := received(t, town, 2)
		for _, d := range damages {
			for _, query := range strings.Split(d.query, ";") {
				exec(t, town, query, ids[0])
			}
			report, err := town.Dossiers.Verify(context.Background())
			if err != nil || len(report.Mismatches) == 0 {
				t.Fatalf("%s: verify says nothing: %v", d.name, err)
			}
			h, err := town.Dossiers.RebuildWorklist(context.Background())
			if err != nil || h.Dossiers != 2 || h.Healed != 1 || len(h.Left) != 0 {
				t.Errorf("%s: %+v, %v", d.name, h, err)
			}
			clean(t, town)
		}
		h, err := town.Dossiers.RebuildWorklist(context.Background())
		if err != nil || h.Healed != 0 {
			t.Errorf("a sound register was written: %+v, %v", h, err)
		}
		finish(t, town, ids[0]) // and people go on with it
		clean(t, town)
	})
}

// Damaged events and keys are named; what was derived from them while they were
// whole is not thrown away.
func TestRebuildDerivesNothingFromDamagedEvents(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		ids := received(t, town, 2)
		exec(t, town, `UPDATE event SET payload = '{}' WHERE authority = $1 AND dossier = $2 AND seq = 2`, ids[0])
		exec(t, town, `DELETE FROM work_item WHERE authority = $1 AND dossier = $2`, ids[0])
		exec(t, town, `UPDATE data_key SET wrapped = $3 WHERE authority = $1 AND dossier = $2`, ids[1], []byte("lost"))
		h, err := town.Dossiers.RebuildWorklist(context.Background())
		if err != nil || h.Healed != 0 {
			t.Fatalf("%+v, %v", h, err)
		}
		named := map[string]bool{}
		for _, m := range h.Left {
			named[m.Table] = true
		}
		if !named["event"] || !named["data_key"] {
			t.Errorf("left: %v", h.Left)
		}
		if n := rows(t, town, `SELECT count(*) FROM dossier WHERE authority = $1 AND status = 'received'`); n != 2 {
			t.Errorf("%d dossiers are still received, want 2", n)
		}
	})
}

// Of an erased dossier the row and the work are mended, and nothing personal comes
// back.
func TestRebuildOfAnErasedDossier(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		id := received(t, town, 1)[0]
		exec(t, town, `UPDATE data_key SET wrapped = $3, destroyed_at = 1 WHERE authority = $1 AND dossier = $2`, id, []byte{})
		exec(t, town, `DELETE FROM work_item WHERE authority = $1 AND dossier = $2`, id)
		exec(t, town, `UPDATE dossier SET status = 'returned' WHERE authority = $1 AND id = $2`, id)
		exec(t, town, `UPDATE dossier_person SET name = '', name_folded = '' WHERE authority = $1 AND dossier = $2`, id)
		h, err := town.Dossiers.RebuildWorklist(context.Background())
		if err != nil || h.Healed != 1 || len(h.Left) != 0 {
			t.Fatalf("%+v, %v", h, err)
		}
		if n := rows(t, town, `SELECT count(*) FROM dossier_person WHERE authority = $1 AND name <> ''`); n != 0 {
			t.Error("a name came back")
		}
		clean(t, town)
	})
}

// A rebuild does not undo what officials do at the same moment.
func TestRebuildWhilePeopleWork(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		ids := received(t, town, 12)
		counter := town.Login(t, apptest.Counter)
		exec(t, town, `UPDATE work_item SET unit = unit + 1 WHERE authority = $1`)
		var all sync.WaitGroup
		for _, id := range ids {
			all.Go(func() {
				_, err := town.Dossiers.Do(context.Background(), counter, id, 2, dossier.Transfer{})
				if err != nil {
					t.Error(err)
				}
			})
		}
		all.Go(func() {
			_, err := town.Dossiers.RebuildWorklist(context.Background())
			if err != nil {
				t.Error(err)
			}
		})
		all.Wait()
		_, err := town.Dossiers.RebuildWorklist(context.Background())
		if err != nil {
			t.Error(err)
		}
		clean(t, town)
	})
}
