package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestLookAndChanged(t *testing.T) {
	root := t.TempDir()
	write := func(path string, at time.Time) {
		t.Helper()
		file := filepath.Join(root, path)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(file, at, at); err != nil {
			t.Fatal(err)
		}
	}
	first := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	for _, path := range []string{"a.go", "b.templ", "gone.sql", "a_test.go", "node_modules/x.js", ".git/x.go", "dist/x.css", "note.txt"} {
		write(path, first)
	}
	before, err := look(root)
	if err != nil {
		t.Fatal(err)
	}
	if len(before) != 3 {
		t.Errorf("watched %v, want a.go b.templ gone.sql", before)
	}
	write("a.go", first.Add(time.Second))
	write("new.css", first)
	if err := os.Remove(filepath.Join(root, "gone.sql")); err != nil {
		t.Fatal(err)
	}
	after, err := look(root)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, path := range changed(before, after) {
		names = append(names, filepath.Base(path))
	}
	if got := strings.Join(names, " "); got != "a.go gone.sql new.css" {
		t.Errorf("changed %q", got)
	}
	if again := changed(after, after); len(again) != 0 {
		t.Errorf("changed against itself: %v", again)
	}
}

func TestSteps(t *testing.T) {
	cases := []struct{ files, want string }{
		{"", "go build"},
		{"a.go", "go build"},
		{"web/a.templ web/b.templ", "go tool templ a.templ, go tool templ b.templ, go build"},
		{"a.sql b.sql", "go tool sqlc, go build"},
		{"a.css b.js", "scripts/assets.sh, go build"},
	}
	for _, c := range cases {
		var got []string
		for _, step := range steps(strings.Fields(c.files), "bin/x") {
			switch {
			case step[0] != "go":
				got = append(got, step[0])
			case step[1] == "build":
				got = append(got, "go build")
			case step[3] == "templ":
				got = append(got, "go tool templ "+filepath.Base(step[len(step)-1]))
			default:
				got = append(got, "go tool "+step[3])
			}
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("steps(%q) = %q, want %q", c.files, got, c.want)
		}
	}
}

func TestGeneratedFrom(t *testing.T) {
	cases := []struct {
		path, files string
		want        bool
	}{
		{"web/a_templ.go", "web/a.templ", true},
		{"web/a_templ.go", "web/b.templ", false},
		{"dossier/dossiersql/list.sql.go", "dossier/dossiersql/list.sql", true},
		{"dossier/dossiersql/list.sql.go", "a.go", false},
		{"dossier/list.go", "dossier/dossiersql/list.sql", false},
	}
	for _, c := range cases {
		if got := generatedFrom(c.path, strings.Fields(c.files)); got != c.want {
			t.Errorf("generatedFrom(%q, %q) = %v", c.path, c.files, got)
		}
	}
}
