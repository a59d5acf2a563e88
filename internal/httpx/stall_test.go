package httpx_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"motcua/internal/httpx"
)

// stall posts the first sent bytes of a body of 60 KiB to path from an address, and
// no more until it is ended; it returns when the server has read what was sent.
func stall(h http.Handler, path, from string, sent int) (end func() *httptest.ResponseRecorder) {
	body, feed := io.Pipe()
	r := httptest.NewRequest("POST", path, body)
	r.Header.Set("Content-Type", urlencoded)
	r.ContentLength, r.RemoteAddr = 60<<10, from+":5000"
	w, done := httptest.NewRecorder(), make(chan struct{})
	go func() {
		defer close(done)
		h.ServeHTTP(w, r)
		body.Close()
	}()
	feed.Write([]byte(strings.Repeat("x", sent)))
	return func() *httptest.ResponseRecorder {
		feed.Close()
		<-done
		return w
	}
}

func postFrom(h http.Handler, from, body string) string {
	r := httptest.NewRequest("POST", "/fail/7", strings.NewReader(body))
	r.Header.Set("Content-Type", urlencoded)
	r.RemoteAddr = from + ":5001"
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Body.String()
}

func served(w http.ResponseWriter, _ *http.Request) error {
	_, err := io.WriteString(w, "served")
	return err
}

// TestStalledSendersKeepNobodyOut: one address fills its share with bodies that
// stop half way; small forms pass from everywhere, large ones from elsewhere.
func TestStalledSendersKeepNobodyOut(t *testing.T) {
	h := failing(t, httpx.Limits{Bodies: 240 << 10, Each: 56 << 10}, served)
	var ends []func() *httptest.ResponseRecorder
	for range 20 {
		ends = append(ends, stall(h, "/fail/7", "203.0.113.9", 6<<10))
	}
	large := "a=" + strings.Repeat("x", 50<<10)
	for _, c := range []struct {
		name, from, body, want string
	}{
		{"small, the same address", "203.0.113.9", "a=b", "served"},
		{"4 KiB less one byte", "203.0.113.9", strings.Repeat("x", 4<<10-1), "served"},
		{"small, elsewhere", "198.51.100.1", "a=b", "served"},
		{"large, elsewhere", "198.51.100.1", large, "served"},
		{"large, the same address", "203.0.113.9", large, `"Lost":true`},
	} {
		if got := postFrom(h, c.from, c.body); !strings.Contains(got, c.want) {
			t.Errorf("%s: %.80q, want %q", c.name, got, c.want)
		}
	}
	for _, end := range ends {
		end()
	}
	if got := postFrom(h, "203.0.113.9", large); got != "served" {
		t.Errorf("what was held did not come back: %.80q", got)
	}
}

// TestWhatHasNoRouteIsNotRead: neither an unknown path nor another method waits for
// a body.
func TestWhatHasNoRouteIsNotRead(t *testing.T) {
	h := failing(t, httpx.Limits{}, served)
	for path, status := range map[string]int{"/nothing": 404, "/page": 405} {
		body := &counted{r: strings.NewReader("a=b")}
		r, w := httptest.NewRequest("POST", path, body), httptest.NewRecorder()
		r.ContentLength = 3
		h.ServeHTTP(w, r)
		if w.Code != status || body.n != 0 || w.Header().Get("Connection") != "close" || (status == 405) != (w.Header().Get("Allow") != "") {
			t.Errorf("%s: %d, %d bytes read, Connection %q, Allow %q", path, w.Code, body.n, w.Header().Get("Connection"), w.Header().Get("Allow"))
		}
	}
}

// TestABodyMustKeepUp: one that falls behind is given up long before the
// connection's own time ends; the handler of one that came in time may take longer
// than the body had.
func TestABodyMustKeepUp(t *testing.T) {
	const start = 200 * time.Millisecond
	h := failing(t, httpx.Limits{Start: start, Rate: 1 << 10}, func(w http.ResponseWriter, r *http.Request) error {
		select {
		case <-r.Context().Done():
			return r.Context().Err()
		case <-time.After(2 * start): // it is the handler's time that is tested
			return served(w, r)
		}
	})
	server := httptest.NewServer(h)
	defer server.Close()
	var all sync.WaitGroup
	for name, c := range map[string]struct{ length, sent, want string }{
		"stalled": {"9", "a=", `"Lost":true`},
		"whole":   {"9", "a=1234567", "served"},
	} {
		all.Go(func() {
			conn, err := net.Dial("tcp", server.Listener.Addr().String())
			if err != nil {
				t.Error(err)
				return
			}
			defer conn.Close()
			conn.SetDeadline(time.Now().Add(20 * time.Second))
			fmt.Fprintf(conn, "POST /fail/7 HTTP/1.1\r\nHost: x\r\nContent-Type: %s\r\nContent-Length: %s\r\n\r\n%s", urlencoded, c.length, c.sent)
			response, err := http.ReadResponse(bufio.NewReader(conn), nil)
			if err != nil {
				t.Errorf("%s: %v", name, err)
				return
			}
			answer, _ := io.ReadAll(response.Body)
			if !strings.Contains(string(answer), c.want) {
				t.Errorf("%s: %d %.80q, want %q", name, response.StatusCode, answer, c.want)
			}
		})
	}
	all.Wait()
}
