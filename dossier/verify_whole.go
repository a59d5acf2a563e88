package dossier

import (
	"context"
	"fmt"

	"motcua/dossier/dossiersql"
	"motcua/internal/event"
	"motcua/internal/store"
	"motcua/law"
)

// whole checks what belongs to no single dossier.
func (v *verifier) whole(ctx context.Context, tx *store.Tx) error {
	err := v.withoutEvents(ctx, tx)
	if err != nil {
		return err
	}
	err = v.statistics(ctx, tx)
	if err != nil {
		return err
	}
	err = v.codesIssued(ctx, tx)
	if err != nil {
		return err
	}
	err = v.bookEntries(ctx, tx)
	if err != nil {
		return err
	}
	err = v.feeds(ctx, tx)
	if err != nil {
		return err
	}
	return v.regimes(ctx, tx)
}

// withoutEvents finds dossiers that the walk over the events does not meet.
func (v *verifier) withoutEvents(ctx context.Context, tx *store.Tx) error {
	ids, err := dossiersql.New(tx).WithoutEvents(ctx, tx.Authority)
	for _, id := range ids {
		v.add("event", fmt.Sprint(id), articleHistory, "the dossier has no event")
	}
	return err
}

// bookEntries checks that the numbers of each book and year are 1..n, and stand in the
// events of their dossiers.
func (v *verifier) bookEntries(ctx context.Context, tx *store.Tx) error {
	rows, err := dossiersql.New(tx).BookEntries(ctx, tx.Authority)
	if err != nil {
		return err
	}
	last := map[string]int32{}
	for _, r := range rows {
		series := fmt.Sprintf("%d %s %d", r.Unit, r.Book, r.Year)
		name := fmt.Sprintf("%s %d", series, r.No)
		if r.No != last[series]+1 {
			v.add("book_entry", name, articleTrack, "number %d follows number %d", r.No, last[series])
		}
		last[series] = r.No
		key := bookKey(r.Unit, r.Book, int(r.Year), int(r.No))
		if v.books[key] != r.Dossier {
			v.add("book_entry", name, articleTrack, "it is given to %d, the step of that number belongs to %d (0: to none)", r.Dossier, v.books[key])
		}
		delete(v.books, key)
	}
	for key, dossier := range v.books {
		v.add("book_entry", key, articleTrack, "a step of %d took this number, the book does not have it", dossier)
	}
	return nil
}

// codesIssued checks that the numbers of each agency and day are 1..n.
func (v *verifier) codesIssued(ctx context.Context, tx *store.Tx) error {
	q := dossiersql.New(tx)
	codes, err := q.Codes(ctx, tx.Authority)
	if err != nil {
		return err
	}
	last := map[string]int32{}
	for _, c := range codes {
		day := fmt.Sprintf("%d %s", c.Unit, c.Day)
		if c.No != last[day]+1 {
			v.add("dossier_code", c.Code, articleCode, "number %d follows number %d", c.No, last[day])
		}
		last[day] = c.No
		if receipt := v.codes[fmt.Sprintf("%s %d", day, c.No)]; receipt != (issued{c.Code, c.Dossier}) {
			v.add("dossier_code", c.Code, articleCode, "it is given to %d, the receipt of that number says %q to %d", c.Dossier, receipt.code, receipt.dossier)
		}
	}
	if len(codes) != len(v.codes) {
		v.add("dossier_code", "all", articleCode, "%d codes are issued, events give %d", len(codes), len(v.codes))
	}
	counters, err := q.Counters(ctx, tx.Authority)
	for _, c := range counters {
		day := fmt.Sprintf("%d %s", c.Unit, c.Day)
		if c.Last != last[day] {
			v.add("code_counter", day, articleCode, "the counter stands at %d, the last number is %d", c.Last, last[day])
		}
		delete(last, day)
	}
	for day, n := range last {
		v.add("code_counter", day, articleCode, "there is no counter, the last number is %d", n)
	}
	return err
}

// feeds checks that each feed and what waits for it are every event, once, at
// gap-free positions.
func (v *verifier) feeds(ctx context.Context, tx *store.Tx) error {
	for _, feed := range v.Log.Feeds {
		n, err := event.CheckFeed(ctx, tx, feed)
		if err != nil {
			return err
		}
		if n.Gap != 0 {
			v.add("feed", feed, articleTrack, "position %d is missing", n.Gap)
		}
		if n.Stray != 0 {
			v.add("feed", feed, articleTrack, "position %d names an event that does not exist", n.Stray)
		}
		if n.Head != n.Last {
			v.add("feed_head", feed, articleTrack, "the head stands at %d, the last position is %d", n.Head, n.Last)
		}
		if n.Placed+n.Pending != int64(v.Events) {
			v.add("feed", feed, articleTrack, "%d events placed and %d waiting, %d written", n.Placed, n.Pending, v.Events)
		}
	}
	return nil
}

// regimes checks that the legal values dossiers were received under still have
// the text of their hash.
func (v *verifier) regimes(ctx context.Context, tx *store.Tx) error {
	rows, err := dossiersql.New(tx).Regimes(ctx, tx.Authority)
	for _, r := range rows {
		if law.HashText(r.Text) != r.Hash {
			v.add("regime", r.Hash, articleRegime, "the text does not have this hash")
		}
	}
	return err
}
