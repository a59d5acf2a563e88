package intake

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"

	"motcua/internal/store"
)

// Level is how many clients at once, and how many intakes each.
type Level struct{ Clients, Each int }

// Levels are those of a whole measurement.
func Levels() []Level { return []Level{{1, 1200}, {8, 450}, {32, 250}} }

// rounds of each level: ours and the bare ones in turn, so that all meet the same
// machine; the median of each counts.
const rounds = 3

// Result is what was measured at a level on an engine.
type Result struct {
	Engine store.Engine `json:"engine"`
	Load
	Server    time.Duration `json:"server_cpu_ns"` // processor time of our server, for an intake
	Bare      float64       `json:"bare_per_second"`
	Pipelined float64       `json:"bare_pipelined_per_second,omitempty"` // PostgreSQL
	Share     float64       `json:"share"`                               // ours of Bare
}

// Measure measures every level on an engine. A fresh database is at dsn.
func Measure(ctx context.Context, engine store.Engine, dsn string, levels []Level, say io.Writer) ([]Result, error) {
	keys, err := os.MkdirTemp("", "motcua-bench")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(keys)
	clients := 0
	for _, l := range levels {
		clients = max(clients, l.Clients)
	}
	s, err := Prepare(ctx, dsn, keys, clients, func(n int) int {
		drafts := 20 // for the recording
		for _, l := range levels {
			if n < l.Clients {
				drafts += rounds * l.Each
			}
		}
		return drafts
	})
	if err != nil {
		return nil, err
	}
	all, err := s.Record(ctx)
	if err != nil {
		return nil, err
	}
	var out []Result
	for i, l := range levels {
		one, err := s.level(ctx, engine, all, l, int64(i+1)*1e12)
		if err != nil {
			return out, fmt.Errorf("%s, %d clients: %w", engine, l.Clients, err)
		}
		out = append(out, one)
		fmt.Fprintln(say, one)
	}
	return out, nil
}

// String is a line for people.
func (r Result) String() string {
	line := fmt.Sprintf("intake %-8s %2d clients  %6.0f/s  p50 %7s  p99 %7s  server %7s each  bare %6.0f/s  share %3.0f %%", r.Engine, r.Clients,
		r.Rate, r.P50.Round(10*time.Microsecond), r.P99.Round(10*time.Microsecond), r.Server.Round(time.Microsecond), r.Bare, 100*r.Share)
	if r.Pipelined > 0 {
		line += fmt.Sprintf("  pipelined %6.0f/s", r.Pipelined)
	}
	return line
}

func (s *Site) level(ctx context.Context, engine store.Engine, all []Recording, l Level, base int64) (Result, error) {
	var ours []Result
	var bare, pipelined []float64
	for n := range rounds {
		one, err := s.served(l)
		if err != nil {
			return Result{}, err
		}
		ours = append(ours, one)
		plain, piped, err := s.bare(ctx, engine, all[:l.Clients], l, base+int64(n)*1e11)
		if err != nil {
			return Result{}, err
		}
		bare, pipelined = append(bare, plain), append(pipelined, piped)
	}
	slices.SortFunc(ours, func(a, b Result) int { return int(a.Rate - b.Rate) })
	out := ours[rounds/2]
	out.Engine, out.Bare, out.Pipelined = engine, median(bare), median(pipelined)
	out.Share = out.Rate / out.Bare
	return out, nil
}

func median(all []float64) float64 { return slices.Sorted(slices.Values(all))[len(all)/2] }

// served is our own measure, by a server started for it.
func (s *Site) served(l Level) (Result, error) {
	server, err := s.Start()
	if err != nil {
		return Result{}, err
	}
	idle := server.Used()
	load, err := s.Drive(server.Addr, l.Clients, l.Each)
	used := server.Used() - idle
	stopped := server.Stop()
	if err == nil {
		err = stopped
	}
	return Result{Load: load, Server: used / time.Duration(max(load.Intakes, 1))}, err
}

// bare is the same statements without us, each engine in its way.
func (s *Site) bare(ctx context.Context, engine store.Engine, all []Recording, l Level, base int64) (plain, piped float64, err error) {
	if engine == store.SQLite {
		plain, err = Raw(ctx, strings.TrimPrefix(s.DSN, "sqlite:"), all, base, l.Each)
		return plain, 0, err
	}
	db, err := store.Open(ctx, store.Config{DSN: s.DSN})
	if err != nil {
		return 0, 0, err
	}
	defer db.Close()
	bin, err := exec.Command("scripts/pg.sh", "bindir").Output()
	if err != nil {
		return 0, 0, err
	}
	b := Bare{DB: db, DSN: s.DSN, Bin: strings.TrimSpace(string(bin)), Base: base, Each: l.Each}
	plain, err = b.Replay(ctx, all)
	if err != nil {
		return 0, 0, err
	}
	b.Base, b.Pipelined = base+5e10, true
	piped, err = b.Replay(ctx, all)
	return plain, piped, err
}
