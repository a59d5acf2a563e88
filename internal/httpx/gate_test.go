package httpx_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"motcua/internal/fault"
	"motcua/internal/httpx"
)

// held is a handler that says when it was entered and leaves when told.
type held struct{ entered, leave chan struct{} }

func newHeld() held { return held{make(chan struct{}), make(chan struct{})} }

func (h held) handler(w http.ResponseWriter, r *http.Request) error {
	h.entered <- struct{}{}
	<-h.leave
	fields, err := httpx.Form(r)
	if err == nil {
		_, err = io.WriteString(w, "done "+fields.Get("a"))
	}
	return err
}

func TestAFullHouseIsToldToTryAgain(t *testing.T) {
	door := newHeld()
	h := failing(t, httpx.Limits{Requests: 2, Waiting: 1, Wait: time.Minute}, door.handler)
	var all sync.WaitGroup
	answers := make([]string, 3)
	for i := range answers { // two are carried out, one waits
		all.Go(func() {
			w, _ := posted(h, "/fail/7", urlencoded, "a=b")
			answers[i] = w.Body.String()
		})
	}
	<-door.entered
	<-door.entered
	refused := func() told {
		w, page := posted(h, "/fail/7", urlencoded, "a=typed")
		if w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") == "" {
			t.Errorf("%d, Retry-After %q, want 503 and a time", w.Code, w.Header().Get("Retry-After"))
		}
		return page
	}
	// The third may not have reached the queue yet; then the next one waits in its
	// place until the queue is full, and is refused after.
	full := make(chan told, 2)
	for range 2 {
		go func() { full <- refusedOr(h) }()
	}
	page := <-full
	if page.Code != fault.CodeBusy || page.Kept == nil || page.Kept.Lost || len(page.Kept.Fields) != 1 || page.Kept.Fields[0].Value != "typed" {
		t.Errorf("refused with %+v", page)
	}
	page = refused()
	if page.Code != fault.CodeBusy {
		t.Errorf("the queue is full: %+v", page)
	}
	r, w := httptest.NewRequest("GET", "/livez", nil), httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Body.String() != "live" {
		t.Errorf("health: %d", w.Code)
	}
	go func() {
		for range door.entered {
		}
	}()
	close(door.leave)
	all.Wait()
	for _, got := range answers {
		if got != "done b" && !strings.Contains(got, string(fault.CodeBusy)) {
			t.Errorf("one that was admitted: %q", got)
		}
	}
	if w, _ := posted(h, "/fail/7", urlencoded, "a=later"); w.Body.String() != "done later" {
		t.Errorf("afterwards: %d %s", w.Code, w.Body)
	}
}

func refusedOr(h http.Handler) told {
	_, page := posted(h, "/fail/7", urlencoded, "a=typed")
	return page
}

func TestNobodyWaitsLongerThanTold(t *testing.T) {
	door := newHeld()
	h := failing(t, httpx.Limits{Requests: 1, Waiting: 5, Wait: time.Millisecond}, door.handler)
	done := make(chan struct{})
	go func() {
		defer close(done)
		posted(h, "/fail/7", urlencoded, "a=b")
	}()
	<-door.entered
	if w, page := posted(h, "/fail/7", urlencoded, "a=typed"); w.Code != 503 || page.Code != fault.CodeBusy || page.Kept == nil {
		t.Errorf("%d %+v", w.Code, page)
	}
	close(door.leave)
	<-done
}

// TestBodiesHaveABudget: past it nothing more is read, and the browser is asked
// to send again what it still has. What was reserved comes back.
func TestBodiesHaveABudget(t *testing.T) {
	door := newHeld()
	h := failing(t, httpx.Limits{Bodies: 40 << 10}, door.handler)
	done := make(chan string)
	large := "a=" + strings.Repeat("x", 30<<10)
	go func() {
		w, _ := posted(h, "/fail/7", urlencoded, large)
		done <- w.Body.String()
	}()
	<-door.entered
	body := &counted{r: strings.NewReader(large)}
	r := httptest.NewRequest("POST", "/fail/7", body)
	r.Header.Set("Content-Type", urlencoded)
	r.ContentLength = int64(len(large))
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != 503 || !strings.Contains(w.Body.String(), `"Lost":true`) || w.Header().Get("Connection") != "close" || body.n > 16<<10 {
		t.Errorf("%d %s, %d bytes read", w.Code, w.Body, body.n)
	}
	door.leave <- struct{}{}
	if got := <-done; got != "done "+large[2:] {
		t.Errorf("the one that was admitted got %.60q", got)
	}
	for range 20 { // a leak of any size would show
		go func() {
			w, _ := posted(h, "/fail/7", urlencoded, large)
			done <- w.Body.String()
		}()
		<-door.entered
		door.leave <- struct{}{}
		if got := <-done; got != "done "+large[2:] {
			t.Fatalf("afterwards: %.60q", got)
		}
	}
}

type counted struct {
	r io.Reader
	n int
}

func (c *counted) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.n += n
	return n, err
}

// TestSlowSendersHoldNoPlace: a body that does not come keeps nobody out.
func TestSlowSendersHoldNoPlace(t *testing.T) {
	h := failing(t, httpx.Limits{Requests: 1, Waiting: 1, Wait: time.Millisecond}, func(w http.ResponseWriter, r *http.Request) error {
		_, err := io.WriteString(w, "served")
		return err
	})
	slow, feed := io.Pipe()
	var all sync.WaitGroup
	for range 5 {
		all.Go(func() {
			r := httptest.NewRequest("POST", "/fail/7", slow)
			r.Header.Set("Content-Type", urlencoded)
			h.ServeHTTP(httptest.NewRecorder(), r)
		})
	}
	feed.Write([]byte("a"))
	if w, _ := posted(h, "/fail/7", urlencoded, "a=b"); w.Body.String() != "served" {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	feed.Close()
	all.Wait()
}
