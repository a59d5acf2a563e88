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
