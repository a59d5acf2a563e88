package e2e

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"motcua/app"
	"motcua/internal/i18n"
	"motcua/internal/testkit/browser"
)

// demonstration is a running demo with its people.
type demonstration struct {
	base, sandbox string
	dir           string
	accounts      map[string]string // login -> account id
}

// start runs the demonstration as `motcua demo` does, on free ports.
func start(t *testing.T, history int, dsn string) demonstration {
	t.Helper()
	port := freeBase(t)
	d := demonstration{dir: t.TempDir(), base: fmt.Sprintf("http://127.0.0.1:%d", port+1), sandbox: fmt.Sprintf("http://127.0.0.1:%d", port+9)}
	out, in := io.Pipe()
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() {
		err := app.Demo{Dir: d.dir, Port: port, History: history, Seed: 61, DSN: dsn, Out: in, Log: slog.New(slog.DiscardHandler)}.Run(ctx)
		in.CloseWithError(io.EOF)
		done <- err
	}()
	t.Cleanup(func() {
		stop()
		err := <-done
		if err != nil {
			t.Errorf("the demonstration stopped with: %v", err)
		}
	})
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if lines.Text() == "ready" {
			go io.Copy(io.Discard, out)
			d.people(t)
			return d
		}
	}
	t.Fatalf("the demonstration did not get ready: %v", <-done)
	return d
}

// freeBase finds a base port whose province and sandbox ports are free.
func freeBase(t *testing.T) int {
	t.Helper()
	for range 50 {
		probe, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		port := probe.Addr().(*net.TCPAddr).Port
		probe.Close()
		other, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port+8))
		if err == nil {
			other.Close()
			return port - 1
		}
	}
	t.Fatal("no two free ports eight apart")
	return 0
}

func (d *demonstration) people(t *testing.T) {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(d.dir, "demo.json"))
	if err != nil {
		t.Fatal(err)
	}
	var kept struct {
		Accounts []struct {
			ID    int64
			Login string
		}
	}
	err = json.Unmarshal(raw, &kept)
	if err != nil {
		t.Fatal(err)
	}
	d.accounts = map[string]string{}
	for _, a := range kept.Accounts {
		d.accounts[a.Login] = fmt.Sprint(a.ID)
	}
}

// walker is a person at a browser.
type walker struct {
	t     *testing.T
	ctx   context.Context
	site  demonstration
	words i18n.Printer
	axe   string
	shots string // folder of numbered pictures; empty: none
	n     int
	log   []line
	code  string // of the dossier walked
}

// line is a step as docs/WALK.md tells it.
type line struct{ who, where, does, sees string }

func newWalker(t *testing.T, site demonstration, catalog *i18n.Catalog, lang i18n.Lang, scripts bool) *walker {
	t.Helper()
	w := &walker{t: t, ctx: browser.New(t, 2*time.Minute), site: site, words: catalog.Printer(lang), axe: browser.Axe(t, "../.."),
		shots: os.Getenv("MOTCUA_WALK_OUT")}
	if w.shots != "" {
		err := os.MkdirAll(w.shots, 0o755)
		if err != nil {
			t.Fatal(err)
		}
	}
	w.run(network.SetCookie("mc_h37_lang", string(lang)).WithDomain("127.0.0.1").WithPath("/"),
		chromedp.EmulateViewport(1280, 900))
	if !scripts { // the content policy allows no script but these files
		w.run(network.Enable(), network.SetBlockedURLs([]string{"*.js"}))
	}
	return w
}

func (w *walker) run(actions ...chromedp.Action) {
	w.t.Helper()
	err := chromedp.Run(w.ctx, actions...)
	if err != nil {
		w.t.Fatalf("step %d: %v\nat %s", w.n, err, w.where())
	}
}

func (w *walker) where() string {
	var url string
	err := chromedp.Run(w.ctx, chromedp.Location(&url))
	if err != nil {
		return err.Error()
	}
	if strings.HasPrefix(url, w.site.sandbox) {
		return "http://127.0.0.1:8089" + strings.TrimPrefix(url, w.site.sandbox)
	}
	return strings.TrimPrefix(url, w.site.base)
}

// as signs in by one click of the tour.
func (w *walker) as(login string) {
	w.t.Helper()
	account, ok := w.site.accounts[login]
	if !ok {
		w.t.Fatalf("nobody called %s", login)
	}
	w.open("/demo")
	w.press(fmt.Sprintf(`form:has(input[name="account"][value="%s"]) button`, account))
}

func (w *walker) open(path string) {
	w.t.Helper()
	w.run(chromedp.Navigate(w.site.base + path))
}

// press clicks what the selector finds first and waits for the page it leads to.
func (w *walker) press(selector string) {
	w.t.Helper()
	ctx, stop := context.WithTimeout(w.ctx, 15*time.Second)
	defer stop()
	_, err := chromedp.RunResponse(ctx, chromedp.Click(selector, chromedp.ByQuery))
	if err != nil {
		w.t.Fatalf("step %d: press %s: %v\nat %s: %s", w.n, selector, err, w.where(), w.text())
	}
}

// set answers the fields of the page that have a value in answers.
func (w *walker) set(answers map[string]string) {
	w.t.Helper()
	raw, err := json.Marshal(answers)
	if err != nil {
		w.t.Fatal(err)
	}
	w.run(chromedp.Evaluate(fmt.Sprintf(`(a => { for (const [k, v] of Object.entries(a)) for (const e of document.getElementsByName(k)) {
		if (e.type === "radio" || e.type === "checkbox") e.checked = e.value === v; else e.value = v; } })(%s)`, raw), nil))
}

func (w *walker) text() string {
	var text string
	w.run(chromedp.Evaluate(`document.body.innerText`, &text))
	return text
}

// sees holds the page against words of the catalogue and writes the step down.
func (w *walker) sees(who, does string, words ...string) {
	w.t.Helper()
	w.n++
	text := w.text()
	for _, want := range words {
		if !strings.Contains(text, want) {
			w.t.Errorf("step %d (%s: %s) at %s: %q is not on the page:\n%.1500s", w.n, who, does, w.where(), want, text)
		}
	}
	where := generic(w.where())
	w.log = append(w.log, line{who, where, does, strings.Join(words, " · ")})
	browser.Check(w.t, w.ctx, fmt.Sprintf("walk %02d %s", w.n, w.words.Lang), w.axe)
	if w.shots != "" {
		var shot []byte
		w.run(chromedp.FullScreenshot(&shot, 90))
		err := os.WriteFile(filepath.Join(w.shots, fmt.Sprintf("%02d-%s.jpg", w.n, w.words.Lang)), shot, 0o600)
		if err != nil {
			w.t.Error(err)
		}
	}
}
