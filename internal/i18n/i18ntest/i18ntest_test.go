package i18ntest

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"testing/fstest"
)

func TestProblemsAreFound(t *testing.T) {
	dir := t.TempDir()
	code := `p.T("a.good", "n", 1); p.T("a.unknown"); key := "a.stored"; p.T("a.dyn." + x); p.T("b.shared"); p.T("a.plural", "n", n) // p.T("a.comment")`
	if err := os.WriteFile(filepath.Join(dir, "x.templ"), []byte(code), 0o600); err != nil {
		t.Fatal(err)
	}
	words := fstest.MapFS{
		"vi.json": {Data: []byte(`{"a.good":"{n}","a.stored":"{x}","a.dyn.one":"1","a.left":"x","a.blank":" ","a.novn2":"x","a.plural":"{n} cái"}`)},
		"en.json": {Data: []byte(`{"a.good":"{n}","a.stored":"{y}","a.dyn.one":"1","a.left":"x","a.blank":"b","a.noen":"x","a.plural.one":"one","a.plural.other":"{n}"}`)},
	}
	shared := fstest.MapFS{"vi.json": {Data: []byte(`{"b.shared":"x"}`)}, "en.json": {Data: []byte(`{"b.shared":"x"}`)}}
	got := problems(words, In{Dirs: []string{dir}, Dynamic: []string{"a.dyn."}, Shared: nil})
	for _, want := range []string{
		"a.unknown: used in code, has no words",
		"b.shared: used in code, has no words",
		"a.stored: placeholders differ between vi and en",
		"a.left: has words, no code uses it",
		"a.blank: empty text",
		"a.novn2: no English text",
		"a.noen: no Vietnamese text",
	} {
		if !slices.Contains(got, want) {
			t.Errorf("missed %q in %q", want, got)
		}
	}
	for _, p := range got {
		if p[:6] == "a.good" || p[:5] == "a.dyn" || p[:5] == "a.plu" || p[:5] == "a.com" {
			t.Errorf("false alarm: %s", p)
		}
	}
	in := In{Dirs: []string{dir}, Dynamic: []string{"a.dyn."}}
	in.Shared = append(in.Shared, shared)
	if slices.Contains(problems(words, in), "b.shared: used in code, has no words") {
		t.Error("words of another package were not counted")
	}
}
