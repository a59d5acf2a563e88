package portal

import (
	"context"
	"maps"
	"sync"
	"sync/atomic"
	"time"

	"motcua/catalogue"
)

// look is how often a node looks for what was published.
const look = 250 * time.Millisecond

// shelf shows editions the way a node does: what was published is seen at the next
// look, all at once.
type shelf struct {
	shown atomic.Pointer[map[string]catalogue.Entry]

	mu      sync.Mutex
	waiting map[string]catalogue.Entry // published, not seen yet
}

func newShelf(b *catalogue.Book) *shelf {
	s := &shelf{waiting: map[string]catalogue.Entry{}}
	all := map[string]catalogue.Entry{}
	for _, e := range b.Entries() {
		all[e.Code] = e
	}
	s.shown.Store(&all)
	return s
}

// ByCode is the procedure as seen at the last look.
func (s *shelf) ByCode(code string) (catalogue.Entry, bool) {
	e, ok := (*s.shown.Load())[code]
	return e, ok
}

// publish takes an edition; it is acknowledged when this returns.
func (s *shelf) publish(v catalogue.Version) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.waiting[v.Record.Code] = catalogue.Entry{Code: v.Record.Code, Versions: []catalogue.Version{v}}
}

// watch looks until ctx ends.
func (s *shelf) watch(ctx context.Context) {
	every := time.NewTicker(look)
	defer every.Stop()
	for {
		select {
		case <-every.C:
			s.refresh()
		case <-ctx.Done():
			return
		}
	}
}

func (s *shelf) refresh() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.waiting) == 0 {
		return
	}
	next := maps.Clone(*s.shown.Load())
	maps.Copy(next, s.waiting)
	clear(s.waiting)
	s.shown.Store(&next)
}
