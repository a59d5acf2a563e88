package e2e

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"motcua/app/apptest"
	"motcua/dossier"
	"motcua/internal/clock"
	"motcua/internal/store"
	"motcua/internal/testkit"
	"motcua/internal/testkit/faultnet"
)

// TestReadinessComesAndGoesWithTheDatabase and with the clock, without a restart.
func TestReadinessComesAndGoesWithTheDatabase(t *testing.T) {
	if testing.Short() {
		t.Skip("seeds a town in a database of its own")
	}
	dsn := testkit.FreshDSN(t, store.Postgres)
	proxy := faultnet.New(t, dsn)
	r := newRig(t, proxy.DSN(), aside(t, "pgx", dsn), lockWait)
	var micros int64
	err := r.direct.QueryRow(`SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS bigint)`).Scan(&micros)
	if err != nil {
		t.Fatal(err)
	}
	now := clock.Instant(micros)
	for _, step := range []struct {
		name  string
		fault faultnet.Kind
		off   time.Duration // of the node's clock
		want  string
	}{
		{"well", faultnet.None, 0, "ready"}, {"gone", faultnet.Refuse, 0, "the database does not answer or takes no changes"},
		{"back", faultnet.None, 0, "ready"}, {"cut", faultnet.Cut, 0, "the database does not answer or takes no changes"},
		{"back again", faultnet.None, 0, "ready"}, {"an hour behind", faultnet.None, -time.Hour, "clock is"},
		{"an hour ahead", faultnet.None, time.Hour, "clock is"}, {"in time", faultnet.None, 0, "ready"},
	} {
		proxy.Set(faultnet.Fault{Kind: step.fault})
		r.Bench.Clock.Set(now.Add(step.off))
		status := http.StatusServiceUnavailable
		if step.want == "ready" {
			status = http.StatusOK
			// The manual clock stands still while the machine is slow.
			r.direct.QueryRow(`SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS bigint)`).Scan(&micros)
			r.Bench.Clock.Set(clock.Instant(micros))
		}
		got := r.ask(t, r.Server, "", "/readyz", nil)
		if got.status != status || !strings.Contains(got.body, step.want) || strings.Count(got.body, "\n") != 1 || strings.Contains(got.body, "127.0.0.1") {
			t.Errorf("%s: %d %q, want %d and a line with %q", step.name, got.status, got.body, status, step.want)
		}
		if home := r.ask(t, r.Server, "", "/", nil); home.status != http.StatusOK {
			t.Errorf("%s: the home page is %d", step.name, home.status)
		}
		if live := r.ask(t, r.Server, "", "/livez", nil); live.status != http.StatusOK {
			t.Errorf("%s: livez is %d", step.name, live.status)
		}
	}
}

// TestADeadlockIsNobodysBusiness: PostgreSQL undoes a receipt to end a deadlock;
// the receipt is carried out again by itself and the official sees it done.
func TestADeadlockIsNobodysBusiness(t *testing.T) {
	if testing.Short() {
		t.Skip("seeds a town in a database of its own")
	}
	dsn := testkit.FreshDSN(t, store.Postgres)
	direct := aside(t, "pgx", dsn)
	direct.SetMaxOpenConns(5)
	_, err := direct.Exec(`DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET deadlock_timeout = 50', current_database()); END $$`)
	if err != nil {
		t.Fatal(err)
	}
	r := newRig(t, dsn, direct, time.Minute) // a deadlock is found long before the wait is over
	receive := onDossier(dossier.Receive{}, "tiep-nhan", nil)
	first := receive(t, r) // makes the row of the day's numbers
	if got := r.ask(t, r.Server, apptest.Counter, first.path, first.fields).status; got != http.StatusSeeOther {
		t.Fatalf("without a deadlock: %d", got)
	}
	meant := receive(t, r)
	var id int64
	_, err = fmt.Sscanf(meant.path, "/can-bo/ho-so/%d/", &id)
	if err != nil {
		t.Fatal(err)
	}
	const dossierRow = `SELECT id FROM dossier WHERE authority = $1 AND id = $2 FOR UPDATE`
	release := r.hold(t, dossierRow, r.Authority(), id)
	answer := make(chan reply, 1)
	go func() { answer <- r.ask(t, r.Server, apptest.Counter, meant.path, meant.fields) }()
	r.queued(t, 1) // the receipt is first to have the dossier
	other, err := direct.BeginTx(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = other.Exec(`SELECT last FROM code_counter WHERE authority = $1 FOR UPDATE`, r.Authority())
	if err == nil {
		_, err = other.Exec(`SET LOCAL deadlock_timeout = '1min'`) // let the receipt be the one that is undone
	}
	if err != nil {
		t.Fatal(err)
	}
	locked := make(chan error, 1)
	go func() {
		_, err := other.Exec(dossierRow, r.Authority(), id)
		locked <- err
	}()
	r.queued(t, 2)
	release() // the receipt has the dossier and wants the number, the other the reverse
	err = <-locked
	if err != nil {
		t.Fatalf("the other has the dossier only when the receipt is undone: %v", err)
	}
	select {
	case got := <-answer:
		t.Fatalf("the receipt was answered %d while the other had its dossier", got.status)
	default:
	}
	other.Rollback()
	if got := <-answer; got.status != http.StatusSeeOther || meant.state() != "1 events" {
		t.Errorf("after the deadlock: %d, %s", got.status, meant.state())
	}
	r.verified(t)
}

// queued waits until n connections wait for a lock.
func (r *rig) queued(t *testing.T, n int) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); {
		if number(t, r.one(t, `SELECT count(*) FROM pg_stat_activity WHERE $1 > 0 AND datname = current_database() AND wait_event_type = 'Lock'`)) == n {
			return
		}
	}
	t.Fatalf("%d connections never waited for a lock", n)
}

// TestTheClockJumps back and forth while a person fills in a form.
func TestTheClockJumps(t *testing.T) {
	if testing.Short() {
		t.Skip("seeds a town in a database of its own")
	}
	for _, engine := range []store.Engine{store.SQLite, store.Postgres} {
		t.Run(string(engine), func(t *testing.T) {
			dsn := testkit.FreshDSN(t, engine)
			driver, name := "pgx", dsn
			if engine == store.SQLite {
				driver, name = "sqlite", "file:"+strings.TrimPrefix(dsn, "sqlite:")
			}
			r := newRig(t, dsn, aside(t, driver, name), lockWait)
			r.Bench.Clock.Advance(2 * time.Hour) // 10:00; the sessions of the rig have ended
			for login := range r.tokens {
				token, err := r.Identity.OpenSession(t.Context(), r.Authority(), r.Account(t, login).ID)
				if err != nil {
					t.Fatal(err)
				}
				r.tokens[login] = string(token)
			}
			r.clockBack(t)
			r.clockForth(t)
			r.verified(t)
		})
	}
}

// clockBack: nobody is signed out; a receipt an hour before its filing is dated
// and promised by the filing.
func (r *rig) clockBack(t *testing.T) {
	answers := answersPage(t, r)
	sent := filing(t, r)
	r.must(t, apptest.Lan, sent, http.StatusSeeOther)
	id := r.one(t, `SELECT max(dossier) FROM event WHERE authority = $1`)
	filed := r.Bench.Clock.Now()
	r.Bench.Clock.Advance(-time.Hour)
	r.must(t, apptest.Lan, answers, http.StatusSeeOther)
	r.must(t, apptest.Counter, try{path: "/can-bo/ho-so/" + id + "/tiep-nhan", fields: url.Values{"seq": {"1"}}}, http.StatusSeeOther)
	if at := r.one(t, `SELECT at FROM event WHERE authority = $1 AND seq = 2 ORDER BY dossier DESC`); at != fmt.Sprint(int64(filed)) {
		t.Errorf("received at %s, want the instant of filing %d", at, int64(filed))
	}
	var number int64
	fmt.Sscan(id, &number)
	v, err := r.Dossiers.Open(t.Context(), r.Login(t, apptest.Counter), number, dossier.Transfer{}.Action())
	if err != nil {
		t.Fatal(err)
	}
	if got := v.State.Last.At; got != filed {
		t.Errorf("the state's last event is at %v, want %v", got, filed)
	}
	page := r.ask(t, r.Server, apptest.Lan, "/ho-so/"+id, nil)
	if page.status != http.StatusOK || !strings.Contains(page.Find("main").Text(), "10:00") || strings.Contains(page.Find(".mc-timeline").Text(), "09:00") {
		t.Errorf("the dossier's page: %d, times %q", page.status, strings.Join(strings.Fields(page.Find("time").Text()), " "))
	}
	r.Bench.Clock.Advance(time.Hour)
	// The same receipt without a clock that jumps: the promise is the same.
	plain := r.File(t, r.Login(t, apptest.Lan), uint64(r.next()))
	_, err = r.Dossiers.Do(t.Context(), r.Login(t, apptest.Counter), plain, 1, dossier.Receive{})
	if err != nil {
		t.Fatal(err)
	}
	w, err := r.Dossiers.Open(t.Context(), r.Login(t, apptest.Counter), plain, dossier.Transfer{}.Action())
	if err != nil {
		t.Fatal(err)
	}
	if w.State.Clocks.Due(dossier.Promised) != v.State.Clocks.Due(dossier.Promised) {
		t.Errorf("promised %v, want %v as without the jump", v.State.Clocks.Due(dossier.Promised), w.State.Clocks.Due(dossier.Promised))
	}
}

// clockForth: a session ends as its idle time says, and what was typed waits for
// the sign-in; when the clock is put right nothing is dated back.
func (r *rig) clockForth(t *testing.T) {
	answers := answersPage(t, r)
	r.Bench.Clock.Advance(20 * time.Minute)
	r.must(t, apptest.Lan, answers, http.StatusSeeOther)
	r.Bench.Clock.Advance(time.Hour)
	ended := r.must(t, apptest.Lan, answers, http.StatusUnauthorized)
	if ended.Find("input[name=resume]").AttrOr("value", "") == "" {
		t.Error("what was typed is lost with the session")
	}
	token, err := r.Identity.OpenSession(t.Context(), r.Authority(), r.Account(t, apptest.Lan).ID)
	if err != nil {
		t.Fatal(err)
	}
	r.tokens[apptest.Lan] = string(token)
	r.Bench.Clock.Advance(-80 * time.Minute)
	r.must(t, apptest.Lan, answers, http.StatusSeeOther)
	r.must(t, apptest.Lan, filing(t, r), http.StatusSeeOther)
	if back := r.one(t, `SELECT count(*) FROM event a JOIN event b ON b.authority = a.authority AND b.dossier = a.dossier AND b.seq = a.seq + 1
		WHERE a.authority = $1 AND b.at < a.at`); back != "0" {
		t.Errorf("%s events are dated before their predecessor", back)
	}
}

// must presses a button and wants a status.
func (r *rig) must(t *testing.T, login string, try try, status int) reply {
	t.Helper()
	got := r.ask(t, r.Server, login, try.path, try.fields)
	if got.status != status {
		t.Fatalf("%s: %d, want %d\n%s", try.path, got.status, status, got.Find("main").Text())
	}
	return got
}
