package ui

import (
	"net/http"
	"net/http/httptest"
	"os"
	"testing"
	"time"

	"github.com/a-h/templ"
	"github.com/chromedp/chromedp"

	"motcua/internal/i18n"
	"motcua/internal/testkit/browser"
)

// gallerySite serves the gallery with the built assets under the strict content
// policy the product uses.
func gallerySite(t *testing.T) string {
	t.Helper()
	assets, err := LoadAssets()
	browser.Need(t, err)
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

// TestGalleryInABrowser asks axe for violations of WCAG 2.2 AA in each look and
// width, and that nothing but framed tables is wider than the screen.
func TestGalleryInABrowser(t *testing.T) {
	axe := browser.Axe(t, "../..")
	site, ctx := gallerySite(t), browser.New(t, 3*time.Minute)
	for _, look := range []string{"theme=light&contrast=normal", "theme=dark&contrast=normal", "theme=light&contrast=high", "theme=dark&contrast=high"} {
		for _, width := range widths(look) {
			for _, page := range []string{"/_ui?", "/_ui?official", "/_ui/paper?"} {
				browser.Look(t, ctx, page+" "+look, site+page+"&"+look, width, axe)
			}
		}
	}
	var face bool
	err := chromedp.Run(ctx, chromedp.Evaluate(`document.fonts.check("600 1rem 'Be Vietnam Pro'", "Đường")`, &face))
	if err != nil || !face {
		t.Errorf("the face for screens did not load: %v", err)
	}
}

// widths are all three for the look most people see, one for the others, which
// differ only in colour; all of them when pictures are wanted.
func widths(look string) []int64 {
	if look == "theme=light&contrast=normal" || os.Getenv(browser.PicturesEnv) != "" {
		return []int64{320, 768, 1366}
	}
	return []int64{1366}
}
