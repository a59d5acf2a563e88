package ui

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
)

func TestLoadAssetsSaysWhatIsMissing(t *testing.T) {
	if _, err := loadAssets(fstest.MapFS{"PLACEHOLDER": {}}); !errors.Is(err, ErrNoAssets) {
		t.Errorf("a bare clone: %v", err)
	}
	if _, err := loadAssets(fstest.MapFS{"manifest.json": {Data: []byte(`{"a.css":"a-1.css"}`)}}); err == nil || !strings.Contains(err.Error(), "a.css") {
		t.Errorf("a manifest that names a missing file: %v", err)
	}
	if _, err := loadAssets(fstest.MapFS{"manifest.json": {Data: []byte(`[`)}}); err == nil {
		t.Error("a broken manifest was accepted")
	}
}

func TestAssetsAreServedForAYear(t *testing.T) {
	css := strings.Repeat("a{color:var(--ink)}", 100)
	a, err := loadAssets(fstest.MapFS{
		"manifest.json": {Data: []byte(`{"ui.css":"ui-1.css","f.woff2":"f-2.woff2"}`)},
		"ui-1.css":      {Data: []byte(css)}, "f-2.woff2": {Data: []byte{0, 1, 2}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if a.URL("ui.css") != "/assets/ui-1.css" || a.URL("x.css") != "/assets/x.css" || !a.Has("ui.css") || a.Has("x.css") {
		t.Error("addresses are wrong")
	}
	zipped := get(a, "/assets/ui-1.css", "br, gzip;q=0.8")
	r, err := gzip.NewReader(zipped.Body)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(r)
	if err != nil || string(body) != css {
		t.Errorf("compressed body differs: %v", err)
	}
	if h := zipped.Header(); !strings.Contains(h.Get("Cache-Control"), "immutable") || !strings.HasPrefix(h.Get("Content-Type"), "text/css") || h.Get("Vary") != "Accept-Encoding" {
		t.Errorf("headers %v", h)
	}
	for _, accept := range []string{"", "gzip;q=0", "br"} {
		if plain := get(a, "/assets/ui-1.css", accept); plain.Header().Get("Content-Encoding") != "" || plain.Body.String() != css {
			t.Errorf("accepting %q: not the plain bytes", accept)
		}
	}
	if font := get(a, "/assets/f-2.woff2", "gzip"); font.Header().Get("Content-Type") != "font/woff2" || !bytes.Equal(font.Body.Bytes(), []byte{0, 1, 2}) {
		t.Error("the font is not served as it is")
	}
	if missing := get(a, "/assets/ui-0.css", ""); missing.Code != http.StatusNotFound {
		t.Errorf("an old name answers %d", missing.Code)
	}
}

func get(a *Assets, path, accept string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.Header.Set("Accept-Encoding", accept)
	w := httptest.NewRecorder()
	a.ServeHTTP(w, r)
	return w
}

func TestLocalPathNeverLeavesTheSite(t *testing.T) {
	for back, want := range map[string]string{
		"/a?b=c": "/a?b=c", "/": "/", "": "/", "a": "/",
		"//evil.example": "/", "https://evil.example/": "/", `/\evil.example`: "/", "javascript:alert(1)": "/", "/%zz": "/",
		"/a\r\nX: y": "/",
	} {
		if got := LocalPath(back); got != want {
			t.Errorf("LocalPath(%q) = %q, want %q", back, got, want)
		}
	}
}
