// Package upgrade_test holds what was stored by released versions of the program
// and proves that today's program goes on with it (docs/adr/0001, CONTRIBUTING.md
// "Land a migration").
package upgrade_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"motcua/app"
	"motcua/internal/store"
)

// authority is the world's province, as in the demonstration.
const authority = 37

// feed is the feed of every event.
const feed = "events"

// statementsFile holds the statements of the version: a line "-- package name"
// and the text, then an empty line.
const statementsFile = "statements.sql"

// recorded is what the maker counted in a database before it was packed.
type recorded struct {
	Until    string            // the hour of the authority's clock, RFC 3339
	Accounts []app.Account     // without passwords
	Dossiers int               // with at least one event
	Events   int               // of all dossiers
	Stages   map[string]int64  // a dossier in each status, by status
	Draft    int64             // a complete draft of its Owner
	Owner    string            // login of the citizen of Draft and Stages
	Jobs     map[string]int64  // by state
	Position int64             // of the feed
	Figures  map[string]int64  // statistics of all agencies, by metric
	Tables   map[string]int64  // rows
	Sessions map[string]string // by login: the token a browser still holds
}

// dump is the packed database of an engine.
func dump(dir string, engine store.Engine) string {
	if engine == store.SQLite {
		return filepath.Join(dir, "sqlite.db.gz")
	}
	return filepath.Join(dir, "postgres.sql.gz")
}

func record(dir string, engine store.Engine) string {
	return filepath.Join(dir, string(engine)+".json")
}

func readRecord(t *testing.T, dir string, engine store.Engine) (r recorded) {
	t.Helper()
	raw, err := os.ReadFile(record(dir, engine))
	if err == nil {
		err = json.Unmarshal(raw, &r)
	}
	if err != nil {
		t.Fatal(err)
	}
	return r
}
