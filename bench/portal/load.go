package portal

import (
	"math/rand/v2"
	"slices"
	"sync"
	"time"
)

// Load is what clients saw.
type Load struct {
	Clients    int           `json:"clients"`
	Procedures int           `json:"procedures"`
	Requests   int           `json:"requests"`
	Took       time.Duration `json:"took_ns"`
	Rate       float64       `json:"per_second"`
	P50        time.Duration `json:"p50_ns"`
	P99        time.Duration `json:"p99_ns"`
}

// drive lets clients read pages at random over connections of their own until the
// time is over.
func drive(addr string, clients, procedures int, lasting time.Duration) (Load, error) {
	times, errs := make([][]time.Duration, clients), make([]error, clients)
	var all sync.WaitGroup
	start := time.Now()
	for n := range clients {
		all.Go(func() { times[n], errs[n] = read(addr, uint64(n), procedures, start.Add(lasting)) })
	}
	all.Wait()
	took := time.Since(start)
	for _, err := range errs {
		if err != nil {
			return Load{}, err
		}
	}
	every := slices.Sorted(slices.Values(slices.Concat(times...)))
	l := Load{Clients: clients, Procedures: procedures, Requests: len(every), Took: took, Rate: float64(len(every)) / took.Seconds()}
	l.P50, l.P99 = every[len(every)/2], every[len(every)*99/100]
	return l, nil
}

func read(addr string, seed uint64, procedures int, until time.Time) ([]time.Duration, error) {
	c, err := dial(addr)
	if err != nil {
		return nil, err
	}
	defer c.conn.Close()
	random := rand.New(rand.NewPCG(seed, 1))
	paths := make([]string, procedures)
	for n := range paths {
		paths[n] = path(n)
	}
	var times []time.Duration
	for at := time.Now(); at.Before(until); {
		err := c.get(paths[random.IntN(procedures)], false)
		if err != nil {
			return times, err
		}
		now := time.Now()
		times = append(times, now.Sub(at))
		at = now
	}
	return times, nil
}

// warm reads every page once, in both forms.
func warm(addr string, procedures int) error {
	c, err := dial(addr)
	if err != nil {
		return err
	}
	defer c.conn.Close()
	for n := range procedures {
		err := c.get(path(n), false)
		if err != nil {
			return err
		}
	}
	return nil
}
