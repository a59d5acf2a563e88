// Command bench runs every benchmark of the module and writes the figures to
// bench/results/<time>.json, for comparison of one landing with another on one
// machine. Figures of two machines say nothing about each other.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// Run is one results file.
type Run struct {
	At         time.Time `json:"at"`
	Commit     string    `json:"commit,omitempty"`
	Go         string    `json:"go"`
	CPUs       int       `json:"cpus"`
	Benchmarks []Result  `json:"benchmarks"`
}

// Result is one line of a benchmark: figures by unit ("ns/op", "allocs/op", …).
type Result struct {
	Package string             `json:"package"`
	Name    string             `json:"name"`
	N       int                `json:"n"`
	Figures map[string]float64 `json:"figures"`
}

func main() {
	err := run(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// run benchmarks the packages named, all by default.
func run(packages []string) error {
	if len(packages) == 0 {
		packages = []string{"./..."}
	}
	args := append([]string{"test", "-run", "^$", "-bench", ".", "-benchmem", "-p", "1", "-timeout", "30m"}, packages...)
	command := exec.Command("go", args...)
	command.Env = append(os.Environ(), "CGO_ENABLED=0")
	var out bytes.Buffer
	command.Stdout, command.Stderr = io.MultiWriter(os.Stdout, &out), os.Stderr
	err := command.Run()
	if err != nil {
		return fmt.Errorf("go test -bench: %w", err)
	}
	results, err := parse(&out)
	if err != nil {
		return err
	}
	at := time.Now().UTC()
	return write(filepath.Join("bench", "results", at.Format("20060102T150405Z")+".json"),
		Run{At: at.Truncate(time.Second), Commit: commit(), Go: runtime.Version(), CPUs: runtime.NumCPU(), Benchmarks: results})
}

// parse reads what `go test -bench` prints; lines of other kinds are passed over.
func parse(out io.Reader) ([]Result, error) {
	results := []Result{}
	pkg := ""
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if name, ok := strings.CutPrefix(lines.Text(), "pkg: "); ok {
			pkg = name
			continue
		}
		field := strings.Fields(lines.Text())
		if len(field) < 4 || len(field)%2 != 0 || !strings.HasPrefix(field[0], "Benchmark") {
			continue
		}
		result, err := parseLine(field)
		if err != nil {
			return nil, fmt.Errorf("line %q: %w", lines.Text(), err)
		}
		result.Package = pkg
		results = append(results, result)
	}
	return results, lines.Err()
}

// parseLine reads "BenchmarkX-2 100 12.5 ns/op 3 allocs/op" cut into fields.
func parseLine(field []string) (Result, error) {
	n, err := strconv.Atoi(field[1])
	if err != nil {
		return Result{}, err
	}
	result := Result{Name: field[0], N: n, Figures: map[string]float64{}}
	for i := 2; i < len(field); i += 2 {
		figure, err := strconv.ParseFloat(field[i], 64)
		if err != nil {
			return Result{}, err
		}
		result.Figures[field[i+1]] = figure
	}
	return result, nil
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
		fmt.Printf("bench: %d figures in %s\n", len(r.Benchmarks), path)
	}
	return err
}
