package main

import (
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// verify and serve find the database of a demonstration by its folder alone.
func TestDatabaseOfADemonstration(t *testing.T) {
	dir := t.TempDir()
	r := &run{log: slog.New(slog.DiscardHandler)}
	_, err := database{Dir: dir}.config(r)
	if err == nil || !strings.Contains(err.Error(), "no demonstration") {
		t.Errorf("an empty folder: %v", err)
	}
	for kept, want := range map[string]string{
		`{"seed":61}`: "sqlite:" + filepath.Join(dir, "province.db"),
		`{"seed":61,"db":"postgres://u:p@127.0.0.1/province"}`: "postgres://u:p@127.0.0.1/province",
	} {
		err := os.WriteFile(filepath.Join(dir, "demo.json"), []byte(kept), 0o600)
		if err != nil {
			t.Fatal(err)
		}
		c, err := database{Dir: dir}.config(r)
		if err != nil || c.DSN != want || c.KeyDir != filepath.Join(dir, "keys") {
			t.Errorf("%s: database %q, keys %q, %v", kept, c.DSN, c.KeyDir, err)
		}
	}
}
