package search

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"slices"
	"sync/atomic"
	"time"

	"motcua/code"
	"motcua/search"
)

// Result is a run: our index and the ways without it, over one catalogue.
type Result struct {
	Documents int           `json:"documents"`
	Build     time.Duration `json:"build_ns"`    // median of several
	Bytes     int64         `json:"index_bytes"` // that stay on the heap
	With      time.Duration `json:"with_ns"`     // one document published again, median
	Ways      []Way         `json:"ways"`        // by name
}

// Way is what one way of searching took and found.
type Way struct {
	Name      string        `json:"name"`
	Queries   int           `json:"queries"`
	P50       time.Duration `json:"p50_ns"`
	P99       time.Duration `json:"p99_ns"`
	Rate      float64       `json:"per_second"` // one after another
	First     int           `json:"first"`      // pairs whose procedure stood first; a filter hides some
	FirstFive int           `json:"first_five"` // or within the first five
	Pairs     int           `json:"pairs"`
}

// republished is how often a second a document is published again while queries run.
const republished = 50

// Measure asks every way so many queries: the texts of the pairs as they are and
// without marks, round and round.
func Measure(ctx context.Context, d Data, queries int, say io.Writer) (Result, error) {
	r := Result{Documents: len(d.Documents)}
	x := r.build(d)
	fixed := func() *search.Index { return x }
	ways := []struct {
		name string
		way  way
	}{
		{"ours", ours(fixed, func(*search.Query) {})},
		{"ours, filtered and counted", ours(fixed, func(q *search.Query) { q.Level, q.Facets = "xa", true })},
		{"contains", contains(d.Documents)},
	}
	full, closeIt, err := fts5(ctx, d.Documents)
	if closeIt != nil {
		defer closeIt()
	}
	if err != nil {
		return r, err
	}
	ways = append(ways, struct {
		name string
		way  way
	}{"fts5", full})
	for _, w := range ways {
		err = r.add(ctx, w.name, w.way, d.Pairs, queries, say)
		if err != nil {
			return r, err
		}
	}
	return r, r.republishing(ctx, x, d, queries, say)
}

// republishing measures ours while documents change.
func (r *Result) republishing(ctx context.Context, x *search.Index, d Data, queries int, say io.Writer) error {
	var now atomic.Pointer[search.Index]
	now.Store(x)
	ctx, stop := context.WithCancel(ctx)
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		tick := time.NewTicker(time.Second / republished)
		defer tick.Stop()
		for i := 0; ; i++ {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
				doc := d.Documents[i%len(d.Documents)]
				doc.Title += " (sửa đổi)"
				now.Store(now.Load().With([]search.Document{doc}, nil))
			}
		}
	}()
	err := r.add(ctx, fmt.Sprintf("ours, %d republished a second", republished), ours(now.Load, func(*search.Query) {}), d.Pairs, queries, say)
	stop()
	<-stopped
	return err
}

// build measures what making the index takes.
func (r *Result) build(d Data) *search.Index {
	before := heap()
	x := search.Build(d.Documents)
	r.Bytes = heap() - before
	var built, with []time.Duration
	for range 5 {
		start := time.Now()
		search.Build(d.Documents)
		built = append(built, time.Since(start))
	}
	for i := range 200 {
		doc := d.Documents[(i*17)%len(d.Documents)]
		doc.Title += " (sửa đổi)"
		start := time.Now()
		x.With([]search.Document{doc}, nil)
		with = append(with, time.Since(start))
	}
	r.Build, r.With = at(built, 50), at(with, 50)
	return x
}

func (r *Result) add(ctx context.Context, name string, ask way, pairs []Pair, queries int, say io.Writer) error {
	w := Way{Name: name, Queries: queries, Pairs: len(pairs)}
	var texts []string
	for _, p := range pairs {
		texts = append(texts, p.Text, code.Fold(p.Text))
		codes, err := ask(ctx, p.Text)
		if err != nil {
			return fmt.Errorf("%s: %q: %w", name, p.Text, err)
		}
		switch place := slices.Index(codes, p.Code); {
		case place == 0:
			w.First++
			w.FirstFive++
		case place > 0 && place < 5:
			w.FirstFive++
		}
	}
	took := make([]time.Duration, 0, queries)
	begin := time.Now()
	for i := range queries {
		start := time.Now()
		_, err := ask(ctx, texts[i%len(texts)])
		took = append(took, time.Since(start))
		if err != nil {
			return fmt.Errorf("%s: %q: %w", name, texts[i%len(texts)], err)
		}
	}
	w.Rate = float64(queries) / time.Since(begin).Seconds()
	w.P50, w.P99 = at(took, 50), at(took, 99)
	r.Ways = append(r.Ways, w)
	fmt.Fprintf(say, "search %-32s p50 %8s  p99 %8s  %8.0f/s  first %d, within five %d of %d\n", w.Name, w.P50, w.P99, w.Rate, w.First, w.FirstFive, w.Pairs)
	return nil
}

// at is the duration that so many of a hundred do not exceed.
func at(all []time.Duration, percent int) time.Duration {
	return slices.Sorted(slices.Values(all))[(len(all)-1)*percent/100]
}

func heap() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
