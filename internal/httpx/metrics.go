package httpx

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"motcua/internal/pagecache"
)

// Metrics counts a node's requests and shows its jobs. A nil *Metrics counts
// nothing.
type Metrics struct {
	registry *prometheus.Registry
	requests *prometheus.HistogramVec
}

// NewMetrics is a registry of its own; jobs, when not nil, counts jobs by state
// at each scrape.
func NewMetrics(jobs func(context.Context) (map[string]int64, error)) *Metrics {
	m := &Metrics{registry: prometheus.NewRegistry(), requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: "motcua_http_request_duration_seconds", Help: "Time to answer, by route and status.",
		Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10},
	}, []string{"method", "pattern", "status"})}
	m.registry.MustRegister(m.requests, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	if jobs != nil {
		m.registry.MustRegister(jobCounts{jobs, prometheus.NewDesc("motcua_jobs", "Jobs by state.", []string{"state"}, nil)})
	}
	return m
}

// Registry lets other packages add their own figures.
func (m *Metrics) Registry() *prometheus.Registry { return m.registry }

// add registers c unless another handler over the same figures did so before.
func (m *Metrics) add(c prometheus.Collector) {
	var before prometheus.AlreadyRegisteredError
	err := m.registry.Register(c)
	if err != nil && !errors.As(err, &before) {
		panic("httpx: " + err.Error()) // a name used twice: a mistake of the program
	}
}

// watch shows how full the gate is and what it refused.
func (m *Metrics) watch(g *gate) {
	if m == nil {
		return
	}
	gauge := func(name, help string, value func() float64) {
		m.add(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, value))
	}
	gauge("motcua_http_requests_under_way", "Requests being carried out.", func() float64 { return float64(len(g.slots)) })
	gauge("motcua_http_requests_waiting", "Requests in the queue.", func() float64 { return float64(g.waiting.Load()) })
	gauge("motcua_http_body_bytes", "Bytes of request bodies held.", func() float64 { return float64(g.bodies.Load()) })
	for reason, name := range [reasons]string{noSlot: "requests", noRoom: "bodies"} {
		m.add(prometheus.NewCounterFunc(prometheus.CounterOpts{Name: "motcua_http_requests_refused_total",
			Help: "Requests refused, by the limit that was reached.", ConstLabels: prometheus.Labels{"limit": name}},
			func() float64 { return float64(g.refused[reason].Load()) }))
	}
}

// watchPages shows what the cache of pages holds and saves.
func (m *Metrics) watchPages(c *pagecache.Cache) {
	if m == nil || c == nil {
		return
	}
	m.add(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "motcua_page_cache_bytes", Help: "Bytes of kept pages."},
		func() float64 { return float64(c.Stats().Bytes) }))
	for name, of := range map[string]func(pagecache.Stats) int64{
		"hit":      func(s pagecache.Stats) int64 { return s.Hits },
		"miss":     func(s pagecache.Stats) int64 { return s.Misses },
		"eviction": func(s pagecache.Stats) int64 { return s.Evictions },
	} {
		m.add(prometheus.NewCounterFunc(prometheus.CounterOpts{Name: "motcua_page_cache_total", Help: "Kept pages: hits, misses, evictions.",
			ConstLabels: prometheus.Labels{"event": name}}, func() float64 { return float64(of(c.Stats())) }))
	}
}

func (m *Metrics) observe(method, pattern string, status int, took time.Duration) {
	if m == nil {
		return
	}
	m.requests.WithLabelValues(methodLabel(method), pattern, strconv.Itoa(status)).Observe(took.Seconds())
}

// methodLabel keeps made-up methods from making up labels.
func methodLabel(method string) string {
	known := []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions}
	if slices.Contains(known, method) {
		return method
	}
	return "other"
}

// jobCounts asks for the counts when scraped.
type jobCounts struct {
	count func(context.Context) (map[string]int64, error)
	desc  *prometheus.Desc
}

func (c jobCounts) Describe(out chan<- *prometheus.Desc) { out <- c.desc }

// scrapeTimeout bounds a scrape that waits for the database.
const scrapeTimeout = 5 * time.Second

func (c jobCounts) Collect(out chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), scrapeTimeout)
	defer cancel()
	counts, err := c.count(ctx)
	if err != nil {
		out <- prometheus.NewInvalidMetric(c.desc, err)
		return
	}
	for state, n := range counts {
		out <- prometheus.MustNewConstMetric(c.desc, prometheus.GaugeValue, float64(n), state)
	}
}
