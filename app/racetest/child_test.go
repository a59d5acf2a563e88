package racetest

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"sync"
	"testing"
	"time"

	"motcua/app"
	"motcua/app/apptest"
	"motcua/authz"
	"motcua/internal/clock"
	"motcua/internal/fault"
	"motcua/internal/testkit"
)

// The child is this test binary again, told by its environment what to open. It
// reads orders and answers each with results, as lines of JSON.
const childEnv = "MOTCUA_RACE_CHILD"

// place is what a child opens.
type place struct {
	DSN, Keys string
	Pooler    bool
}

// order is what a child does at once: every operation in a goroutine of its own.
// It says that it stands ready, is given the moment to begin, and reports.
type order struct{ Ops []op }

// start is the moment at which every process begins, in nanoseconds since 1970.
type start struct{ At int64 }

// op is one operation and its arguments, as far as it has any.
type op struct {
	Do    string
	Actor authz.Actor
	ID    int64 // of a dossier or draft; the seed of what is filed
	Unit  int64 // the commune
	Text  string
	Value string
	N     int
}

// result is what came of an operation.
type result struct {
	ID    int64
	Code  string
	IDs   []int64
	Fault fault.Code // of the operation or of its first field
	Error string
}

func TestMain(m *testing.M) {
	if spec := os.Getenv(childEnv); spec != "" {
		err := child(spec, os.Stdin, os.Stdout)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func (p place) config(c clock.Source) app.Config {
	return app.Config{Authority: apptest.Province, DSN: p.DSN, KeyDir: p.Keys, CreateKey: true, Pooler: p.Pooler, Clock: c,
		Log: slog.New(slog.DiscardHandler), BaseURL: "http://portal.test", Texts: apptest.Keys{}}
}

// racer is a process in the race: its own handle, key ring, runner and clock.
type racer struct {
	*app.Core
	clock *clock.Manual
}

// child obeys until standard input ends.
func child(spec string, in io.Reader, out io.Writer) error {
	var p place
	err := json.Unmarshal([]byte(spec), &p)
	if err != nil {
		return err
	}
	r := racer{clock: clock.NewManual(testkit.Start)}
	r.Core, err = app.OpenCore(context.Background(), p.config(r.clock))
	if err != nil {
		return err
	}
	defer r.DB.Close()
	r.work()
	orders, answers := json.NewDecoder(in), json.NewEncoder(out)
	node, _ := r.DB.Node(apptest.Province)
	err = answers.Encode(node)
	for err == nil {
		err = r.obey(orders, answers)
	}
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// obey carries out one order. Its goroutines stand at the barrier before the
// process says that it is ready.
func (r racer) obey(orders *json.Decoder, answers *json.Encoder) error {
	var o order
	err := orders.Decode(&o)
	if err != nil {
		return err
	}
	barrier := make(chan struct{})
	results := make([]result, len(o.Ops))
	var all sync.WaitGroup
	for i, one := range o.Ops {
		all.Go(func() {
			<-barrier
			results[i] = r.do(one)
		})
	}
	err = answers.Encode("ready")
	if err != nil {
		return err
	}
	var begin start
	err = orders.Decode(&begin)
	if err != nil {
		return err
	}
	<-time.NewTimer(time.Until(time.Unix(0, begin.At))).C
	close(barrier)
	all.Wait()
	return answers.Encode(results)
}

// do is one operation with its failure as a value.
func (r racer) do(o op) result {
	known, ok := operations[o.Do]
	if !ok {
		return result{Error: fmt.Sprintf("unknown operation %q", o.Do)}
	}
	got, err := known(r, context.Background(), o)
	if err == nil {
		return got
	}
	f := fault.As(err)
	got.Fault, got.Error = f.Code, err.Error()
	if len(f.Fields) > 0 {
		got.Fault = f.Fields[0].Code
	}
	return got
}

// mark writes a row under a key of its own; a second one of the same key fails.
func mark(key string) (string, []any) {
	return `INSERT INTO idempotency (authority, actor, key, input_hash, outcome, at) VALUES ($1, 0, $2, $3, '', 0)`,
		[]any{int32(apptest.Province), key, []byte{}}
}

func unique(prefix string) string { return prefix + rand.Text() }
