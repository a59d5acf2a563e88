package app_test

import (
	"context"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"motcua/app/apptest"
	"motcua/authz"
	"motcua/dossier"
	"motcua/identity"
	"motcua/internal/fault"
	"motcua/internal/store"
	"motcua/schema"
)

// Two authorities share a database, and one holds every row of the other under
// the same ids. What the first goes on to do and to list is its own: no row of
// the second is changed, none is shown. A statement that forgets the authority
// reaches both.
func TestAuthoritiesWithTheSameIDsDoNotMeet(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		lan, counter := town.Login(t, apptest.Lan), town.Login(t, apptest.Counter)
		first := town.File(t, lan, 1)
		act(t, town, counter, first, 1, dossier.Receive{})
		drain(t, town)
		second := town.File(t, lan, 2) // what follows of these two still waits
		act(t, town, counter, first, 2, dossier.Transfer{})
		draft, err := town.Draft(lan, town.Commune, 3)
		if err != nil {
			t.Fatal(err)
		}
		token := session(t, town, apptest.Phuc)

		twin := town.Bench.Again().Authority
		copyRows(t, town, twin)
		before := rowsOf(t, town, twin)
		liveOn(t, town, first, second, draft, token)
		after := rowsOf(t, town, twin)
		for table, rows := range before {
			if !slices.Equal(rows, after[table]) {
				t.Errorf("rows of the other authority in %s were changed", table)
			}
		}
	})
}

// liveOn does in one authority all that dossiers live through, and counts what
// its people see.
func liveOn(t *testing.T, town apptest.Town, first, second, draft int64, token identity.Token) {
	t.Helper()
	ctx := context.Background()
	lan, counter, specialist, chairman := town.Login(t, apptest.Lan), town.Login(t, apptest.Counter), town.Login(t, apptest.Specialist), town.Login(t, apptest.Chairman)
	work, err := town.Dossiers.WorkList(ctx, counter, dossier.UnitWork, dossier.After{}, 50)
	if err != nil || len(work) != 1 {
		t.Errorf("the work list has %d rows, want the one to be received (%v)", len(work), err)
	}
	act(t, town, chairman, first, 3, dossier.Assign{Assignee: specialist.Account})
	act(t, town, specialist, first, 4, dossier.CompleteStep{PersonNumber: "020219000123"})
	act(t, town, chairman, first, 5, dossier.Approve{})
	act(t, town, specialist, first, 6, dossier.Deliver{})
	act(t, town, counter, first, 7, dossier.GiveBack{Method: dossier.Counter, Receipt: true, BookSigned: true, Collector: "Lăng Thị Mai Lan"})
	act(t, town, counter, second, 1, dossier.Refuse{Ground: dossier.NotEligible, Reason: "Chưa có Giấy chứng sinh."})
	err = town.Dossiers.Edit(ctx, lan, draft, func(d *dossier.Draft) { d.Answer("child", map[string]string{"child.full_name": "Lăng An"}) })
	if err != nil {
		t.Fatal(err)
	}
	_, err = town.Dossiers.Submit(ctx, lan, draft, true)
	if err != nil {
		t.Fatal(err)
	}
	town.Bench.Clock.Advance(48 * time.Hour) // every period is due, and sessions are swept
	drain(t, town)
	mine, err := town.Dossiers.Mine(ctx, lan, 0, 50)
	if err != nil || len(mine) != 3 {
		t.Errorf("she has %d dossiers, want 3 (%v)", len(mine), err)
	}
	inbox, err := town.Notify.Inbox(ctx, town.Authority(), lan.Account, 0, 50)
	if err != nil || len(inbox) == 0 {
		t.Fatalf("her inbox: %v, %v", inbox, err)
	}
	err = town.Notify.MarkRead(ctx, town.Authority(), lan.Account, inbox[len(inbox)-1].ID)
	if err != nil {
		t.Fatal(err)
	}
	err = town.Identity.SignOut(ctx, town.Authority(), token)
	if err != nil {
		t.Fatal(err)
	}
	err = town.Identity.Disable(ctx, town.Authority(), town.Account(t, apptest.Phuc).ID)
	if err != nil {
		t.Fatal(err)
	}
	report, err := town.Dossiers.Verify(ctx)
	if err != nil || report.Dossiers != 3 || len(report.Mismatches) != 0 {
		t.Errorf("verify: %d dossiers, %v, %v", report.Dossiers, report.Mismatches, err)
	}
	strangers(t, town)
}

// strangers asks for what only another authority has, as the people who would
// have it there: nothing of it exists.
func strangers(t *testing.T, town apptest.Town) {
	t.Helper()
	ctx := context.Background()
	other := apptest.Build(t, town.Bench.Again())
	lan, counter := other.Login(t, apptest.Lan), other.Login(t, apptest.Counter)
	draft, err := other.Draft(lan, other.Commune, 9)
	if err != nil {
		t.Fatal(err)
	}
	code, id := "", int64(0)
	for seed := range uint64(5) { // its fifth code is one that this authority has not given
		id = other.File(t, lan, seed+1)
		code = act(t, other, counter, id, 1, dossier.Receive{}).Code
	}
	for name, err := range map[string]error{
		"her own dossier": errOf(town.Dossiers.Own(ctx, lan, id)), "opened": errOf(town.Dossiers.Open(ctx, counter, id, authz.DossierRead)),
		"a command": errOf(town.Dossiers.Do(ctx, counter, id, 2, dossier.Transfer{})), "by its code": errOf(town.Dossiers.LookUp(ctx, code)),
		"who read it": errOf(town.Dossiers.Readers(ctx, lan, id, 5)),
	} {
		if !fault.Is(err, fault.CodeNotFound) {
			t.Errorf("a dossier of the other authority, %s: %v", name, err)
		}
	}
	for name, err := range map[string]error{"read": errOf(town.Dossiers.Draft(ctx, lan, draft)), "filed": errOf(town.Dossiers.Submit(ctx, lan, draft, true))} {
		if !fault.Is(err, fault.CodeDraftGone) {
			t.Errorf("a draft of the other authority, %s: %v", name, err)
		}
	}
	_, err = town.Identity.Session(ctx, town.Authority(), session(t, other, apptest.Lan))
	if !fault.Is(err, fault.CodeUnauthenticated) {
		t.Errorf("a session of the other authority: %v", err)
	}
}

func errOf[T any](_ T, err error) error { return err }

func act(t *testing.T, town apptest.Town, who authz.Actor, id int64, seq int32, c dossier.Command) dossier.State {
	t.Helper()
	st, err := town.Dossiers.Do(context.Background(), who, id, seq, c)
	if err != nil {
		t.Fatalf("%T: %v", c, err)
	}
	return st
}

func drain(t *testing.T, town apptest.Town) {
	t.Helper()
	_, err := town.Jobs.Drain(context.Background())
	if err != nil {
		t.Fatal(err)
	}
}

func session(t *testing.T, town apptest.Town, login string) identity.Token {
	t.Helper()
	token, err := town.Identity.OpenSession(context.Background(), town.Authority(), town.Account(t, login).ID)
	if err != nil {
		t.Fatal(err)
	}
	return token
}

var created = regexp.MustCompile(`CREATE TABLE (\w+)`)

// tables are those of the schema, each behind those it points to.
func tables(t *testing.T) []string {
	t.Helper()
	names, err := fs.Glob(schema.OneStop, "onestop/sqlite/*.sql")
	if err != nil || len(names) == 0 {
		t.Fatalf("migrations %v, %v", names, err)
	}
	var out []string
	for _, name := range names {
		text, err := fs.ReadFile(schema.OneStop, name)
		if err != nil {
			t.Fatal(err)
		}
		up, _, _ := strings.Cut(string(text), "-- +goose Down")
		for _, m := range created.FindAllStringSubmatch(up, -1) {
			out = append(out, m[1])
		}
	}
	return out
}

// copyRows gives another authority every row of the town's.
func copyRows(t *testing.T, town apptest.Town, to int32) {
	t.Helper()
	err := town.Core.DB.Update(context.Background(), to, func(tx *store.Tx) error {
		for _, table := range tables(t) {
			rows, err := tx.QueryContext(context.Background(), "SELECT * FROM "+table+" WHERE authority = 0")
			if err != nil {
				return err
			}
			columns, err := rows.Columns()
			rows.Close()
			if err != nil {
				return err
			}
			rest := strings.Join(columns[1:], ", ")
			if rest != "" {
				rest = ", " + rest
			}
			_, err = tx.ExecContext(context.Background(), fmt.Sprintf("INSERT INTO %s (authority%s) SELECT CAST($1 AS integer)%s FROM %s WHERE authority = $2", table, rest, rest, table), to, town.Authority())
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// rowsOf is every row of an authority as text, by table.
func rowsOf(t *testing.T, town apptest.Town, authority int32) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	err := town.Core.DB.View(context.Background(), authority, func(tx *store.Tx) error {
		for _, table := range tables(t) {
			rows, err := tx.QueryContext(context.Background(), "SELECT * FROM "+table+" WHERE authority = $1", authority)
			if err != nil {
				return err
			}
			columns, err := rows.Columns()
			if err != nil {
				return err
			}
			out[table] = []string{}
			for rows.Next() {
				cells := make([]any, len(columns))
				for i := range cells {
					cells[i] = new(any)
				}
				err := rows.Scan(cells...)
				if err != nil {
					return err
				}
				var line strings.Builder
				for i := range cells {
					fmt.Fprintf(&line, "%v|", *cells[i].(*any))
				}
				out[table] = append(out[table], line.String())
			}
			rows.Close()
			slices.Sort(out[table])
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	waits := func(row string) bool { return strings.Contains(row, "|ready|") }
	if len(out["feed_pending"]) == 0 || len(out["work_item"]) == 0 || len(out["session"]) == 0 || !slices.ContainsFunc(out["job"], waits) {
		t.Fatal("the other authority has too few rows to prove anything")
	}
	return out
}
