package portal_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"motcua/app/apptest"
	"motcua/dossier"
	"motcua/web/ui"
)

// picturesEnv names a folder to leave a picture of every page in.
const picturesEnv = "PORTAL_PICTURES"

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
	ctx, done := context.WithTimeout(ctx, 4*time.Minute)
	t.Cleanup(done)
	return ctx
}

// TestPagesInABrowser asks axe for violations of WCAG 2.2 AA on every page and
// that none is wider than a screen of 320 px. With PORTAL_PICTURES set it leaves
// pictures at three widths.
func TestPagesInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("half a minute of pictures")
	}
	axe, err := os.ReadFile("../../node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Skip("axe-core is not installed; run npm ci: ", err)
	}
	assets, err := ui.LoadAssets()
	if err != nil {
		t.Skip(err)
	}
	ctx := browser(t)
	s := serve(t, province(t), assets)
	paths, cookie := lived(t, s)
	host, _ := url.Parse(s.URL)
	err = chromedp.Run(ctx, chromedp.ActionFunc(func(ctx context.Context) error {
		err := network.SetCookie("mc_t_lang", "vi").WithDomain(host.Hostname()).WithPath("/").Do(ctx)
		if err != nil {
			return err
		}
		return network.SetCookie("mc_t_citizen", cookie).WithDomain(host.Hostname()).WithPath("/").Do(ctx)
	}))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		for _, width := range widths() {
			look(t, ctx, s.URL+path, "", width, string(axe))
		}
	}
	err = chromedp.Run(ctx, network.DeleteCookies("mc_t_citizen").WithDomain(host.Hostname()).WithPath("/"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/dang-nhap", "/ho-so", "/dang-ky", "/nhap/0"} {
		for _, width := range widths() {
			look(t, ctx, s.URL+path, "anybody ", width, string(axe))
		}
	}
}

func widths() []int64 {
	if os.Getenv(picturesEnv) != "" {
		return []int64{320, 768, 1366}
	}
	return []int64{320, 1366}
}

// lived fills a town with one of everything and lists the pages to look at.
func lived(t *testing.T, s site) (paths []string, cookie string) {
	t.Helper()
	lan, counter := s.actor(t, apptest.Lan), s.actor(t, apptest.Counter)
	waiting, received, refused, ready := s.File(t, lan, 11), s.File(t, lan, 12), s.File(t, lan, 13), s.File(t, lan, 14)
	state := s.receive(t, counter, received)
	s.do(t, counter, refused, dossier.Refuse{Ground: dossier.NotSupplied, Reason: "Chưa có Giấy chứng sinh sau một lần hướng dẫn."})
	s.receive(t, counter, ready)
	s.finish(t, ready)
	if _, err := s.Jobs.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	v, draft := begin(t, s)
	v.post(draft+"/trang/child", url.Values{"child.full_name": {"Nguyễn Văn 2"}, "child.birth_date.day": {"31"}, "child.birth_date.month": {"2"}, "child.birth_date.year": {"2019"}})
	v.post(draft+"/trang/requester", url.Values{"requester.full_name": {"Công Tằng Tôn Nữ Hoàng Thị Ngọc Diễm"}, "requester.relation": {"mother"}})
	u, _ := url.Parse(s.URL)
	for _, c := range v.client.Jar.Cookies(u) {
		if c.Name == "mc_t_citizen" {
			cookie = c.Value
		}
	}
	of := func(id int64, page string) string { return fmt.Sprintf("/ho-so/%d%s", id, page) }
	return []string{"/", "/thu-tuc", "/thu-tuc/1.001193", "/thu-tuc/2.000815", "/tim-kiem?q=khai+sinh", "/tim-kiem?q=zzz",
		"/tra-cuu", "/tra-cuu?ma=" + state.Code, "/tra-cuu?ma=abc", "/gioi-thieu", "/so-do",
		draft, draft + "/noi-nop", draft + "/trang/requester", draft + "/trang/child", draft + "/trang/origin", draft + "/trang/copies", draft + "/trang/delivery",
		draft + "/giay-to", draft + "/kiem-tra", draft + "/bo",
		"/ho-so", of(waiting, ""), of(waiting, "/da-nop"), of(received, ""), of(refused, ""), of(ready, ""), of(received, "/phieu/01"), of(refused, "/phieu/03"),
		"/hop-thu"}, cookie
}

type violation struct {
	ID    string
	Help  string
	Nodes []struct{ HTML string }
}

func look(t *testing.T, ctx context.Context, address, who string, width int64, axe string) {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	name := fmt.Sprintf("%s%s %d", who, u.RequestURI(), width)
	var found string
	var overflow float64
	var shot []byte
	err = chromedp.Run(ctx,
		chromedp.EmulateViewport(width, 900),
		chromedp.Navigate(address),
		chromedp.Evaluate(`document.fonts.ready.then(() => 0)`, nil, awaitPromise),
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
	var violations []violation
	if err := json.Unmarshal([]byte(found), &violations); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	for _, v := range violations {
		t.Errorf("%s: axe %s: %s\n%s", name, v.ID, v.Help, v.Nodes[0].HTML)
	}
	if shot != nil {
		keep(t, name, shot)
	}
}

func picture(shot *[]byte) chromedp.Action {
	if os.Getenv(picturesEnv) == "" {
		return chromedp.Tasks{}
	}
	return chromedp.FullScreenshot(shot, 100)
}

func keep(t *testing.T, name string, shot []byte) {
	t.Helper()
	file := strings.NewReplacer("/", "_", "?", "-", " ", "_", "=", "-").Replace(name) + ".png"
	if err := os.WriteFile(filepath.Join(os.Getenv(picturesEnv), file), shot, 0o600); err != nil {
		t.Error(err)
	}
}

func awaitPromise(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }
