package e2e

import (
	"context"
	"database/sql"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"motcua/app/apptest"
	"motcua/internal/clock"
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

// breakdown is a way for the database to fail under an act.
type breakdown struct {
	name   string
	strike func(t *testing.T, r *rig, a act) (mend func())
	unfit  func(act) bool // acts it cannot strike; nil: none
	hasty  bool           // ended by the request's deadline
	done   bool           // the database has committed all the same
	code   string         // told to the person
}

// onLine breaks the line to PostgreSQL.
func onLine(proxy *faultnet.Proxy, kind faultnet.Kind) func(*testing.T, *rig, act) func() {
	return func(t *testing.T, _ *rig, a act) func() {
		f := faultnet.Fault{Kind: kind, With: a.with}
		if kind == faultnet.CutInRead {
			f.With = a.read
		}
		proxy.Set(f)
		return func() {
			// A request may be late before it comes to the database.
			if proxy.Hits() == 0 && kind != faultnet.Stall {
				t.Error("the fault struck nothing")
			}
			proxy.Set(faultnet.Fault{})
		}
	}
}

func ofPostgreSQL(proxy *faultnet.Proxy) []breakdown {
	return []breakdown{
		{name: "gone", strike: onLine(proxy, faultnet.Refuse), code: "unavailable"},
		{name: "gone while reading", strike: onLine(proxy, faultnet.CutInRead), unfit: func(a act) bool { return a.read == "" }, code: "unavailable"},
		{name: "gone while writing", strike: onLine(proxy, faultnet.CutInFlush), code: "commit_unknown"},
		{name: "gone before COMMIT", strike: onLine(proxy, faultnet.CutBeforeCommit), code: "commit_unknown"},
		{name: "gone after COMMIT", strike: onLine(proxy, faultnet.CutAfterCommit), done: true, code: "commit_unknown"},
		{name: "stalled", strike: onLine(proxy, faultnet.Stall), hasty: true, code: "unavailable"},
		{name: "locked", strike: func(t *testing.T, r *rig, a act) func() {
			return r.hold(t, "LOCK TABLE "+a.table+" IN EXCLUSIVE MODE")
		}, code: "unavailable"},
	}
}

func ofSQLite() []breakdown {
	pragma := func(strike, mend string) func(*testing.T, *rig, act) func() {
		return func(t *testing.T, r *rig, _ act) func() {
			r.onWriter(t, strike)
			return func() { r.onWriter(t, mend) }
		}
	}
	return []breakdown{
		{name: "locked by another program", strike: func(t *testing.T, r *rig, _ act) func() {
			return r.hold(t, "INSERT INTO regime VALUES (1, 'held', '')")
		}, code: "unavailable"},
		{name: "full", strike: pragma("PRAGMA max_page_count = 1", "PRAGMA max_page_count = 1000000"), code: "unavailable",
			unfit: func(a act) bool { return !a.large }},
		{name: "read-only", strike: pragma("PRAGMA query_only = 1", "PRAGMA query_only = 0"), code: "unavailable"},
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
	proxy := faultnet.New(t, dsn)
	newRig(t, proxy.DSN(), aside(t, "pgx", dsn), lockWait).breakDown(t, ofPostgreSQL(proxy))
}

// TestFaultsOfSQLite is the same for a file that is locked, full or read-only.
func TestFaultsOfSQLite(t *testing.T) {
	if testing.Short() {
		t.Skip("takes several seconds")
	}
	dsn := testkit.FreshDSN(t, store.SQLite)
	newRig(t, dsn, aside(t, "sqlite", "file:"+strings.TrimPrefix(dsn, "sqlite:")), lockWait).breakDown(t, ofSQLite())
}

// aside is a second way to a database.
func aside(t *testing.T, driver, dsn string) *sql.DB {
	t.Helper()
	db, err := sql.Open(driver, dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	db.SetMaxOpenConns(2)
	return db
}

func (r *rig) breakDown(t *testing.T, ways []breakdown) {
	for _, a := range acts() {
		t.Run(a.name, func(t *testing.T) {
			plain := a.fresh(t, r)
			before := plain.state()
			want := r.ask(t, r.Server, a.login, plain.path, plain.fields)
			after := plain.state()
			if want.status != http.StatusSeeOther || before == after {
				t.Fatalf("without a fault: %d, %s then %s\n%s", want.status, before, after, want.Find("main").Text())
			}
			for _, b := range ways {
				if b.unfit != nil && b.unfit(a) {
					continue
				}
				t.Run(b.name, func(t *testing.T) {
					r.Bench.Clock.Advance(10 * time.Second) // the limits of sign-in count by it
					r.endure(t, a, b, before, after, want)
				})
			}
			r.verified(t)
		})
	}
}

// endure presses the button under the breakdown and again after it.
func (r *rig) endure(t *testing.T, a act, b breakdown, before, after string, want reply) {
	fresh := a.fresh(t, r)
	server := r.Server
	if b.hasty {
		server = r.hasty
	}
	if a.login != "" { // the session's last use is written now, not in the middle of the fault
		r.ask(t, r.Server, a.login, map[bool]string{true: "/", false: "/can-bo"}[a.login == apptest.Lan], nil)
		r.marked(t, a.login)
	}
	mend := b.strike(t, r, a)
	failed := r.ask(t, server, a.login, fresh.path, fresh.fields)
	mend()
	path, fields := r.told(t, b, failed, fresh)
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

// marked waits for the mark of a session's last use: a page does not wait long for
// it, and one that is still under way would share the transaction of what strikes.
func (r *rig) marked(t *testing.T, login string) {
	t.Helper()
	late := r.Bench.Clock.Now().Add(-time.Minute)
	look := time.NewTicker(time.Millisecond)
	defer look.Stop()
	enough := time.After(10 * time.Second)
	for {
		var at int64
		err := r.direct.QueryRow(`SELECT max(seen_at) FROM session WHERE authority = $1 AND account = $2`, r.Authority(), r.Account(t, login).ID).Scan(&at)
		if err != nil {
			t.Fatal(err)
		}
		if clock.Instant(at) > late {
			return
		}
		select {
		case <-look.C:
		case <-enough:
			t.Fatal("the session's last use is not written")
		}
	}
}

// told holds the error page against what was typed, and gives its form.
func (r *rig) told(t *testing.T, b breakdown, failed reply, sent try) (string, url.Values) {
	t.Helper()
	if failed.status != http.StatusServiceUnavailable || failed.header.Get("Retry-After") == "" {
		t.Fatalf("%d, Retry-After %q, want 503 and a time\n%s", failed.status, failed.header.Get("Retry-After"), failed.Find("main").Text())
	}
	if !strings.HasSuffix(failed.Find(".mc-code").Text(), ": "+b.code) {
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

// hold runs a statement in a transaction of another program that stays open.
func (r *rig) hold(t *testing.T, statement string, args ...any) (release func()) {
	t.Helper()
	tx, err := r.direct.BeginTx(context.Background(), nil)
	if err == nil {
		_, err = tx.Exec(statement, args...)
	}
	if err != nil {
		t.Fatal(err)
	}
	return func() { tx.Rollback() }
}

// onWriter runs a pragma on the one connection that writes to a SQLite file.
func (r *rig) onWriter(t *testing.T, pragma string) {
	t.Helper()
	err := r.Core.DB.Update(context.Background(), r.Authority(), func(tx *store.Tx) error {
		rows, err := tx.QueryContext(context.Background(), pragma)
		if err != nil {
			return err
		}
		return rows.Close()
	})
	if err != nil {
		t.Fatal(err)
	}
}
