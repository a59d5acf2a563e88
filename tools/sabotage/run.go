package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// OverlayEnv tells the tests where the overlay is: those that read sources
// themselves see them as the compiler does.
const OverlayEnv = "MOTCUA_OVERLAY"

// bench is where tests are run.
type bench struct {
	root    string
	temp    string
	timeout time.Duration // of the tests of one run, building not counted
}

// result is how a run of tests ended.
type result struct {
	outcome map[string]string // by test or subtest: pass, fail, skip
	built   bool
	late    bool // the time was up
	output  string
}

// message is a line of go test -json.
type message struct {
	Action, Test, Output, FailedBuild string
}

// EnginesEnv is how the tests are told which databases to run on; none: all.
const EnginesEnv = "MOTCUA_TEST_ENGINES"

// run runs the named tests of one package, with overlay when there is one, on the
// engines named.
func (b bench) run(ctx context.Context, pkg string, tests []string, overlay string, engines []string) (result, error) {
	args := []string{"test", "-json", "-vet=off", "-count=1", "-timeout", b.timeout.String(), "-run", "^(" + strings.Join(tests, "|") + ")$"}
	if overlay != "" {
		args = append(args, "-overlay", overlay)
	}
	cmd := exec.CommandContext(ctx, "go", append(args, pkg)...)
	cmd.Dir = b.root
	cmd.Env = append(os.Environ(), OverlayEnv+"="+overlay, EnginesEnv+"="+strings.Join(engines, ","))
	var out, problems bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &problems
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return result{}, err
	}
	r := read(out.Bytes())
	r.output += problems.String()
	return r, ctx.Err()
}

// read takes the outcome of each test from what go test -json says.
func read(out []byte) result {
	r := result{outcome: map[string]string{}, built: true}
	var text strings.Builder
	for line := range bytes.Lines(out) {
		var m message
		if json.Unmarshal(line, &m) != nil {
			text.Write(line)
			continue
		}
		text.WriteString(m.Output)
		switch m.Action {
		case "pass", "fail", "skip":
			r.outcome[m.Test] = m.Action
			r.built = r.built && m.FailedBuild == ""
		case "build-fail":
			r.built = false
		}
		r.late = r.late || strings.HasPrefix(m.Output, "panic: test timed out")
	}
	r.output = text.String()
	return r
}

// sound runs the tests of a package as they are: each must pass, or its failing
// would prove nothing.
func (b bench) sound(ctx context.Context, pkg string, catches []Catch) error {
	var tests, names []string
	for _, c := range catches {
		tests, names = append(tests, c.Test), append(names, c.names()...)
	}
	slices.Sort(tests)
	r, err := b.run(ctx, pkg, slices.Compact(tests), "", nil)
	if err != nil {
		return err
	}
	for _, name := range names {
		if r.outcome[name] != "pass" {
			return fmt.Errorf("%s of %s must pass without a mistake; it says %q\n%s", name, pkg, r.outcome[name], tail(r.output))
		}
	}
	return nil
}

// try makes the mistake in memory and demands that its tests fail.
func (b bench) try(ctx context.Context, m Mistake) error {
	overlay, err := b.overlay(m)
	if err != nil {
		return err
	}
	for _, c := range m.Tests {
		r, err := b.run(ctx, c.In, []string{c.Test}, overlay, c.On)
		if err == nil {
			err = r.caught(c)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// caught is nil when every test that Catch speaks of failed for a reason of its own.
func (r result) caught(c Catch) error {
	if !r.built {
		return fmt.Errorf("the mistake does not compile\n%s", tail(r.output))
	}
	if r.late {
		return fmt.Errorf("%s hangs\n%s", c.Test, tail(r.output))
	}
	for _, name := range c.names() {
		if r.outcome[name] != "fail" {
			return fmt.Errorf("SURVIVED: %s of %s says %q\n%s", name, c.In, r.outcome[name], tail(r.output))
		}
	}
	return nil
}

// overlay writes the changed copies and the file that go build reads.
func (b bench) overlay(m Mistake) (string, error) {
	files, err := m.mutated(b.root)
	if err != nil {
		return "", err
	}
	dir, err := os.MkdirTemp(b.temp, "mistake")
	if err != nil {
		return "", err
	}
	replace := map[string]string{}
	for name, text := range files {
		copied := filepath.Join(dir, strings.ReplaceAll(name, "/", "_"))
		err := os.WriteFile(copied, text, 0o600)
		if err != nil {
			return "", err
		}
		replace[filepath.Join(b.root, filepath.FromSlash(name))] = copied
	}
	text, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "overlay.json")
	return path, os.WriteFile(path, text, 0o600)
}

// tail is the last lines of what a run said.
func tail(s string) string {
	lines := strings.Split(strings.TrimSpace(s), "\n")
	return "  " + strings.Join(lines[max(0, len(lines)-15):], "\n  ")
}
