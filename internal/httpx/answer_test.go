package httpx_test

import (
	"compress/gzip"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"motcua/authz"
	"motcua/internal/fault"
	"motcua/internal/httpx"
)

func TestHeaders(t *testing.T) {
	s := newSite(t)
	mai := s.open(s.citizen("0912345678"))
	h := s.do("GET", "/", nil).Header()
	for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "Strict-Transport-Security": "", "Cache-Control": "private, no-cache"} {
		if got := h.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	for _, part := range []string{"default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"} {
		if !strings.Contains(h.Get("Content-Security-Policy"), part) {
			t.Errorf("policy lacks %s", part)
		}
	}
	if strings.Contains(h.Get("Content-Security-Policy"), "unsafe") {
		t.Error("the policy allows inline code")
	}
	if got := s.do("GET", "/", nil, "Cookie", cookie("citizen", mai)).Header().Get("Cache-Control"); got != "no-store" {
		t.Errorf("signed in: Cache-Control %q", got)
	}
	if got := s.do("GET", "/nothing", nil).Header().Get("Cache-Control"); got != "no-store" {
		t.Errorf("error page: Cache-Control %q", got)
	}
	if got := s.do("GET", "https://example.com/", nil).Header().Get("Strict-Transport-Security"); got == "" {
		t.Error("no HSTS over https")
	}
	if got := s.do("GET", "/busy", nil).Header().Get("Retry-After"); got != "17" {
		t.Errorf("Retry-After %q, want the fault's seconds", got)
	}
	if got := s.do("GET", "/away", nil).Header().Get("Retry-After"); got != "5" {
		t.Errorf("Retry-After %q", got)
	}
}

func TestHTMLIsCompressedForThoseWhoAcceptIt(t *testing.T) {
	s := newSite(t)
	w := s.do("GET", "/public/7", nil, "Accept-Encoding", "br, gzip;q=0.5")
	if w.Header().Get("Content-Encoding") != "gzip" || w.Header().Get("Vary") != "Accept-Encoding" {
		t.Fatalf("headers %v", w.Header())
	}
	zip, err := gzip.NewReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(zip)
	if err != nil || string(plain) != "page 7" {
		t.Errorf("body %q, %v", plain, err)
	}
	if w := s.do("HEAD", "/public/7", nil, "Accept-Encoding", "gzip"); w.Header().Get("Content-Encoding") != "" {
		t.Error("an answer without a body was compressed")
	}
	for name, accept := range map[string]string{"refused": "gzip;q=0", "not asked": ""} {
		w := s.do("GET", "/public/7", nil, "Accept-Encoding", accept)
		if w.Header().Get("Content-Encoding") != "" || w.Body.String() != "page 7" {
			t.Errorf("%s: %v %q", name, w.Header(), w.Body)
		}
	}
	if w := s.do("GET", "/livez", nil, "Accept-Encoding", "gzip"); w.Header().Get("Content-Encoding") != "" {
		t.Error("plain text was compressed")
	}
}

func TestTroubleIsLoggedAndHidden(t *testing.T) {
	s := newSite(t)
	for _, path := range []string{"/broken", "/panic"} {
		s.log.Reset()
		w := s.do("GET", path, nil)
		s.want(path, w, 500, fault.CodeInternal)
		id := w.Header().Get("X-Request-Id")
		if !strings.Contains(w.Body.String(), "request="+id+" ") || strings.Contains(w.Body.String(), "secret") {
			t.Errorf("%s shows %q", path, w.Body)
		}
		if !strings.Contains(s.log.String(), "secret detail") || !strings.Contains(s.log.String(), id) {
			t.Errorf("%s logs %s", path, s.log.String())
		}
	}
}

func TestAnAnswerThatHasBegunBecomesNoOther(t *testing.T) {
	half := func(then func() error) httpx.Handler {
		return func(w http.ResponseWriter, _ *http.Request) error {
			io.WriteString(w, "half")
			return then()
		}
	}
	s := newSite(t,
		httpx.Route{Method: "GET", Pattern: "/half-fails", Action: authz.PortalView, Handler: half(func() error { return fault.New(fault.CodeNotFound) })},
		httpx.Route{Method: "GET", Pattern: "/half-panics", Action: authz.PortalView, Handler: half(func() error { panic("x") })})
	w := s.do("GET", "/half-fails", nil)
	if w.Code != 200 || w.Body.String() != "half" {
		t.Errorf("%d %q", w.Code, w.Body)
	}
	defer func() {
		if p := recover(); p != http.ErrAbortHandler {
			t.Errorf("half a page ended with %v: the browser would take it for whole", p)
		}
	}()
	s.do("GET", "/half-panics", nil)
}

func TestTheLogNamesPatternsAndNobody(t *testing.T) {
	s := newSite(t)
	mai := s.open(s.citizen("0912345678"))
	s.do("GET", "/mine/H37-190617-0001?person=020190001234", nil, "Cookie", cookie("citizen", mai))
	s.do("GET", "/020190001234", nil)
	s.do("POST", "/sign-in", url.Values{"login": {"0912345678"}, "password": {password}})
	var line map[string]any
	err := json.Unmarshal([]byte(strings.SplitN(s.log.String(), "\n", 2)[0]), &line)
	if err != nil || line["pattern"] != "/mine/{id}" || line["status"] != float64(200) || line["actor"] != "citizen" || line["method"] != "GET" {
		t.Errorf("line %v, %v", line, err)
	}
	for _, personal := range []string{"190617-0001", "020190001234", "0912345678", mai, "Mai"} {
		if strings.Contains(s.log.String(), personal) {
			t.Errorf("the log tells %q: %s", personal, s.log.String())
		}
	}
}

func TestLanguageAndTheme(t *testing.T) {
	s := newSite(t)
	for _, c := range []struct{ cookie, accept, lang string }{
		{"", "", "vi"}, {"", "en-US,en;q=0.9", "en"}, {"", "fr", "vi"}, {"", "fr, en;q=0.5", "en"}, {"", "vi,en", "vi"},
		{"mc_h37_lang=vi", "en", "vi"}, {"mc_h37_lang=en", "vi", "en"}, {"mc_h37_lang=xx", "", "vi"}, {"", ";;;", "vi"},
	} {
		s.do("GET", "/public/7", nil, "Cookie", c.cookie, "Accept-Language", c.accept)
		if s.seen.Lang != c.lang {
			t.Errorf("%+v: %s", c, s.seen.Lang)
		}
	}
	s.do("GET", "/public/7", nil, "Cookie", "mc_h37_theme=dark")
	if s.seen.Theme != "dark" {
		t.Errorf("theme %q", s.seen.Theme)
	}
	s.do("GET", "/public/7", nil, "Cookie", "mc_h37_theme=x<y")
	if s.seen.Theme != "" {
		t.Errorf("theme %q", s.seen.Theme)
	}
}

// TestCompressorsAreCounted: slow readers cannot take one each.
func TestCompressorsAreCounted(t *testing.T) {
	const most = 32
	writing, leave := make(chan struct{}), make(chan struct{})
	h := failing(t, httpx.Limits{}, func(w http.ResponseWriter, _ *http.Request) error {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		io.WriteString(w, "begun ")
		writing <- struct{}{}
		<-leave
		_, err := io.WriteString(w, "whole")
		return err
	})
	answers := make(chan *httptest.ResponseRecorder, most+1)
	for range most + 1 {
		go func() {
			r, w := httptest.NewRequest("GET", "/page", nil), httptest.NewRecorder()
			r.Header.Set("Accept-Encoding", "gzip")
			h.ServeHTTP(w, r)
			answers <- w
		}()
	}
	for range most + 1 {
		<-writing
	}
	close(leave)
	zipped := 0
	for range most + 1 {
		w := <-answers
		if w.Header().Get("Content-Encoding") == "gzip" {
			zipped++
		} else if w.Body.String() != "begun whole" {
			t.Errorf("without a compressor: %q", w.Body)
		}
	}
	if zipped != most {
		t.Errorf("%d answers were compressed at once, want %d", zipped, most)
	}
}
