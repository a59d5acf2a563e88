// Package browser gives tests a headless Chromium and asks axe for violations of
// WCAG 2.2 AA. Without Chromium, built assets or axe-core a test is skipped
// aloud, and fails where CI says that all must run.
package browser

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// PicturesEnv names a folder in which a picture of every page looked at is left.
const PicturesEnv = "MOTCUA_PICTURES"

// New is a browser that ends with the test, after limit at the latest.
func New(t testing.TB, limit time.Duration) context.Context {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		missing(t, "no chromium on this machine: "+err.Error())
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("hide-scrollbars", true))
	alloc, stop := chromedp.NewExecAllocator(context.Background(), opts...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(alloc)
	t.Cleanup(cancel)
	ctx, done := context.WithTimeout(ctx, limit)
	t.Cleanup(done)
	return ctx
}

func missing(t testing.TB, what string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatal(what)
	}
	t.Skip(what)
}

// Axe is the source of axe-core; root is the way to the repository's root.
func Axe(t testing.TB, root string) string {
	t.Helper()
	axe, err := os.ReadFile(filepath.Join(root, "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		missing(t, "axe-core is not installed, run make assets: "+err.Error())
	}
	return string(axe)
}

// Need skips or fails when err says that something was not built.
func Need(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		missing(t, err.Error())
	}
}

type violation struct {
	ID    string
	Help  string
	Nodes []struct{ HTML string }
}

const axeRun = `axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
.then(r => JSON.stringify(r.violations.map(v => ({ID: v.id, Help: v.help, Nodes: v.nodes.map(n => ({HTML: n.html + " " + (n.failureSummary || "")}))}))))`

// Look opens url at a width and reports what is wrong with the page as a person
// would meet it: wider than the screen, a violation of WCAG 2.2 AA, no or a
// second h1. It leaves a picture called name when asked to.
func Look(t testing.TB, ctx context.Context, name, url string, width int64, axe string) {
	t.Helper()
	err := chromedp.Run(ctx, chromedp.EmulateViewport(width, 900), chromedp.Navigate(url))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	Check(t, ctx, fmt.Sprintf("%s %d", name, width), axe)
}

// Check is Look for the page that is open.
func Check(t testing.TB, ctx context.Context, name, axe string) {
	t.Helper()
	var overflow, headings float64
	var found string
	err := chromedp.Run(ctx,
		chromedp.Evaluate(`document.fonts.ready.then(() => 0)`, nil, await),
		chromedp.Evaluate(`document.documentElement.scrollWidth - document.documentElement.clientWidth`, &overflow),
		chromedp.Evaluate(`document.querySelectorAll("h1").length`, &headings),
		chromedp.Evaluate(axe+";0", nil),
		chromedp.Evaluate(axeRun, &found, await),
	)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if overflow > 0 {
		t.Errorf("%s: %v px wider than the screen", name, overflow)
	}
	if headings != 1 {
		t.Errorf("%s: %v headings of level 1", name, headings)
	}
	var violations []violation
	err = json.Unmarshal([]byte(found), &violations)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	for _, v := range violations {
		t.Errorf("%s: axe %s: %s\n%s", name, v.ID, v.Help, v.Nodes[0].HTML)
	}
	picture(t, ctx, name)
}

func picture(t testing.TB, ctx context.Context, name string) {
	dir := os.Getenv(PicturesEnv)
	if dir == "" {
		return
	}
	var shot []byte
	err := chromedp.Run(ctx, chromedp.FullScreenshot(&shot, 100))
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, strings.NewReplacer("/", "_", "?", "-", " ", "_", "&", "_", "=", "-").Replace(name)+".png"), shot, 0o600)
	}
	if err != nil {
		t.Error(err)
	}
}

func await(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }
