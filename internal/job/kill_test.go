package job_test

import (
	"bufio"
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"motcua/internal/job"
	"motcua/internal/store"
	"motcua/internal/testkit"
)

// The child is this test binary again, told by its environment what to drain,
// until it is killed.
const childEnv = "MOTCUA_JOB_CHILD" // dsn|name

func TestMain(m *testing.M) {
	if spec := os.Getenv(childEnv); spec != "" {
		dsn, name, _ := strings.Cut(spec, "|")
		fmt.Fprintln(os.Stderr, child(dsn, name))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

const killLease = 300 * time.Millisecond

func child(dsn, name string) error {
	db, err := store.Open(context.Background(), store.Config{DSN: dsn})
	if err != nil {
		return err
	}
	fmt.Println("going")
	return counting(db, name).Run(context.Background(), 20*time.Millisecond)
}

// counting is a worker whose jobs count on the database how often each was done.
func counting(db *store.DB, name string) *job.Runner {
	return &job.Runner{DB: db, Queue: job.NewQueue(), Authority: 37, Owner: name, Lease: killLease, Log: slog.New(slog.DiscardHandler),
		Handlers: map[string]job.Handler{"count": func(ctx context.Context, j job.Job) (func(*store.Tx) error, error) {
			return func(tx *store.Tx) error {
				_, err := tx.ExecContext(ctx, `INSERT INTO code_counter (authority, unit, day, last) VALUES ($1, $2, 'k', 1)
					ON CONFLICT (authority, unit, day) DO UPDATE SET last = code_counter.last + 1`, tx.Authority, j.ID)
				return err
			}, nil
		}}}
}

// Workers killed at random instants, each taken over by the next when its leases
// end: every job is done, and its effect is there once.
func TestKilledWorkersLoseAndDoubleNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("starts and kills processes")
	}
	for _, engine := range []store.Engine{store.SQLite, store.Postgres} {
		t.Run(string(engine), func(t *testing.T) {
			if only := os.Getenv(testkit.EnginesEnv); only != "" && !strings.Contains(only, string(engine)) {
				t.Skip("not asked for")
			}
			workersKilled(t, engine)
		})
	}
}

func workersKilled(t *testing.T, engine store.Engine) {
	const n = 3000
	ctx, dsn, rng := context.Background(), testkit.FreshDSN(t, engine), rand.New(rand.NewPCG(20, 61))
	open := func() *store.DB {
		db, err := store.Open(ctx, store.Config{DSN: dsn})
		if err != nil {
			t.Fatal(err)
		}
		testkit.Migrate(t, db)
		return db
	}
	db := open()
	err := db.Update(ctx, 37, func(tx *store.Tx) error {
		for i := range n {
			err := job.NewQueue().Enqueue(ctx, tx, job.New{Kind: "count", Key: strconv.Itoa(i)})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	db.Close()
	for run := range 15 {
		killedWorker(t, dsn, fmt.Sprint("child", run), time.Duration(10+rng.IntN(120))*time.Millisecond)
	}
	db = open()
	t.Cleanup(func() { db.Close() })
	last := counting(db, "last")
	left, err := last.Counts(ctx)
	if err != nil || left["done"] == 0 || left["ready"] == 0 {
		t.Fatalf("the killed workers left %v, %v: they must leave something done and something to do", left, err)
	}
	until(t, "the end of the leases and of the jobs", func() bool {
		_, err := last.Drain(ctx)
		if err != nil {
			t.Fatal(err)
		}
		done, err := last.Counts(ctx)
		return err == nil && done["done"] == n
	})
	var effects, once, again int
	err = db.View(ctx, 37, func(tx *store.Tx) error {
		err := tx.QueryRowContext(ctx, `SELECT count(*), coalesce(sum(CASE WHEN last = 1 THEN 1 ELSE 0 END), 0) FROM code_counter WHERE authority = $1`, int32(37)).Scan(&effects, &once)
		if err != nil {
			return err
		}
		return tx.QueryRowContext(ctx, `SELECT count(*) FROM job WHERE authority = $1 AND attempt > 1`, int32(37)).Scan(&again)
	})
	if err != nil || effects != n || once != n {
		t.Errorf("%d jobs have an effect, %d of them one, of %d: %v", effects, once, n, err)
	}
	if again == 0 {
		t.Error("no job was cut off by a kill: the test shows nothing")
	}
	t.Logf("killed workers did %d of %d jobs; %d jobs were begun again", left["done"], n, again)
}

// killedWorker runs a child and kills it after a while of working.
func killedWorker(t *testing.T, dsn, name string, after time.Duration) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), childEnv+"="+dsn+"|"+name)
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
	_, err = bufio.NewReader(out).ReadString('\n')
	if err != nil {
		cmd.Wait()
		t.Fatalf("the child did not get going: %s", trouble.String())
	}
	timer := time.AfterFunc(after, func() { cmd.Process.Kill() })
	defer timer.Stop()
	cmd.Wait()
	if trouble.Len() > 0 {
		t.Errorf("the child says: %s", trouble.String())
	}
}
