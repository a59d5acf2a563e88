package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
)

// Result is one line of a benchmark: figures by unit ("ns/op", "allocs/op", …).
type Result struct {
	Package string             `json:"package"`
	Name    string             `json:"name"`
	N       int                `json:"n"`
	Figures map[string]float64 `json:"figures"`
}

// benchmarks runs those of every package.
func benchmarks() ([]Result, error) {
	command := exec.Command("go", "test", "-run", "^$", "-bench", ".", "-benchmem", "-p", "1", "-timeout", "30m", "./...")
	command.Env = append(os.Environ(), "CGO_ENABLED=0")
	var out bytes.Buffer
	command.Stdout, command.Stderr = io.MultiWriter(os.Stdout, &out), os.Stderr
	err := command.Run()
	if err != nil {
		return nil, fmt.Errorf("go test -bench: %w", err)
	}
	return parse(&out)
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
