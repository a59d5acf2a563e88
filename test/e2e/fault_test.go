package e2e

import (
	"context"
	"database/sql"
	"net/http"
	"strings"
	"testing"
	"time"

	"motcua/internal/store"
	"motcua/internal/testkit"
	"motcua/internal/testkit/faultnet"
)

// hasty is the deadline of requests in rows that wait for it; lockWait is how
// long a transaction waits for a lock.
const (
	hasty    = 400 * time.Millisecond
	lockWait = 150 * time.Millisecond
)

// breakdown is a way for PostgreSQL to fail under an act. wire gives the fault
// of the line; locks says that another holds the act's table instead.
type breakdown struct {
	name  string
	wire  func(act) faultnet.Fault
	locks bool
	done  bool   // the server has committed all the same
	code  string // told to the person
}

func breakdowns() []breakdown {
	at := func(kind faultnet.Kind) func(act) faultnet.Fault {
		return func(a act) faultnet.Fault { return faultnet.Fault{Kind: kind, With: a.with} }
	}
	return []breakdown{
		{name: "gone", wire: at(faultnet.Refuse), code: "unavailable"},
		{name: "gone while reading", wire: func(a act) faultnet.Fault { return faultnet.Fault{Kind: faultnet.CutInRead, With: a.read} }, code: "unavailable"},
		{name: "gone while writing", wire: at(faultnet.CutInFlush), code: "commit_unknown"},
		{name: "gone before COMMIT", wire: at(faultnet.CutBeforeCommit), code: "commit_unknown"},
		{name: "gone after COMMIT", wire: at(faultnet.CutAfterCommit), done: true, code: "commit_unknown"},
		{name: "stalled", wire: at(faultnet.Stall), code: "unavailable"},
		{name: "locked", locks: true, code: "unavailable"},
	}
}

// TestFaultsOfPostgreSQL presses each important button while PostgreSQL fails in
// each way: the answer is 503 with everything typed, nothing is half done, and
// pressing "Gửi lại" afterwards is as if it had worked at once.
func TestFaultsOfPostgreSQL(t *testing.T) {
	if testing.Short() {
		t.Skip("takes several seconds")
	}
	dsn := testkit.FreshDSN(t, store.Postgres)
	direct, err := sql.Open("pgx", dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { direct.Close() })
	proxy := faultnet.New(t, dsn)
	r := newRig(t, proxy.DSN(), direct)
	for _, a := range acts() {
		t.Run(a.name, func(t *testing.T) {
			plain := a.fresh(t, r)
			before := plain.state()
			want := r.ask(t, r.Server, a.login, plain.path, plain.fields)
			after := plain.state()
			if want.status != http.StatusSeeOther || before == after {
				t.Fatalf("without a fault: %d, %s then %s\n%s", want.status, before, after, want.Find("main").Text())
			}
			for _, b := range breakdowns() {
				if b.name == "gone while reading" && a.read == "" {
					continue
				}
				t.Run(b.name, func(t *testing.T) {
					r.Bench.Clock.Advance(10 * time.Second) // the limits of sign-in count by it
					r.strike(t, proxy, a, b, before, after, want)
				})
			}
			r.verified(t)
		})
	}
}

func (r *rig) strike(t *testing.T, proxy *faultnet.Proxy, a act, b breakdown, before, after string, want reply) {
	fresh := a.fresh(t, r)
	server, release := r.Server, func() {}
	if b.locks {
		release = r.lock(t, a.table)
	} else {
		proxy.Set(b.wire(a))
		release = func() { proxy.Set(faultnet.Fault{}) }
	}
	if b.name == "stalled" {
		server = r.hasty
	}
	failed := r.ask(t, server, a.login, fresh.path, fresh.fields)
	if !b.locks && proxy.Hits() == 0 {
		t.Error("the fault struck nothing")
	}
	release()
	path, fields := r.told(t, a, b, failed, fresh)
	if b.done {
		before = after
	}
	if got := fresh.state(); got != before {
		t.Errorf("after the fault: %s, want %s", got, before)
	}
	got := r.ask(t, r.Server, a.login, path, fields)
	if got.status != want.status || generic(got.header.Get("Location")) != generic(want.header.Get("Location")) {
		t.Errorf("sent again: %d %s, want %d %s\n%s", got.status, got.header.Get("Location"), want.status, want.header.Get("Location"), got.Find("main").Text())
	}
	if got := fresh.state(); got != after {
		t.Errorf("sent again: %s, want %s", got, after)
	}
}

// told holds the error page against what was typed, and gives its form.
func (r *rig) told(t *testing.T, a act, b breakdown, failed reply, sent try) (string, map[string][]string) {
	t.Helper()
	if failed.status != http.StatusServiceUnavailable || failed.header.Get("Retry-After") == "" {
		t.Fatalf("%d, Retry-After %q, want 503 and a time\n%s", failed.status, failed.header.Get("Retry-After"), failed.Find("main").Text())
	}
	if !strings.Contains(failed.Find(".mc-code").Text(), b.code) {
		t.Errorf("%s, want %s", failed.Find(".mc-code").Text(), b.code)
	}
	if strings.Contains(failed.body, password) {
		t.Error("the password stands in the page")
	}
	path, fields := failed.again(t, password)
	if path != sent.path || fields.Encode() != sent.fields.Encode() {
		t.Errorf("the page gives back %s %v,\nwant %s %v", path, fields, sent.path, sent.fields)
	}
	return path, fields
}

// lock holds a table against writers until it is released.
func (r *rig) lock(t *testing.T, table string) (release func()) {
	t.Helper()
	tx, err := r.direct.BeginTx(context.Background(), nil)
	if err == nil {
		_, err = tx.Exec("LOCK TABLE " + table + " IN EXCLUSIVE MODE")
	}
	if err != nil {
		t.Fatal(err)
	}
	return func() { tx.Rollback() }
}
