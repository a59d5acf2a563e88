package job

import (
	"cmp"
	"context"
	"sync"
	"time"
)

// Run works until ctx ends: jobs side by side, at once when woken by an enqueue,
// else every poll; each period apart from them and from each other. When ctx has
// ended it waits Grace for what is under way, then cancels it; what does not heed
// that is left to its lease.
func (r *Runner) Run(ctx context.Context, poll time.Duration) error {
	var periods sync.WaitGroup
	for _, p := range r.Periods {
		periods.Go(func() { r.repeat(ctx, p, poll) })
	}
	c := &crew{r: r, freed: make(chan struct{}, 1), jobs: map[*underway]bool{}}
	c.employ(ctx, poll)
	c.retire()
	within(&periods, cmp.Or(r.Grace, defaultGrace))
	return nil
}

// crew is the jobs a worker has under way.
type crew struct {
	r     *Runner
	freed chan struct{} // a place is free again
	all   sync.WaitGroup
	mu    sync.Mutex
	jobs  map[*underway]bool
}

// employ fills free places with due jobs until ctx ends.
func (c *crew) employ(ctx context.Context, poll time.Duration) {
	tick := time.NewTicker(poll)
	defer tick.Stop()
	passed := false // since the last tick it was seen that only crowded kinds wait
	for ctx.Err() == nil {
		most, crowded := c.room()
		if crowded != "" && passed {
			most = 0 // to look past a long queue of a crowded kind is work: once a poll
		}
		if most > 0 {
			got := c.fill(ctx, most, crowded)
			if got == most {
				continue // there may be more
			}
			passed = crowded != ""
		}
		wake, freed := c.r.Queue.wake, c.freed
		switch {
		case most == 0:
			wake = nil // it would find no place
		case crowded == "":
			freed = nil // nothing waits for a place
		}
		select {
		case <-ctx.Done():
		case <-wake:
		case <-freed:
		case <-tick.C:
			passed = false
		}
	}
}

// room is how many jobs may be claimed so that no kind gets more than a third of
// the places, and the kinds that have them: handlers that hang at one peer must
// leave room for the others.
func (c *crew) room() (most int, crowded string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	workers := cmp.Or(c.r.Workers, defaultWorkers)
	share := max(1, workers/3)
	busiest, of := 0, map[string]int{}
	for j := range c.jobs {
		of[j.Kind]++
	}
	for kind, n := range of {
		if n >= share {
			crowded += kind + ","
		} else {
			busiest = max(busiest, n)
		}
	}
	if crowded != "" {
		crowded = "," + crowded
	}
	return min(workers-len(c.jobs), share-busiest), crowded
}

// fill claims jobs and begins them.
func (c *crew) fill(ctx context.Context, most int, crowded string) int {
	jobs, err := c.r.claim(ctx, context.WithoutCancel(ctx), most, crowded)
	if err == nil && ctx.Err() != nil {
		err = c.r.giveBack(jobs)
		jobs = nil
	}
	if err != nil && ctx.Err() == nil {
		c.r.Log.Error("jobs", "error", clean(err.Error()))
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, j := range jobs {
		c.jobs[j] = true
		c.all.Go(func() { c.work(j) })
	}
	return len(jobs)
}

func (c *crew) work(j *underway) {
	err := c.r.run(j)
	if err != nil {
		c.r.Log.Error("jobs", "kind", j.Kind, "id", j.ID, "error", clean(err.Error()))
	}
	c.mu.Lock()
	delete(c.jobs, j)
	c.mu.Unlock()
	select {
	case c.freed <- struct{}{}:
	default:
	}
}

// retire waits for what is under way, then cuts it off.
func (c *crew) retire() {
	grace := cmp.Or(c.r.Grace, defaultGrace)
	if within(&c.all, grace) {
		return
	}
	c.mu.Lock()
	for j := range c.jobs {
		j.end(errStopped)
	}
	c.mu.Unlock()
	if !within(&c.all, grace) {
		c.r.Log.Error("a handler does not heed that it is to end; its job is left to its lease")
	}
}

// within reports whether all ends in time.
func within(all *sync.WaitGroup, limit time.Duration) bool {
	ended := make(chan struct{})
	go func() {
		all.Wait()
		close(ended)
	}()
	timer := time.NewTimer(limit)
	defer timer.Stop()
	select {
	case <-ended:
		return true
	case <-timer.C:
		return false
	}
}
