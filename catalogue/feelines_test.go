package catalogue_test

import (
	"context"
	"fmt"
	"testing"

	"motcua/catalogue"
	"motcua/internal/fault"
	"motcua/internal/store"
	"motcua/internal/testkit"
)

func TestFeeLinesAreNumberedInTheOrderOfTheRecord(t *testing.T) {
	fee := func(text string) catalogue.Fee { return catalogue.Fee{Text: text} }
	r := catalogue.Record{Channels: []catalogue.Channel{
		{Method: catalogue.Direct, Fees: []catalogue.Fee{fee("a"), fee("b")}}, {Method: catalogue.Online},
		{Method: catalogue.Postal, Fees: []catalogue.Fee{fee("c")}}, {Method: catalogue.Direct, Fees: []catalogue.Fee{fee("d")}}}}
	got := ""
	for _, l := range r.FeeLines() {
		got += fmt.Sprint(l.Line, l.Method, l.Fee.Text, " ")
	}
	if want := "1DIRECTa 2DIRECTb 3POSTALc 4DIRECTd "; got != want {
		t.Errorf("lines %q, want %q", got, want)
	}
	if n := catalogue.CardOf(r).Fees; n != 4 {
		t.Errorf("the card counts %d", n)
	}
}

// TestConfirmationsAreOfTheirVersion: a line counts as confirmed once, and in no other
// version.
func TestConfirmationsAreOfTheirVersion(t *testing.T) {
	first := catalogue.Edition{Number: 1, Card: catalogue.Card{Fees: 3}}
	second := catalogue.Edition{Number: 2, Card: catalogue.Card{Fees: 3}}
	e := catalogue.Entry{Confirmed: []catalogue.Confirmation{{Version: 1, Line: 2, Amount: 1}, {Version: 1, Line: 2, Amount: 2}}}
	if a, b := e.Unconfirmed(first), e.Unconfirmed(second); a != 2 || b != 3 {
		t.Errorf("%d and %d lines are not confirmed, want 2 and 3", a, b)
	}
	if c, _ := e.ConfirmedFee(1, 2); c.Amount != 2 {
		t.Errorf("the last word is %d", c.Amount)
	}
}

// TestARunIsFoundByItsID, and none beside it.
func TestARunIsFoundByItsID(t *testing.T) {
	testkit.EachEngine(t, func(t *testing.T, b testkit.Bench) {
		run := do(t, b, file("one", day, carried(t)...))
		book, err := catalogue.LoadBook(context.Background(), b.DB, b.Authority)
		if err != nil {
			t.Fatal(err)
		}
		got, err := book.Run(context.Background(), run.ID)
		if err != nil || got.Digest != "one" {
			t.Errorf("run %+v, %v", got, err)
		}
		for _, id := range []int64{run.ID - 1, run.ID + 1, 0, -1, 1<<63 - 1} {
			if _, err := book.Run(context.Background(), id); !fault.Is(err, fault.CodeNotFound) {
				t.Errorf("run %d: %v", id, err)
			}
		}
	})
}

// TestKeptPlacesStay: an import that keeps places lists what is new only.
func TestKeptPlacesStay(t *testing.T) {
	b := testkit.Open(t, store.SQLite)
	records := carried(t)
	do(t, b, file("one", day, records[:2]...))
	im := file("two", next, records...)
	im.KeepPlaces, im.Place = true, func(catalogue.Record) catalogue.Placed {
		return catalogue.Placed{Listings: []catalogue.Listing{{Level: "province", Basis: "words"}}}
	}
	run := do(t, b, im)
	if run.Changed != 0 || run.Unchanged != 2 || run.Added != len(records)-2 {
		t.Errorf("run %+v", run)
	}
	again := do(t, b, im)
	if !again.Repeated || again.ID != run.ID || !again.IsNoChange() {
		t.Errorf("the same file again: %+v", again)
	}
}
