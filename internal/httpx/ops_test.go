package httpx_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"motcua/internal/clock"
	"motcua/internal/fault"
	"motcua/internal/httpx"
	"motcua/internal/testkit"
)

func TestMetricsAreForThisMachineOnly(t *testing.T) {
	s := newSite(t)
	ask := func(remote string, headers ...string) *httptest.ResponseRecorder {
		r := httptest.NewRequest("GET", "/metrics", nil)
		r.RemoteAddr = remote
		for i := 0; i < len(headers); i += 2 {
			r.Header.Set(headers[i], headers[i+1])
		}
		w := httptest.NewRecorder()
		s.handler.ServeHTTP(w, r)
		return w
	}
	s.do("GET", "/public/7", nil)
	s.do("GET", "/nothing", nil)
	w := ask("127.0.0.1:5000")
	s.want("loopback", w, 200, "")
	for _, line := range []string{`motcua_http_request_duration_seconds_count{method="GET",pattern="/public/{id}",status="200"} 1`,
		`motcua_http_request_duration_seconds_count{method="GET",pattern="-",status="404"} 1`, `motcua_jobs{state="ready"} 3`} {
		if !strings.Contains(w.Body.String(), line) {
			t.Errorf("metrics lack %s", line)
		}
	}
	s.want("IPv6 loopback", ask("[::1]:5000"), 200, "")
	s.want("elsewhere", ask("203.0.113.5:5000"), 404, fault.CodeNotFound)
	s.want("through a proxy on this machine", ask("127.0.0.1:5000", "X-Forwarded-For", "203.0.113.5"), 404, fault.CodeNotFound)
	s.want("through a proxy that writes nothing into its header", ask("127.0.0.1:5000", "X-Forwarded-For", ""), 404, fault.CodeNotFound)
	s.want("a citizen's token", ask("127.0.0.1:5000", "Authorization", "Bearer "+s.open(s.citizen("0912345678"))), 403, fault.CodeForbidden)
}

// What cannot be counted, because the database is away, takes no other figure along.
func TestMetricsGoOnWithoutTheDatabase(t *testing.T) {
	s := newSite(t)
	away := func(context.Context) (map[string]int64, error) { return nil, errors.New("away") }
	ops := httpx.Ops{Clock: s.Clock, Metrics: httpx.NewMetrics(away)}
	h, err := httpx.Mux(ops.Routes(), httpx.Options{Clock: s.Clock, Log: slog.New(slog.DiscardHandler), Metrics: ops.Metrics})
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest("GET", "/metrics", nil)
	r.RemoteAddr = "127.0.0.1:5000"
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if body := w.Body.String(); w.Code != 200 || !strings.Contains(body, "go_goroutines ") || strings.Contains(body, "away") {
		t.Errorf("status %d: %.200s", w.Code, body)
	}
}

// A proxy whose header only its operator knows is known by it too.
func TestMetricsAreNotForOurProxy(t *testing.T) {
	s := newSite(t)
	for header, status := range map[string]int{"X-Client": 404, "X-Other": 200} {
		ops := httpx.Ops{Clock: s.Clock, Metrics: httpx.NewMetrics(nil)}
		h, err := httpx.Mux(ops.Routes(), httpx.Options{Clock: s.Clock, Log: slog.New(slog.DiscardHandler), ProxyHeader: "X-Client"})
		if err != nil {
			t.Fatal(err)
		}
		r := httptest.NewRequest("GET", "/metrics", nil)
		r.RemoteAddr = "127.0.0.1:5000"
		r.Header.Set(header, "203.0.113.5")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != status {
			t.Errorf("with %s: %d, want %d", header, w.Code, status)
		}
	}
}

func TestReadiness(t *testing.T) {
	manual := clock.NewManual(testkit.Start)
	version, theirs := int64(1), testkit.Start
	ops := httpx.Ops{Version: func(context.Context) (int64, error) { return version, nil }, WantVersion: 1, Clock: manual, Keep: -1,
		DatabaseNow: func(context.Context) (clock.Instant, error) { return theirs, nil }}
	var log bytes.Buffer
	h, err := httpx.Mux(ops.Routes(), httpx.Options{Clock: manual, Log: slog.New(slog.NewJSONHandler(&log, nil))})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name    string
		version int64
		apart   time.Duration
		status  int
		reason  string
	}{
		{"ready", 1, 0, 200, ""}, {"newer schema", 2, 0, 200, ""}, {"older schema", 0, 0, 503, "version 0, this program needs 1: run motcua migrate"},
		{"2 s apart", 1, 2 * time.Second, 200, ""}, {"more", 1, -2*time.Second - time.Microsecond, 503, "clock is 2s from"},
	} {
		version, theirs = c.version, testkit.Start.Add(c.apart)
		log.Reset()
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest("GET", "/readyz", nil))
		if w.Code != c.status || !strings.Contains(log.String(), c.reason) || !strings.Contains(w.Body.String(), c.reason) {
			t.Errorf("%s: %d, log %s", c.name, w.Code, log.String())
		}
	}
}
