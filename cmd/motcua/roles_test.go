package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"motcua/app"
	"motcua/app/apptest"
	"motcua/authz"
	"motcua/form/sample"
	"motcua/identity"
	"motcua/internal/store"
	"motcua/internal/testkit"
	"motcua/world"
)

// The programs of these tests are this test binary again, as the command.
const childEnv = "MOTCUA_COMMAND_CHILD"

func TestMain(m *testing.M) {
	if os.Getenv(childEnv) != "" {
		main()
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// program is a running command.
type program struct {
	*exec.Cmd
	base string
	out  *bufio.Reader
}

var address = regexp.MustCompile(`http://[0-9.:]+`)

// start runs the command until it says that it is ready.
func start(t *testing.T, args ...string) *program {
	t.Helper()
	p := &program{Cmd: command(t, args...)}
	p.Stderr = t.Output()
	pipe, err := p.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	err = p.Start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.Process.Kill(); p.Wait() })
	p.out = bufio.NewReader(pipe)
	for {
		line, err := p.out.ReadString('\n')
		if err != nil {
			t.Fatalf("%v did not become ready: %v", args, err)
		}
		if found := address.FindString(line); found != "" {
			p.base = found
		}
		if line == "ready\n" {
			return p
		}
	}
}

func command(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, args...)
	cmd.Env = append(os.Environ(), childEnv+"=1")
	return cmd
}

// stop ends it as an operator would and waits; it must end in order.
func (p *program) stop(t *testing.T) {
	t.Helper()
	p.Process.Signal(syscall.SIGTERM)
	io.Copy(io.Discard, p.out)
	if err := p.Wait(); err != nil {
		t.Errorf("stopped: %v", err)
	}
}

// ask sends a request and returns status and body.
func (p *program) ask(t *testing.T, method, path string, token identity.Token, fields url.Values) (int, string) {
	t.Helper()
	r, err := http.NewRequest(method, p.base+path, strings.NewReader(fields.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	if fields != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+string(token))
	}
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	w, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Body.Close()
	body, err := io.ReadAll(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	return w.StatusCode, string(body)
}

// office is a seeded authority on a PostgreSQL database of its own.
type office struct {
	*app.Core
	flags []string // by which serve finds it
}

func open(t *testing.T, dsn string, pooler bool) office {
	t.Helper()
	c := app.Config{Authority: apptest.Province, DSN: dsn, KeyDir: t.TempDir(), CreateKey: true, Pooler: pooler, Log: slog.New(slog.DiscardHandler)}
	o := office{flags: []string{"--db", dsn, "--keys", c.KeyDir}}
	if pooler {
		o.flags = append(o.flags, "--pooler")
	}
	apptest.Seed(t, c)
	var err error
	o.Core, err = app.OpenCore(context.Background(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { o.DB.Close() })
	return o
}

func (o office) serve(t *testing.T, role string) *program {
	t.Helper()
	return start(t, append([]string{"serve", "--role", role, "--listen", "127.0.0.1:0"}, o.flags...)...)
}

// draft is a citizen's complete application and her token.
func (o office) draft(t *testing.T) (int64, identity.Token) {
	t.Helper()
	ctx := context.Background()
	mai, err := o.Identity.CreateCitizen(ctx, apptest.Province, "mai@example.vn", identity.Profile{FullName: "Lăng Thị Mai"})
	if err != nil {
		t.Fatal(err)
	}
	w, err := world.ND61()
	if err != nil {
		t.Fatal(err)
	}
	id, err := o.DraftBirth(ctx, authz.Actor{Kind: authz.KindCitizen, Account: mai}, w.DemoCommunes[0].ID, sample.BirthRegistration(1, o.DB.Clock().Now().Date()))
	if err != nil {
		t.Fatal(err)
	}
	token, err := o.Identity.OpenSession(ctx, apptest.Province, mai)
	if err != nil {
		t.Fatal(err)
	}
	return id, token
}

func (o office) number(t *testing.T, query string) (n int) {
	t.Helper()
	err := o.DB.View(context.Background(), apptest.Province, func(tx *store.Tx) error {
		return tx.QueryRowContext(context.Background(), query, tx.Authority).Scan(&n)
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// Pages come from one process, jobs are done by another: what a citizen files at
// the first stays undone until the second runs, which has no pages.
func TestWebAndWorkerShareTheWork(t *testing.T) {
	for _, pooler := range []bool{false, true} {
		t.Run(fmt.Sprint("pooler=", pooler), func(t *testing.T) {
			dsn := testkit.FreshDSN(t, store.Postgres)
			if pooler {
				dsn = testkit.PooledDSN(t, dsn)
			}
			o := open(t, dsn, pooler)
			draft, token := o.draft(t)
			web := o.serve(t, roleWeb)
			status, _ := web.ask(t, "POST", fmt.Sprintf("/nhap/%d/nop", draft), token, url.Values{"declare": {"yes"}})
			if status != http.StatusSeeOther {
				t.Fatalf("filing: %d", status)
			}
			web.stop(t)
			waiting := o.number(t, `SELECT count(*) FROM job WHERE authority = $1 AND state = 'ready' AND attempt = 0`)
			if ran := o.number(t, `SELECT count(*) FROM job_period WHERE authority = $1`); ran != 0 || waiting == 0 {
				t.Errorf("a web process ran %d periods and left %d jobs", ran, waiting)
			}
			worker := o.serve(t, roleWorker)
			within(t, 30*time.Second, func() bool {
				return o.number(t, `SELECT count(*) FROM inbox_message WHERE authority = $1`) == 1 &&
					o.number(t, `SELECT count(*) FROM job WHERE authority = $1 AND state <> 'done'`) == 0
			})
			for path, want := range map[string]int{"/livez": 200, "/readyz": 200, "/metrics": 200, "/": 404, "/dang-nhap": 404} {
				if got, body := worker.ask(t, "GET", path, "", nil); got != want {
					t.Errorf("worker: GET %s is %d, want %d: %s", path, got, want, body)
				}
			}
			second := o.serve(t, roleWeb)
			if got, _ := second.ask(t, "GET", "/", "", nil); got != 200 {
				t.Errorf("web: GET / is %d", got)
			}
			second.stop(t)
			worker.stop(t)
			if owned := o.number(t, `SELECT count(*) FROM node WHERE authority = $1 AND owner <> ''`); owned != 1 {
				t.Errorf("%d numbers are owned, want that of this test alone", owned)
			}
		})
	}
}

// within waits until done, and fails when it takes longer than it ever should.
func within(t *testing.T, limit time.Duration, done func() bool) {
	t.Helper()
	late := time.After(limit)
	look := time.NewTicker(20 * time.Millisecond)
	defer look.Stop()
	for !done() {
		select {
		case <-look.C:
		case <-late:
			t.Fatalf("not within %s", limit)
		}
	}
}

// A SQLite file has one process, so it must do everything; the refusal is told in
// both languages before anything is opened or made.
func TestSQLiteHasOneRole(t *testing.T) {
	file := t.TempDir() + "/one.db"
	for _, role := range []string{roleWeb, roleWorker} {
		out, err := command(t, "serve", "--role", role, "--db", "sqlite:"+file, "--keys", t.TempDir()).CombinedOutput()
		if err == nil || !strings.Contains(string(out), "chỉ dùng được --role all") || !strings.Contains(string(out), "only --role all is possible") {
			t.Errorf("%s: %v, %s", role, err, out)
		}
	}
	if _, err := os.Stat(file); !os.IsNotExist(err) {
		t.Errorf("the refusal left a file: %v", err)
	}
	out, err := command(t, "serve", "--role", "queen", "--db", "sqlite:"+file, "--keys", t.TempDir()).CombinedOutput()
	if err == nil || !strings.Contains(string(out), `must be one of "web","worker","all"`) {
		t.Errorf("an unknown role: %v, %s", err, out)
	}
}

// The schema is brought up by way of PgBouncer too.
func TestMigrateThroughPgBouncer(t *testing.T) {
	dsn := testkit.PooledDSN(t, testkit.FreshDSN(t, store.Postgres))
	out, err := command(t, "migrate", "--db", dsn, "--pooler").CombinedOutput()
	if err != nil || !strings.Contains(string(out), fmt.Sprintf("schema version %d", store.Newest(app.Migrations(), store.Postgres))) {
		t.Errorf("%v: %s", err, out)
	}
}
