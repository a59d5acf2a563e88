package portal_test

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"motcua/app/apptest"
	"motcua/dossier"
	"motcua/internal/testkit/browser"
	"motcua/web/ui"
)

// TestPagesInABrowser asks axe for violations of WCAG 2.2 AA on every page and
// that none is wider than a screen of 320 px. With pictures asked for it looks at
// three widths.
func TestPagesInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("half a minute of pictures")
	}
	axe := browser.Axe(t, "../..")
	assets, err := ui.LoadAssets()
	browser.Need(t, err)
	ctx := browser.New(t, 4*time.Minute)
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
			browser.Look(t, ctx, path, s.URL+path, width, axe)
		}
	}
	err = chromedp.Run(ctx, network.DeleteCookies("mc_t_citizen").WithDomain(host.Hostname()).WithPath("/"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/dang-nhap", "/ho-so", "/dang-ky", "/nhap/0"} {
		for _, width := range widths() {
			browser.Look(t, ctx, "anybody "+path, s.URL+path, width, axe)
		}
	}
}

func widths() []int64 {
	if os.Getenv(browser.PicturesEnv) != "" {
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
	s.do(t, counter, refused, dossier.Refuse{Ground: dossier.NotEligible, Reason: "Chưa có Giấy chứng sinh sau một lần hướng dẫn."})
	s.receive(t, counter, ready)
	s.finish(t, ready)
	void := s.File(t, lan, 15)
	gone := s.receive(t, counter, void)
	s.do(t, s.actor(t, apptest.Chairman), void, dossier.Void{Reason: "Tiếp nhận nhầm hồ sơ của người khác."})
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
	return []string{"/", "/thu-tuc", "/thu-tuc/1.001193", "/thu-tuc/2.000815", "/thu-tuc?cap=commune&linh-vuc=H%E1%BB%99+t%E1%BB%8Bch&mot-cua=1", "/thu-tuc?don-vi=3059770", "/linh-vuc", "/co-quan", fmt.Sprintf("/co-quan/%d", s.Commune),
		"/tim-kiem?q=khai+sinh", "/tim-kiem?q=khai+sihn&cap=commune", "/tim-kiem?q=zzz", "/tim-kiem",
		"/tra-cuu", "/tra-cuu?ma=" + state.Code, "/tra-cuu?ma=abc", "/gioi-thieu", "/so-do",
		draft, draft + "/noi-nop", draft + "/trang/requester", draft + "/trang/child", draft + "/trang/origin", draft + "/trang/copies", draft + "/trang/delivery",
		draft + "/giay-to", draft + "/kiem-tra", draft + "/bo",
		"/ho-so", of(waiting, ""), of(waiting, "/da-nop"), of(received, ""), of(refused, ""), of(ready, ""), of(received, "/phieu/01"), of(refused, "/phieu/03"),
		of(void, ""), of(void, "/phieu/01"), "/tra-cuu?ma=" + gone.Code, "/hop-thu"}, cookie
}
