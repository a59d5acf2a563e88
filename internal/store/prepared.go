package store

import (
	"context"
	"database/sql"
	"sync"
)

// SQLite parses a statement each time it is given as text, which costs more than
// most statements themselves. Those of the services are few and the same for
// ever, so each connection keeps them prepared. (pgx does so by itself.)

// prepared runs statements on one connection, each prepared once.
type prepared struct {
	conn *sql.Conn
	kept map[string]*sql.Stmt
}

func newPrepared(conn *sql.Conn) *prepared { return &prepared{conn, map[string]*sql.Stmt{}} }

// close gives the connection back to its pool without them.
func (p *prepared) close() {
	p.drop()
	p.conn.Close()
}

// throwAway closes the connection for good. SQLite keeps one, and its locks, that
// is closed while a statement of it is left.
func (p *prepared) throwAway() {
	p.drop()
	throwAway(p.conn)
}

func (p *prepared) drop() {
	for _, s := range p.kept {
		s.Close()
	}
}

func (p *prepared) statement(ctx context.Context, text string) (*sql.Stmt, error) {
	if known, ok := p.kept[text]; ok {
		return known, nil
	}
	s, err := p.conn.PrepareContext(ctx, text)
	if err == nil {
		p.kept[text] = s
	}
	return s, err
}

// QueryContext reads by a prepared statement.
func (p *prepared) QueryContext(ctx context.Context, text string, args ...any) (*sql.Rows, error) {
	s, err := p.statement(ctx, text)
	if err != nil {
		return nil, err
	}
	return s.QueryContext(ctx, args...)
}

// QueryRowContext is QueryContext for one row.
func (p *prepared) QueryRowContext(ctx context.Context, text string, args ...any) *sql.Row {
	s, err := p.statement(ctx, text)
	if err != nil {
		return p.conn.QueryRowContext(ctx, text, args...) // gives the same error, in the row
	}
	return s.QueryRowContext(ctx, args...)
}

// ExecContext writes by a prepared statement.
func (p *prepared) ExecContext(ctx context.Context, text string, args ...any) (sql.Result, error) {
	s, err := p.statement(ctx, text)
	if err != nil {
		return nil, err
	}
	return s.ExecContext(ctx, args...)
}

// readers is the reading pool with its statements prepared, on whichever of its
// connections they run.
type readers struct {
	pool *sql.DB
	kept sync.Map // text -> *sql.Stmt
}

func (r *readers) statement(ctx context.Context, text string) (*sql.Stmt, error) {
	if known, ok := r.kept.Load(text); ok {
		return known.(*sql.Stmt), nil
	}
	s, err := r.pool.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	known, there := r.kept.LoadOrStore(text, s)
	if there {
		s.Close()
	}
	return known.(*sql.Stmt), nil
}

// QueryContext reads by a prepared statement.
func (r *readers) QueryContext(ctx context.Context, text string, args ...any) (*sql.Rows, error) {
	s, err := r.statement(ctx, text)
	if err != nil {
		return nil, err
	}
	return s.QueryContext(ctx, args...)
}

// QueryRowContext is QueryContext for one row.
func (r *readers) QueryRowContext(ctx context.Context, text string, args ...any) *sql.Row {
	s, err := r.statement(ctx, text)
	if err != nil {
		return r.pool.QueryRowContext(ctx, text, args...)
	}
	return s.QueryRowContext(ctx, args...)
}
