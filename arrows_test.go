package motcua_test

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"strings"
	"testing"

	"motcua/internal/arrows"
)

// Groups of the drawing in docs/ARCHITECTURE.md. A new package is added to one of
// them, or gets a layer of its own below.
var (
	rules = []string{"calendar/...", "law/...", "code/...", "process/...", "form/...", "money/...", "search/...", "vector/..."}
	// papers is a rules package that draws, so it has libraries of its own.
	papers = []string{"paper/..."}
	ground = []string{"internal/clock", "internal/fault/...", "internal/yamlfile"}
	// engine is what duties stand on; surfaces do not see it.
	engine = []string{"internal/store/...", "internal/job/...", "internal/event/...", "internal/seal/...",
		"internal/blob/...", "internal/clamd", "internal/id/...", "internal/epoch/..."}
	// pages is what surfaces are made of.
	pages = []string{"web/ui/...", "internal/i18n/...", "internal/httpx/...", "internal/explain/...", "internal/limit", "internal/pagecache"}
	// door is what httpx asks at every request: who it is and what she may.
	door = []string{"authz/...", "identity/...", "internal/seal"}
	// duties in order: each knows those before it and none after.
	duties = [][]string{
		{"authz/...", "identity/..."},
		{"agency/...", "office/..."},
		{"catalogue/..."},
		{"attachment/...", "document/...", "payment/..."},
		{"dossier/..."},
		{"counter/...", "supervision/...", "exchange/...", "notify/..."},
	}
	// shared is what surfaces show alike of a dossier.
	shared   = []string{"web/view/..."}
	surfaces = []string{"web/portal/...", "web/desk/...", "web/national/...", "web/counter/...", "web/board/...",
		"web/inspect/...", "web/admin/...", "web/demo/...", "api/..."}
)

// drivers may be imported by the packages that open a database, and no others.
var drivers = []string{"internal/store/...", "internal/testkit/...", "cmd/...", "app/...", "bench/..."}

// noIO are the packages of the standard library that rules do without.
var noIO = []string{"os/...", "net", "net/http/...", "database/sql/...", "log", "crypto/rand"}

func drawing() arrows.Drawing {
	all := flat(duties...)
	layers := []arrows.Layer{
		{Name: "rules", Members: rules, May: flat(ground, rules),
			Outside: []string{"golang.org/x/text", "gopkg.in/yaml.v3", "github.com/google/cel-go"},
			// Parsers and types beside these are no I/O: net/mail, log/slog.
			NoStandard: noIO},
		{Name: "papers", Members: papers, May: flat(ground, rules),
			Outside:    []string{"golang.org/x/text", "codeberg.org/go-pdf/fpdf", "github.com/go-fonts/liberation", "github.com/boombuler/barcode"},
			NoStandard: noIO},
	}
	for i, members := range duties {
		layers = append(layers, arrows.Layer{Name: "duties", Members: members,
			May: flat(ground, rules, papers, engine, flat(duties[:i+1]...), []string{"internal/i18n/...", "internal/limit", "schema/..."})})
	}
	return arrows.Drawing{
		Module: "motcua", File: "arrows_test.go",
		Layers: append(layers,
			arrows.Layer{Name: "surfaces", Members: surfaces, May: flat(ground, rules, papers, all, pages, shared)},
			arrows.Layer{Name: "shared pages", Members: shared, May: flat(ground, rules, papers, all, pages)},
			arrows.Layer{Name: "the page kit", Members: []string{"web/ui/..."}, May: flat(ground, pages)},
			// A peer is another program: it may not know what it answers to.
			arrows.Layer{Name: "the sandbox", Members: []string{"sandbox/..."}, May: flat(ground, pages)},
			arrows.Layer{Name: "the world", Members: []string{"world/...", "sim/..."},
				May: flat(ground, rules, papers, engine, all, []string{"world/...", "internal/i18n/..."})},
			arrows.Layer{Name: "wiring", Members: []string{"app", "cmd/..."}, May: flat(ground, rules, papers, engine, all, pages, shared, surfaces,
				[]string{"app/...", "cmd/...", "world/...", "sim/...", "sandbox/...", "schema/...", "gateway/..."})},
			arrows.Layer{Name: "tests", Members: []string{"test/...", "bench/...", "internal/testkit/...", "app/apptest", "app/killtest", "app/racetest"},
				May: flat(ground, rules, papers, engine, all, pages, shared, surfaces, []string{"app/...", "world/...", "sandbox/...",
					"schema/...", "internal/testkit/...", "internal/audit"})},
			arrows.Layer{Name: "tools", Members: []string{"tools/..."},
				May: []string{"internal/audit", "internal/explain/...", "internal/fault", "law/...", "web/ui/..."}},
			arrows.Layer{Name: "the ground", Members: ground, May: ground},
			arrows.Layer{Name: "the engine", Members: engine, May: flat(ground, engine, []string{"schema/..."})},
			arrows.Layer{Name: "the door", Members: []string{"internal/httpx/..."}, May: flat(ground, pages, door)},
			arrows.Layer{Name: "page machinery", Members: []string{"internal/i18n/...", "internal/explain/...", "internal/limit", "internal/pagecache"}, May: flat(ground, pages)},
			arrows.Layer{Name: "the schema", Members: []string{"schema/..."}, May: ground},
			arrows.Layer{Name: "checks", Members: []string{".", "scripts", "internal/audit", "internal/arrows"}},
		),
		Guarded: map[string][]string{
			"modernc.org/sqlite":          drivers,
			"github.com/jackc/pgx/v5":     drivers,
			"github.com/pressly/goose/v3": append([]string{"schema/..."}, drivers...),
			"github.com/chromedp":         {"test/...", "tools/...", "internal/testkit/browser"},
			"github.com/evanw/esbuild":    {"tools/..."},
			"github.com/google/cel-go":    {"form"}, // one condition language, in one place
		},
	}
}

func flat(groups ...[]string) []string {
	var out []string
	for _, g := range groups {
		out = append(out, g...)
	}
	return out
}

// TestArrows holds the imports of every package, as built, against the drawing.
func TestArrows(t *testing.T) {
	graph := load(t)
	if len(graph) == 0 {
		t.Fatal("go list named no package")
	}
	for _, violation := range drawing().Check(graph) {
		t.Error(violation)
	}
}

// TestArrowsBite plants one forbidden arrow of each kind into the real drawing.
func TestArrowsBite(t *testing.T) {
	planted := []arrows.Package{
		{Path: "motcua/law", Imports: []string{"motcua/internal/store"}},
		{Path: "motcua/calendar", Imports: []string{"os"}},
		{Path: "motcua/paper", Imports: []string{"net/http"}},
		{Path: "motcua/paper", Imports: []string{"motcua/dossier"}},
		{Path: "motcua/calendar", Imports: []string{"codeberg.org/go-pdf/fpdf"}},
		{Path: "motcua/catalogue", Imports: []string{"motcua/dossier"}},
		{Path: "motcua/dossier", Imports: []string{"motcua/web/ui"}},
		{Path: "motcua/dossier", Imports: []string{"motcua/app"}},
		{Path: "motcua/dossier/dossiersql", Imports: []string{"github.com/jackc/pgx/v5/stdlib"}},
		{Path: "motcua/web/portal", Imports: []string{"motcua/web/desk"}},
		{Path: "motcua/web/desk", Imports: []string{"motcua/internal/store"}},
		{Path: "motcua/sandbox", Imports: []string{"motcua/notify"}},
		{Path: "motcua/internal/clock", Imports: []string{"motcua/law"}},
		{Path: "motcua/unheard", Imports: nil},
	}
	for _, p := range planted {
		if got := drawing().Check([]arrows.Package{p}); len(got) != 1 {
			t.Errorf("%s importing %v: violations %q, want one", p.Path, p.Imports, got)
		}
	}
}

// load asks the go command for the packages of the module and their imports.
func load(t *testing.T) []arrows.Package {
	t.Helper()
	command := exec.Command("go", "list", "-deps", "-json=ImportPath,Imports,Standard", "./...")
	var stderr strings.Builder
	command.Stderr = &stderr
	out, err := command.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, stderr.String())
	}
	var graph []arrows.Package
	for decoder := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p struct {
			ImportPath string
			Imports    []string
			Standard   bool
		}
		err := decoder.Decode(&p)
		if errors.Is(err, io.EOF) {
			return graph
		}
		if err != nil {
			t.Fatalf("go list: %v", err)
		}
		if !p.Standard {
			graph = append(graph, arrows.Package{Path: p.ImportPath, Imports: p.Imports})
		}
	}
}
