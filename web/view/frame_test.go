package view

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"motcua/authz"
	"motcua/calendar"
	"motcua/identity"
	"motcua/internal/fault"
	"motcua/internal/httpx"
	"motcua/internal/i18n"
	"motcua/internal/seal"
	"motcua/web/ui"
)

// people stands for the sessions of a citizen and of an official.
type people struct{}

func (people) Session(_ context.Context, _ int32, token identity.Token) (identity.Principal, error) {
	switch token {
	case "citizen":
		return identity.Principal{Account: citizen, Kind: identity.Citizen, Profile: identity.Profile{FullName: longestName}, Actor: authz.Actor{Kind: authz.KindCitizen, Account: citizen}}, nil
	case "official":
		return identity.Principal{Account: counter, Kind: identity.Official, Profile: identity.Profile{FullName: "Nông Thị Bích Diệp"},
			Actor: authz.Actor{Kind: authz.KindOfficial, Account: counter, Posts: []authz.Post{{Unit: reception, Role: authz.CounterOfficial}}}}, nil
	}
	return identity.Principal{}, fault.New(fault.CodeSessionExpired)
}

func (people) SignOut(context.Context, int32, identity.Token) error { return nil }

func site(t *testing.T) (*Site, http.Handler) {
	t.Helper()
	s := &Site{Catalog: catalog(t), Units: directory(t), ContactUnit: reception, Demo: true}
	show := func(of func(*http.Request) ui.Ctx) httpx.Handler {
		return func(w http.ResponseWriter, r *http.Request) error {
			return ui.Layout(of(r), ui.PageMeta{Title: "x"}).Render(r.Context(), w)
		}
	}
	routes := append(s.PrefRoutes(),
		httpx.Route{Method: "GET", Pattern: "/{$}", Action: authz.PortalView, Handler: show(s.Ctx)},
		httpx.Route{Method: "GET", Pattern: "/ho-so/{id}", Action: authz.DossierViewOwn, Handler: show(s.Ctx), Audience: httpx.ForCitizens},
		httpx.Route{Method: "POST", Pattern: "/ho-so/{id}", Action: authz.DossierSubmit, Handler: show(s.Ctx), Audience: httpx.ForCitizens},
		httpx.Route{Method: "GET", Pattern: "/can-bo/don-vi", Action: authz.WorklistView, Handler: show(s.CtxOfficial), Audience: httpx.ForOfficials},
		httpx.Route{Method: "POST", Pattern: "/dang-nhap", Action: authz.SignIn, Audience: httpx.ForCitizens,
			Handler: func(http.ResponseWriter, *http.Request) error { return fault.New(fault.CodeUnauthenticated) }},
	)
	keys := seal.NewRing()
	if err := keys.Load(s.Units.Authority, filepath.Join(t.TempDir(), "key"), true); err != nil {
		t.Fatal(err)
	}
	h, err := httpx.Mux(routes, httpx.Options{Node: "t", Authority: s.Units.Authority, Sessions: people{}, Keys: keys, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), ErrorPage: s.ErrorPage})
	if err != nil {
		t.Fatal(err)
	}
	return s, h
}

func ask(h http.Handler, method, path string, form url.Values, cookies ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if len(cookies) > 0 {
		r.Header.Set("Cookie", strings.Join(cookies, "; "))
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func pageOf(t *testing.T, w *httptest.ResponseRecorder) *goquery.Document {
	t.Helper()
	if strings.Contains(w.Body.String(), "⟦") {
		t.Errorf("words are missing: %s", w.Body)
	}
	doc, err := goquery.NewDocumentFromReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestFrameOfACitizen(t *testing.T) {
	_, h := site(t)
	doc := pageOf(t, ask(h, "GET", "/ho-so/7?a=b", nil, "mc_t_citizen=citizen"))
	for selector, want := range map[string]string{
		".mc-menu li:nth-child(1)":    "Trang chủ",
		".mc-menu li:nth-child(2)":    "Thủ tục",
		".mc-menu li:nth-child(3)":    "Tra cứu hồ sơ",
		".mc-menu [aria-current]":     "Hồ sơ của tôi",
		".mc-menu li:nth-child(5)":    "Sơ đồ cổng",
		".mc-user a[href='/ho-so']":   longestName,
		".mc-brand__authority":        "Ủy ban nhân dân tỉnh Lạng Sơn",
		".mc-footer__phone":           "0205 000 0001",
		"form[action='/dang-xuat']":   "Đăng xuất",
		"html[data-audience=citizen]": "",
	} {
		if got := words(doc.Find(selector)); doc.Find(selector).Length() != 1 || want != "" && got != want {
			t.Errorf("%s: %q, want %q", selector, got, want)
		}
	}
	if got := doc.Find(".mc-looks input[name=back]").AttrOr("value", ""); got != "/ho-so/7?a=b" {
		t.Errorf("switches return to %q", got)
	}
	if doc.Find(".mc-demo").Length() != 1 {
		t.Error("no strip that says it is a demonstration")
	}
}

func TestFrameOfAnOfficial(t *testing.T) {
	_, h := site(t)
	doc := pageOf(t, ask(h, "GET", "/can-bo/don-vi", nil, "mc_t_official=official", "mc_t_lang=en"))
	if got := words(doc.Find(".mc-menu")); got != "My work My unit’s work Calendar" {
		t.Errorf("menu %q", got)
	}
	if got := words(doc.Find(".mc-menu [aria-current]")); got != "My unit’s work" {
		t.Errorf("current %q", got)
	}
	if got := doc.Find(".mc-user__post").Text(); !strings.HasPrefix(got, "Reception and Return Unit") {
		t.Errorf("post %q", got)
	}
	if doc.Find("html[data-audience=official][lang=en]").Length() != 1 {
		t.Error("not a page for officials in English")
	}
}

func TestPublicPageIsTheSameForAll(t *testing.T) {
	_, h := site(t)
	if with, without := ask(h, "GET", "/", nil, "mc_t_citizen=citizen").Body.String(), ask(h, "GET", "/", nil).Body.String(); with != without {
		t.Error("a page of no audience depends on who is signed in")
	}
}

func TestLanguageAndLookAreRemembered(t *testing.T) {
	_, h := site(t)
	w := ask(h, "POST", ui.LangPath, url.Values{"lang": {"en"}, "back": {"/?q=a"}})
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/?q=a" || !strings.HasPrefix(w.Header().Get("Set-Cookie"), "mc_t_lang=en;") {
		t.Errorf("language: %d %v", w.Code, w.Header())
	}
	for name, v := range map[string]struct {
		form   url.Values
		before string
		cookie string
	}{
		"dark keeps contrast":  {url.Values{"theme": {"dark"}}, "light-high", "dark-high"},
		"contrast keeps dark":  {url.Values{"contrast": {"high"}}, "dark", "dark-high"},
		"normal again":         {url.Values{"contrast": {"normal"}}, "dark-high", "dark"},
		"nonsense is no theme": {url.Values{"theme": {"pink"}}, "", "light"},
	} {
		w := ask(h, "POST", ui.LooksPath, v.form, "mc_t_theme="+v.before)
		if got := w.Header().Get("Set-Cookie"); !strings.HasPrefix(got, "mc_t_theme="+v.cookie+";") {
			t.Errorf("%s: %q", name, got)
		}
	}
	doc := pageOf(t, ask(h, "GET", "/", nil, "mc_t_theme=dark-high"))
	if doc.Find("html[data-theme=dark][data-contrast=high]").Length() != 1 {
		t.Error("the remembered look is not shown")
	}
	if got := ask(h, "POST", ui.LangPath, url.Values{"lang": {"en"}, "back": {"//evil.example"}}).Header().Get("Location"); got != "/" {
		t.Errorf("led to %q", got)
	}
}

func TestErrorPages(t *testing.T) {
	_, h := site(t)
	if w := ask(h, "GET", "/nowhere", nil); w.Code != http.StatusNotFound || words(pageOf(t, w).Find("h1")) != "Không tìm thấy" {
		t.Errorf("no page: %d", w.Code)
	}
	if got := words(pageOf(t, ask(h, "GET", "/can-bo/nowhere", nil)).Find(".mc-menu")); got != "Việc của tôi Việc của đơn vị Lịch làm việc" {
		t.Errorf("a fault below the desk has the menu %q", got)
	}
}

// TestSignInTakesTheWayAlong: a page that needs a person becomes the sign-in form
// with the page, or what was typed, carried along; a wrong password keeps both.
func TestSignInTakesTheWayAlong(t *testing.T) {
	_, h := site(t)
	w := ask(h, "GET", "/ho-so/7", nil)
	doc := pageOf(t, w)
	if w.Code != http.StatusUnauthorized || doc.Find("form[action='/dang-nhap'] input[name=next][value='/ho-so/7']").Length() != 1 || doc.Find("input[name=resume]").Length() != 0 {
		t.Errorf("GET: %d", w.Code)
	}
	held := pageOf(t, ask(h, "POST", "/ho-so/7", url.Values{"name": {"x"}}, "mc_t_citizen=gone")).Find("input[name=resume]").AttrOr("value", "")
	if held == "" {
		t.Error("what was typed is lost")
	}
	again := pageOf(t, ask(h, "POST", "/dang-nhap", url.Values{"login": {"lan"}, "password": {"bi mat"}, "next": {"/ho-so/7"}, "resume": {held}}))
	if again.Find("input[name=resume]").AttrOr("value", "") != held || again.Find("input[name=next]").AttrOr("value", "") != "/ho-so/7" || again.Find("input[name=login]").AttrOr("value", "") != "lan" || again.Find("input[name=password]").AttrOr("value", "") != "" {
		t.Error("a second try does not carry the first along")
	}
	if got := pageOf(t, ask(h, "GET", "/can-bo/don-vi", nil)); words(got.Find("h1")) != "Đăng nhập dành cho cán bộ" || got.Find("form[action='/can-bo/dang-nhap']").Length() != 1 {
		t.Error("officials are not sent to their own form")
	}
}

// The footer says the hours somebody gave the unit, and else those of its texts.
func TestContactHours(t *testing.T) {
	s, _ := site(t)
	written := s.contact("vi").Hours
	set := false
	s.Hours = func(int64) (calendar.Hours, bool) {
		h := calendar.DefaultHours()
		h.Seasons = []calendar.Season{{From: calendar.MonthDay{Month: 4, Day: 16}, To: calendar.MonthDay{Month: 10, Day: 15}, Shifts: h.Shifts[:1]}}
		h.Saturday = h.Shifts[:1]
		return h, set
	}
	if got := s.contact("vi").Hours; got != written {
		t.Errorf("nobody set hours, and the footer says %q", got)
	}
	set = true
	for lang, want := range map[string]string{
		"vi": "thứ Hai đến thứ Sáu: 07:30–11:30, 13:30–17:00; từ 16/04 đến 15/10: 07:30–11:30; thứ Bảy (chỉ tiếp nhận hồ sơ): 07:30–11:30",
		"en": "Monday to Friday: 07:30–11:30, 13:30–17:00; 16/04 to 15/10: 07:30–11:30; Saturday (reception only): 07:30–11:30",
	} {
		if got := s.contact(lang).Hours; got != want {
			t.Errorf("%s: %q, want %q", lang, got, want)
		}
	}
}

// No entry of the officials' menu leads to a refusal.
func TestTheMenuShowsWhatOneMay(t *testing.T) {
	c := ui.Ctx{Printer: catalog(t).Printer(i18n.VI)}
	for role, want := range map[authz.Role]string{
		authz.Administrator:   "Lịch làm việc, Cán bộ, Vận hành",
		authz.CounterOfficial: "Việc của tôi, Việc của đơn vị, Lịch làm việc",
		authz.OneStopHead:     "Việc của tôi, Việc của đơn vị, Lịch làm việc, Cán bộ",
	} {
		actor := authz.Actor{Kind: authz.KindOfficial, Account: 1, Posts: []authz.Post{{Unit: reception, Role: role}}}
		var got []string
		for _, item := range OfficialMenu().nav(c, "/can-bo", actor) {
			got = append(got, item.Text)
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%s sees %q, want %q", role, got, want)
		}
	}
}
