package httpx

import (
	"sync"

	"motcua/internal/limit"
)

// shares are the bytes of bodies that each address holds now. Addresses that hold
// nothing are not in the map, so that it is as small as the budget of bodies.
type shares struct {
	mu sync.Mutex
	of map[limit.Key]int64
}

// take adds n bytes to what an address holds, unless that makes more than most.
func (s *shares) take(from limit.Key, n, most int64) bool {
	if n == 0 {
		return true
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.of[from]+n > most {
		return false
	}
	s.of[from] += n
	return true
}

// give takes n bytes off again.
func (s *shares) give(from limit.Key, n int64) {
	if n == 0 {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.of[from] -= n
	if s.of[from] == 0 {
		delete(s.of, from)
	}
}
