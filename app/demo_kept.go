package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	"motcua/internal/clock"
	"motcua/notify"
	"motcua/world"
)

// What a demonstration's folder holds.
const (
	demoKept = "demo.json"   // readable by the owner alone: it names passwords
	demoFile = "province.db" // on SQLite
)

// kept is what the demonstration remembers in its folder between runs.
type kept struct {
	Seed    uint64 `json:"seed"`
	History int    `json:"history"`
	// DB is the DSN it was made with, as given; "sqlite" or empty: demoFile.
	DB       string    `json:"db,omitempty"`
	Accounts []Account `json:"accounts"`
}

// DemoDSN is the database of the demonstration in dir. The error says when there
// is none.
func DemoDSN(dir string) (string, error) {
	k, err := readKept(dir)
	if errors.Is(err, os.ErrNotExist) {
		return "", fmt.Errorf("%s holds no demonstration: `motcua demo --dir %s` makes one", dir, dir)
	}
	return dsnIn(dir, k.DB), err
}

// dsnIn is the DSN of a demonstration in dir that was given as db.
func dsnIn(dir, db string) string {
	if db == "" || db == "sqlite" {
		return "sqlite:" + filepath.Join(dir, demoFile)
	}
	return db
}

func readKept(dir string) (k kept, err error) {
	raw, err := os.ReadFile(filepath.Join(dir, demoKept))
	if err == nil {
		err = json.Unmarshal(raw, &k)
	}
	return k, err
}

// prepare makes keys, people and history up to until once, and reads what it remembers on
// every later run.
func (d Demo) prepare(ctx context.Context, w *world.World, words notify.Texts, until clock.Instant) (kept, error) {
	err := os.MkdirAll(d.Dir, 0o700)
	if err != nil {
		return kept{}, err
	}
	k, err := readKept(d.Dir)
	if err == nil {
		return d.again(k)
	}
	if !errors.Is(err, os.ErrNotExist) {
		return kept{}, err
	}
	k, err = d.create(ctx, w, words, until)
	if err != nil {
		return kept{}, err
	}
	k.DB = d.DSN
	return k, d.keep(k)
}

func (d Demo) keep(k kept) error {
	raw, err := json.MarshalIndent(k, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(d.path(demoKept), append(raw, '\n'), 0o600)
}

// again goes on with the database the folder was made with: its people and keys
// belong to no other.
func (d Demo) again(k kept) (kept, error) {
	if d.DSN == "" || dsnIn(d.Dir, d.DSN) == dsnIn(d.Dir, k.DB) {
		return k, nil
	}
	_, err := os.Stat(d.path(demoFile))
	if k.DB == "" && errors.Is(err, os.ErrNotExist) { // made on PostgreSQL by a version that did not write it down
		k.DB = d.DSN
		return k, d.keep(k)
	}
	return k, fmt.Errorf("the demonstration in %s was made with --db %s, not %s: start it without --db, or name another --dir",
		d.Dir, shown(k.DB), shown(d.DSN))
}

// shown is a DSN without its password.
func shown(db string) string {
	if db == "" {
		return "sqlite"
	}
	u, err := url.Parse(db)
	if err != nil {
		return "another database" // no DSN at all; it may hold a password all the same
	}
	return u.Redacted()
}
