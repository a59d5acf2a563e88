package httpx_test

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"motcua/internal/clock"
	"motcua/internal/httpx"
)

func askReady(h http.Handler, ctx context.Context) int {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", "/readyz", nil).WithContext(ctx))
	return w.Code
}

// TestOneCheckOfReadinessServesAll: those who ask at once and within a second cost
// the database one check, also when the first of them leaves; then it is asked anew.
func TestOneCheckOfReadinessServesAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var checks atomic.Int64
		var away atomic.Bool
		ops := httpx.Ops{Clock: clock.System{}, Ping: func(ctx context.Context) error {
			checks.Add(1)
			select {
			case <-time.After(100 * time.Millisecond):
			case <-ctx.Done():
				return ctx.Err()
			}
			if away.Load() {
				return errors.New("away")
			}
			return nil
		}}
		h, err := httpx.Mux(ops.Routes(), httpx.Options{Log: slog.New(slog.DiscardHandler)})
		if err != nil {
			t.Fatal(err)
		}
		first, leave := context.WithCancel(t.Context())
		var all sync.WaitGroup
		all.Go(func() { askReady(h, first) })
		synctest.Wait()
		for range 50 {
			all.Go(func() {
				if status := askReady(h, t.Context()); status != 200 {
					t.Errorf("asked together: %d", status)
				}
			})
		}
		synctest.Wait()
		leave()
		all.Wait()
		away.Store(true)
		<-time.After(999 * time.Millisecond)
		if status := askReady(h, t.Context()); status != 200 || checks.Load() != 1 {
			t.Errorf("within the second: %d after %d checks, want 200 after 1", status, checks.Load())
		}
		<-time.After(time.Millisecond)
		for range 2 {
			if status := askReady(h, t.Context()); status != 503 || checks.Load() != 2 {
				t.Errorf("after it: %d after %d checks, want 503 after 2", status, checks.Load())
			}
		}
	})
}

// A clock that was chosen is compared with no other, and whoever asks is told so.
func TestAChosenClockIsTold(t *testing.T) {
	h, err := httpx.Mux(httpx.Ops{Clock: clock.NewRunning(0, 60), ClockUnchecked: true}.Routes(), httpx.Options{Node: "t", Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", "/readyz", nil))
	if w.Code != http.StatusOK || w.Body.String() != "ready\nthe clock is a chosen one and is not compared with the database's\n" {
		t.Errorf("%d %q", w.Code, w.Body)
	}
}
