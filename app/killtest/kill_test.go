// Package killtest shows that what was acknowledged survives the process being
// killed at any instant, and that no effect happens twice.
package killtest

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"motcua/app"
	"motcua/app/apptest"
	"motcua/internal/event"
	"motcua/internal/store"
	"motcua/internal/testkit"
)

// acknowledged commands to see on each engine before the books are checked.
const enough = 2000

// TestKilledAtRandomInstants: 2,000 commands, SIGKILL at random instants,
// restart; then nothing acknowledged is lost and nothing is doubled.
func TestKilledAtRandomInstants(t *testing.T) {
	for _, engine := range []store.Engine{store.SQLite, store.Postgres} {
		t.Run(string(engine), func(t *testing.T) { kill(t, engine) })
	}
}

type books struct {
	filed map[string]string // draft -> dossier, as told to the citizen
	acks  map[string]string // "dossier seq" -> kind, as told to the official
	sent  map[string]int    // key of a mail or text message -> how often a carrier took it
	total int
	kills int
}

func kill(t *testing.T, engine store.Engine) {
	if only := os.Getenv(testkit.EnginesEnv); only != "" && !strings.Contains(only, string(engine)) {
		t.Skip("not asked for")
	}
	dsn, keys := testkit.FreshDSN(t, engine), t.TempDir()
	apptest.Seed(t, config(dsn, keys))
	want := enough
	if testing.Short() {
		want = 400
	}
	start := time.Now()
	b := &books{filed: map[string]string{}, acks: map[string]string{}, sent: map[string]int{}}
	rng := rand.New(rand.NewPCG(61, 2018))
	for b.total < want {
		b.round(t, dsn, keys, time.Duration(5+rng.IntN(150))*time.Millisecond)
		if b.kills > 400 {
			t.Fatalf("%d acknowledged after %d kills: the program does not get going", b.total, b.kills)
		}
	}
	t.Logf("%s: %d commands acknowledged, %d dossiers, killed %d times, %s", engine, b.total, len(b.filed), b.kills, time.Since(start).Round(time.Second))
	b.check(t, dsn, keys)
}

// round runs a child, kills it after a while of acknowledging, and writes down
// every line that reached us.
func (b *books) round(t *testing.T, dsn, keys string, after time.Duration) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%s|%s|%d", childEnv, dsn, keys, b.kills+1))
	hold, err := cmd.StdinPipe() // closing it would end the child in order
	if err != nil {
		t.Fatal(err)
	}
	defer hold.Close()
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var trouble strings.Builder
	cmd.Stderr = &trouble
	err = cmd.Start()
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(out)
	first, err := lines.ReadString('\n') // the clock of the kill starts with the work
	if err != nil {
		cmd.Wait()
		t.Fatalf("the child did not get going: %v\n%s", err, trouble.String())
	}
	b.note(t, first)
	timer := time.AfterFunc(after, func() { cmd.Process.Kill() })
	defer timer.Stop()
	for {
		line, err := lines.ReadString('\n')
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		b.note(t, line)
	}
	cmd.Wait()
	b.kills++
}

// note writes down an acknowledgement; the second of two filings must name the
// same dossier.
func (b *books) note(t *testing.T, line string) {
	t.Helper()
	f := strings.Fields(line)
	switch f[0] {
	case "filed":
		if known, again := b.filed[f[1]]; again && known != f[2] {
			t.Errorf("draft %s became dossier %s and then %s", f[1], known, f[2])
		}
		b.filed[f[1]] = f[2]
	case "ack":
		b.acks[f[1]+" "+f[2]] = f[3]
	case "sent":
		b.sent[f[1]]++
		return
	}
	b.total++
}

// check opens what the last child left and holds it against the books.
func (b *books) check(t *testing.T, dsn, keys string) {
	t.Helper()
	ctx := context.Background()
	c := config(dsn, keys)
	note := func(format string, args ...any) { b.note(t, fmt.Sprintf(format, args...)) }
	c.Mailer, c.Texter = mailer{note}, texter{note}
	core, err := app.OpenCore(ctx, c)
	if err != nil {
		t.Fatal(err)
	}
	defer core.DB.Close()
	finishJobs(t, core)
	report, err := core.Dossiers.Verify(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range report.Mismatches {
		t.Errorf("verify: %s", m)
	}
	stored := map[string]string{}
	err = core.DB.View(ctx, 37, func(tx *store.Tx) error {
		var dossier int64
		var seq int32
		for {
			events, err := event.After(ctx, tx, dossier, seq, 1000)
			if err != nil || len(events) == 0 {
				return err
			}
			for _, e := range events {
				stored[fmt.Sprint(e.Dossier, " ", e.Seq)] = string(e.Kind)
				dossier, seq = e.Dossier, e.Seq
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	lost := 0
	for key, kind := range b.acks {
		if stored[key] != kind {
			lost++
		}
	}
	for draft, id := range b.filed {
		if stored[id+" 1"] != "dossier.submitted" {
			t.Errorf("draft %s was acknowledged as dossier %s, which is not there", draft, id)
		}
	}
	if lost > 0 {
		t.Errorf("%d of %d acknowledged commands are lost", lost, len(b.acks))
	}
	messagesOnce(t, core, stored)
	b.carriers(t, core, stored)
	t.Logf("verified %d dossiers, %d events", report.Dossiers, report.Events)
}

// finishJobs lets what the killed workers held run out and drains the rest.
func finishJobs(t *testing.T, core *app.Core) {
	t.Helper()
	ctx := context.Background()
	err := core.DB.Update(ctx, 37, func(tx *store.Tx) error { // leases of dead workers, as time would end them
		_, err := tx.ExecContext(ctx, `UPDATE job SET lease_until = 0 WHERE authority = $1 AND state = 'ready'`, int32(37))
		if err == nil {
			_, err = tx.ExecContext(ctx, `UPDATE job_period SET lease_until = 0, next_at = 0 WHERE authority = $1`, int32(37))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	_, err = core.Jobs.Drain(ctx)
	if err != nil {
		t.Fatal(err)
	}
}

// messagesOnce holds the inbox against the events: one message for each event
// that is told, none twice.
func messagesOnce(t *testing.T, core *app.Core, stored map[string]string) {
	t.Helper()
	want := toldOf(stored)
	var messages, distinct int
	err := core.DB.SQL().QueryRow(`SELECT count(*) FROM inbox_message WHERE authority = 37`).Scan(&messages)
	if err != nil {
		t.Fatal(err)
	}
	err = core.DB.SQL().QueryRow(`SELECT count(*) FROM (SELECT DISTINCT dossier, template FROM inbox_message WHERE authority = 37) m`).Scan(&distinct)
	if err != nil {
		t.Fatal(err)
	}
	if messages != want || distinct != want {
		t.Errorf("%d messages in the inbox, %d different, %d events to tell", messages, distinct, want)
	}
}

// toldOf is how many of the events the applicant is told of.
func toldOf(stored map[string]string) int {
	told := map[string]bool{"dossier.submitted": true, "dossier.received": true, "dossier.result_delivered": true, "dossier.returned": true}
	n := 0
	for _, kind := range stored {
		if told[kind] {
			n++
		}
	}
	return n
}

// carriers holds what the carriers took against the jobs: nothing was sent for
// an event that is not there, everything was sent, and a repeat carries the key
// by which the carrier knows it. One worker sends one message at a time, so a
// kill can repeat at most one.
func (b *books) carriers(t *testing.T, core *app.Core, stored map[string]string) {
	t.Helper()
	rows, err := core.DB.SQL().Query(`SELECT id, kind, state FROM job WHERE authority = 37 AND kind IN ('notify.mail', 'notify.sms')`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	jobs, texts := 0, 0
	for rows.Next() {
		var id int64
		var kind, state string
		err := rows.Scan(&id, &kind, &state)
		if err != nil {
			t.Fatal(err)
		}
		if key := fmt.Sprintf("37-%d", id); state != "done" || b.sent[key] == 0 {
			t.Errorf("%s %d is %s, sent %d times", kind, id, state, b.sent[key])
		}
		jobs++
		if kind == "notify.sms" {
			texts++
		}
	}
	if rows.Err() != nil {
		t.Fatal(rows.Err())
	}
	if want := toldOf(stored); texts != want || jobs == texts {
		t.Errorf("%d text messages and %d mails for %d events to tell", texts, jobs-texts, want)
	}
	repeats := -len(b.sent)
	for _, n := range b.sent {
		repeats += n
	}
	if len(b.sent) != jobs || repeats > b.kills {
		t.Errorf("carriers took %d different messages for %d jobs, %d of them again after %d kills", len(b.sent), jobs, repeats, b.kills)
	}
	t.Logf("carriers took %d messages, %d of them a second time under the same key", len(b.sent), repeats)
}
