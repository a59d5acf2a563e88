package racetest

import (
	"context"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"testing"
	"time"

	"motcua/app"
	"motcua/app/apptest"
	"motcua/authz"
	"motcua/identity"
	"motcua/internal/clock"
	"motcua/internal/store"
	"motcua/internal/testkit"
)

// fleet is the processes in the race and the one that looks on.
type fleet struct {
	*app.Core // the onlooker's
	children  []*process
	citizen   authz.Actor
	main      apptest.Staff
	other     apptest.Staff // of another commune
	seed      int64
}

// process is a child as seen from here.
type process struct {
	node int
	in   io.WriteCloser
	out  *json.Decoder
}

// launch seeds a database and starts the processes on it.
func launch(t *testing.T, m mode) *fleet {
	t.Helper()
	direct := place{DSN: testkit.FreshDSN(t, store.Postgres), Keys: t.TempDir()}
	theirs := direct
	if m.pooler {
		theirs = place{DSN: testkit.PooledDSN(t, direct.DSN), Keys: direct.Keys, Pooler: true}
	}
	c := direct.config(clock.NewManual(testkit.Start))
	apptest.Seed(t, c)
	core, err := app.OpenCore(context.Background(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { core.DB.Close() })
	f := &fleet{Core: core}
	f.people(t)
	for range m.processes {
		f.children = append(f.children, spawn(t, theirs))
	}
	return f
}

func (f *fleet) people(t *testing.T) {
	t.Helper()
	ctx := context.Background()
	lan, err := f.Identity.CreateCitizen(ctx, f.Authority, "mai@example.vn", identity.Profile{FullName: "Lăng Thị Mai"})
	if err != nil {
		t.Fatal(err)
	}
	f.citizen = authz.Actor{Kind: authz.KindCitizen, Account: lan}
	for i, s := range []*apptest.Staff{&f.main, &f.other} {
		*s, err = apptest.Hire(ctx, f.Core, i)
		if err != nil {
			t.Fatal(err)
		}
	}
}

// spawn starts a child and waits until it has opened everything.
func spawn(t *testing.T, p place) *process {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	spec, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), childEnv+"="+string(spec))
	cmd.Stderr = t.Output()
	one := &process{}
	one.in, err = cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	err = cmd.Start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		one.in.Close()
		if err := cmd.Wait(); err != nil {
			t.Errorf("a process of the race: %v", err)
		}
	})
	one.out = json.NewDecoder(out)
	err = one.out.Decode(&one.node)
	if err != nil {
		t.Fatalf("a process did not start: %v", err)
	}
	return one
}

// ahead is how far in the future the start is, so that all have heard of it.
const ahead = 3 * time.Millisecond

// race gives each process its part and lets all begin at the same moment. With
// one process it does all parts. The results are in the order of the parts.
func (f *fleet) race(t *testing.T, parts ...[]op) [][]result {
	t.Helper()
	mine := make([][]op, len(f.children))
	for i, part := range parts {
		mine[i%len(mine)] = append(mine[i%len(mine)], part...)
	}
	for i, c := range f.children {
		send(t, c, order{mine[i]})
	}
	for _, c := range f.children {
		receive(t, c, new(string))
	}
	begin := start{time.Now().Add(ahead).UnixNano()}
	for _, c := range f.children {
		send(t, c, begin)
	}
	theirs := make([][]result, len(f.children))
	for i, c := range f.children {
		receive(t, c, &theirs[i])
	}
	out := make([][]result, len(parts))
	for i, part := range parts {
		from := &theirs[i%len(mine)]
		out[i], *from = (*from)[:len(part)], (*from)[len(part):]
	}
	return out
}

func send(t *testing.T, c *process, v any) {
	t.Helper()
	err := json.NewEncoder(c.in).Encode(v)
	if err != nil {
		t.Fatal(err)
	}
}

func receive(t *testing.T, c *process, v any) {
	t.Helper()
	err := c.out.Decode(v)
	if err != nil {
		t.Fatalf("a process of the race fell silent: %v", err)
	}
}

// many is n operations, the i-th as made.
func many(n int, make func(i int) op) []op {
	out := []op{}
	for i := range n {
		out = append(out, make(i))
	}
	return out
}

// made lets both halves make n drafts or dossiers and returns their ids.
func (f *fleet) made(t *testing.T, do string, n int, at apptest.Staff) []int64 {
	t.Helper()
	half := func(n int) []op {
		return many(n, func(int) op {
			f.seed++
			return op{Do: do, Actor: f.citizen, ID: f.seed, Unit: at.Commune}
		})
	}
	var ids []int64
	for _, part := range f.race(t, half(n/2), half(n-n/2)) {
		for _, r := range part {
			if r.Error != "" {
				t.Fatalf("%s: %s", do, r.Error)
			}
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// number is the answer to a question about the authority's rows.
func (f *fleet) number(t *testing.T, query string, args ...any) (n int) {
	t.Helper()
	err := f.DB.View(context.Background(), f.Authority, func(tx *store.Tx) error {
		return tx.QueryRowContext(context.Background(), query, append([]any{f.Authority}, args...)...).Scan(&n)
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// mismatches is what verification finds wrong.
func (f *fleet) mismatches(t *testing.T) []string {
	t.Helper()
	report, err := f.Dossiers.Verify(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, m := range report.Mismatches {
		out = append(out, m.String())
	}
	return out
}
