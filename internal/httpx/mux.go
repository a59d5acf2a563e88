package httpx

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strings"
	"time"

	"motcua/authz"
	"motcua/internal/clock"
	"motcua/internal/fault"
)

// mux is the handler Mux makes.
type mux struct {
	Options
	routes *http.ServeMux
	origin *http.CrossOriginProtection
	zips   zips
	gate   *gate
	beside map[string]bool  // patterns that pass beside the gate
	files  map[string]int64 // patterns whose handlers read their bodies, with the limit
	every  http.Header      // of every answer; read only
	wishes wishes
}

// Mux is one handler for routes. It returns an error for a route without a known
// action, method or handler, or for two routes of one pattern.
func Mux(routes []Route, o Options) (_ http.Handler, err error) {
	if o.Clock == nil {
		o.Clock = clock.System{}
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.MaxBody == 0 {
		o.MaxBody = DefaultMaxBody
	}
	m := &mux{Options: o, routes: http.NewServeMux(), origin: http.NewCrossOriginProtection(), gate: newGate(o.Limits), beside: map[string]bool{},
		files: map[string]int64{}, every: everyAnswer()}
	o.Metrics.watch(m.gate)
	o.Metrics.watchPages(o.Pages)
	defer func() {
		if p := recover(); p != nil { // ServeMux panics on patterns that clash
			err = fmt.Errorf("httpx: %v", p)
		}
	}()
	for _, route := range routes {
		err := route.check()
		if err != nil {
			return nil, err
		}
		if route.passesBeside() {
			m.beside[route.Method+" "+route.Pattern] = true
		}
		if route.MaxBody > 0 {
			m.files[route.Method+" "+route.Pattern] = route.MaxBody
		}
		m.routes.HandleFunc(route.Method+" "+route.Pattern, func(w http.ResponseWriter, r *http.Request) {
			From(r).err = m.enter(w, r, route)
		})
	}
	return m, nil
}

// check refuses a route that could not be guarded.
func (route Route) check() error {
	problem := ""
	switch {
	case !slices.Contains(authz.Actions(), route.Action):
		problem = "no known action"
	case route.Method != http.MethodGet && route.Method != http.MethodPost:
		problem = "a method that is neither GET nor POST"
	case !strings.HasPrefix(route.Pattern, "/"):
		problem = "a pattern that does not begin with a slash"
	case route.Cache != nil && route.Method != http.MethodGet:
		problem = "a cache, though it is no GET"
	case route.MaxBody != 0 && (route.MaxBody < 0 || route.Method != http.MethodPost || authz.Permits(authz.Actor{}, route.Action) == nil):
		problem = "a limit of its own, though it takes no files of who signed in"
	case route.Handler == nil:
		problem = "no handler"
	case route.Audience != ForAll && route.Audience != ForCitizens && route.Audience != ForOfficials:
		problem = "an unknown audience"
	case route.Audience == ForAll && authz.Permits(authz.Actor{}, route.Action) != nil:
		problem = "no audience, though its action needs somebody signed in"
	case route.Audience == ForAll && (route.Action == authz.SignIn || route.Action == authz.DeskSignIn):
		problem = "no audience to sign in"
	}
	if problem == "" {
		return nil
	}
	return fmt.Errorf("httpx: route %s %s (%s) has %s", route.Method, route.Pattern, route.Action, problem)
}

func (m *mux) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	q := &Request{ID: newID(), Now: m.Clock.Now(), Authority: m.Authority, mux: m, client: r.Context()}
	q.Lang, q.Theme = m.lang(r), m.theme(r)
	ctx, stop := context.WithCancelCause(context.WithValue(r.Context(), requestKey{}, q))
	defer stop(nil)
	r = r.WithContext(ctx)
	out := m.zips.response(w, r)
	q.out = out
	pass := &ticket{gate: m.gate}
	defer pass.give()
	defer m.finish(out, r, q, m.stopwatch())
	m.headers(out, r, q)
	if r.Body != nil && r.Body != http.NoBody {
		q.most = m.most(r)
		r.Body = http.MaxBytesReader(out, r.Body, q.most)
	}
	err := m.admit(out, r, pass)
	if err == nil {
		late := time.AfterFunc(m.gate.Deadline, func() { stop(errLate) })
		defer late.Stop()
		q.late = late
		err = m.dispatch(out, r)
	}
	if err != nil {
		m.fail(out, r, err)
	}
}

// admit lets r through to its route: guarded, its body read, within the limits. The
// body of what has no route is never read.
func (m *mux) admit(w http.ResponseWriter, r *http.Request, pass *ticket) error {
	From(r).unread = hasBody(r)
	err := m.guard(r)
	if err != nil {
		return err
	}
	pattern, err := m.find(w, r)
	if err != nil || m.beside[pattern] {
		return err
	}
	if m.files[pattern] > 0 {
		pass.pace(r, From(r))
		return pass.enter(r.Context())
	}
	err = pass.readBody(r, From(r))
	if err != nil {
		return err
	}
	return pass.enter(r.Context())
}

// guard refuses what no route should see.
func (m *mux) guard(r *http.Request) error {
	err := m.origin.Check(r)
	if err != nil {
		return fault.Wrap(err, fault.CodeCrossOrigin)
	}
	if q := From(r); q.most > 0 && r.ContentLength > q.most {
		return fault.New(fault.CodeTooLarge)
	}
	return nil
}

// most is the limit of r's body.
func (m *mux) most(r *http.Request) int64 {
	if len(m.files) == 0 || r.Method != http.MethodPost {
		return m.MaxBody
	}
	_, pattern := m.routes.Handler(r)
	if own := m.files[pattern]; own > 0 {
		return own
	}
	return m.MaxBody
}

// find is the pattern of r's route.
func (m *mux) find(w http.ResponseWriter, r *http.Request) (string, error) {
	missing, pattern := m.routes.Handler(r)
	if pattern == "" {
		return "", noRoute(w, r, missing)
	}
	return pattern, nil
}

// dispatch runs the route that was found.
func (m *mux) dispatch(w http.ResponseWriter, r *http.Request) error {
	m.routes.ServeHTTP(w, r)
	return From(r).err
}

// noRoute tells an unknown path from a known one asked with another method, as
// ServeMux would have answered.
func noRoute(w http.ResponseWriter, r *http.Request, missing http.Handler) error {
	answer := &probe{header: http.Header{}}
	missing.ServeHTTP(answer, r)
	if answer.status == http.StatusMethodNotAllowed {
		w.Header().Set("Allow", answer.header.Get("Allow"))
		return fault.New(fault.CodeMethod)
	}
	return fault.New(fault.CodeNotFound)
}

// probe is a writer that keeps status and headers only.
type probe struct {
	header http.Header
	status int
}

func (p *probe) Header() http.Header         { return p.header }
func (p *probe) Write(b []byte) (int, error) { return len(b), nil }
func (p *probe) WriteHeader(status int)      { p.status = status }

// enter is the door of every route.
func (m *mux) enter(w http.ResponseWriter, r *http.Request, route Route) error {
	q := From(r)
	q.Route = route
	if route.Action == authz.OpsMetrics && !m.local(r) {
		return fault.New(fault.CodeNotFound)
	}
	trouble := m.identify(w, r, q)
	if trouble != nil && fault.Is(trouble, fault.CodeUnauthenticated) {
		return trouble // a bearer token that is none: scripts must be told, on any route
	}
	if route.Action == authz.OpsMetrics && q.Principal == nil && q.ended == nil {
		q.Actor = authz.Actor{Kind: authz.KindSystem} // the machine's own monitoring
	}
	err := authz.Permits(q.Actor, route.Action)
	if err == nil {
		return m.answer(w, r, q)
	}
	if fault.Is(err, fault.CodeUnauthenticated) && trouble != nil {
		return trouble // the session ended, or the database cannot tell who asks
	}
	return err
}

// passesBeside reports a route that answers when the node takes on nothing else:
// how it is, and the assets, which touch neither database nor body.
func (route Route) passesBeside() bool {
	switch route.Action {
	case authz.OpsHealth, authz.OpsMetrics, authz.Assets:
		return true
	}
	return false
}

// local reports a request of this machine that no proxy passed on: ours is known
// by its header, another by those that proxies commonly write.
func (m *mux) local(r *http.Request) bool {
	for _, passedOn := range []string{"Forwarded", "X-Forwarded-For", "X-Real-Ip", "Via", m.ProxyHeader} {
		if passedOn != "" && r.Header.Values(passedOn) != nil {
			return false
		}
	}
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	return err == nil && net.ParseIP(host).IsLoopback()
}

func newID() string {
	b := make([]byte, 8)
	rand.Read(b)
	return hex.EncodeToString(b)
}

// errLate ends a request that took longer than Limits.Deadline.
var errLate = errors.New("httpx: the request took too long")

var errPanic = errors.New("httpx: a handler panicked")
