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
	demoKept     = "demo.json"   // readable by the owner alone: it names passwords
	demoFile     = "province.db" // on SQLite
	demoFilesDir = "files"
)

// kept is what the demonstration remembers in its folder between runs.
type kept struct {
	Seed    uint64 `json:"seed"`
	History int    `json:"history"`
	// World is the name of the world it was made from; empty: the first there was.
	World string `json:"world,omitempty"`
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

// DemoFiles is the folder in which the demonstration in dir keeps files.
func DemoFiles(dir string) string { return filepath.Join(dir, demoFilesDir) }

// DemoLaw is the timeline of law of the world that the demonstration in dir was
// made from.
func DemoLaw(dir string) (string, error) {
	w, err := DemoWorld(dir)
	if err != nil {
		return "", err
	}
	return w.Law, nil
}

// DemoWorld is the world that the demonstration in dir was made from.
func DemoWorld(dir string) (*world.World, error) {
	k, err := readKept(dir)
	if err != nil {
		return nil, err
	}
	return world.Carried(k.world())
}

// firstWorld is the world of folders that do not remember one.
const firstWorld = "nd61"

func (k kept) world() string {
	if k.World == "" {
		return firstWorld
	}
	return k.World
}

// world is the one that was asked for, the one the folder was made from, or for a
// new folder the first. Another than the folder's is refused: its units, people
// and codes are in the database.
func (d Demo) world() (*world.World, error) {
	k, err := readKept(d.Dir)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	if err == nil && d.World != "" && d.World != k.world() {
		return nil, fmt.Errorf("the demonstration in %s is the world %s, not %s: start it without --world, or name another --dir",
			d.Dir, k.world(), d.World)
	}
	if d.World != "" {
		return world.Carried(d.World)
	}
	return world.Carried(k.world())
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
	k.DB, k.World = d.DSN, w.Name
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
