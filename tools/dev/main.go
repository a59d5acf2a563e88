// Command dev rebuilds and restarts the program on every saved edit:
//
//	go run ./tools/dev -- demo --dir demo --port 8080
//
// It polls the times of the source files, so that it works on every file system.
// A build that fails leaves the running program as it is.
package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
	"time"
)

const (
	binary = "bin/motcua-dev"
	poll   = 150 * time.Millisecond
)

func main() {
	args := os.Args[1:]
	if len(args) > 0 && args[0] == "--" {
		args = args[1:]
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	err := watch(ctx, args)
	if err != nil {
		fmt.Fprintln(os.Stderr, "dev:", err)
		os.Exit(1)
	}
}

// watch builds, runs the program with args, and does so again after each change
// until ctx ends; then it stops the program.
func watch(ctx context.Context, args []string) error {
	before, err := look(".")
	if err != nil {
		return err
	}
	var program *process
	defer func() { program.stop() }()
	if build(ctx, steps(nil, binary)) {
		program = start(args)
	}
	ticker := time.NewTicker(poll)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
		}
		after, err := look(".")
		if err != nil {
			return err
		}
		files := changed(before, after)
		if len(files) == 0 {
			continue
		}
		began := time.Now()
		fmt.Printf("dev: %v changed\n", files)
		if build(ctx, steps(files, binary)) {
			program.stop()
			program = start(args)
			fmt.Printf("dev: restarted after %v\n", time.Since(began).Round(time.Millisecond))
		}
		// What the generators wrote is part of this round, what was saved since is not.
		before = settle(after, files)
	}
}

// settle is the state a round was built from: generated files as they are now,
// everything else as it was when the round began.
func settle(began snapshot, files []string) snapshot {
	now, err := look(".")
	if err != nil {
		return began
	}
	out := snapshot{}
	for path, at := range began {
		out[path] = at
	}
	for path, at := range now {
		if generatedFrom(path, files) {
			out[path] = at
		}
	}
	return out
}

// build runs the commands and reports whether all went well.
func build(ctx context.Context, commands [][]string) bool {
	for _, c := range commands {
		command := exec.CommandContext(ctx, c[0], c[1:]...)
		command.Env = append(os.Environ(), "CGO_ENABLED=0")
		command.Stdout, command.Stderr = os.Stdout, os.Stderr
		err := command.Run()
		if err != nil {
			fmt.Printf("dev: %v: %v\n", c, err)
			return false
		}
	}
	return true
}

// process is the running program.
type process struct {
	command *exec.Cmd
	done    chan struct{} // closed when it has ended
}

func start(args []string) *process {
	command := exec.Command(binary, args...)
	command.Stdout, command.Stderr = os.Stdout, os.Stderr
	// A group of its own: an interrupt at the keyboard reaches it through stop.
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	p := &process{command, make(chan struct{})}
	err := command.Start()
	if err != nil {
		fmt.Println("dev:", err)
		close(p.done)
		return p
	}
	go func() {
		defer close(p.done)
		err := command.Wait()
		if err != nil {
			fmt.Println("dev: the program ended:", err)
		}
	}()
	return p
}

// stop asks the program to end and waits; one that does not within 5 s is killed.
func (p *process) stop() {
	if p == nil || p.command.Process == nil {
		return
	}
	_ = p.command.Process.Signal(syscall.SIGTERM) // it may have ended already
	select {
	case <-p.done:
	case <-time.After(5 * time.Second):
		_ = p.command.Process.Kill()
		<-p.done
	}
}
