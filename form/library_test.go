package form

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func library(t testing.TB) Library {
	t.Helper()
	lib, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return lib
}

// ownForms is the procedures with a form of their own.
func ownForms() []string { return []string{"1.001193", "1.000656", "2.000635", "2.000815", "1.001612"} }

// The forms the product carries pass their own check.
func TestEmbeddedFormsPassTheirCheck(t *testing.T) {
	lib := library(t)
	for _, code := range ownForms() {
		d, ok := lib.Get(code)
		if !ok {
			t.Fatalf("%s has no form", code)
		}
		if err := d.Check(); err != nil {
			t.Error(err)
		}
	}
	for _, none := range []string{"1.004873", "chung", "1.001193@1", ""} {
		if _, ok := lib.Get(none); ok {
			t.Errorf("a form appeared for %q, which has none of its own", none)
		}
	}
}

func TestEveryProcedureHasAForm(t *testing.T) {
	lib := library(t)
	if got := lib.For("1.001193").Name(); got != "1.001193@2" {
		t.Errorf("birth registration is filed with %s", got)
	}
	if d := lib.For("1.004873"); d.ID != "chung" || !d.Generic {
		t.Errorf("a procedure without a form of its own is filed with %s", d.Name())
	}
	if d := (Library{}).For("1.001193"); d.ID != "" {
		t.Errorf("an empty library gives %s", d.Name())
	}
}

// A dossier filed with an older version is read with it.
func TestVersionsStay(t *testing.T) {
	lib := library(t)
	for name, version := range map[string]int{"1.001193@1": 1, "1.001193@2": 2, "chung@1": 1} {
		if d, ok := lib.At(name); !ok || d.Version != version {
			t.Errorf("%s is version %d, %v", name, d.Version, ok)
		}
	}
	for _, name := range []string{"1.001193", "1.001193@3", "1.001193@01", "", "@1"} {
		if _, ok := lib.At(name); ok {
			t.Errorf("%q names a version", name)
		}
	}
}

func TestLibraryRefuses(t *testing.T) {
	text := everyTypeText(t)
	generic := strings.Replace(strings.Replace(text, `id: "9.000001"`, "id: other", 1), "version: 3", "version: 3\ngeneric: true", 1)
	cases := []struct {
		name, want string
		files      [][2]string
	}{
		{"wrong file", "belongs in 9.000001.yaml", [][2]string{{"9.000002.yaml", text}}},
		{"wrong file of a version", "belongs in", [][2]string{{"9.000001@2.yaml", text}}},
		{"twice", "there twice", [][2]string{{"9.000001.yaml", text}, {"9.000001@3.yaml", text}}},
		{"without a current version", "there is none", [][2]string{{"9.000001@3.yaml", text}}},
		{"older than its history", "newer than the current version", [][2]string{{"9.000001.yaml", strings.Replace(text, "version: 3", "version: 2", 1)}, {"9.000001@3.yaml", text}}},
		{"no generic form", "0 generic forms", [][2]string{{"9.000001.yaml", text}}},
		{"a generic form with a code", "called by a word", [][2]string{{"9.000001.yaml", strings.Replace(text, "version: 3", "version: 3\ngeneric: true", 1)}}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			lib := Library{}
			var err error
			for _, f := range c.files {
				if err == nil {
					err = lib.add("forms", f[0], []byte(f[1]))
				}
			}
			if err == nil {
				err = lib.check()
			}
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
	lib := Library{}
	if err := lib.add("forms", "other.yaml", []byte(generic)); err != nil || lib.check() != nil {
		t.Errorf("one generic form: %v, %v", err, lib.check())
	}
}

// A version that was released asks what it asked: dossiers filed with it are read with
// it for ever. released.txt has a line "NAME DIGEST" for each; a version gets its line
// when it is released, and its file becomes CODE@N.yaml when the next one is begun.
func TestReleasedVersionsDoNotChange(t *testing.T) {
	list, err := os.ReadFile("released.txt")
	if err != nil {
		t.Fatal(err)
	}
	lib, released := library(t), map[string]bool{}
	for line := range strings.Lines(string(list)) {
		name, digest, _ := strings.Cut(strings.TrimSpace(line), " ")
		released[name] = true
		d, ok := lib.At(name)
		if !ok {
			t.Errorf("the released form %s is gone", name)
			continue
		}
		text, err := os.ReadFile(strings.TrimPrefix(d.file, "form/"))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := Digest(text); err != nil || got != digest {
			t.Errorf("%s was released and has changed: make the next version instead (digest now %s, %v)", name, got, err)
		}
	}
	older, err := filepath.Glob("forms/*@*.yaml")
	if err != nil || len(older) == 0 {
		t.Fatalf("no older versions: %v", err)
	}
	for _, f := range older {
		if name := strings.TrimSuffix(filepath.Base(f), ".yaml"); !released[name] {
			t.Errorf("%s is an older version and not in released.txt", name)
		}
	}
}

func TestDigestIsOfWhatIsSaid(t *testing.T) {
	text := everyTypeText(t)
	digest := func(text string) string {
		d, err := Digest([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	same := "# a comment\n" + strings.Replace(text, "id: \"9.000001\"\nversion: 3\n", "version:   3\nid: '9.000001'\n", 1)
	if digest(same) != digest(text) {
		t.Error("comments and order change the digest")
	}
	for _, change := range [][2]string{{"max: 5", "max: 6"}, {`en: "Dog"`, `en: "Hound"`}, {`== "yes"`, `== "no"`}, {"value: dog", "value: hound"}} {
		if digest(strings.Replace(text, change[0], change[1], 1)) == digest(text) {
			t.Errorf("%s for %s changes no digest", change[1], change[0])
		}
	}
	if _, err := Digest([]byte("a: [")); err == nil {
		t.Error("digested what is no YAML")
	}
}
