package app

import (
	"context"
	"net/http"
	"time"

	"motcua/authz"
	"motcua/calendar"
	"motcua/internal/clock"
	"motcua/internal/httpx"
	"motcua/internal/i18n"
	"motcua/internal/pagecache"
	"motcua/internal/store"
	"motcua/web/demo"
	"motcua/web/desk"
	"motcua/web/portal"
	"motcua/web/ui"
	"motcua/web/view"
)

// Web says how an authority's pages are served.
type Web struct {
	Node        string // names the cookies: several nodes may share one host
	HTTPS       bool
	ProxyHeader string // where our reverse proxy writes the client's address; "": there is none
	Assets      *ui.Assets
	Words       *i18n.Catalog
	ContactUnit int64        // the unit named in the footer; 0: the authority
	Demo        *demo.Config // nil outside the demonstration
	Limits      httpx.Limits // of what the node takes on at once
	// KeepReadiness is httpx.Ops.Keep: how long an answer of /readyz serves all.
	KeepReadiness time.Duration
	PageBytes     int64 // bound of the kept public pages; 0: pagecache.DefaultBytes
}

// Routes is every route of an authority's node: the table the access test reads.
func (c *Core) Routes(w Web, metrics *httpx.Metrics) []httpx.Route {
	site := c.site(w)
	routes := c.ops(w, metrics)
	routes = append(routes, site.PrefRoutes()...)
	if w.Assets != nil {
		routes = append(routes, httpx.Route{Method: http.MethodGet, Pattern: ui.AssetsPath, Action: authz.Assets,
			Handler: func(rw http.ResponseWriter, r *http.Request) error {
				w.Assets.ServeHTTP(rw, r)
				return nil
			}})
	}
	routes = append(routes, c.portal(site).Routes()...)
	routes = append(routes, desk.New(desk.Config{Site: site, Dossiers: c.Dossiers, Identity: c.Identity, Clock: c.DB.Clock(), Law: c.Law,
		Staff: c.Staff(), Counters: c.Counters(), Jobs: c.DeskJobs(), Calendar: c.DeskCalendar(), Control: c.DeskControl(), Importer: c.DeskImporter(), BaseURL: c.BaseURL}).Routes()...)
	if w.Demo != nil {
		tour := *w.Demo
		tour.Site, tour.Identity = site, c.Identity
		routes = append(routes, demo.New(tour).Routes()...)
	}
	return routes
}

// ops is what an operator asks any process, workers too.
func (c *Core) ops(w Web, metrics *httpx.Metrics) []httpx.Route {
	return httpx.Ops{Ping: c.DB.Ping, Version: c.DB.Version, WantVersion: store.Newest(Migrations(), c.DB.Engine()),
		Clock: c.DB.Clock(), DatabaseNow: c.databaseNow(), Metrics: metrics, Keep: w.KeepReadiness,
		ClockUnchecked: c.ownClock() != nil}.Routes()
}

func (c *Core) site(w Web) *view.Site {
	return &view.Site{Catalog: w.Words, Assets: w.Assets, Units: c.Units, ContactUnit: w.ContactUnit, Demo: w.Demo != nil,
		Hours: func(unit int64) (calendar.Hours, bool) { return c.Offices.SetHoursOn(unit, c.DB.Clock().Now().Date()) },
		Head:  func(unit int64) string { return c.Board.Head(unit, c.DB.Clock().Now().Date()) }}
}

// portal is the citizens' surface; its error page also speaks for the others.
func (c *Core) portal(site *view.Site) *portal.Portal {
	return portal.New(portal.Config{Site: site, Dossiers: c.Dossiers, Identity: c.Identity, Inbox: c.Notify, Files: c.Files, Clock: c.DB.Clock(), Law: c.Law, BaseURL: c.BaseURL, Shared: c, Board: c.Board})
}

// Epoch numbers what all pages show: the calendar, and who heads the unit of the
// footer. Both numbers only grow, so their sum stands for both. Units are read once.
func (c *Core) Epoch() uint64 { return uint64(c.Offices.Epoch() + c.Board.Epoch()) }

// Handler is the whole of an authority's node over HTTP.
func (c *Core) Handler(w Web) (http.Handler, error) {
	options := c.options(w)
	options.ErrorPage = c.portal(c.site(w)).ErrorPage
	options.Pages, options.Looks = pagecache.New(w.PageBytes), view.Looks()
	return httpx.Mux(c.Routes(w, options.Metrics), options)
}

// WorkerHandler answers health checks and metrics only: a worker has no pages.
func (c *Core) WorkerHandler(w Web) (http.Handler, error) {
	options := c.options(w)
	return httpx.Mux(c.ops(w, options.Metrics), options)
}

func (c *Core) options(w Web) httpx.Options {
	return httpx.Options{Node: w.Node, Authority: c.Config.Authority, Clock: c.DB.Clock(), Log: c.Config.Log, Sessions: c.Identity, Keys: c.Ring,
		HTTPS: w.HTTPS, ProxyHeader: w.ProxyHeader, Metrics: httpx.NewMetrics(c.Jobs.Counts),
		Limits: w.Limits, CommitUnknown: store.ErrAmbiguous}
}

// ownClock is the clock of a demonstration at another time; nil for real time.
func (c *Core) ownClock() *clock.Running {
	own, _ := c.DB.Clock().(*clock.Running)
	return own
}

// databaseNow asks PostgreSQL for its clock; SQLite has none but ours, and one that
// was chosen is none to compare.
func (c *Core) databaseNow() func(context.Context) (clock.Instant, error) {
	if c.DB.Engine() != store.Postgres || c.ownClock() != nil {
		return nil
	}
	return func(ctx context.Context) (clock.Instant, error) {
		var micros int64
		err := c.DB.SQL().QueryRowContext(ctx, `SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS bigint)`).Scan(&micros)
		return clock.Instant(micros), err
	}
}
