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
)

// Ops is what a node's operator asks it.
type Ops struct {
	Ping        func(context.Context) error
	Version     func(context.Context) (int64, error)         // schema version of the database
	WantVersion int64                                        // the newest this program knows; a newer database is fine
	DatabaseNow func(context.Context) (clock.Instant, error) // nil: the database has no clock of its own
	Clock       clock.Source
	// ClockUnchecked says that Clock is one chosen for a demonstration, which no
	// other is compared with; /readyz tells it.
	ClockUnchecked bool
	Metrics        *Metrics
	// Keep is how long an answer of /readyz serves all who ask, on the monotonic
	// clock: anybody may ask, and a check costs the database a commit. 0 is 1 s;
	// negative checks for everyone who does not come during a check.
	Keep time.Duration
}

// ClockTolerance is how far the node's clock may be from the database's.
const ClockTolerance = 2 * time.Second

// Routes are /livez (the process answers), /readyz (it can serve) and /metrics
// (this machine only).
func (o Ops) Routes() []Route {
	once := o.readiness()
	routes := []Route{
		{Method: http.MethodGet, Pattern: "/livez", Action: authz.OpsHealth, Handler: o.live},
		{Method: http.MethodGet, Pattern: "/readyz", Action: authz.OpsHealth, Handler: once.answer},
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

// reasonNotReady is the first reason why the node cannot serve; "" when it can. The
// reason is made of our own words: what the driver says names hosts and users, and
// is in the error.
func (o Ops) reasonNotReady(ctx context.Context) (string, error) {
	for _, check := range []func(context.Context) (string, error){o.pings, o.migrated, o.inTime} {
		reason, err := check(ctx)
		if err != nil {
			return reason, err
		}
	}
	return "", nil
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
