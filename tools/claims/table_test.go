package main

import (
	"os"
	"path/filepath"
	"testing"
)

const head = "| Claim | Command | Bound |\n|---|---|---|\n"

func TestRun(t *testing.T) {
	cases := []struct {
		name, rows string
		ok         bool
	}{
		{"at most, held", "| small | `echo size 12.5` | ≤ 12.5 MB |\n", true},
		{"at most, hurt", "| small | `echo 12.6` | ≤ 12.5 MB |\n", false},
		{"at least, hurt", "| fast | `echo 1 2 3` | ≥ 4 |\n", false},
		{"equal, with a pipe", "| two | `printf 'a\\nb\\n' \\| wc -l` | = 2 |\n", true},
		{"runs", "| runs | `true` | runs |\n", true},
		{"does not run", "| runs | `false` | runs |\n", false},
		{"a figure is asked for", "| silent | `true` | ≤ 3 |\n", false},
		{"a failing command with a good figure", "| liar | `echo 1; false` | = 1 |\n", false},
		{"one of two", "| a | `true` | runs |\n| b | `echo 2` | = 3 |\n", false},
		{"no claim", "", false},
		{"a bound in words", "| a | `true` | small |\n", false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "CLAIMS.md")
			if err := os.WriteFile(path, []byte(head+c.rows), 0o600); err != nil {
				t.Fatal(err)
			}
			if err := run(path); (err == nil) != c.ok {
				t.Errorf("error %v, want ok %v", err, c.ok)
			}
		})
	}
}
