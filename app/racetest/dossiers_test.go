package racetest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"motcua/authz"
	"motcua/code"
	"motcua/dossier"
	"motcua/internal/clock"
	"motcua/internal/event"
	"motcua/internal/fault"
	"motcua/internal/store"
	"motcua/internal/testkit"
)

func clean(t *testing.T, f *fleet) {
	t.Helper()
	for _, m := range f.mismatches(t) {
		t.Errorf("verify: %s", m)
	}
}

// receipts: two hundred receipts of a day, half by each process, are numbered 1
// to 200 (TT01 Đ19 k1).
func receipts(t *testing.T, f *fleet) {
	const n = 200
	ids := f.made(t, "file", n, f.main)
	half := func(ids []int64) []op {
		return many(len(ids), func(i int) op { return op{Do: "receive", Actor: f.main.Counter, ID: ids[i]} })
	}
	var codes []string
	for _, r := range slices.Concat(f.race(t, half(ids[:n/2]), half(ids[n/2:]))...) {
		if r.Error != "" {
			t.Errorf("receipt: %s", r.Error)
		}
		codes = append(codes, r.Code)
	}
	slices.Sort(codes)
	for i, c := range codes {
		if want := fmt.Sprintf("000.23.21.H37-190617-%04d", i+1); c != want {
			t.Fatalf("code %d is %q, want %s", i+1, c, want)
		}
	}
	clean(t, f)
}

// oneReceipt: one dossier received in both processes at once is received once.
// An official who sent it twice is answered alike; her colleague is told that
// the dossier changed.
func oneReceipt(t *testing.T, f *fleet) {
	const rounds, each = 8, 10
	for round := range rounds {
		second := f.main.Counter
		if round%2 == 0 {
			second.Account++ // a colleague with the same post
		}
		ids := f.made(t, "file", each, f.main)
		got := f.race(t,
			many(each, func(i int) op { return op{Do: "receive", Actor: f.main.Counter, ID: ids[i]} }),
			many(each, func(i int) op { return op{Do: "receive", Actor: second, ID: ids[i]} }))
		for i, id := range ids {
			a, b := got[0][i], got[1][i]
			switch {
			case second.Account == f.main.Counter.Account:
				if a.Error != "" || b.Error != "" || a.Code != b.Code {
					t.Errorf("sent twice by one official: %+v and %+v", a, b)
				}
			case (a.Error == "") == (b.Error == ""), a.Fault+b.Fault != fault.CodeStale:
				t.Errorf("received by two: %+v and %+v", a, b)
			}
			if n := f.number(t, `SELECT count(*) FROM event WHERE authority = $1 AND dossier = $2 AND kind = $3`, id, string(dossier.KindReceived)); n != 1 {
				t.Errorf("dossier %d was received %d times", id, n)
			}
		}
	}
	clean(t, f)
}

// voidOrTransfer: the head declares a receipt void in one process while the counter
// transfers the dossier in the other: one of them does, the other is told that it
// changed, and a code is marked void if and only if its dossier is.
func voidOrTransfer(t *testing.T, f *fleet) {
	const each = 20
	ids := f.made(t, "file", each, f.main)
	act := func(do string, actor authz.Actor) []op {
		return many(each, func(i int) op { return op{Do: do, Actor: actor, ID: ids[i]} })
	}
	for _, r := range slices.Concat(f.race(t, act("receive", f.main.Counter), nil)...) {
		if r.Error != "" {
			t.Fatalf("receipt: %s", r.Error)
		}
	}
	got := f.race(t, act("void", f.main.Head), act("transfer", f.main.Counter))
	for i, id := range ids {
		a, b := got[0][i], got[1][i]
		if (a.Error == "") == (b.Error == "") || a.Fault+b.Fault != fault.CodeStale {
			t.Errorf("void %+v, transfer %+v", a, b)
		}
		if n := f.number(t, `SELECT count(*) FROM dossier_code WHERE authority = $1 AND dossier = $2 AND voided_at > 0`, id); (n == 1) != (a.Error == "") {
			t.Errorf("dossier %d: %d void codes, void %+v", id, n, a)
		}
	}
	clean(t, f)
}

// oneFiling: one draft sent through both processes becomes one dossier, and both
// answers name it.
func oneFiling(t *testing.T, f *fleet) {
	const rounds, each = 4, 10
	for range rounds {
		before := f.number(t, `SELECT count(*) FROM dossier WHERE authority = $1`)
		drafts := f.made(t, "draft", each, f.main)
		part := many(each, func(i int) op { return op{Do: "submit", Actor: f.citizen, ID: drafts[i]} })
		got := f.race(t, part, part)
		for i, draft := range drafts {
			a, b := got[0][i], got[1][i]
			if a.Error != "" || b.Error != "" || a.ID != b.ID || a.ID == 0 {
				t.Errorf("draft %d became %+v and %+v", draft, a, b)
			}
		}
		if n := f.number(t, `SELECT count(*) FROM dossier WHERE authority = $1`) - before; n != each {
			t.Errorf("%d drafts became %d dossiers", each, n)
		}
	}
	clean(t, f)
}

// twoWindows: two pages of one draft answered in two windows are both kept.
func twoWindows(t *testing.T, f *fleet) {
	const n = 30
	drafts := f.made(t, "draft", n, f.main)
	pages := []string{"requester", "child"}
	window := func(page string) []op {
		return many(n, func(i int) op {
			return op{Do: "edit", Actor: f.citizen, ID: drafts[i], Text: page, Value: page + " của cửa sổ này"}
		})
	}
	for _, r := range slices.Concat(f.race(t, window(pages[0]), window(pages[1]))...) {
		if r.Error != "" {
			t.Errorf("edit: %s", r.Error)
		}
	}
	for _, id := range drafts {
		d, err := f.Dossiers.Draft(context.Background(), f.citizen, id)
		if err != nil {
			t.Fatal(err)
		}
		for _, page := range pages {
			if got := d.Answers[page+".full_name"]; got != page+" của cửa sổ này" {
				t.Errorf("draft %d has lost page %s: %q", id, page, got)
			}
		}
	}
	clean(t, f)
}

// feedAndTotals: while both processes file, both number the feed and add up
// statistics; afterwards the feed holds every event once at positions 1..n.
func feedAndTotals(t *testing.T, f *fleet) {
	part := func() []op {
		out := many(30, func(int) op {
			f.seed++
			return op{Do: "file", Actor: f.citizen, ID: f.seed, Unit: f.main.Commune}
		})
		for range 4 {
			out = append(out, op{Do: "number"}, op{Do: "roll_up"})
		}
		return out
	}
	last := []op{{Do: "number"}, {Do: "roll_up"}}
	for _, r := range slices.Concat(append(f.race(t, part(), part()), f.race(t, last, last)...)...) {
		if r.Error != "" {
			t.Errorf("%s", r.Error)
		}
	}
	seen := map[event.Entry]bool{}
	var position int64
	err := f.DB.View(context.Background(), f.Authority, func(tx *store.Tx) error {
		for {
			page, err := event.FollowFeed(context.Background(), tx, feed, position, 50)
			if err != nil || len(page) == 0 {
				return err
			}
			for _, e := range page {
				if e.Position != position+1 || seen[event.Entry{Dossier: e.Dossier, Seq: e.Seq}] {
					t.Errorf("event %d of %d at %d after %d", e.Seq, e.Dossier, e.Position, position)
				}
				position = e.Position
				seen[event.Entry{Dossier: e.Dossier, Seq: e.Seq}] = true
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if n := f.number(t, `SELECT count(*) FROM event WHERE authority = $1`); len(seen) != n {
		t.Errorf("the feed holds %d of %d events", len(seen), n)
	}
	clean(t, f)
}

// lastOrdinals: with 9,997 receipts behind them, both processes receive on: two
// more numbers are given, in order, and everything else is refused (NĐ61 Đ26 k2b).
func lastOrdinals(t *testing.T, f *fleet) {
	const each = 3
	ids := f.made(t, "file", 2*each, f.other)
	day := testkit.Start.Date().String()
	err := f.DB.Update(context.Background(), f.Authority, func(tx *store.Tx) error {
		_, err := tx.ExecContext(context.Background(), `INSERT INTO code_counter (authority, unit, day, last) VALUES ($1, $2, $3, $4)`,
			f.Authority, f.other.Commune, day, int32(code.MaxOrdinal-2))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	part := func(ids []int64) []op {
		return many(each, func(i int) op { return op{Do: "receive", Actor: f.other.Counter, ID: ids[i]} })
	}
	var given []string
	refused := 0
	for range 2 { // again: what was refused stays refused
		given, refused = given[:0], 0
		for _, r := range slices.Concat(f.race(t, part(ids[:each]), part(ids[each:]))...) {
			switch {
			case r.Error == "":
				given = append(given, r.Code[strings.LastIndex(r.Code, "-")+1:])
			case r.Fault == fault.CodeDayFull:
				refused++
			default:
				t.Errorf("neither given nor full: %+v", r)
			}
		}
		slices.Sort(given)
		if !slices.Equal(given, []string{"9998", "9999"}) || refused != 2*each-2 {
			t.Errorf("given %v, %d refused", given, refused)
		}
	}
	// The receipts before these were only counted, which verification must notice,
	// and nothing else.
	wrong := f.mismatches(t)
	if len(wrong) != 1 || !strings.Contains(wrong[0], "number 9998 follows number 0") {
		t.Errorf("verify: %v", wrong)
	}
}

// later sets the clocks of all processes.
func later(t *testing.T, f *fleet, at clock.Instant) {
	t.Helper()
	parts := make([][]op, len(f.children))
	for i := range parts {
		parts[i] = []op{{Do: "clock", ID: int64(at)}}
	}
	f.race(t, parts...)
}
