package portal

import (
	"context"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"motcua/search"
)

// Searching is pages of search over the whole catalogue of the province.
type Searching struct {
	Load
	Server time.Duration `json:"server_cpu_ns"`
	First  Load          `json:"first"` // every page for the first time, by one client: nothing was kept
}

// String is a line for people.
func (s Searching) String() string {
	return fmt.Sprintf("search %d clients  %6.0f/s  p50 %7s  p99 %7s over %d pages; drawn for the first time p50 %s p99 %s",
		s.Clients, s.Rate, s.P50.Round(10*time.Microsecond), s.P99.Round(10*time.Microsecond), s.Pages, s.First.P50.Round(10*time.Microsecond), s.First.P99.Round(10*time.Microsecond))
}

// MeasureSearch measures pages of search: what people type (search.Pairs), with
// filters, with and without marks.
func MeasureSearch(ctx context.Context, dir string, plan Plan, say io.Writer) (Searching, error) {
	dsn := "sqlite:" + filepath.Join(dir, "search.db")
	keys, err := os.MkdirTemp("", "motcua-bench")
	if err != nil {
		return Searching{}, err
	}
	defer os.RemoveAll(keys)
	err = seeded(ctx, dsn, keys, true, nil)
	if err != nil {
		return Searching{}, err
	}
	plan.Pages, err = searches()
	if err != nil {
		return Searching{}, err
	}
	var out Searching
	out.First, err = first(dsn, keys, plan.Pages)
	if err != nil {
		return out, err
	}
	r, err := round(ctx, quiet, dsn, keys, plan)
	out.Load, out.Server = r.Load, r.Server
	if err == nil {
		fmt.Fprintln(say, out)
	}
	return out, err
}

// searches is the pairs as they are typed, and with each of a few filters.
func searches() ([]string, error) {
	pairs, err := search.Pairs()
	if err != nil {
		return nil, err
	}
	var out []string
	for _, p := range pairs {
		typed := "/tim-kiem?q=" + strings.ReplaceAll(url.QueryEscape(p.Query), "%20", "+")
		for _, filter := range []string{"", "&cap=commune", "&cap=district", "&cap=province", "&mot-cua=1"} {
			out = append(out, typed+filter)
		}
	}
	return out, nil
}

// first reads every page once, one after the other.
func first(dsn, keys string, pages []string) (Load, error) {
	server, err := start(quiet, dsn, keys)
	if err != nil {
		return Load{}, err
	}
	c, err := dial(server.Addr)
	if err != nil {
		return Load{}, err
	}
	var times []time.Duration
	for _, page := range pages {
		at := time.Now()
		err = c.get(page, false)
		if err != nil {
			break
		}
		times = append(times, time.Since(at))
	}
	c.conn.Close()
	stopped := server.Stop()
	if err == nil {
		err = stopped
	}
	return loadOf(1, len(pages), times), err
}
