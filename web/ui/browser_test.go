package ui

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"motcua/internal/i18n"
)

// gallerySite serves the gallery with the built assets under the strict content
// policy the product uses.
func gallerySite(t *testing.T) string {
	t.Helper()
	assets, err := LoadAssets()
	if err != nil {
		t.Skip(err)
	}
	mux := http.NewServeMux()
	mux.Handle("GET "+AssetsPath, assets)
	show := func(comp func(Ctx) templ.Component) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			c, q := testCtx(t, i18n.VI), r.URL.Query()
			c.Assets, c.Theme, c.Contrast, c.Path = assets, Theme(q.Get("theme")), q.Get("contrast") == "high", r.URL.RequestURI()
			if q.Has("official") {
				c.Audience, c.User = Official, &User{Name: "Lê Minh Anh", Post: "Bộ phận Một cửa, phường Tam Thanh", SignOut: "/"}
			}
			w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'")
			if err := comp(c).Render(r.Context(), w); err != nil {
				t.Error(err)
			}
		}
	}
	mux.HandleFunc("GET /_ui", show(Gallery))
	mux.HandleFunc("GET /_ui/paper", show(GalleryPaper))
	site := httptest.NewServer(mux)
	t.Cleanup(site.Close)
	return site.URL
}

func browser(t *testing.T) context.Context {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("no chromium on this machine: ", err)
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("hide-scrollbars", true))
	alloc, stop := chromedp.NewExecAllocator(context.Background(), opts...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(alloc)
	t.Cleanup(cancel)
	ctx, done := context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(done)
	return ctx
}

type violation struct {
	ID    string
	Help  string
	Nodes []struct{ HTML string }
}

// TestGalleryInABrowser asks axe for violations of WCAG 2.2 AA in each look and
// width, and that nothing but framed tables is wider than the screen. With
// UI_PICTURES set to a folder it leaves a picture of each.
func TestGalleryInABrowser(t *testing.T) {
	axe, err := os.ReadFile("../../node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Skip("axe-core is not installed; run npm ci: ", err)
	}
	site, ctx := gallerySite(t), browser(t)
	for _, look := range []string{"theme=light&contrast=normal", "theme=dark&contrast=normal", "theme=light&contrast=high", "theme=dark&contrast=high"} {
		for _, width := range widths(look) {
			for _, page := range []string{"/_ui?", "/_ui?official", "/_ui/paper?"} {
				name := fmt.Sprintf("%s %d %s", page, width, look)
				checkPage(t, ctx, name, site+page+"&"+look, width, string(axe))
			}
		}
	}
}

// widths are all three for the look most people see, one for the others, which
// differ only in colour; all of them when pictures are wanted.
func widths(look string) []int64 {
	if look == "theme=light&contrast=normal" || os.Getenv("UI_PICTURES") != "" {
		return []int64{320, 768, 1366}
	}
	return []int64{1366}
}

func checkPage(t *testing.T, ctx context.Context, name, url string, width int64, axe string) {
	var found string
	var overflow float64
	var fonts bool
	var shot []byte
	err := chromedp.Run(ctx,
		chromedp.EmulateViewport(width, 900),
		chromedp.Navigate(url),
		chromedp.Evaluate(`document.fonts.ready.then(() => document.fonts.check("600 1rem 'Be Vietnam Pro'", "Đường"))`, &fonts, awaitPromise),
		chromedp.Evaluate(`document.documentElement.scrollWidth - document.documentElement.clientWidth`, &overflow),
		chromedp.Evaluate(axe+";0", nil),
		chromedp.Evaluate(`axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}).then(r => JSON.stringify(r.violations.map(v => ({ID: v.id, Help: v.help, Nodes: v.nodes.map(n => ({HTML: n.html + " " + (n.failureSummary || "")}))}))))`, &found, awaitPromise),
		picture(&shot),
	)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if overflow > 0 {
		t.Errorf("%s: %v px wider than the screen", name, overflow)
	}
	if !fonts {
		t.Errorf("%s: the face for screens did not load", name)
	}
	var violations []violation
	if err := json.Unmarshal([]byte(found), &violations); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	for _, v := range violations {
		t.Errorf("%s: axe %s: %s\n%s", name, v.ID, v.Help, v.Nodes[0].HTML)
	}
	keep(t, name, shot)
}

func picture(shot *[]byte) chromedp.Action {
	if os.Getenv("UI_PICTURES") == "" {
		return chromedp.Tasks{}
	}
	return chromedp.FullScreenshot(shot, 100)
}

func keep(t *testing.T, name string, shot []byte) {
	dir := os.Getenv("UI_PICTURES")
	if dir == "" {
		return
	}
	file := strings.NewReplacer("/", "_", "?", "-", " ", "_", "&", "_", "=", "-").Replace(name) + ".png"
	if err := os.WriteFile(filepath.Join(dir, file), shot, 0o600); err != nil {
		t.Error(err)
	}
}

func awaitPromise(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }
