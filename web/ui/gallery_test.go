package ui

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"motcua/internal/i18n"
	"motcua/internal/i18n/i18ntest"
)

func TestWords(t *testing.T) {
	i18ntest.Check(t, Words, i18ntest.In{
		Dirs:    []string{"."},
		Dynamic: []string{"ui.date.", "ui.task.", "ui.banner.", "ui.state."},
	})
}

// wholePage are the components that draw a document or its h1 and so cannot stand
// inside the gallery's own page.
var wholePage = map[string]bool{"Panel": true, "Gallery": true, "GalleryPaper": true, "FaultPage": true}

// TestGalleryShowsEveryComponent reads the exported component functions from the
// generated files and looks for a call of each in the gallery.
func TestGalleryShowsEveryComponent(t *testing.T) {
	gallery, err := os.ReadFile("gallery.templ")
	if err != nil {
		t.Fatal(err)
	}
	names := components(t)
	if len(names) < 30 {
		t.Fatalf("only %d components found: the reader is broken", len(names))
	}
	for _, name := range names {
		if !strings.Contains(string(gallery), "@"+name+"(") && !wholePage[name] {
			t.Errorf("%s is not in the gallery", name)
		}
	}
}

func components(t *testing.T) []string {
	files, err := filepath.Glob("*_templ.go")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range files {
		parsed, err := parser.ParseFile(token.NewFileSet(), f, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range parsed.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.IsExported() {
				names = append(names, fn.Name.Name)
			}
		}
	}
	return names
}

func TestGalleryIsSoundHTML(t *testing.T) {
	for _, l := range i18n.Langs() {
		doc := page(t, Gallery(testCtx(t, l)))
		if n := doc.Find("h1").Length(); n != 1 {
			t.Errorf("%s: %d h1", l, n)
		}
		if n := doc.Find("[style], style, script:not([src]), [onclick]").Length(); n != 0 {
			t.Errorf("%s: %d inline styles or scripts; the content policy forbids them", l, n)
		}
		seen := map[string]bool{}
		doc.Find("[id]").Each(func(_ int, s *goquery.Selection) {
			id := s.AttrOr("id", "")
			if seen[id] {
				t.Errorf("%s: id %q twice", l, id)
			}
			seen[id] = true
		})
		doc.Find("input:not([type=hidden]), select, textarea").Each(func(_ int, s *goquery.Selection) {
			label := doc.Find(`label[for="` + s.AttrOr("id", "?") + `"]`)
			if label.Length() != 1 && s.AttrOr("aria-label", "") == "" {
				t.Errorf("%s: %s %q has no label", l, goquery.NodeName(s), s.AttrOr("name", ""))
			}
		})
		if text := doc.Text(); strings.Contains(text, "⟦") {
			at := strings.Index(text, "⟦")
			t.Errorf("%s: missing words near %q", l, text[at:min(len(text), at+60)])
		}
	}
}

func TestPanelIsTheHeading(t *testing.T) {
	c := testCtx(t, i18n.VI)
	doc := page(t, Layout(c, PageMeta{Title: "Đã nộp", NoHeading: true}))
	if doc.Find("h1").Length() != 0 {
		t.Error("NoHeading drew an h1")
	}
	if got := page(t, Panel(c, PanelData{Title: "Đã nộp", Label: "Mã", Code: "7"})).Find("h1").Text(); got != "Đã nộp" {
		t.Errorf("panel's h1 %q", got)
	}
}
