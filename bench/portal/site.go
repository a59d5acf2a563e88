// Package portal measures the public pages of procedures: a thousand of them, read at
// random over kept connections while some are published anew, against a handler that
// writes the same compressed bytes and does nothing else, in the same run.
package portal

import (
	"context"
	"fmt"
	"log/slog"

	"motcua/app"
	"motcua/catalogue"
	"motcua/internal/clock"
	"motcua/internal/store"
	"motcua/world"
)

// authority is the world's province.
const authority = 37

// Procedures is how many pages are read.
const Procedures = 1000

// codeOf is the code of the n-th procedure.
func codeOf(n int) string { return fmt.Sprintf("9.%06d", n) }

// mark stands in the page of every edition, with its number: a reader tells by it how
// old the page is.
const mark = "an-ban-"

// carried are the records the pages are made from: the flagships of the world.
func carried() ([]catalogue.Record, error) {
	return catalogue.LoadSome("1.001193", "1.000656", "2.000635", "2.000815", "1.001612")
}

// edition is the n-th procedure's text in its k-th edition: a record as the state
// published it under a code that does not exist.
func edition(records []catalogue.Record, n, k int) (catalogue.Version, error) {
	r := records[n%len(records)]
	r.Code, r.PortalID = codeOf(n), "bench-"+codeOf(n)
	r.DecisionNo = fmt.Sprintf("%s%d.", mark, k)
	return catalogue.NewVersion(r, k, clock.MustDate("2018-01-01"))
}

func config(dsn, keys string) app.Config {
	return app.Config{Authority: authority, DSN: dsn, KeyDir: keys, CreateKey: true, Relaxed: true,
		Log: slog.New(slog.DiscardHandler), BaseURL: "http://portal.test"}
}

// Prepare seeds an empty database with the province and the procedures.
func Prepare(ctx context.Context, dsn, keys string, procedures int) error {
	records, err := carried()
	if err != nil {
		return err
	}
	return seeded(ctx, dsn, keys, false, func(tx *store.Tx) error { return publish(ctx, tx, records, procedures) })
}

// seeded makes the province in an empty database, with the whole catalogue or its
// flagships; more adds to it.
func seeded(ctx context.Context, dsn, keys string, whole bool, more func(*store.Tx) error) error {
	c := config(dsn, keys)
	ring, err := app.OpenRing(c)
	if err != nil {
		return err
	}
	db, err := app.OpenDB(ctx, c)
	if err != nil {
		return err
	}
	defer db.Close()
	w, err := world.ND61()
	if err != nil {
		return err
	}
	_, err = app.Seed(ctx, app.Core{Config: c, DB: db, Ring: ring}, app.Seeding{World: w, Of: authority, Whole: whole, Password: func() string { return "" }})
	if err != nil || more == nil {
		return err
	}
	return db.Update(ctx, authority, more)
}

func publish(ctx context.Context, tx *store.Tx, records []catalogue.Record, procedures int) error {
	p, err := catalogue.Publishing(ctx, tx)
	if err != nil {
		return err
	}
	for n := range procedures {
		v, err := edition(records, n, 1)
		if err != nil {
			return err
		}
		_, err = p.Add(ctx, v)
		if err != nil {
			return err
		}
	}
	return nil
}
