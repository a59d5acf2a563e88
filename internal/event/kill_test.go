package event_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"motcua/internal/event"
	"motcua/internal/seal"
	"motcua/internal/store"
	"motcua/internal/testkit"
)

// The child is this test binary again, told by its environment what to do: it
// numbers the feed until it is killed, and on SQLite, where there is no second
// process, it writes the events too.
const childEnv = "MOTCUA_SEQUENCER_CHILD" // dsn|authority|run|writers

func TestMain(m *testing.M) {
	if spec := os.Getenv(childEnv); spec != "" {
		err := child(spec)
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(m.Run())
}

func child(spec string) error {
	parts := strings.Split(spec, "|")
	numbers := make([]int, 3)
	for i := range numbers {
		var err error
		numbers[i], err = strconv.Atoi(parts[i+1])
		if err != nil {
			return err
		}
	}
	db, err := store.Open(context.Background(), store.Config{DSN: parts[0], Node: numbers[1]})
	if err != nil {
		return err
	}
	b := testkit.Bench{DB: db, Authority: int32(numbers[0])}
	var lines sync.Mutex
	for range numbers[2] {
		go writeFor(b, func() bool { return true }, func(dossier int64) {
			lines.Lock()
			defer lines.Unlock()
			fmt.Println(dossier)
		})
	}
	fmt.Println("going")
	for {
		_, err := event.Sequence(context.Background(), db, b.Authority, "events", 3)
		if err != nil {
			return err
		}
	}
}

// writeFor writes one dossier of two events after the other and tells of each
// that is committed.
func writeFor(b testkit.Bench, on func() bool, tell func(dossier int64)) {
	l, key := newLog(), seal.NewKey()
	for on() {
		dossier := b.DB.NewID()
		err := b.DB.Update(context.Background(), b.Authority, func(tx *store.Tx) error {
			_, err := l.Append(context.Background(), tx, dossier, event.Head{}, key, event.Actor{},
				[]event.New{{Kind: kind, Version: 1, Body: body{"a"}}, {Kind: kind, Version: 1, Body: body{"b"}}})
			return err
		})
		if err == nil {
			tell(dossier)
		}
	}
}

// killed runs a child and kills it at a random instant; each dossier it told of
// is passed on.
func killed(t testing.TB, spec string, after time.Duration, tell func(dossier int64)) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), childEnv+"="+spec)
	var trouble strings.Builder
	cmd.Stderr = &trouble
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	err = cmd.Start()
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(out)
	first, err := lines.ReadString('\n')
	if err != nil {
		cmd.Wait()
		t.Fatalf("the child did not get going: %v\n%s", err, trouble.String())
	}
	timer := time.AfterFunc(after, func() { cmd.Process.Kill() })
	defer timer.Stop()
	for line := first; err == nil; line, err = lines.ReadString('\n') {
		dossier, wrong := strconv.ParseInt(strings.TrimSpace(line), 10, 64)
		if wrong == nil {
			tell(dossier)
		}
	}
	if err != io.EOF {
		t.Error(err)
	}
	cmd.Wait()
	if trouble.Len() > 0 {
		t.Errorf("the child says: %s", trouble.String())
	}
}

// A sequencer killed at random instants and started again, while writers go on,
// leaves positions without a gap, and every event that was acknowledged has one.
func TestASequencerKilledLeavesNoGap(t *testing.T) {
	if testing.Short() {
		t.Skip("starts and kills processes")
	}
	for _, engine := range []store.Engine{store.SQLite, store.Postgres} {
		t.Run(string(engine), func(t *testing.T) {
			if only := os.Getenv(testkit.EnginesEnv); only != "" && !strings.Contains(only, string(engine)) {
				t.Skip("not asked for")
			}
			sequencerKilled(t, engine)
		})
	}
}

func sequencerKilled(t *testing.T, engine store.Engine) {
	dsn, rng := testkit.FreshDSN(t, engine), rand.New(rand.NewPCG(20, 18))
	open := func() testkit.Bench {
		db, err := store.Open(context.Background(), store.Config{DSN: dsn})
		if err != nil {
			t.Fatal(err)
		}
		testkit.Migrate(t, db)
		return testkit.Bench{DB: db, Authority: 37}
	}
	var mu sync.Mutex
	acknowledged := map[int64]bool{}
	tell := func(dossier int64) {
		mu.Lock()
		defer mu.Unlock()
		acknowledged[dossier] = true
	}
	b, inside := open(), 0
	var over atomic.Bool
	var writers sync.WaitGroup
	if engine == store.SQLite {
		b.DB.Close()
		inside = 4
	} else {
		for range 4 {
			writers.Go(func() { writeFor(b, func() bool { return !over.Load() }, tell) })
		}
	}
	for run := range 12 {
		killed(t, fmt.Sprintf("%s|37|%d|%d", dsn, run+1, inside), time.Duration(1+rng.IntN(60))*time.Millisecond, tell)
	}
	over.Store(true)
	writers.Wait()
	if engine == store.SQLite {
		b = open()
	}
	t.Cleanup(func() { b.DB.Close() })
	left := check(t, b)
	if left.Gap != 0 || left.Last != left.Head || left.Stray != 0 {
		t.Errorf("the last kill left %+v", left)
	}
	// The server may not have noticed yet that the last one killed is gone, and still
	// hold the head of the feed for it: then there is nothing to do, for a moment.
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for waits, tries := true, 0; waits && tries < 1000; tries++ {
		sequence(t, b)
		var err error
		waits, err = event.Waiting(context.Background(), b.DB, b.Authority, "events")
		if err != nil {
			t.Fatal(err)
		}
		if waits {
			<-tick.C
		}
	}
	r := &reader{met: map[string]bool{}, last: map[int64]int32{}}
	for before := int64(-1); before != r.position; {
		before = r.position
		r.read(t, b)
	}
	events := rows(t, b, `SELECT CAST(dossier AS text) || '/' || CAST(seq AS text) FROM event WHERE authority = $1`)
	if c := check(t, b); c.Gap != 0 || c.Pending != 0 || c.Placed != int64(len(events)) || c.Head != c.Placed || len(r.met) != len(events) {
		t.Errorf("%d events, %d met, the feed is %+v", len(events), len(r.met), c)
	}
	for dossier := range acknowledged {
		if r.last[dossier] != 2 {
			t.Errorf("dossier %d was acknowledged and has %d places", dossier, r.last[dossier])
		}
	}
	if left.Placed == 0 || len(acknowledged) == 0 {
		t.Errorf("%d placed before the end, %d acknowledged: the children do nothing", left.Placed, len(acknowledged))
	}
	t.Logf("%d events, %d placed by children that were killed", len(events), left.Placed)
}
