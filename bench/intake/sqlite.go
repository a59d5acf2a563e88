package intake

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"time"

	"motcua/internal/store"
)

// The replay on SQLite is the recorded statements, prepared, on one connection
// with the same care for a power cut. As many transactions share a commit as
// clients would wait together.

// Raw replays the recording each times for a number of clients and returns
// intakes a second; base keeps the ids of two replays apart.
func (r Recording) Raw(ctx context.Context, path string, base int64, clients, each int) (float64, error) {
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
	_, err = conn.ExecContext(ctx, `WITH RECURSIVE g(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM g WHERE n < $4)
		INSERT INTO draft SELECT authority, $3 + n * 10, account, procedure, procedure_version, form, unit, revision, answers, created_at, updated_at
		FROM draft, g WHERE authority = $1 AND id = $2`, authority, r.Model, base, clients*each)
	if err != nil {
		return 0, err
	}
	return r.loop(ctx, conn, base, clients, each)
}

func (r Recording) loop(ctx context.Context, conn *sql.Conn, base int64, clients, each int) (float64, error) {
	steps, err := r.prepare(ctx, conn)
	if err != nil {
		return 0, err
	}
	start, done := time.Now(), 0
	for done < clients*each {
		// An intake is two transactions: all clients file, then all are received.
		for _, half := range steps {
			err := r.batch(ctx, conn, half, base, done, clients)
			if err != nil {
				return 0, err
			}
		}
		done += clients
	}
	return float64(done) / time.Since(start).Seconds(), nil
}

// step is a prepared statement of the recording.
type step struct {
	Statement
	prepared *sql.Stmt
}

// prepare cuts the recording into its two transactions.
func (r Recording) prepare(ctx context.Context, conn *sql.Conn) (halves [][]step, err error) {
	var half []step
	for _, s := range r.Statements {
		switch s.Text {
		case "BEGIN":
			continue
		case "COMMIT":
			halves, half = append(halves, half), nil
			continue
		}
		p, err := conn.PrepareContext(ctx, store.Portable(store.SQLite, s.Text))
		if err != nil {
			return nil, err
		}
		half = append(half, step{s, p})
	}
	return halves, nil
}

func (r Recording) batch(ctx context.Context, conn *sql.Conn, half []step, base int64, done, clients int) error {
	_, err := conn.ExecContext(ctx, "BEGIN IMMEDIATE")
	if err != nil {
		return err
	}
	for c := range clients {
		err := r.replay(ctx, half, base, int64(done+c+1))
		if err != nil {
			return err
		}
	}
	_, err = conn.ExecContext(ctx, "COMMIT")
	return err
}

// replay is one transaction of one client.
func (r Recording) replay(ctx context.Context, half []step, base, k int64) error {
	last := int32(0)
	for _, s := range half {
		args := r.args(s.Statement, base+k*10, k/9000+base, last)
		if !s.Now {
			_, err := s.prepared.ExecContext(ctx, args...)
			if err != nil {
				return fmt.Errorf("%w (in: %.60s)", err, s.Text)
			}
			continue
		}
		rows, err := s.prepared.QueryContext(ctx, args...)
		if err != nil {
			return err
		}
		columns, err := rows.Columns()
		if err != nil {
			return err
		}
		into := make([]any, len(columns))
		for i := range into {
			into[i] = new(any)
		}
		for rows.Next() {
			err = rows.Scan(into...)
		}
		if n, counted := (*into[0].(*any)).(int64); counted && len(columns) == 1 {
			last = int32(n)
		}
		err = firstOf(err, rows.Err(), rows.Close())
		if err != nil {
			return err
		}
	}
	return nil
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// args are the recorded ones with the ids of this intake in place.
func (r Recording) args(s Statement, id, day int64, last int32) []any {
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
			if (counter || code) && v == r.Day {
				out[i] = strconv.FormatInt(day, 10)
			}
			if code && v == r.Code {
				out[i] = strconv.FormatInt(id, 10)
			}
			if before, after, ok := r.carries(v); ok && len(v) < 100 {
				out[i] = before + strconv.FormatInt(id, 10) + after
			}
		}
	}
	return out
}
