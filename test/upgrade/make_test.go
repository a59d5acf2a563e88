package upgrade_test

import (
	"context"
	"errors"
	"flag"
	"log/slog"
	"os"
	"testing"
	"time"

	"motcua/app"
	"motcua/app/apptest"
	"motcua/dossier"
	"motcua/form/sample"
	"motcua/internal/clock"
	"motcua/internal/event"
	"motcua/internal/job"
	"motcua/internal/store"
	"motcua/internal/testkit"
	"motcua/notify"
	"motcua/world"
)

var makeDir = flag.String("make", "", "write the fixture of this version into a folder: scripts/fixture.sh")

// days of history, from Monday 2019-06-17 on.
const days = 6

// TestMakeFixture writes a small world as this version stores it. It is run once,
// when a version with a migration is released.
func TestMakeFixture(t *testing.T) {
	if *makeDir == "" {
		t.Skip("nothing to make: see scripts/fixture.sh")
	}
	err := os.MkdirAll(*makeDir, 0o755)
	if err != nil {
		t.Fatal(err)
	}
	writeStatements(t, *makeDir)
	for _, engine := range []store.Engine{store.SQLite, store.Postgres} {
		t.Run(string(engine), func(t *testing.T) {
			dsn := testkit.FreshDSN(t, engine)
			pack(t, dsn, engine, live(t, dsn))
		})
	}
}

// live makes the world in the database of dsn and counts what it made.
func live(t *testing.T, dsn string) recorded {
	t.Helper()
	ctx := context.Background()
	hands := clock.NewManual(clock.At(clock.MustDate("2019-06-17"), 0))
	c := app.Config{Authority: authority, DSN: dsn, KeyDir: *makeDir, CreateKey: true, Relaxed: true, Clock: hands,
		Log: slog.New(slog.DiscardHandler), BaseURL: "http://portal.test", Texts: keys{}, Mailer: &relay{}, Sender: notify.Sender{Address: "motcua@langson.example.vn", Name: "Một Cửa"}}
	ring, err := app.OpenRing(c)
	must(t, err)
	db, err := app.OpenDB(ctx, c)
	must(t, err)
	defer db.Close()
	w, err := world.ND61()
	must(t, err)
	accounts, err := app.Seed(ctx, app.Core{Config: c, DB: db, Ring: ring},
		app.Seeding{World: w, Of: authority, Password: func() string { return "" }})
	must(t, err)
	core, err := app.NewCore(ctx, c, db, ring)
	must(t, err)
	until := clock.At(clock.MustDate("2019-06-17").AddDays(days), clock.MustTimeOfDay("10:30"))
	h := app.History{Core: core, Clock: hands, World: w, People: accounts, Seed: 1, Days: days, Until: until}
	_, err = h.Run(ctx)
	must(t, err)
	town := apptest.Town{Bench: testkit.Bench{DB: db, Clock: hands, Authority: authority}, Core: core, World: w, Accounts: accounts, Commune: w.DemoCommunes[0].ID}
	r := stages(t, town)
	r.Accounts = accounts
	loose(t, town)
	return count(t, town, r)
}

// stages takes a dossier to each status; what follows the last steps waits.
func stages(t *testing.T, town apptest.Town) recorded {
	t.Helper()
	ctx := context.Background()
	r := recorded{Owner: apptest.Lan, Stages: map[string]int64{}, Sessions: map[string]string{}}
	lan := town.Login(t, apptest.Lan)
	counter, specialist, leader := town.Login(t, apptest.Counter), town.Login(t, apptest.Specialist), town.Login(t, apptest.Vice)
	step := func(id int64, n int) {
		who, c := counter, dossier.Command(dossier.Receive{})
		switch n {
		case 1:
			c = dossier.Transfer{}
		case 2:
			who, c = leader, dossier.Assign{Assignee: specialist.Account}
		case 3:
			who, c = specialist, dossier.CompleteStep{PersonNumber: sample.PersonNumber(uint64(id), town.Bench.Clock.Now().Date())}
		case 4:
			who, c = leader, dossier.Approve{}
		case 5:
			who, c = specialist, dossier.Deliver{}
		case 6:
			c = dossier.GiveBack{Method: dossier.Counter, Receipt: true, BookSigned: true, Collector: "Hoàng Thị Lan"}
		case 9:
			c = dossier.Refuse{Ground: dossier.NotEligible, Reason: "Đã hướng dẫn bổ sung Giấy chứng sinh nhưng hồ sơ vẫn chưa có."}
		}
		town.Bench.Clock.Advance(time.Minute)
		v, err := town.Dossiers.Open(ctx, who, id, c.Action())
		must(t, err)
		_, err = town.Dossiers.Do(ctx, who, id, v.State.Seq, c)
		must(t, err)
	}
	for name, steps := range map[string]int{"submitted": 0, "received": 1, "transferred": 2, "processing": 3, "to_approve": 4, "approved": 5, "result_ready": 6, "returned": 7} {
		town.Bench.Clock.Advance(time.Minute)
		r.Stages[name] = town.File(t, lan, uint64(100+steps))
		for n := range steps {
			step(r.Stages[name], n)
		}
	}
	r.Stages["refused"] = town.File(t, lan, 99)
	step(r.Stages["refused"], 9)
	var err error
	r.Draft, err = town.Draft(lan, town.Commune, 98)
	must(t, err)
	for _, login := range []string{apptest.Lan, apptest.Counter} {
		token, err := town.Identity.OpenSession(ctx, authority, town.Account(t, login).ID)
		must(t, err)
		r.Sessions[login] = string(token)
	}
	return r
}

// loose leaves what a process leaves that was stopped at work: a job under a
// lease of it, one that waits, a parked one, events without a position and deltas
// that are not added up.
func loose(t *testing.T, town apptest.Town) {
	t.Helper()
	ctx := context.Background()
	err := town.Core.DB.Update(ctx, authority, func(tx *store.Tx) error {
		return town.Jobs.Queue.Enqueue(ctx, tx, job.New{Kind: "retired.kind", Key: "1"})
	})
	must(t, err)
	_, err = town.Jobs.Drain(ctx)
	must(t, err)
	lan := town.Login(t, apptest.Lan)
	for seed := range uint64(3) {
		town.Bench.Clock.Advance(time.Second)
		town.File(t, lan, 200+seed)
	}
	err = town.Core.DB.Update(ctx, authority, func(tx *store.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE job SET lease_owner = 'worker-gone', lease_until = $2, attempt = 1
WHERE authority = $1 AND id = (SELECT min(id) FROM job WHERE authority = $1 AND state = 'ready' AND attempt = 0)`, authority, int64(tx.Now.Add(time.Minute)))
		return err
	})
	must(t, err)
}

// count writes down what an upgrade must not lose.
func count(t *testing.T, town apptest.Town, r recorded) recorded {
	t.Helper()
	ctx := context.Background()
	report, err := town.Dossiers.Verify(ctx)
	must(t, err)
	if len(report.Mismatches) > 0 {
		t.Fatal(report.Mismatches)
	}
	r.Until, r.Dossiers, r.Events = town.Bench.Clock.Now().Time().Format(time.RFC3339), report.Dossiers, report.Events
	r.Jobs, err = town.Jobs.Counts(ctx)
	must(t, err)
	r.Figures, err = figures(ctx, town.Dossiers)
	must(t, err)
	err = town.Core.DB.View(ctx, authority, func(tx *store.Tx) error {
		f, err := event.CheckFeed(ctx, tx, feed)
		r.Position = f.Head
		return err
	})
	must(t, err)
	r.Tables = map[string]int64{}
	for _, name := range []string{"dossier", "event", "draft", "session", "inbox_message", "delivery", "job", "unit", "account", "feed_pending", "stat_delta", "statistic", "read_log", "dossier_code"} {
		var n int64
		must(t, town.Core.DB.SQL().QueryRowContext(ctx, `SELECT count(*) FROM `+name).Scan(&n))
		r.Tables[name] = n
		if n == 0 {
			t.Errorf("%s is empty", name)
		}
	}
	return r
}

// figures are the statistics of all agencies and days together.
func figures(ctx context.Context, s *dossier.Service) (map[string]int64, error) {
	out := map[string]int64{}
	all, err := s.Standings(ctx, clock.MustDate("2018-01-01"), clock.MustDate("2030-01-01"))
	for _, f := range all {
		for m, n := range f.Figures {
			out[string(m)] += n
		}
	}
	return out, err
}

// relay stands in for a mail relay that has good and bad days.
type relay struct{ sent int }

// Send refuses every fifth mail and does not answer to every seventh.
func (r *relay) Send(context.Context, notify.Mail) error {
	r.sent++
	switch {
	case r.sent%5 == 0:
		return &notify.RefusedError{Peer: "mail", Why: "550 no such mailbox"}
	case r.sent%7 == 0:
		return errors.New("no answer")
	}
	return nil
}

// keys stands in for the words of notices.
type keys struct{}

// T is the key itself.
func (keys) T(_, key string, _ ...any) string { return key }

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
