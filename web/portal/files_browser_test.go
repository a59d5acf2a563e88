package portal_test

import (
	"context"
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"motcua/app/apptest"
	"motcua/internal/testkit/browser"
	"motcua/web/ui"
)

// TestFilesInABrowser gives files with a script, which keeps the ticks and says what is
// wrong with a file, and without one, by the button.
func TestFilesInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("seconds of a browser")
	}
	axe := browser.Axe(t, "../..")
	assets, err := ui.LoadAssets()
	browser.Need(t, err)
	ctx := browser.New(t, 2*time.Minute)
	s := serve(t, apptest.New(t), assets)
	v, draft := begin(t, s)
	keys := boxes(v.ok(draft + "/giay-to"))
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	good, bad, later := file("giấy chứng sinh.pdf", onePage), file("trang.pdf", "<html>"), file("trang 2.pdf", onePage)
	box := func(key string) string { return `[id="file:` + key + `"]` }
	var ticked, buttons bool
	var wrong string
	err = chromedp.Run(ctx, chromedp.ActionFunc(func(ctx context.Context) error { return signIn(ctx, s, v) }),
		chromedp.Navigate(s.URL+draft+"/giay-to"), chromedp.WaitVisible("main form", chromedp.ByQuery),
		chromedp.Evaluate(`[...document.querySelectorAll(".pt-files__row button[formenctype]")].some(b => b.offsetParent !== null)`, &buttons),
		chromedp.Click(`[id="paper-`+keys[1]+`"]`, chromedp.ByQuery),
		chromedp.SetUploadFiles(box(keys[0]), []string{good}, chromedp.ByQuery),
		chromedp.WaitVisible(".mc-files a", chromedp.ByQuery),
		chromedp.Evaluate(`document.getElementById("paper-`+keys[1]+`").checked`, &ticked),
		chromedp.SetUploadFiles(box(keys[0]), []string{bad}, chromedp.ByQuery),
		chromedp.Text(".pt-upload .mc-error", &wrong, chromedp.ByQuery, chromedp.NodeVisible))
	if err != nil {
		t.Fatal(err)
	}
	if buttons || !ticked || wrong != "Tệp này không phải PDF, JPEG hoặc PNG. Hãy chụp ảnh hoặc lưu giấy tờ thành PDF rồi tải lại." {
		t.Errorf("buttons of those without a script: %v; the tick is kept: %v; the wrong file: %q", buttons, ticked, wrong)
	}
	browser.Check(t, ctx, "papers with a refused file", axe)
	retried(t, ctx, s, box(keys[0]), later, axe)
	err = chromedp.Run(ctx, emulation.SetScriptExecutionDisabled(true), chromedp.Navigate(s.URL+draft+"/giay-to"),
		chromedp.WaitReady(box(keys[1]), chromedp.ByQuery),
		chromedp.SetUploadFiles(box(keys[1]), []string{good, later}, chromedp.ByQuery),
		chromedp.Click(box(keys[1])+" + button", chromedp.ByQuery),
		chromedp.WaitVisible(".pt-files:has("+box(keys[1])+") .mc-files li:nth-child(2) a", chromedp.ByQuery))
	if err != nil {
		t.Fatal(err)
	}
	if n := v.ok(draft + "/giay-to").Find(".mc-files li").Length(); n != 4 {
		t.Errorf("%d files, want 4", n)
	}
}

// signIn gives the browser a visitor's session.
func signIn(ctx context.Context, s site, v *visitor) error {
	u, err := url.Parse(s.URL)
	if err != nil {
		return err
	}
	for _, c := range v.client.Jar.Cookies(u) {
		err = network.SetCookie(c.Name, c.Value).WithDomain(u.Hostname()).WithPath("/").Do(ctx)
		if err != nil {
			return err
		}
	}
	return network.SetCookie("mc_t_lang", "vi").WithDomain(u.Hostname()).WithPath("/").Do(ctx)
}

// retried sends a file while the node takes none, and again when it does.
func retried(t *testing.T, ctx context.Context, s site, box, file, axe string) {
	t.Helper()
	account := s.Account(t, apptest.Lan).ID
	var ends []func()
	for {
		done, err := s.Files.Begin(account)
		if err != nil {
			break
		}
		ends = append(ends, done)
	}
	var words string
	err := chromedp.Run(ctx, chromedp.Reload(), chromedp.WaitVisible(".mc-files a", chromedp.ByQuery),
		chromedp.SetUploadFiles(box, []string{file}, chromedp.ByQuery),
		chromedp.WaitVisible(".pt-upload button", chromedp.ByQuery),
		chromedp.Text(".pt-upload .mc-error", &words, chromedp.ByQuery))
	if err != nil {
		t.Fatal(err)
	}
	if words != "Gửi chưa được. Hãy kiểm tra kết nối rồi thử lại." {
		t.Errorf("while the node takes none: %q", words)
	}
	browser.Check(t, ctx, "papers with a file to be sent again", axe)
	for _, done := range ends {
		done()
	}
	err = chromedp.Run(ctx, chromedp.Click(".pt-upload button", chromedp.ByQuery), chromedp.WaitVisible(".mc-files li:nth-child(2) a", chromedp.ByQuery))
	if err != nil {
		t.Fatalf("sent again: %v", err)
	}
}
