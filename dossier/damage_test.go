package dossier_test

import (
	"context"
	"strings"
	"testing"

	"motcua/app/apptest"
	"motcua/dossier"
	"motcua/internal/event"
	"motcua/internal/fault"
	"motcua/internal/store"
)

// exec changes rows behind the program's back.
func exec(t *testing.T, town apptest.Town, query string, args ...any) {
	t.Helper()
	err := town.Core.DB.Update(context.Background(), town.Authority(), func(tx *store.Tx) error {
		_, err := tx.ExecContext(context.Background(), query, append([]any{town.Authority()}, args...)...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func setCounter(t *testing.T, town apptest.Town, last int) {
	t.Helper()
	exec(t, town, `INSERT INTO code_counter (authority, unit, day, last) VALUES ($1, $2, '2019-06-17', $3)
		ON CONFLICT (authority, unit, day) DO UPDATE SET last = excluded.last`, town.Commune, last)
}

// counterOf reads as a command does, behind every command before it: a refusal is
// answered before SQLite's writer ends its transaction.
func counterOf(t *testing.T, town apptest.Town) (last int) {
	t.Helper()
	err := town.Core.DB.Update(context.Background(), town.Authority(), func(tx *store.Tx) error {
		return tx.QueryRowContext(context.Background(), `SELECT last FROM code_counter WHERE authority = $1 AND unit = $2 AND day = '2019-06-17'`,
			tx.Authority, town.Commune).Scan(&last)
	})
	if err != nil {
		t.Fatal(err)
	}
	return last
}

// NĐ61 Đ5 k1c: whatever is altered, deleted or moved behind the program's back is
// named by verification: table and row.
func TestVerifyNamesEveryDamage(t *testing.T) {
	damages := []struct{ name, query, table string }{
		{"payload altered", `UPDATE event SET payload = replace(payload, '"online"', '"post"') WHERE authority = $1 AND seq = 1 AND dossier = $2`, "event"},
		{"hash altered", `UPDATE event SET hash = commitment WHERE authority = $1 AND seq = 1 AND dossier = $2`, "event"},
		{"moment altered", `UPDATE event SET at = at - 1 WHERE authority = $1 AND seq = 2 AND dossier = $2`, "event"},
		{"event deleted", `DELETE FROM event WHERE authority = $1 AND seq = 2 AND dossier = $2`, "event"},
		{"last event deleted", `DELETE FROM event WHERE authority = $1 AND seq = 3 AND dossier = $2`, "dossier"},
		{"person part dropped", `UPDATE event SET commitment = hash WHERE authority = $1 AND seq = 1 AND dossier = $2`, "event"},
		{"state altered", `UPDATE dossier SET state = replace(state, '"online"', '"post"') WHERE authority = $1 AND id = $2`, "dossier"},
		{"sealed person damaged", `UPDATE dossier SET person = head WHERE authority = $1 AND id = $2`, "dossier"},
		{"key damaged", `UPDATE data_key SET wrapped = wrapping_key_bytes WHERE authority = $1 AND dossier = $2`, "data_key"},
		{"work deleted", `DELETE FROM work_item WHERE authority = $1 AND dossier = $2`, "work_item"},
		{"work moved", `UPDATE work_item SET unit = unit + 1 WHERE authority = $1 AND dossier = $2`, "work_item"},
		{"statistic changed", `UPDATE stat_delta SET n = n + 1 WHERE authority = $1 AND dossier = $2 AND metric = 'received'`, "stat_total"},
		{"statistic lost", `DELETE FROM stat_delta WHERE authority = $1 AND dossier = $2 AND metric = 'submitted'`, "stat_total"},
		{"code changed", `UPDATE dossier_code SET code = 'x' WHERE authority = $1 AND dossier = $2`, "dossier_code"},
		{"code lost", `DELETE FROM dossier_code WHERE authority = $1 AND dossier = $2`, "dossier_code"},
		{"code marked void", `UPDATE dossier_code SET voided_at = 1 WHERE authority = $1 AND dossier = $2`, "dossier_code"},
		{"counter moved", `UPDATE code_counter SET last = last + 1 WHERE authority = $1 AND $2 = $2`, "code_counter"},
		{"feed gap", `UPDATE feed SET position = position + 10 WHERE authority = $1 AND dossier = $2 AND seq = 3`, "feed"},
		{"feed lost", `DELETE FROM feed WHERE authority = $1 AND dossier = $2 AND seq = 3`, "feed"},
		{"legal values changed", `UPDATE regime SET text = 'x' WHERE authority = $1 AND $2 = $2`, "regime"},
	}
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		for _, d := range damages {
			t.Run(d.name, func(t *testing.T) {
				fresh := apptest.Build(t, town.Bench.Again())
				id := fresh.File(t, fresh.Login(t, apptest.Lan), 1)
				do(t, fresh, fresh.Login(t, apptest.Counter), id, dossier.Receive{})
				do(t, fresh, fresh.Login(t, apptest.Counter), id, dossier.Transfer{})
				err := event.SequenceAll(context.Background(), fresh.Core.DB, fresh.Authority(), "events")
				if err != nil {
					t.Fatal(err)
				}
				clean(t, fresh)
				query := strings.ReplaceAll(d.query, "wrapping_key_bytes", "(SELECT head FROM dossier o WHERE o.authority = data_key.authority AND o.id = data_key.dossier)")
				query = strings.ReplaceAll(query, "$2 = $2", "CAST($2 AS bigint) > 0")
				exec(t, fresh, query, id)
				report, err := fresh.Dossiers.Verify(context.Background())
				if err != nil {
					t.Fatal(err)
				}
				found := false
				for _, m := range report.Mismatches {
					found = found || m.Table == d.table && m.Article != ""
				}
				if !found {
					t.Errorf("verify says %v, want a line about %s", report.Mismatches, d.table)
				}
			})
		}
	})
}

// So is what is altered in a register book.
func TestVerifyNamesDamageOfABook(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		id := town.File(t, town.Login(t, apptest.Lan), 1)
		specialist := town.Login(t, apptest.Specialist)
		do(t, town, town.Login(t, apptest.Counter), id, dossier.Receive{})
		do(t, town, town.Login(t, apptest.Counter), id, dossier.Transfer{})
		do(t, town, town.Login(t, apptest.Chairman), id, dossier.Assign{Assignee: specialist.Account})
		do(t, town, specialist, id, dossier.CompleteStep{PersonNumber: "020219000123"})
		clean(t, town)
		for _, damage := range []struct{ query, mend string }{
			{`UPDATE book_entry SET no = 2 WHERE authority = $1 AND dossier = $2`, `UPDATE book_entry SET no = 1 WHERE authority = $1 AND dossier = $2`},
			{`UPDATE book_entry SET year = 2018 WHERE authority = $1 AND dossier = $2`, `UPDATE book_entry SET year = 2019 WHERE authority = $1 AND dossier = $2`},
			{`DELETE FROM book_entry WHERE authority = $1 AND dossier = $2`, ``},
		} {
			exec(t, town, damage.query, id)
			report, err := town.Dossiers.Verify(t.Context())
			if err != nil || len(report.Mismatches) == 0 || report.Mismatches[0].Table != "book_entry" {
				t.Errorf("%s: %v, %v", damage.query, report.Mismatches, err)
			}
			if damage.mend != "" {
				exec(t, town, damage.mend, id)
				clean(t, town)
			}
		}
	})
}

// Destroying a dossier's key erases its person and leaves every proof.
func TestADestroyedKeyErasesThePersonOnly(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		ctx := context.Background()
		lan, counter := town.Login(t, apptest.Lan), town.Login(t, apptest.Counter)
		id := town.File(t, lan, 1)
		st := do(t, town, counter, id, dossier.Receive{})
		exec(t, town, `UPDATE data_key SET wrapped = $3, destroyed_at = 1 WHERE authority = $1 AND dossier = $2`, id, []byte{})
		v, err := town.Dossiers.Own(ctx, lan, id)
		if err != nil || !v.Erased || v.Person.Applicant.Name != "" || len(v.Person.Answers) != 0 {
			t.Errorf("after erasing: %+v, %v", v.Person, err)
		}
		degree, err := town.Dossiers.LookUp(ctx, st.Code)
		if err != nil || degree.National != dossier.Accepted {
			t.Errorf("the look-up by code: %+v, %v", degree, err)
		}
		_, err = town.Dossiers.Do(ctx, counter, id, st.Seq, dossier.Transfer{})
		if !fault.Is(err, fault.CodeKeyDestroyed) {
			t.Errorf("a command on an erased dossier: %v", err)
		}
		clean(t, town)
	})
}

// Erasing a person must not make the open work about her vanish from the lists.
func TestTheWorkOfAnErasedPersonStays(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		id := town.File(t, town.Login(t, apptest.Lan), 1)
		exec(t, town, `DELETE FROM dossier_person WHERE authority = $1 AND dossier = $2`, id)
		exec(t, town, `UPDATE data_key SET wrapped = $3, destroyed_at = 1 WHERE authority = $1 AND dossier = $2`, id, []byte{})
		rows, err := town.Dossiers.WorkList(context.Background(), town.Login(t, apptest.Counter), dossier.MyWork, dossier.After{}, 50)
		if err != nil || len(rows) != 1 || rows[0].Dossier != id || rows[0].Applicant != "" {
			t.Errorf("work list %+v, %v", rows, err)
		}
	})
}

// TT01 Đ16 k2d: looking a dossier up by its code opens nothing personal, so it
// needs no key.
func TestLookingUpOpensNothingPersonal(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		id := town.File(t, town.Login(t, apptest.Lan), 1)
		st := do(t, town, town.Login(t, apptest.Counter), id, dossier.Receive{})
		exec(t, town, `UPDATE data_key SET wrapped = $3 WHERE authority = $1 AND dossier = $2`, id, []byte("no key"))
		degree, err := town.Dossiers.LookUp(context.Background(), st.Code)
		if err != nil || degree.Code != st.Code || degree.National != dossier.Accepted {
			t.Errorf("the look-up: %+v, %v", degree, err)
		}
		_, err = town.Dossiers.Own(context.Background(), town.Login(t, apptest.Lan), id)
		if err == nil {
			t.Error("the personal part opens without its key")
		}
	})
}
