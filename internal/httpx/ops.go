package httpx

import (
	"context"
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
		scrape := promhttp.HandlerFor(o.Metrics.registry, promhttp.HandlerOpts{})
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

func (o Ops) ready(w http.ResponseWriter, r *http.Request) error {
	ctx, cancel := context.WithTimeout(r.Context(), readyTimeout)
	defer cancel()
	for _, check := range []func(context.Context) error{o.pings, o.migrated, o.inTime} {
		err := check(ctx)
		if err != nil {
			return fault.Wrap(err, fault.CodeUnavailable)
		}
	}
	return plain(w, "ready\n")
}

func (o Ops) pings(ctx context.Context) error {
	if o.Ping == nil {
		return nil
	}
	return o.Ping(ctx)
}

func (o Ops) migrated(ctx context.Context) error {
	if o.Version == nil {
		return nil
	}
	have, err := o.Version(ctx)
	if err == nil && have < o.WantVersion {
		err = fmt.Errorf("httpx: the schema is at version %d, this program needs %d: run motcua migrate", have, o.WantVersion)
	}
	return err
}

func (o Ops) inTime(ctx context.Context) error {
	if o.DatabaseNow == nil {
		return nil
	}
	theirs, err := o.DatabaseNow(ctx)
	if err != nil {
		return err
	}
	if apart := o.Clock.Now().Sub(theirs).Abs(); apart > ClockTolerance {
		return fmt.Errorf("httpx: the node's clock is %s from the database's", apart)
	}
	return nil
}

func plain(w http.ResponseWriter, text string) error {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	_, err := w.Write([]byte(text))
	return err
}
