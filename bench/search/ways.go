package search

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strings"
	"unicode"

	_ "modernc.org/sqlite" // the engine of fts5

	"motcua/code"
	"motcua/search"
)

// page is how many hits are asked for.
const page = 20

// way answers a text with codes, best first.
type way func(ctx context.Context, text string) ([]string, error)

// ours asks the index; narrowed by change.
func ours(x func() *search.Index, change func(*search.Query)) way {
	return func(_ context.Context, text string) ([]string, error) {
		q := search.Query{Text: text, Limit: page}
		change(&q)
		var out []string
		for _, h := range x().Find(q).Hits {
			out = append(out, h.Code)
		}
		return out, nil
	}
}

// contains looks for the folded text in every folded title, the shortest first.
func contains(docs []search.Document) way {
	type title struct{ code, folded string }
	var titles []title
	for _, d := range docs {
		titles = append(titles, title{d.Code, code.Fold(d.Title)})
	}
	slices.SortStableFunc(titles, func(a, b title) int { return cmp.Compare(len(a.folded), len(b.folded)) })
	return func(_ context.Context, text string) ([]string, error) {
		folded := code.Fold(text)
		var out []string
		for _, t := range titles {
			if strings.Contains(t.folded, folded) || t.code == folded {
				out = append(out, t.code)
			}
			if len(out) == page {
				break
			}
		}
		return out, nil
	}
}

// fts5 is SQLite's full text search in memory: every folded word of the text,
// ranked by its bm25.
func fts5(ctx context.Context, docs []search.Document) (way, func() error, error) {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return nil, nil, err
	}
	db.SetMaxOpenConns(1)
	_, err = db.ExecContext(ctx, `CREATE VIRTUAL TABLE t USING fts5(code, folded, tokenize = 'unicode61')`)
	if err != nil {
		return nil, db.Close, err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return nil, db.Close, err
	}
	for _, d := range docs {
		_, err = tx.ExecContext(ctx, `INSERT INTO t (code, folded) VALUES (?, ?)`, d.Code, code.Fold(d.Title))
		if err != nil {
			return nil, db.Close, err
		}
	}
	err = tx.Commit()
	if err != nil {
		return nil, db.Close, err
	}
	ask, err := db.PrepareContext(ctx, `SELECT code FROM t WHERE t MATCH ? ORDER BY rank LIMIT ?`)
	if err != nil {
		return nil, db.Close, err
	}
	return func(ctx context.Context, text string) ([]string, error) {
		rows, err := ask.QueryContext(ctx, match(text), page)
		if err != nil {
			return nil, err
		}
		defer rows.Close()
		var out []string
		for rows.Next() {
			var c string
			err = rows.Scan(&c)
			if err != nil {
				return nil, err
			}
			out = append(out, c)
		}
		return out, rows.Err()
	}, db.Close, nil
}

// match is a text as FTS5 is asked: every word, quoted.
func match(text string) string {
	words := strings.FieldsFunc(code.Fold(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return `"` + strings.Join(words, `" "`) + `"`
}
