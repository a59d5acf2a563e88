package intake

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"time"

	"motcua/internal/store"
)

// The replay on SQLite is the recorded statements, prepared, on one connection
// with the same care for a power cut. As many transactions share a commit as
// clients would wait together.

// Raw replays the recordings, one for each client, each times and returns intakes
// a second; base keeps the ids of two replays apart.
func Raw(ctx context.Context, path string, all []Recording, base int64, each int) (float64, error) {
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=journal_mode(WAL)&_pragma=foreign_keys(1)&_pragma=synchronous(FULL)&_pragma=temp_store(MEMORY)")
	if err != nil {
		return 0, err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	conn, err := db.Conn(ctx)
	if err != nil {
		return 0, err
	}
	defer conn.Close()
	for c, r := range all {
		_, err = conn.ExecContext(ctx, `WITH RECURSIVE g(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM g WHERE n < $4 - 1)
			INSERT INTO draft SELECT authority, $3 + n * $5, account, procedure, procedure_version, form, unit, revision, answers, created_at, updated_at
			FROM draft, g WHERE authority = $1 AND id = $2`, authority, r.Model, base+int64(c)*apart, each, apart*int64(len(all)))
		if err != nil {
			return 0, err
		}
	}
	return loop(ctx, conn, all, base, each)
}

// apart is the distance between the ids of two intakes of a replay.
const apart = 10

func loop(ctx context.Context, conn *sql.Conn, all []Recording, base int64, each int) (float64, error) {
	var halves [2][]replay
	kept := map[string]*sql.Stmt{}
	for _, r := range all {
		r.replayed = strconv.FormatInt(base, 10)
		err := r.prepare(ctx, conn, kept, &halves)
		if err != nil {
			return 0, err
		}
	}
	start := time.Now()
	for k := range each {
		// An intake is two transactions: all clients file, then all are received.
		for _, half := range halves {
			err := batch(ctx, conn, half, base+int64(k*len(all))*apart)
			if err != nil {
				return 0, err
			}
		}
	}
	return float64(each*len(all)) / time.Since(start).Seconds(), nil
}

// replay is one transaction of one client, prepared.
type replay struct {
	Recording
	steps []step
}

type step struct {
	Statement
	prepared *sql.Stmt
}

// prepare cuts the recording into its two transactions.
func (r Recording) prepare(ctx context.Context, conn *sql.Conn, kept map[string]*sql.Stmt, halves *[2][]replay) error {
	half, one := 0, replay{Recording: r}
	for _, s := range r.Statements {
		switch s.Text {
		case "BEGIN":
			continue
		case "COMMIT":
			halves[half] = append(halves[half], one)
			half, one = half+1, replay{Recording: r}
			continue
		}
		text := store.Portable(store.SQLite, s.Text)
		if kept[text] == nil {
			p, err := conn.PrepareContext(ctx, text)
			if err != nil {
				return err
			}
			kept[text] = p
		}
		one.steps = append(one.steps, step{s, kept[text]})
	}
	return nil
}

// batch is one transaction of every client in one commit.
func batch(ctx context.Context, conn *sql.Conn, half []replay, base int64) error {
	_, err := conn.ExecContext(ctx, "BEGIN IMMEDIATE")
	if err != nil {
		return err
	}
	for c, r := range half {
		err := r.run(ctx, base+int64(c)*apart)
		if err != nil {
			return err
		}
	}
	_, err = conn.ExecContext(ctx, "COMMIT")
	return err
}

// run carries the transaction out with the id of its intake.
func (r replay) run(ctx context.Context, id int64) error {
	last := int32(0)
	for _, s := range r.steps {
		args := r.args(s.Statement, id, last)
		if !s.Now {
			_, err := s.prepared.ExecContext(ctx, args...)
			if err != nil {
				return fmt.Errorf("%w (in: %.60s)", err, s.Text)
			}
			continue
		}
		n, err := s.read(ctx, args)
		if err != nil {
			return err
		}
		if isCounter(s.Text) {
			last = n
		}
	}
	return nil
}

// read takes every row, as a service would, and the number of a counter.
func (s step) read(ctx context.Context, args []any) (last int32, err error) {
	rows, err := s.prepared.QueryContext(ctx, args...)
	if err != nil {
		return 0, err
	}
	columns, err := rows.Columns()
	if err != nil {
		return 0, err
	}
	values, into := make([]any, len(columns)), make([]any, len(columns))
	for i := range into {
		into[i] = &values[i]
	}
	for rows.Next() {
		err = rows.Scan(into...)
	}
	if n, number := values[0].(int64); number {
		last = int32(n)
	}
	return last, errors.Join(err, rows.Err(), rows.Close())
}

// args are the recorded ones with the ids of this intake in place.
func (r Recording) args(s Statement, id int64, last int32) []any {
	counter, code := isCounter(s.Text), isCode(s.Text)
	out := make([]any, len(s.Args))
	for i, a := range s.Args {
		out[i] = a
		switch v := a.(type) {
		case int64:
			if n, fresh := r.Fresh[v]; fresh {
				out[i] = id + int64(n)
			}
		case int32:
			if code && i == 3 {
				out[i] = last
			}
		case string:
			before, after, n, carries := r.carries(v)
			switch {
			case (counter || code) && v == r.Day:
				out[i] = r.replayed
			case code && v == r.Code:
				out[i] = strconv.FormatInt(id, 10)
			case carries:
				out[i] = before + strconv.FormatInt(id+int64(n), 10) + after
			}
		}
	}
	return out
}
