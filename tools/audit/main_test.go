package main

import (
	"os"
	"path/filepath"
	"testing"

	"motcua/internal/audit"
)

func TestPlanted(t *testing.T) {
	clean, leaked := t.TempDir(), t.TempDir()
	for dir, text := range map[string]string{clean: "GET /tra-cuu", leaked: "GET /tra-cuu?so=020190001234"} {
		if err := os.WriteFile(filepath.Join(dir, "serve.log"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cases := []struct {
		name string
		args []string
		ok   bool
	}{
		{"not found", []string{"planted", "--number", "020190001234", "--dir", clean}, true},
		{"found", []string{"planted", "--number", "020190001234", "--dir", leaked}, false},
		{"found in a second path", []string{"planted", "--number", "020190001234", "--dir", clean, leaked}, false},
		{"no path", []string{"planted", "--number", "020190001234"}, false},
		{"no number", []string{"planted", "--dir", clean}, false},
		{"unknown command", []string{"plant"}, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if err := run(c.args); (err == nil) != c.ok {
				t.Errorf("error %v, want ok %v", err, c.ok)
			}
		})
	}
}

func TestReportGates(t *testing.T) {
	if err := report([]audit.Finding{{Check: "size", Warn: true}}); err != nil {
		t.Errorf("a warning closed the gate: %v", err)
	}
	if err := report([]audit.Finding{{Check: "size"}}); err == nil {
		t.Error("a finding left the gate open")
	}
}
