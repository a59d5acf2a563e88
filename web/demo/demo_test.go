package demo

import (
	"context"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"motcua/agency"
	"motcua/authz"
	"motcua/identity"
	"motcua/internal/clock"
	"motcua/internal/fault"
	"motcua/internal/httpx"
	"motcua/internal/i18n"
	"motcua/internal/i18n/i18ntest"
	"motcua/web/ui"
	"motcua/web/view"
)

func TestWords(t *testing.T) {
	i18ntest.Check(t, Words, i18ntest.In{Dirs: []string{"."}, Shared: []fs.FS{ui.Words}, Dynamic: []string{"demo.step.", "demo.people."}})
}

// opened notes for whom sessions were opened.
type opened struct{ accounts []int64 }

func (o *opened) OpenSession(_ context.Context, _ int32, account int64) (identity.Token, error) {
	o.accounts = append(o.accounts, account)
	return "token", nil
}

func accounts() []Account {
	ward := Text{"Ủy ban nhân dân phường Vĩnh Trại", "People's Committee of Vĩnh Trại Ward"}
	return []Account{
		{ID: 380001, Kind: identity.Citizen, Role: authz.Citizen, Login: "lan", Password: "mot cua 2018", Name: "Lăng Thị Mai Lan", Title: Text{"Người dân", "Citizen"}, Unit: ward},
		{ID: 37101, Kind: identity.Official, Role: authz.CounterOfficial, Login: "tiepnhan", Name: "Nông Thị Bích Diệp", Title: Text{"Công chức một cửa", "Counter official"}, Unit: ward},
		{ID: 37102, Kind: identity.Official, Role: authz.Specialist, Login: "hotich", Name: "Vi Thanh Tùng", Title: Text{"Công chức hộ tịch", "Civil-status official"}, Unit: ward},
		{ID: 37103, Kind: identity.Official, Role: authz.Leader, Login: "phochutich", Name: "Lương Thị Hải Vân", Title: Text{"Phó Chủ tịch", "Vice-Chairman"}, Unit: ward},
	}
}

func tour(t *testing.T) (*opened, http.Handler) { return tourAt(t, nil) }

// tourAt is the tour of a demonstration that runs by a clock of its own.
func tourAt(t *testing.T, own *clock.Running) (*opened, http.Handler) {
	t.Helper()
	words, err := i18n.Load(Words, view.Words, ui.Words, fault.Words)
	if err != nil {
		t.Fatal(err)
	}
	o := &opened{}
	d := New(Config{Site: &view.Site{Catalog: words, Units: &agency.Directory{}, Demo: true}, Identity: o, Accounts: accounts(),
		World: Text{"Lạng Sơn năm 2018", "Lạng Sơn in 2018"}, Note: Text{"Sở, ngành là mẫu.", "Departments are samples."}, Procedure: "1.001193", SandboxURL: "http://127.0.0.1:8789/", Clock: own})
	h, err := httpx.Mux(d.Routes(), httpx.Options{Node: "t", Authority: 37, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), ErrorPage: d.Site.ErrorPage})
	if err != nil {
		t.Fatal(err)
	}
	return o, h
}

func get(t *testing.T, h http.Handler, path, lang string) *goquery.Document {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.Header.Set("Cookie", "mc_t_lang="+lang)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != http.StatusOK || strings.Contains(w.Body.String(), "⟦") {
		t.Fatalf("%s: %d %s", path, w.Code, w.Body)
	}
	doc, err := goquery.NewDocumentFromReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestTourShowsSixStepsAndEverybody(t *testing.T) {
	_, h := tour(t)
	for lang, title := range map[string]string{"vi": "Dùng thử Một Cửa", "en": "Try Một Cửa"} {
		doc := get(t, h, Path, lang)
		if got := doc.Find("h1").Text(); got != title {
			t.Errorf("h1 %q", got)
		}
		for selector, want := range map[string]int{
			".mc-tour > li": 6, ".mc-tour form": 7, ".mc-button--primary": 1, "#demo-citizen tbody tr": 1, "#demo-official tbody tr": 3,
			".mc-table form": 4, "a[href='http://127.0.0.1:8789/']": 1, "a[href='/_ui']": 1, ".mc-banner--warning": 1,
			".mc-tour > li:first-child form:has([name=account][value='380001']) [name=next][value='/thu-tuc/1.001193']": 1,
			".mc-tour > li:last-child form:has([name=account][value='37101']) [name=next][value='/can-bo']":             1,
		} {
			if got := doc.Find(selector).Length(); got != want {
				t.Errorf("%s: %d of %s, want %d", lang, got, selector, want)
			}
		}
		if !strings.Contains(doc.Find("#demo-citizen").Text(), "mot cua 2018") {
			t.Error("the password is not shown")
		}
	}
}

// A demonstration at another time says which, and how fast it runs.
func TestTourTellsTheTimeOfItsClock(t *testing.T) {
	own := clock.NewRunning(clock.At(clock.MustDate("2019-06-17"), clock.MustTimeOfDay("14:59")), 1)
	_, h := tourAt(t, own)
	for lang, want := range map[string]string{"vi": "Giờ của bản dùng thử: 14:59, thứ Hai 17/06/2019.", "en": "Time of the demonstration: 14:59, Monday 17/06/2019."} {
		if got := get(t, h, Path, lang).Find(".mc-banner--warning").Last().Text(); !strings.Contains(got, want) {
			t.Errorf("%s: %q", lang, got)
		}
	}
}

func enter(h http.Handler, account, next string) *httptest.ResponseRecorder {
	form := url.Values{"account": {account}, "next": {next}}
	r := httptest.NewRequest(http.MethodPost, "/demo/vao", strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestEnterSignsInAsTheListedOnly(t *testing.T) {
	for name, v := range map[string]struct {
		account, next, cookie, to string
		status                    int
	}{
		"citizen":              {"380001", "/thu-tuc/1.001193", "mc_t_citizen=token", "/thu-tuc/1.001193", 303},
		"official":             {"37103", "/can-bo", "mc_t_official=token", "/can-bo", 303},
		"next of another site": {"37103", "//evil.example", "mc_t_official=token", "/can-bo", 303},
		"no next":              {"380001", "", "mc_t_citizen=token", "/", 303},
		"not on the list":      {"37001", "/can-bo", "", "", 404},
		"no number":            {"", "/can-bo", "", "", 404},
		"another spelling":     {"0380001", "/can-bo", "", "", 404},
	} {
		o, h := tour(t)
		w := enter(h, v.account, v.next)
		if w.Code != v.status || w.Header().Get("Location") != v.to || !strings.HasPrefix(w.Header().Get("Set-Cookie"), v.cookie) {
			t.Errorf("%s: %d %v", name, w.Code, w.Header())
		}
		if (len(o.accounts) == 1) != (v.cookie != "") || v.cookie == "" && w.Header().Get("Set-Cookie") != "" {
			t.Errorf("%s: sessions for %v", name, o.accounts)
		}
	}
}

func TestGalleryIsRouted(t *testing.T) {
	_, h := tour(t)
	for _, path := range []string{"/_ui", "/_ui/paper"} {
		if get(t, h, path, "vi").Find("h1").Length() == 0 {
			t.Errorf("%s has no h1", path)
		}
	}
}

// The page says which world it shows and what of it is not the published list.
func TestTourNamesItsWorld(t *testing.T) {
	_, h := tour(t)
	for lang, want := range map[string][2]string{"vi": {"Lạng Sơn năm 2018", "Sở, ngành là mẫu."}, "en": {"Lạng Sơn in 2018", "Departments are samples."}} {
		doc := get(t, h, Path, lang)
		if title, note := doc.Find("#world").Text(), doc.Find("#world-note").Text(); !strings.Contains(title, want[0]) || note != want[1] {
			t.Errorf("%s: world %q, note %q", lang, title, note)
		}
	}
}
