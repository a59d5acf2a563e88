package httpx

import (
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"

	"motcua/authz"
)

// stopwatch measures by the machine's monotonic clock: a moved node clock must
// not move durations.
func (m *mux) stopwatch() func() time.Duration {
	start := time.Now()
	return func() time.Duration { return time.Since(start) }
}

// finish ends every request: a panic becomes an internal error, the answer is
// completed, a line is logged. The line names the pattern and never the path,
// the query or the person: they can tell who has what dossier.
func (m *mux) finish(w *response, r *http.Request, q *Request, elapsed func() time.Duration) {
	if p := recover(); p != nil {
		if p == http.ErrAbortHandler {
			panic(p) // passed on to net/http
		}
		m.Log.Error("panic", "request", q.ID, "pattern", q.Route.Pattern, "panic", p, "stack", string(debug.Stack()))
		if w.status != 0 {
			panic(http.ErrAbortHandler) // half an answer must not look whole
		}
		m.fail(w, r, errPanic)
	}
	if w.status == 0 {
		w.WriteHeader(http.StatusOK)
	}
	w.close()
	took := elapsed()
	pattern, kind := q.Route.Pattern, q.Actor.Kind
	if pattern == "" {
		pattern = "-"
	}
	if kind == "" {
		kind = authz.KindAnonymous
	}
	m.Metrics.observe(r.Method, pattern, w.status, took)
	m.Log.LogAttrs(r.Context(), slog.LevelInfo, "request", slog.String("request", q.ID), slog.String("method", methodLabel(r.Method)),
		slog.String("pattern", pattern), slog.Int("status", w.status), slog.Float64("ms", float64(took.Microseconds())/1000),
		slog.Int64("bytes", w.bytes), slog.String("actor", string(kind)))
}
