// Package httpx is the way every request takes: who asks, may she, what is
// logged, how a fault becomes a page.
//
// A surface is a list of routes. Mux makes them one handler in which nothing is
// reached without its action having been permitted (authz.Permits); services
// check the object again (authz.Check).
//
//	request id → headers → same origin → body → gate → route → session → Permits → kept page or handler
//	                                                            any error → ErrorPage
package httpx

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"motcua/authz"
	"motcua/identity"
	"motcua/internal/clock"
	"motcua/internal/fault"
	"motcua/internal/pagecache"
	"motcua/internal/seal"
)

// Handler answers a request or returns what went wrong, which Mux turns into
// the surface's error page.
type Handler func(w http.ResponseWriter, r *http.Request) error

// Audiences: whose session cookie a route reads. A route of no audience reads no
// session and is the same for all visitors.
const (
	ForAll       = ""
	ForCitizens  = string(identity.Citizen)
	ForOfficials = string(identity.Official)
)

// Route is one line of a surface's list.
type Route struct {
	Method   string // GET (HEAD with it), POST
	Pattern  string // of net/http, without method: "/thu-tuc/{code}"
	Action   authz.Action
	Handler  Handler
	Audience string // ForAll, ForCitizens, ForOfficials
	// MaxBody is the limit in bytes for a route that takes files: its body is read behind
	// the door, by Parts, so that only who may send it has it read. 0: Options.MaxBody,
	// read before the door.
	MaxBody int64
	// Cache says on what the page depends besides language and look, and false when it
	// must not come from kept pages. It is asked at every request: it must be cheap, and
	// must refuse parameters it does not know, so that nobody fills the cache with them.
	// It must not change before what the handler shows does. nil: nothing is kept.
	Cache func(r *http.Request) (key string, ok bool)
}

// Sessions tells who a token stands for and ends what it opened;
// *identity.Service does.
type Sessions interface {
	Session(ctx context.Context, authority int32, token identity.Token) (identity.Principal, error)
	SignOut(ctx context.Context, authority int32, token identity.Token) error
}

// Options is what Mux needs of the surface and its node.
type Options struct {
	Node      string // names the cookies: several nodes may share one host
	Authority int32
	Clock     clock.Source
	Log       *slog.Logger
	Sessions  Sessions
	Keys      *seal.Ring // seals what a person typed while her session ended
	HTTPS     bool       // people reach us by https, even when a proxy ends it
	// ProxyHeader is where our own reverse proxy writes the client's address, as
	// "X-Real-Ip"; "" when people reach us without one. The proxy must overwrite
	// the header and pass Host on.
	ProxyHeader string
	MaxBody     int64 // bytes; 0 is 1 MiB
	Limits      Limits
	Metrics     *Metrics // nil: none
	// Pages keeps the pages of routes that say how; nil: none are kept. Looks are the
	// values of Request.Theme that pages are kept for; others are drawn each time.
	Pages *pagecache.Cache
	Looks []string
	// CommitUnknown marks, by errors.Is, a change of which it is not known whether
	// it was made; the person is told so. nil: there is no such.
	CommitUnknown error
	// ErrorPage renders a fault. The status is written for it unless it writes
	// one. For status 401 it shows the sign-in form with Hold and Next as hidden
	// fields; what Keep gives is to be sent again by one button. nil: code and
	// request id as plain text.
	ErrorPage func(w http.ResponseWriter, r *http.Request, status int, f *fault.Error)
}

// DefaultMaxBody is the limit of a request body in bytes.
const DefaultMaxBody = 1 << 20

// Request is what is known of a request besides net/http's part.
type Request struct {
	ID        string // shown with internal errors and written in the log
	Now       clock.Instant
	Lang      string // "vi" or "en"
	Theme     string // as remembered; "" when never chosen
	Authority int32
	Actor     authz.Actor
	Principal *identity.Principal // nil when nobody is signed in
	Token     identity.Token      // of the session, for signing out
	Route     Route               // the matched one; zero on error pages of no route

	body   []byte              // as sent, when it was read before the route was entered
	unread bool                // the body was refused or did not come
	most   int64               // limit of the body, in bytes
	slow   bool                // it did not come in time; net/http counts the client as gone, but it is there
	client context.Context     // ends when the client leaves
	ended  *identity.Principal // whose session has just ended, when the request says so
	forced identity.Token      // session opened while this request is answered
	until  clock.Instant       // ValidUntil; 0: no end
	err    error
	late   *time.Timer // ends the request's own time
	mux    *mux
	out    *response
}

// SessionEnded reports that the request came with a session that is over.
func (q *Request) SessionEnded() bool { return q.ended != nil }

type requestKey struct{}

// From is the Request of r; r must have come through Mux.
func From(r *http.Request) *Request {
	return FromContext(r.Context())
}

// FromContext is From where only the context is at hand, as in templates.
func FromContext(ctx context.Context) *Request {
	q, _ := ctx.Value(requestKey{}).(*Request)
	if q == nil {
		panic("httpx: the request did not come through Mux") // a mistake of wiring, found by the first request
	}
	return q
}

// Access is a row of the table the access test compares with the matrix.
type Access struct {
	Method, Pattern string
	Action          authz.Action
	Audience        string
}

// AccessTable is routes as rows: every one of them, in their order.
func AccessTable(routes []Route) []Access {
	table := make([]Access, len(routes))
	for i, route := range routes {
		table[i] = Access{Method: route.Method, Pattern: route.Pattern, Action: route.Action, Audience: route.Audience}
	}
	return table
}
