package store

import (
	"regexp"
	"sync"
)

// What differs between the engines inside one SQL text. Statements are written
// and checked for PostgreSQL; SQLite has one writer, so row locks say nothing
// there and are dropped.
var rowLock = regexp.MustCompile(`(?i)\s+FOR (NO KEY )?UPDATE( SKIP LOCKED)?`)

// texts remembers each rewritten statement, so that the work is done once.
type texts struct{ m sync.Map }

func (t *texts) of(engine Engine, query string) string {
	if engine == Postgres {
		return query
	}
	if known, ok := t.m.Load(query); ok {
		return known.(string)
	}
	rewritten := Portable(engine, query)
	t.m.Store(query, rewritten)
	return rewritten
}

// Portable is a statement as it is sent to engine.
func Portable(engine Engine, query string) string {
	if engine == Postgres {
		return query
	}
	return rowLock.ReplaceAllString(query, "")
}
