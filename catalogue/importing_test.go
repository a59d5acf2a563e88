package catalogue_test

import (
	"context"
	"slices"
	"testing"

	"motcua/catalogue"
	"motcua/internal/clock"
	"motcua/internal/fault"
	"motcua/internal/store"
	"motcua/internal/testkit"
)

var (
	day  = clock.MustDate("2026-01-15")
	next = clock.MustDate("2026-03-01")
)

func everyone(r catalogue.Record) catalogue.Placed {
	if r.Type == "STANDARD_INTERNAL" {
		return catalogue.Placed{Excluded: true}
	}
	return catalogue.Placed{Listings: []catalogue.Listing{{Level: "commune", Basis: "detail", OneStop: true}}}
}

func carried(t testing.TB) []catalogue.Record {
	t.Helper()
	records, err := catalogue.LoadSome("1.001193", "1.000656", "2.000635", "2.000815", "1.001612")
	if err != nil {
		t.Fatal(err)
	}
	return records
}

func file(digest string, from clock.Date, records ...catalogue.Record) catalogue.Import {
	return catalogue.Import{Source: "test " + digest, Digest: digest, Effective: from, Complete: true, Records: records, Place: everyone,
		Findings: []catalogue.Found{{Kind: "missing.steps", Code: "1.1", PortalID: "p", Name: "n"}, {Kind: "missing.steps", Code: "1.2", PortalID: "q", Name: "n"}}}
}

func do(t testing.TB, b testkit.Bench, im catalogue.Import) catalogue.Run {
	t.Helper()
	run, err := try(b, im)
	if err != nil {
		t.Fatal(err)
	}
	return run
}

func try(b testkit.Bench, im catalogue.Import) (run catalogue.Run, err error) {
	err = b.DB.Update(context.Background(), b.Authority, func(tx *store.Tx) error {
		run, err = im.Do(context.Background(), tx)
		return err
	})
	return run, err
}

func load(t testing.TB, b testkit.Bench) *catalogue.Book {
	t.Helper()
	book, err := catalogue.LoadBook(t.Context(), b.DB, b.Authority)
	if err != nil {
		t.Fatal(err)
	}
	return book
}

// A second import of the same file changes nothing and leaves no run; a changed
// record is another version; what a complete file lacks is withdrawn and stays
// readable; what comes back is in force again.
func TestImport(t *testing.T) {
	testkit.EachEngine(t, func(t *testing.T, b testkit.Bench) {
		records := carried(t)
		internal := records[4]
		internal.Type = "STANDARD_INTERNAL"
		first := do(t, b, file("one", day, records[0], records[1], records[2], records[3], internal))
		if first.Added != 4 || first.Excluded != 1 || first.IsNoChange() {
			t.Fatalf("first import: %+v", first)
		}
		book := load(t, b)
		epoch := book.Epoch()
		again := do(t, b, file("one", next, records[0], records[1], records[2], records[3], internal))
		if again.ID != first.ID {
			t.Errorf("the same file left another run: %+v", again)
		}
		if changed, err := book.Refresh(t.Context()); changed || err != nil || book.Epoch() != epoch {
			t.Errorf("the same file changed the catalogue (%v)", err)
		}

		other := records[0]
		other.Name += " (sửa đổi)"
		changed := file("two", next, other, records[1], records[2])
		changed.Forced = true
		second := do(t, b, changed)
		if second.Changed != 1 || second.Unchanged != 2 || second.Withdrawn != 1 {
			t.Errorf("second import: %+v", second)
		}
		if ok, err := book.Refresh(t.Context()); !ok || err != nil {
			t.Fatalf("the change is not seen (%v)", err)
		}
		e, _ := book.ByCode(other.Code)
		before, _ := e.At(next.AddDays(-1))
		now, standing := e.At(next)
		if before.Number != 1 || now.Number != 2 || standing != catalogue.InForce || now.Card.Name != other.Name || before.Card.Name != records[0].Name {
			t.Errorf("editions: %d %q, then %d %q (%s)", before.Number, before.Card.Name, now.Number, now.Card.Name, standing)
		}
		v, err := book.Open(t.Context(), now)
		if err != nil || v.Record.Name != other.Name || len(v.Papers()) == 0 {
			t.Errorf("opened: %v", err)
		}

		gone, _ := book.ByCode(records[3].Code)
		if _, s := gone.At(next); s != catalogue.Withdrawn {
			t.Errorf("missing from a complete file: %s", s)
		}
		if _, s := gone.At(next.AddDays(-1)); s != catalogue.InForce {
			t.Errorf("the day before: %s", s)
		}
		if _, s := gone.At(day.AddDays(-1)); s != catalogue.NotYet {
			t.Errorf("before the first version: %s", s)
		}
		back := do(t, b, file("three", next.AddDays(30), other, records[1], records[2], records[3]))
		if back.Changed != 1 || back.Unchanged != 3 {
			t.Errorf("third import: %+v", back)
		}
		_, _ = book.Refresh(t.Context())
		gone, _ = book.ByCode(records[3].Code)
		if v, s := gone.At(next.AddDays(30)); s != catalogue.InForce || v.Number != 2 {
			t.Errorf("came back: version %d %s", v.Number, s)
		}
		report(t, book, back, first)
	})
}

func report(t *testing.T, book *catalogue.Book, newest, oldest catalogue.Run) {
	runs, err := book.Runs(t.Context(), 0, 10)
	if err != nil || len(runs) != 3 || runs[0] != newest || runs[2] != oldest {
		t.Errorf("runs: %+v (%v)", runs, err)
	}
	tallies, err := book.Tallies(t.Context(), oldest.ID)
	if err != nil || !slices.Equal(tallies, []catalogue.Tally{{Kind: "missing.steps", N: 2}}) {
		t.Errorf("tallies: %+v (%v)", tallies, err)
	}
	found, err := book.Findings(t.Context(), oldest.ID, "missing.steps", 1, 10)
	if err != nil || len(found) != 1 || found[0].Code != "1.2" {
		t.Errorf("findings behind the first: %+v (%v)", found, err)
	}
}

// A file that lacks most of what is in force is refused, and nothing of it stays.
func TestImportOfTheWrongFile(t *testing.T) {
	testkit.EachEngine(t, func(t *testing.T, b testkit.Bench) {
		records := carried(t)
		do(t, b, file("one", day, records...))
		fresh := records[0]
		fresh.PortalID = "another"
		_, err := try(b, file("wrong", next, fresh))
		if !fault.Is(err, fault.CodeImportWithdraws) {
			t.Fatalf("got %v", err)
		}
		book := load(t, b)
		runs, _ := book.Runs(t.Context(), 0, 10)
		if len(book.Entries()) != 5 || len(runs) != 1 {
			t.Errorf("%d procedures, %d runs", len(book.Entries()), len(runs))
		}
	})
}

// A listing that changed is a change without another version.
func TestImportMovesAListing(t *testing.T) {
	testkit.EachEngine(t, func(t *testing.T, b testkit.Bench) {
		records := carried(t)
		do(t, b, file("one", day, records...))
		moved := file("two", next, records...)
		moved.Place = func(r catalogue.Record) catalogue.Placed {
			p := everyone(r)
			if r.Code == records[0].Code {
				p.Listings = []catalogue.Listing{{Level: "district", Basis: "hand"}}
			}
			return p
		}
		if run := do(t, b, moved); run.Changed != 1 || run.Unchanged != 4 {
			t.Errorf("%+v", run)
		}
		e, _ := load(t, b).ByCode(records[0].Code)
		if l, ok := e.ListedAt("district"); len(e.Editions) != 1 || len(e.Listings) != 1 || !ok || l.Basis != "hand" || l.OneStop {
			t.Errorf("%d editions, listings %+v", len(e.Editions), e.Listings)
		}
	})
}

// Publications that run side by side are all seen by a reader that follows.
func TestFollowMissesNothing(t *testing.T) {
	testkit.EachEngine(t, func(t *testing.T, b testkit.Bench) {
		records := carried(t)
		do(t, b, file("one", day, records...))
		book := load(t, b)
		ids := make([]int64, 0, len(records))
		for _, e := range book.Entries() {
			ids = append(ids, e.ID)
		}
		const rounds = 8
		done := make(chan error, len(ids))
		for i, id := range ids {
			go func() { done <- confirmOften(b, id, rounds, int64(i)) }()
		}
		for left := len(ids); left > 0; {
			select {
			case err := <-done:
				if err != nil {
					t.Error(err)
				}
				left--
			default:
				if _, err := book.Refresh(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
		}
		if _, err := book.Refresh(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, e := range book.Entries() {
			if len(e.Confirmed) != rounds {
				t.Errorf("%s: %d confirmations seen of %d", e.Code, len(e.Confirmed), rounds)
			}
			if last, ok := e.ConfirmedFee(1, 1); !ok || last.Amount != rounds {
				t.Errorf("%s: last confirmation %+v", e.Code, last)
			}
		}
	})
}

func confirmOften(b testkit.Bench, procedure int64, times int, actor int64) error {
	for n := range times {
		err := b.DB.Update(context.Background(), b.Authority, func(tx *store.Tx) error {
			p, err := catalogue.Publishing(context.Background(), tx)
			if err != nil {
				return err
			}
			return p.Confirm(context.Background(), procedure, catalogue.Confirmation{Version: 1, Line: 1, Amount: int64(n + 1), Document: "d", Actor: actor})
		})
		if err != nil {
			return err
		}
	}
	return nil
}
