package pagecache

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
)

func ask(method string, headers ...string) *http.Request {
	r := httptest.NewRequest(method, "/", nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Add(headers[i], headers[i+1])
	}
	return r
}

func TestAnswers(t *testing.T) {
	text := strings.Repeat("thủ tục hành chính ", 100)
	e := NewEntry(http.Header{"Content-Type": {"text/html"}, "Content-Language": {"vi"}, "Etag": {"theirs"}, "Vary": {"theirs"}}, []byte(text), noon, 0)
	h := http.Header{}
	status, body := e.Answer(h, ask("GET", "Accept-Encoding", "gzip"))
	zip, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(zip)
	if status != 200 || err != nil || string(plain) != text {
		t.Errorf("compressed: %d %v %.20q", status, err, plain)
	}
	tag := h.Get("Etag")
	want := map[string]string{"Content-Type": "text/html", "Content-Language": "vi", "Content-Encoding": "gzip", "Content-Length": strconv.Itoa(len(body)), "Vary": Vary}
	for name, value := range want {
		if h.Get(name) != value {
			t.Errorf("%s: %q, want %q", name, h.Get(name), value)
		}
	}
	h = http.Header{}
	_, body = e.Answer(h, ask("GET"))
	if string(body) != text || h.Get("Content-Encoding") != "" || h.Get("Etag") != tag || h.Get("Content-Length") != strconv.Itoa(len(text)) {
		t.Errorf("plain: %v", h)
	}
	h = http.Header{}
	status, body = e.Answer(h, ask("HEAD", "Accept-Encoding", "gzip"))
	if status != 200 || len(body) != 0 || h.Get("Content-Length") == "" || h.Get("Content-Encoding") != "gzip" {
		t.Errorf("HEAD: %d %v", status, h)
	}
}

func TestWhoHasThePageIsTold(t *testing.T) {
	e := NewEntry(http.Header{"Content-Type": {"text/html"}}, []byte("x"), noon, 0)
	h := http.Header{}
	e.Answer(h, ask("GET"))
	tag := h.Get("Etag")
	for sent, status := range map[string]int{
		tag: 304, strings.TrimPrefix(tag, "W/"): 304, `"other", ` + tag: 304, "*": 304,
		`"other"`: 200, "": 200, strings.Trim(tag, `W/"`): 200,
	} {
		h := http.Header{}
		got, body := e.Answer(h, ask("GET", "If-None-Match", sent))
		if got != status || (len(body) == 0) != (status == 304) || h.Get("Etag") != tag || h.Get("Vary") != Vary {
			t.Errorf("If-None-Match %q: %d %q %v, want %d", sent, got, body, h, status)
		}
	}
	if got, _ := e.Answer(http.Header{}, ask("GET", "If-None-Match", `"a"`, "If-None-Match", tag)); got != 304 {
		t.Errorf("in a second line: %d", got)
	}
	if other := NewEntry(http.Header{}, []byte("y"), noon, 0); other.tag == e.tag {
		t.Error("two pages have one tag")
	}
}

func TestEncodings(t *testing.T) {
	for accept, want := range map[string]bool{
		"": false, "gzip": true, "GZIP": true, "x-gzip": true, "br, gzip": true, "gzip;q=0": false, "gzip;q=0.0": false, "gzip; q=0.5": true,
		"gzip;Q=0": false, "*": true, "*;q=0": false, "gzip;q=0, *": false, "identity": false, "identity, gzip": true, "identity;q=1, gzip;q=0.5": false,
		"identity;q=0, gzip;q=0.5": true, "br": false, "gzip;q=much": false, "gzip;q=2": false, "gzip;q=-1": false, "gzip;q=NaN": false,
		"gzip;level=9;q=0": false, "gzipped": false, ",,": false, "gzip ;q=1": true,
	} {
		if got := AcceptsGzip(http.Header{"Accept-Encoding": {accept}}); got != want {
			t.Errorf("%q: %v", accept, got)
		}
	}
	if !AcceptsGzip(http.Header{"Accept-Encoding": {"br", "gzip"}}) || AcceptsGzip(nil) {
		t.Error("several lines, or none")
	}
}

func TestWhatDoesNotShrinkGoesPlain(t *testing.T) {
	h := http.Header{}
	_, body := NewEntry(http.Header{}, []byte("x"), noon, 0).Answer(h, ask("GET", "Accept-Encoding", "gzip"))
	if string(body) != "x" || h.Get("Content-Encoding") != "" {
		t.Errorf("%q %v", body, h)
	}
}

func TestWhatMayBeKept(t *testing.T) {
	for name, c := range map[string]struct {
		status int
		header http.Header
		want   bool
	}{
		"a page": {200, http.Header{"Cache-Control": {"private, no-cache"}}, true}, "a fault": {404, nil, false}, "a redirect": {303, nil, false},
		"nothing": {0, nil, false}, "a cookie": {200, http.Header{"Set-Cookie": {"a=b"}}, false},
		"forbidden": {200, http.Header{"Cache-Control": {"private", "no-store"}}, false}, "compressed": {200, http.Header{"Content-Encoding": {"br"}}, false},
	} {
		if got := MayKeep(c.status, c.header); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestAnswersShareNoRoom(t *testing.T) {
	e := NewEntry(http.Header{"Content-Type": {"text/html"}}, []byte("x"), noon, 0)
	first, second := http.Header{}, http.Header{}
	e.Answer(first, ask("GET"))
	for name := range first {
		first.Add(name, "added")
	}
	e.Answer(second, ask("GET"))
	for name, values := range second {
		if len(values) != 1 || values[0] == "added" {
			t.Errorf("%s: %q", name, values)
		}
	}
}
