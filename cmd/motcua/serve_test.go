package main

import (
	"strings"
	"testing"
)

// TestLimitsOfServe: a limit below nothing is refused in both languages before
// anything is opened.
func TestLimitsOfServe(t *testing.T) {
	for _, c := range []struct {
		requests int
		bodies   int64
		flag     string // refused; "" when it is not
	}{
		{256, 24, ""}, {1, 1, ""}, {0, 0, ""}, {1, maxBodies, ""},
		{-1, 24, "--max-requests -1"}, {256, -1, "--max-bodies -1"}, {256, 1 << 60, "--max-bodies"},
	} {
		command := serveCommand{database: database{DB: "sqlite:none", Keys: "none", Authority: 37}, Role: roleAll, Rush: c.requests, Bodies: c.bodies}
		_, err := command.settings(&run{ctx: t.Context()})
		if c.flag == "" && err != nil {
			t.Errorf("%d requests, %d MiB: %v", c.requests, c.bodies, err)
		}
		if c.flag != "" && (err == nil || !strings.HasPrefix(err.Error(), c.flag) || !strings.Contains(err.Error(), "phải là") || !strings.Contains(err.Error(), "must be")) {
			t.Errorf("%d requests, %d MiB: %v, want a word about %s in both languages", c.requests, c.bodies, err, c.flag)
		}
	}
}

// TestFilesOfServe: without a folder no files are taken, a scanner is an address, and
// what is wrong is said in both languages.
func TestFilesOfServe(t *testing.T) {
	command := serveCommand{database: database{DB: "sqlite:none", Keys: "none", Authority: 37}, Role: roleAll}
	config, err := command.settings(&run{ctx: t.Context()})
	if err != nil || config.FilesDir != "" || config.Scanner != nil {
		t.Errorf("nothing said: %q, %v, %v", config.FilesDir, config.Scanner, err)
	}
	command.Files, command.Clamd, command.FileMB = "/var/lib/motcua", "unix:/run/clamav/clamd.ctl", 20
	config, err = command.settings(&run{ctx: t.Context()})
	if err != nil || config.FilesDir != command.Files || config.Scanner == nil || config.FileLimits.FileBytes != 20_000_000 {
		t.Errorf("all said: %+v, %v", config.FileLimits, err)
	}
	for flag, wrong := range map[string]serveCommand{"--max-file 51": {FileMB: 51}, "--max-file -1": {FileMB: -1}, "--clamd": {Clamd: "localhost:3310"}} {
		wrong.database, wrong.Role = command.database, roleAll
		_, err := wrong.settings(&run{ctx: t.Context()})
		if err == nil || !strings.HasPrefix(err.Error(), flag) {
			t.Errorf("%s: %v", flag, err)
		}
	}
}
