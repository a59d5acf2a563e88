package ui

import (
	"context"
	"regexp"
	"strconv"
	"testing"
	"time"

	"motcua/internal/testkit/browser"

	"github.com/chromedp/cdproto/emulation"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestKeysOfTheWorkList: j and k walk, x ticks, "/" searches, "?" explains, and a
// letter typed into a box stays a letter (WCAG 2.1.4).
func TestKeysOfTheWorkList(t *testing.T) {
	site, ctx := gallerySite(t), browser.New(t, 2*time.Minute)
	at := func(out *string) chromedp.Action {
		return chromedp.Evaluate(`document.activeElement.closest("[data-row]")?.dataset.row ?? document.activeElement.id`, out)
	}
	var second, first, searching, typed string
	var ticked, open, closed bool
	err := chromedp.Run(ctx,
		chromedp.Navigate(site+"/_ui?official"),
		chromedp.KeyEvent("j"), chromedp.KeyEvent("j"), at(&second),
		chromedp.KeyEvent("k"), at(&first),
		chromedp.KeyEvent("x"), chromedp.Evaluate(`document.querySelector("[data-row].is-at input").checked`, &ticked),
		chromedp.KeyEvent("?"), chromedp.Evaluate(`document.querySelector("dialog").open`, &open),
		chromedp.KeyEvent(kb.Escape), chromedp.Evaluate(`!document.querySelector("dialog").open`, &closed),
		chromedp.KeyEvent("/"), at(&searching),
		// The driver sends the character apart from the key, so "/" itself arrives too.
		chromedp.Evaluate(`document.activeElement.value = ""`, nil),
		chromedp.KeyEvent("j?k/x"), chromedp.Evaluate(`document.activeElement.value`, &typed),
	)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ what, got, want string }{
		{"after j j", second, "000.00.12.H37-261123-0012"},
		{"after k", first, "000.00.12.H37-261120-0007"},
		{"after /", searching, "g-q"},
		{"typed into the search", typed, "j?k/x"},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: %q, want %q", tt.what, tt.got, tt.want)
		}
	}
	if !ticked || !open || !closed {
		t.Errorf("x ticked %v, ? opened %v, Escape closed %v", ticked, open, closed)
	}
}

// TestAFormIsSentOnce presses the button twice and counts what the browser lets out.
func TestAFormIsSentOnce(t *testing.T) {
	site, ctx := gallerySite(t), browser.New(t, 2*time.Minute)
	var let int
	err := chromedp.Run(ctx,
		chromedp.Navigate(site+"/_ui"),
		chromedp.Evaluate(`(() => {
			let n = 0;
			const form = document.querySelector("form.mc-looks");
			document.addEventListener("submit", e => { if (!e.defaultPrevented) n++; e.preventDefault(); });
			form.querySelector("button").click();
			form.querySelector("button").click();
			return n;
		})()`, &let),
	)
	if err != nil {
		t.Fatal(err)
	}
	if let != 1 {
		t.Errorf("the form went out %d times", let)
	}
}

// TestEveryLookPrintsBlackOnWhite: nobody's printer pays for a dark theme.
func TestEveryLookPrintsBlackOnWhite(t *testing.T) {
	site, ctx := gallerySite(t), browser.New(t, 2*time.Minute)
	for _, look := range []string{"theme=light&contrast=normal", "theme=dark&contrast=normal", "theme=light&contrast=high", "theme=dark&contrast=high"} {
		var colours string
		err := chromedp.Run(ctx,
			emulation.SetEmulatedMedia().WithMedia("print"),
			chromedp.Navigate(site+"/_ui?"+look),
			chromedp.Evaluate(`(s => s.color + " on " + s.backgroundColor)(getComputedStyle(document.body))`, &colours),
		)
		if err != nil {
			t.Fatal(err)
		}
		if want := "rgb(0, 0, 0) on rgb(255, 255, 255)"; colours != want {
			t.Errorf("%s prints %s", look, colours)
		}
	}
}

// TestAPaperPrintsOnA5 prints the sample slip: one page of 148 × 210 mm, which is
// 420 × 595 points.
func TestAPaperPrintsOnA5(t *testing.T) {
	site, ctx := gallerySite(t), browser.New(t, 2*time.Minute)
	var pdf []byte
	err := chromedp.Run(ctx,
		chromedp.Navigate(site+"/_ui/paper"),
		chromedp.ActionFunc(func(ctx context.Context) (err error) {
			pdf, _, err = cdppage.PrintToPDF().WithPreferCSSPageSize(true).WithPrintBackground(true).Do(ctx)
			return err
		}),
	)
	if err != nil {
		t.Fatal(err)
	}
	boxes := regexp.MustCompile(`/MediaBox \[0 0 (\d+)[\d.]* (\d+)`).FindAllSubmatch(pdf, -1)
	if len(boxes) != 1 {
		t.Fatalf("%d pages, want 1", len(boxes))
	}
	for i, want := range []int{420, 595} {
		got, err := strconv.Atoi(string(boxes[0][i+1]))
		if err != nil || got < want-1 || got > want {
			t.Errorf("a side of the page is %s points, want %d", boxes[0][i+1], want)
		}
	}
}
