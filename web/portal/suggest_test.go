package portal_test

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"motcua/app/apptest"
	"motcua/internal/testkit/browser"
	"motcua/web/ui"
)

func TestSuggestions(t *testing.T) {
	v := newSite(t).visitor(t)
	type suggestion struct {
		Href  string
		Parts []struct {
			Text string
			Hit  bool
		}
	}
	ask := func(q string) (out []suggestion) {
		t.Helper()
		a := v.get("/tim-kiem/goi-y?q=" + url.QueryEscape(q))
		err := json.Unmarshal([]byte(a.Body), &out)
		if err != nil || a.Status != 200 || !strings.HasPrefix(a.Header.Get("Content-Type"), "application/json") {
			t.Fatalf("%q: %d %s, %v", q, a.Status, a.Header.Get("Content-Type"), err)
		}
		return out
	}
	got := ask("dang ky khai s")
	if len(got) == 0 || got[0].Href != "/thu-tuc/1.001193" {
		t.Fatalf("%+v, want birth registration first", got)
	}
	text, hit := "", ""
	for _, part := range got[0].Parts {
		text += part.Text
		if part.Hit {
			hit += part.Text
		}
	}
	if text != "Thủ tục đăng ký khai sinh" || !strings.Contains(hit, "khai sinh") {
		t.Errorf("%q with %q marked", text, hit)
	}
	for _, q := range []string{"", " ", "zzzz", strings.Repeat("z", 10_000), "\xff\x00"} {
		if out := ask(q); out == nil || len(out) != 0 {
			t.Errorf("%.10q: %v, want an empty list", q, out)
		}
	}
}

// TestSuggestionsInABrowser types into the box of the front page: the arrows walk the
// suggestions, Enter opens the one walked to, Escape leaves what was typed.
func TestSuggestionsInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser")
	}
	axe := browser.Axe(t, "../..")
	assets, err := ui.LoadAssets()
	browser.Need(t, err)
	s, ctx := serve(t, apptest.New(t), assets), browser.New(t, time.Minute)
	run := func(name string, actions ...chromedp.Action) {
		t.Helper()
		if err := chromedp.Run(ctx, actions...); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	is := func(expression string) chromedp.Action { return chromedp.Poll(expression, nil) }
	const opened = `document.querySelector("#q").getAttribute("aria-expanded") === "true" && document.querySelectorAll("#q-options [role=option] mark").length > 0`
	const closed = `document.querySelector("#q").getAttribute("aria-expanded") === "false" && document.querySelector("#q-options").hidden`
	run("type", chromedp.EmulateViewport(320, 900), chromedp.Navigate(s.URL+"/"), chromedp.SendKeys("#q", "khai"), is(opened),
		is(`document.querySelector("[role=status]").textContent.startsWith(document.querySelectorAll("#q-options li").length + " ")`))
	browser.Check(t, ctx, "suggestions", axe)
	run("escape", chromedp.SendKeys("#q", kb.Escape), is(closed), is(`document.querySelector("#q").value === "khai"`))
	run("walk", chromedp.SendKeys("#q", " s"), is(opened), chromedp.SendKeys("#q", kb.ArrowDown),
		is(`document.getElementById(document.querySelector("#q").getAttribute("aria-activedescendant"))?.getAttribute("aria-selected") === "true"`))
	browser.Check(t, ctx, "a suggestion walked to", axe)
	// The front page has no breadcrumb, the pages led to have one.
	leave := func(want string, before ...chromedp.Action) {
		t.Helper()
		var where string
		run(want, append(before, chromedp.SendKeys("#q", kb.Enter), chromedp.WaitVisible(".mc-breadcrumb"), chromedp.Location(&where))...)
		if where != s.URL+want {
			t.Errorf("Enter leads to %s, want %s", where, want)
		}
	}
	leave("/thu-tuc/1.001193")
	leave("/tim-kiem?q=khai+sinh", chromedp.Navigate(s.URL+"/"), chromedp.SendKeys("#q", "khai sinh"), is(opened))
}
