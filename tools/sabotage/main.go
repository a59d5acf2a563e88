// Command sabotage makes plausible mistakes in the sources, one at a time and in
// memory only (go test -overlay), and demands that the test named beside each of
// them in sabotage.yaml fails: a test that no mistake turns red proves nothing.
//
// It fails when a mistake survives, does not compile, or is stale: when the text
// it replaces is no longer there exactly once.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	err := run(ctx, os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "sabotage:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("sabotage", flag.ContinueOnError)
	root := flags.String("root", ".", "root of the repository")
	only := flags.String("only", "", "only mistakes whose name matches this expression")
	workers := flags.Int("workers", 2, "mistakes tried at once")
	timeout := flags.Duration("timeout", time.Minute, "bound of one run of tests")
	err := flags.Parse(args)
	if err != nil {
		return err
	}
	list, err := load(filepath.Join(*root, "tools/sabotage/sabotage.yaml"))
	if err != nil {
		return err
	}
	list, err = chosen(list, *only)
	if err != nil {
		return err
	}
	b := bench{timeout: *timeout}
	b.root, err = filepath.Abs(*root)
	if err != nil {
		return err
	}
	b.temp, err = os.MkdirTemp("", "motcua-sabotage")
	if err != nil {
		return err
	}
	defer os.RemoveAll(b.temp)
	return b.all(ctx, list, *workers)
}

// chosen is the mistakes whose name matches; an error when none does.
func chosen(list []Mistake, only string) ([]Mistake, error) {
	wanted, err := regexp.Compile(only)
	if err != nil {
		return nil, err
	}
	list = slices.DeleteFunc(list, func(m Mistake) bool { return !wanted.MatchString(m.Name) })
	if len(list) == 0 {
		return nil, errors.New("no mistake to make")
	}
	return list, nil
}

// all tries the tests without a mistake, once per package, then each mistake.
func (b bench) all(ctx context.Context, list []Mistake, workers int) error {
	byPackage := map[string][]Catch{}
	for _, m := range list {
		for _, c := range m.Tests {
			byPackage[c.In] = append(byPackage[c.In], c)
		}
	}
	var work []task
	for pkg, catches := range byPackage {
		work = append(work, task{pkg, func() error { return b.sound(ctx, pkg, catches) }})
	}
	slices.SortFunc(work, func(a, b task) int { return strings.Compare(a.name, b.name) })
	if failed := each(work, workers, "sound"); failed > 0 {
		return fmt.Errorf("%d of %d packages fail without a mistake", failed, len(work))
	}
	work = work[:0]
	for _, m := range list {
		work = append(work, task{m.Name, func() error { return b.try(ctx, m) }})
	}
	if failed := each(work, workers, "caught"); failed > 0 {
		return fmt.Errorf("%d of %d mistakes are not caught", failed, len(work))
	}
	fmt.Printf("%d mistakes, each caught by the test named beside it\n", len(work))
	return nil
}

// task is something to try.
type task struct {
	name string
	do   func() error
}

// each does the work, some at once, prints how each part went, and counts
// what failed.
func each(work []task, workers int, good string) int {
	queue, failed := make(chan task), 0
	var mu sync.Mutex
	var done sync.WaitGroup
	for range max(workers, 1) {
		done.Go(func() {
			for t := range queue {
				begin := time.Now()
				err := t.do()
				took := time.Since(begin).Seconds()
				mu.Lock()
				if err != nil {
					failed++
					fmt.Printf("FAIL    %5.1f s  %s: %v\n", took, t.name, err)
				} else {
					fmt.Printf("%-7s %5.1f s  %s\n", good, took, t.name)
				}
				mu.Unlock()
			}
		})
	}
	for _, t := range work {
		queue <- t
	}
	close(queue)
	done.Wait()
	return failed
}
