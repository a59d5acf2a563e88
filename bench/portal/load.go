package portal

import (
	"math/rand/v2"
	"slices"
	"sync"
	"time"
)

// Load is what clients saw.
type Load struct {
	Clients  int           `json:"clients"`
	Pages    int           `json:"pages"`
	Requests int           `json:"requests"`
	Took     time.Duration `json:"took_ns"`
	Rate     float64       `json:"per_second"`
	P50      time.Duration `json:"p50_ns"`
	P99      time.Duration `json:"p99_ns"`
}

// drive lets clients read pages at random over connections of their own until the
// time is over.
func drive(addr string, clients int, paths []string, lasting time.Duration) (Load, error) {
	times, errs := make([][]time.Duration, clients), make([]error, clients)
	var all sync.WaitGroup
	start := time.Now()
	for n := range clients {
		all.Go(func() { times[n], errs[n] = read(addr, uint64(n), paths, start.Add(lasting)) })
	}
	all.Wait()
	took := time.Since(start)
	for _, err := range errs {
		if err != nil {
			return Load{}, err
		}
	}
	l := loadOf(clients, len(paths), slices.Concat(times...))
	l.Took, l.Rate = took, float64(l.Requests)/took.Seconds()
	return l, nil
}

// loadOf is the load of requests that took these times, one after the other.
func loadOf(clients, pages int, times []time.Duration) Load {
	l := Load{Clients: clients, Pages: pages, Requests: len(times)}
	if len(times) == 0 {
		return l
	}
	for _, t := range times {
		l.Took += t
	}
	slices.Sort(times)
	l.P50, l.P99 = times[len(times)/2], times[len(times)*99/100]
	l.Rate = float64(len(times)) / l.Took.Seconds()
	return l
}

func read(addr string, seed uint64, paths []string, until time.Time) ([]time.Duration, error) {
	c, err := dial(addr)
	if err != nil {
		return nil, err
	}
	defer c.conn.Close()
	random := rand.New(rand.NewPCG(seed, 1))
	var times []time.Duration
	for at := time.Now(); at.Before(until); {
		err := c.get(paths[random.IntN(len(paths))], false)
		if err != nil {
			return times, err
		}
		now := time.Now()
		times = append(times, now.Sub(at))
		at = now
	}
	return times, nil
}

// warm reads every page once.
func warm(addr string, paths []string) error {
	c, err := dial(addr)
	if err != nil {
		return err
	}
	defer c.conn.Close()
	for _, path := range paths {
		err := c.get(path, false)
		if err != nil {
			return err
		}
	}
	return nil
}
