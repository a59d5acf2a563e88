package httpx

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"

	"motcua/authz"
	"motcua/internal/clock"
	"motcua/internal/fault"
)

// Ops is what a node's operator asks it.
type Ops struct {
	Ping        func(context.Context) error
	Version     func(context.Context) (int64, error)         // schema version of the database
	WantVersion int64                                        // the newest this program knows; a newer database is fine
	DatabaseNow func(context.Context) (clock.Instant, error) // nil: the database has no clock of its own
	Clock       clock.Source
	Metrics     *Metrics
}

// ClockTolerance is how far the node's clock may be from the database's.
const ClockTolerance = 2 * time.Second

// Routes are /livez (the process answers), /readyz (it can serve) and /metrics
// (this machine only).
func (o Ops) Routes() []Route {
	routes := []Route{
		{Method: http.MethodGet, Pattern: "/livez", Action: authz.OpsHealth, Handler: o.live},
		{Method: http.MethodGet, Pattern: "/readyz", Action: authz.OpsHealth, Handler: o.ready},
	}
	if o.Metrics != nil {
		scrape := promhttp.HandlerFor(o.Metrics.registry, promhttp.HandlerOpts{
			ErrorHandling: promhttp.ContinueOnError}) // without the database the other figures still stand
		routes = append(routes, Route{Method: http.MethodGet, Pattern: "/metrics", Action: authz.OpsMetrics, Audience: ForOfficials,
			Handler: func(w http.ResponseWriter, r *http.Request) error {
				scrape.ServeHTTP(w, r)
				return nil
			}})
	}
	return routes
}

func (o Ops) live(w http.ResponseWriter, _ *http.Request) error { return plain(w, "live\n") }

// readyTimeout bounds the checks, so that a stuck database is said to be so.
const readyTimeout = 2 * time.Second

// ready answers 200, or 503 with the reason in a line. The reason is made of our
// own words: what the driver says names hosts and users, and goes to the log.
func (o Ops) ready(w http.ResponseWriter, r *http.Request) error {
	ctx, cancel := context.WithTimeout(r.Context(), readyTimeout)
	defer cancel()
	for _, check := range []func(context.Context) (string, error){o.pings, o.migrated, o.inTime} {
		reason, err := check(ctx)
		if err != nil {
			From(r).mux.Log.Warn("not ready", "reason", reason, "error", err.Error())
			Advise(w, fault.New(fault.CodeUnavailable))
			w.Header().Set("Content-Type", plainText)
			w.WriteHeader(http.StatusServiceUnavailable)
			return plain(w, "not ready: "+reason+"\n")
		}
	}
	return plain(w, "ready\n")
}

const noAnswer = "the database does not answer or takes no changes"

var errNotReady = errors.New("httpx: the node is not ready")

func (o Ops) pings(ctx context.Context) (string, error) {
	if o.Ping == nil {
		return "", nil
	}
	return noAnswer, o.Ping(ctx)
}

func (o Ops) migrated(ctx context.Context) (string, error) {
	if o.Version == nil {
		return "", nil
	}
	have, err := o.Version(ctx)
	if err == nil && have < o.WantVersion {
		return fmt.Sprintf("the schema is at version %d, this program needs %d: run motcua migrate", have, o.WantVersion), errNotReady
	}
	return noAnswer, err
}

func (o Ops) inTime(ctx context.Context) (string, error) {
	if o.DatabaseNow == nil {
		return "", nil
	}
	theirs, err := o.DatabaseNow(ctx)
	if apart := o.Clock.Now().Sub(theirs).Abs(); err == nil && apart > ClockTolerance {
		return fmt.Sprintf("the node's clock is %s from the database's", apart.Round(time.Millisecond)), errNotReady
	}
	return noAnswer, err
}

const plainText = "text/plain; charset=utf-8"

func plain(w http.ResponseWriter, text string) error {
	w.Header().Set("Content-Type", plainText)
	w.Header().Set("Cache-Control", "no-store")
	_, err := w.Write([]byte(text))
	return err
}
