package portal

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"motcua/bench/child"
)

// Plan is a measurement.
type Plan struct {
	Clients, Rounds int
	Lasting         time.Duration // of each round
	Pages           []string      // none: those of all procedures
}

func (p Plan) paths() []string {
	if p.Pages != nil {
		return p.Pages
	}
	return paths(Procedures)
}

// Whole is the plan of a measurement that counts.
func Whole() Plan { return Plan{Clients: 32, Rounds: 3, Lasting: 5 * time.Second} }

// Result is the round with the median rate and the handlers without us beside it.
type Result struct {
	Load
	Age
	Published  int           `json:"published"`     // procedures published anew during the round
	Server     time.Duration `json:"server_cpu_ns"` // processor time of our server, for a request
	Bare       float64       `json:"bare_per_second"`
	BareServer time.Duration `json:"bare_server_cpu_ns"`
	Share      float64       `json:"share"` // ours of Bare
	Search     Searching     `json:"search"`
	How        string        `json:"how"`
}

// how says what the figures must be read with.
const how = "Clients are plain connections in a process of their own on the same cores, since net/http's client costs more than " +
	"the server; bare is a net/http handler that writes the same compressed bytes, under the same clients; publications are " +
	"acknowledged after the commit to a SQLite file and seen by the pages at a look every 250 ms; the log is written to a file."

// String is a line for people.
func (r Result) String() string {
	return fmt.Sprintf("portal %d clients  %6.0f/s  p50 %7s  p99 %7s  server %7s each  bare %6.0f/s %7s each  share %3.0f %%  %d published, stale at most %s of %d checks",
		r.Clients, r.Rate, r.P50.Round(10*time.Microsecond), r.P99.Round(10*time.Microsecond), r.Server.Round(100*time.Nanosecond), r.Bare, r.BareServer.Round(100*time.Nanosecond), 100*r.Share,
		r.Published, r.Stale.Round(time.Millisecond), r.Checks)
}

// Measure measures by plan with a database in dir.
func Measure(ctx context.Context, dir string, plan Plan, say io.Writer) (Result, error) {
	dsn := "sqlite:" + filepath.Join(dir, "portal.db")
	keys, err := os.MkdirTemp("", "motcua-bench")
	if err != nil {
		return Result{}, err
	}
	defer os.RemoveAll(keys)
	err = Prepare(ctx, dsn, keys, Procedures)
	if err != nil {
		return Result{}, err
	}
	var rounds []Result
	var alone []Result
	for range plan.Rounds {
		one, err := round(ctx, ours, dsn, keys, plan)
		if err != nil {
			return Result{}, err
		}
		rounds = append(rounds, one)
		without, err := round(ctx, bare, dsn, keys, plan)
		if err != nil {
			return Result{}, err
		}
		alone = append(alone, without)
	}
	r, without := median(rounds), median(alone)
	r.Bare, r.BareServer, r.How = without.Rate, without.Server, how
	r.Share = r.Rate / r.Bare
	for _, one := range rounds {
		r.Stale = max(r.Stale, one.Stale) // the worst of all rounds
	}
	fmt.Fprintln(say, r)
	return r, nil
}

// median is the round with the median rate.
func median(all []Result) Result {
	slices.SortFunc(all, func(a, b Result) int { return cmp.Compare(a.Rate, b.Rate) })
	return all[len(all)/2]
}

// round measures one server; ours is published to meanwhile.
func round(ctx context.Context, kind, dsn, keys string, plan Plan) (Result, error) {
	server, err := start(kind, dsn, keys)
	if err != nil {
		return Result{}, err
	}
	r, err := under(ctx, server, kind, plan)
	stopped := server.Stop()
	if err == nil {
		err = stopped
	}
	return r, err
}

func start(kind, dsn, keys string) (*child.Server, error) {
	return child.Start(fmt.Sprintf("%s=%s|%s|%s", childEnv, kind, dsn, keys), filepath.Join(keys, kind+".log"))
}

func under(ctx context.Context, server *child.Server, kind string, plan Plan) (Result, error) {
	err := warm(server.Addr, plan.paths())
	if err != nil {
		return Result{}, err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var r Result
	p := &press{in: server.In, out: server.Out, procedures: Procedures, acked: map[int][]time.Time{}}
	group, ctx := errgroup.WithContext(ctx)
	idle := server.Used()
	group.Go(func() (err error) {
		defer stop()
		r.Load, err = drive(server.Addr, plan.Clients, plan.paths(), plan.Lasting)
		return err
	})
	if kind == ours {
		group.Go(func() error { return p.run(ctx) })
		group.Go(func() (err error) {
			r.Age, err = p.check(ctx, server.Addr)
			return err
		})
	}
	err = group.Wait()
	r.Published = len(p.last)
	r.Server = (server.Used() - idle) / time.Duration(max(r.Requests, 1))
	return r, err
}
