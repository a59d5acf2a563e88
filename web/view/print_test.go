package view

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"regexp"
	"strconv"
	"testing"
	"time"

	"github.com/a-h/templ"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"motcua/internal/i18n"
	"motcua/web/ui"
)

// TestSlipsPrintOnA5 prints every slip with the longest name and the longest list
// of papers: one page of 148 × 210 mm (420 × 595 points) per copy, and of an
// English page no more than that.
//
// law: TT01 Đ9 k2
func TestSlipsPrintOnA5(t *testing.T) {
	assets, err := ui.LoadAssets()
	if err != nil {
		t.Skip(err)
	}
	c := ctxIn(t, i18n.EN)
	c.Assets = assets
	for name, r := range everySlip(t) {
		sheets, err := r.Sheets()
		if err != nil {
			t.Fatal(err)
		}
		boxes := regexp.MustCompile(`/MediaBox \[0 0 (\d+)[\d.]* (\d+)`).FindAllSubmatch(printed(t, assets, slipOf(t, c, r)), -1)
		if len(boxes) != len(sheets) {
			t.Errorf("%s: %d pages for %d copies", name, len(boxes), len(sheets))
		}
		for _, box := range boxes {
			w, errW := strconv.Atoi(string(box[1]))
			h, errH := strconv.Atoi(string(box[2]))
			if errW != nil || errH != nil || w < 419 || w > 420 || h < 594 || h > 595 {
				t.Errorf("%s: a page of %s × %s points", name, box[1], box[2])
			}
		}
	}
}

// printed is comp as the browser prints it.
func printed(t *testing.T, assets *ui.Assets, comp templ.Component) (pdf []byte) {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("no chromium on this machine: ", err)
	}
	mux := http.NewServeMux()
	mux.Handle("GET "+ui.AssetsPath, assets)
	mux.Handle("GET /", templ.Handler(comp))
	site := httptest.NewServer(mux)
	t.Cleanup(site.Close)
	alloc, stop := chromedp.NewExecAllocator(context.Background(), append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU)...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(alloc)
	t.Cleanup(cancel)
	ctx, done := context.WithTimeout(ctx, time.Minute)
	t.Cleanup(done)
	err = chromedp.Run(ctx, chromedp.Navigate(site.URL+"/"), chromedp.ActionFunc(func(ctx context.Context) (err error) {
		pdf, _, err = cdppage.PrintToPDF().WithPreferCSSPageSize(true).WithPrintBackground(true).Do(ctx)
		return err
	}))
	if err != nil {
		t.Fatal(err)
	}
	return pdf
}
