// Command bench measures and writes the figures to bench/results/<time>.json: the
// intake of dossiers against its statements without us, the search against ways
// without its index, the public pages against a handler that only writes them, and
// every benchmark of the module. Figures of two machines say nothing about each other; those of one
// run do, and each file names its machine.
//
//	bench            everything
//	bench intake     the intake alone
//	bench search     the search alone
//	bench micro      the benchmarks alone
//	bench portal     the public pages alone
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"motcua/bench/intake"
	"motcua/bench/portal"
	"motcua/bench/search"
)

// Run is one results file.
type Run struct {
	At         time.Time       `json:"at"`
	Commit     string          `json:"commit,omitempty"`
	Machine    Machine         `json:"machine"`
	Intake     []intake.Result `json:"intake,omitempty"`
	Search     *search.Result  `json:"search,omitempty"`
	Portal     *portal.Result  `json:"portal,omitempty"`
	Benchmarks []Result        `json:"benchmarks,omitempty"`
}

// Machine is what the figures hold for.
type Machine struct {
	Go         string `json:"go"`
	CPU        string `json:"cpu"`
	CPUs       int    `json:"cpus"`
	PostgreSQL string `json:"postgresql"`
	SQLite     string `json:"sqlite"`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	served, err := intake.Child(ctx, os.Stdout)
	if !served {
		served, err = portal.Child(ctx, os.Stdin, os.Stdout)
	}
	if !served {
		err = run(ctx, os.Args[1:])
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, what []string) error {
	at := time.Now().UTC()
	r := Run{At: at.Truncate(time.Second), Commit: commit(), Machine: machine()}
	parts := []part{
		{"search", func() (err error) { r.Search, err = measureSearch(ctx); return err }}, // first, while nothing else was in memory
		{"intake", func() (err error) { r.Intake, err = measureIntake(ctx, &r.Machine); return err }},
		{"portal", func() (err error) { r.Portal, err = measurePortal(ctx); return err }},
		{"micro", func() (err error) { r.Benchmarks, err = benchmarks(); return err }},
	}
	for _, name := range what {
		if !slices.ContainsFunc(parts, func(p part) bool { return p.name == name }) {
			return fmt.Errorf("nothing to measure is called %q", name)
		}
	}
	for _, part := range parts {
		if len(what) > 0 && !slices.Contains(what, part.name) {
			continue
		}
		err := part.measure()
		if err != nil {
			return err
		}
	}
	return write(filepath.Join("bench", "results", at.Format("20060102T150405Z")+".json"), r)
}

// part is what can be measured alone.
type part struct {
	name    string
	measure func() error
}

func machine() Machine {
	m := Machine{Go: runtime.Version(), CPUs: runtime.NumCPU()}
	text, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return m // not Linux: the name stays unknown
	}
	for line := range strings.Lines(string(text)) {
		if name, value, _ := strings.Cut(line, ":"); strings.TrimSpace(name) == "model name" {
			m.CPU = strings.TrimSpace(value)
			break
		}
	}
	return m
}

// commit is the short hash of HEAD, "" outside a clone.
func commit() string {
	out, err := exec.Command("git", "rev-parse", "--short=12", "HEAD").Output()
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(out))
}

func write(path string, r Run) error {
	text, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	err = os.MkdirAll(filepath.Dir(path), 0o755)
	if err != nil {
		return err
	}
	err = os.WriteFile(path, append(text, '\n'), 0o644)
	if err == nil {
		fmt.Println("bench: figures in", path)
	}
	return err
}
