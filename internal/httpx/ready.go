package httpx

import (
	"cmp"
	"context"
	"net/http"
	"sync/atomic"
	"time"

	"golang.org/x/sync/singleflight"

	"motcua/internal/fault"
)

// readyTimeout bounds the checks, so that a stuck database is said to be so.
const readyTimeout = 2 * time.Second

// readyKept is how long an answer is kept unless Ops.Keep says otherwise.
const readyKept = time.Second

// readiness answers /readyz: one check at a time, whoever asks, and none while the
// last answer is fresh.
type readiness struct {
	check func(context.Context) (string, error)
	note  string // after "ready"
	keep  time.Duration
	last  atomic.Pointer[ready]
	under singleflight.Group
}

// ready is what a check found.
type ready struct {
	reason string // "" when the node can serve
	at     time.Time
}

func (o Ops) readiness() *readiness {
	r := &readiness{check: o.reasonNotReady, keep: cmp.Or(o.Keep, readyKept)}
	if o.ClockUnchecked {
		r.note = "the clock is a chosen one and is not compared with the database's\n"
	}
	return r
}

// answer is 200, or 503 with the reason in a line.
func (a *readiness) answer(w http.ResponseWriter, r *http.Request) error {
	found := a.fresh()
	if found == nil {
		shared, _, _ := a.under.Do("", func() (any, error) { return a.look(r), nil })
		found = shared.(*ready)
	}
	if found.reason == "" {
		return plain(w, "ready\n"+a.note)
	}
	Advise(w, fault.New(fault.CodeUnavailable))
	w.Header().Set("Content-Type", plainText)
	w.WriteHeader(http.StatusServiceUnavailable)
	return plain(w, "not ready: "+found.reason+"\n")
}

// fresh is the last answer, nil when it is older than it is kept.
func (a *readiness) fresh() *ready {
	last := a.last.Load()
	if last == nil || time.Since(last.at) >= a.keep {
		return nil
	}
	return last
}

// look checks for everybody who waits, so that it does not end when the one who
// came first leaves.
func (a *readiness) look(r *http.Request) *ready {
	if last := a.fresh(); last != nil {
		return last // of a check that ended just now
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), readyTimeout)
	defer cancel()
	reason, err := a.check(ctx)
	if err != nil {
		From(r).mux.Log.Warn("not ready", "reason", reason, "error", err.Error())
	}
	found := &ready{reason: reason, at: time.Now()}
	a.last.Store(found)
	return found
}
