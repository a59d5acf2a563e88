package view

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"motcua/authz"
	"motcua/identity"
	"motcua/internal/fault"
	"motcua/internal/httpx"
	"motcua/internal/testkit/browser"
	"motcua/web/ui"
)

// away is a database that does not answer.
type away struct{}

func (away) Session(context.Context, int32, identity.Token) (identity.Principal, error) {
	return identity.Principal{}, fault.New(fault.CodeUnavailable)
}

func (away) SignOut(context.Context, int32, identity.Token) error {
	return fault.New(fault.CodeUnavailable)
}

// awaySite serves pages of which each ends in a fault of its name.
func awaySite(t *testing.T, assets *ui.Assets, limits httpx.Limits) http.Handler {
	t.Helper()
	s := &Site{Catalog: catalog(t), Units: directory(t), ContactUnit: reception, Assets: assets}
	fails := func(_ http.ResponseWriter, r *http.Request) error {
		_, err := httpx.Form(r)
		if err == nil {
			err = fault.New(fault.Code(r.PathValue("code")))
		}
		return err
	}
	routes := []httpx.Route{
		{Method: "POST", Pattern: "/ho-so/{id}", Action: authz.DossierSubmit, Handler: fails, Audience: httpx.ForCitizens},
		{Method: "GET", Pattern: "/ho-so/{id}", Action: authz.DossierViewOwn, Handler: fails, Audience: httpx.ForCitizens},
		{Method: "POST", Pattern: "/can-bo/{code}", Action: authz.PortalView, Handler: fails, Audience: httpx.ForOfficials},
		{Method: "POST", Pattern: "/{code}", Action: authz.PortalView, Handler: fails, Audience: httpx.ForCitizens},
	}
	if assets != nil {
		routes = append(routes, httpx.Route{Method: "GET", Pattern: ui.AssetsPath, Action: authz.Assets,
			Handler: func(w http.ResponseWriter, r *http.Request) error {
				assets.ServeHTTP(w, r)
				return nil
			}})
	}
	h, err := httpx.Mux(routes, httpx.Options{Node: "t", Authority: s.Units.Authority, Sessions: away{}, Limits: limits,
		Log: slog.New(slog.NewTextHandler(io.Discard, nil)), ErrorPage: s.ErrorPage})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func typedForm() url.Values {
	return url.Values{"reason": {"Thiếu \"giấy chứng sinh\"\r\n<bản chính>"}, "seq": {"3"}, "collector": {"Lăng Thị Mai Lan"}, "password": {"bí mật"}}
}

// TestTheErrorPageGivesTheFormBack without database, session or key.
func TestTheErrorPageGivesTheFormBack(t *testing.T) {
	h := awaySite(t, nil, httpx.Limits{})
	for path, code := range map[string]fault.Code{"/ho-so/7": fault.CodeUnavailable, "/commit_unknown": fault.CodeCommitUnknown,
		"/busy": fault.CodeBusy, "/internal": fault.CodeInternal, "/too_many": fault.CodeTooMany, "/can-bo/unavailable": fault.CodeUnavailable} {
		w := ask(h, "POST", path, typedForm(), "mc_t_citizen=lan")
		doc := pageOf(t, w)
		form := doc.Find("main form")
		if form.AttrOr("action", "") != path || words(form.Find("button")) != "Gửi lại" || !strings.Contains(doc.Find(".mc-code").Text(), string(code)) {
			t.Errorf("%s: %d, a form to %q, button %q, code %q", path, w.Code, form.AttrOr("action", ""), words(form.Find("button")), doc.Find(".mc-code").Text())
		}
		for name, want := range typedForm() {
			if name == "password" {
				want = []string{""}
			}
			if got := form.Find("input[name="+name+"]").AttrOr("value", ""); got != strings.ReplaceAll(want[0], "\r\n", "\n") && got != want[0] {
				t.Errorf("%s: %s is %q, want %q", path, name, got, want[0])
			}
		}
		if strings.Contains(w.Body.String(), "bí mật") {
			t.Errorf("%s: the password stands in the page", path)
		}
		if read := words(doc.Find(".mc-kept")); !strings.Contains(read, "Lăng Thị Mai Lan") || !strings.Contains(read, "<bản chính>") {
			t.Errorf("%s: what was written reads %q", path, read)
		}
		if !strings.Contains(words(doc.Find("main")), "Không mất gì cả") {
			t.Errorf("%s: it is not said that nothing was lost", path)
		}
	}
	for _, code := range []fault.Code{fault.CodeStale, fault.CodeState} {
		if w := ask(h, "POST", "/can-bo/"+string(code), typedForm(), "mc_t_citizen=lan"); w.Code != http.StatusConflict || pageOf(t, w).Find("main form").Length() != 0 {
			t.Errorf("%s: %d, or it is offered to send again what cannot pass", code, w.Code)
		}
	}
	page := pageOf(t, ask(h, "GET", "/ho-so/7?trang=2", nil, "mc_t_citizen=lan"))
	if page.Find("main form").Length() != 0 || page.Find(`main a[href="/ho-so/7?trang=2"]`).Length() != 1 || page.Find(`a[href="/dang-nhap"]`).Length() != 0 {
		t.Error("a page that cannot be shown offers neither to try again nor keeps from asking to sign in")
	}
	long := typedForm()
	long.Set("reason", strings.Repeat("dài ", 2<<10)) // more than passes uncounted
	lost := pageOf(t, ask(awaySite(t, nil, httpx.Limits{Bodies: 1}), "POST", "/busy", long))
	if lost.Find("main form").Length() != 0 || !strings.Contains(words(lost.Find("main")), "tải lại trang này") {
		t.Errorf("a form that was not read: %q", words(lost.Find("main")))
	}
}

// TestTheErrorPageInABrowser looks at it on a phone and a desk, in both languages.
func TestTheErrorPageInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	assets, err := ui.LoadAssets()
	browser.Need(t, err)
	root := http.NewServeMux()
	root.Handle("/", awaySite(t, assets, httpx.Limits{}))
	root.HandleFunc("GET /form/{path...}", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		io.WriteString(w, `<!DOCTYPE html><form method="post" action="/`+r.PathValue("path")+`"><input name="full_name" value="Công Tằng Tôn Nữ Hoàng Thị Ngọc Diễm"><input name="password"><textarea name="reason">`+lines+`</textarea><button>x</button></form>`)
	})
	server := httptest.NewServer(root)
	defer server.Close()
	ctx, axe := browser.New(t, time.Minute), browser.Axe(t, "../..")
	for _, lang := range []string{"vi", "en"} {
		for _, width := range []int64{320, 1366} {
			for _, path := range []string{"commit_unknown", "can-bo/unavailable"} {
				err := chromedp.Run(ctx, network.SetCookie("mc_t_lang", lang).WithDomain("127.0.0.1").WithPath("/"),
					chromedp.EmulateViewport(width, 900), chromedp.Navigate(server.URL+"/form/"+path))
				if err == nil {
					_, err = chromedp.RunResponse(ctx, chromedp.Click("button", chromedp.ByQuery))
				}
				if err != nil {
					t.Fatal(err)
				}
				browser.Check(t, ctx, fmt.Sprintf("error %s %s %d", path, lang, width), axe)
			}
		}
	}
	// The button, pressed: what arrives is what was typed, and comes back once more.
	var reason, sent string
	err = chromedp.Run(ctx, chromedp.SendKeys("main input[type=password]", "bí mật"))
	if err == nil {
		_, err = chromedp.RunResponse(ctx, chromedp.Click("main form button", chromedp.ByQuery))
	}
	if err == nil {
		err = chromedp.Run(ctx, chromedp.Evaluate(`document.querySelector("main input[name=reason]").value`, &reason),
			chromedp.Evaluate(`document.querySelector("main form").getAttribute("action")`, &sent))
	}
	if err != nil || strings.ReplaceAll(reason, "\r\n", "\n") != lines || sent != "/can-bo/unavailable" {
		t.Errorf("pressed: %v, %q to %s", err, reason, sent)
	}
}

// lines is text in two lines with a quotation mark.
const lines = "Giấy chứng sinh không rõ:\nđề nghị \"bổ sung\" bản chính"
