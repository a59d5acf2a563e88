package identity

import (
	"strings"
	"sync"
	"time"

	"motcua/internal/clock"
	"motcua/internal/fault"
)

// A rate is a bucket: size attempts at once, one more each every.
type rate struct {
	size  float64
	every time.Duration
}

// Guessing one password is slowed per account; guessing many accounts is slowed
// per address. A hall of citizens shares one address, hence the wider bucket.
var (
	perAccount = rate{size: 10, every: 30 * time.Second}
	perAddress = rate{size: 60, every: time.Second}
)

// keysMax bounds the memory of one set of buckets.
const keysMax = 50_000

type bucket struct {
	left float64
	at   clock.Instant
}

// limits holds the buckets of a process; they are forgotten at a restart.
type limits struct {
	mu       sync.Mutex
	clock    clock.Source
	accounts map[string]bucket
	address  map[string]bucket
}

func newLimits(c clock.Source) *limits {
	return &limits{clock: c, accounts: map[string]bucket{}, address: map[string]bucket{}}
}

// take uses one attempt of both buckets. Faults: too_many with "seconds" until
// the next attempt.
func (l *limits) take(account, address string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.clock.Now()
	wait := max(perAccount.take(l.accounts, account, now), perAddress.take(l.address, address, now))
	if wait > 0 {
		return fault.New(fault.CodeTooMany, "seconds", int((wait+time.Second-1)/time.Second))
	}
	return nil
}

// giveBack returns the account's attempts after a right password.
func (l *limits) giveBack(account string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.accounts, account)
}

// take is how long to wait, 0 when an attempt was left. An empty key is not limited.
func (r rate) take(buckets map[string]bucket, key string, now clock.Instant) time.Duration {
	if key == "" {
		return 0
	}
	b := r.filled(buckets, key, now)
	if b.left < 1 {
		buckets[key] = b
		return time.Duration((1 - b.left) * float64(r.every))
	}
	if len(buckets) >= keysMax {
		r.sweep(buckets, now)
	}
	buckets[strings.Clone(key)] = bucket{left: b.left - 1, at: now}
	return 0
}

func (r rate) filled(buckets map[string]bucket, key string, now clock.Instant) bucket {
	b, known := buckets[key]
	if !known {
		return bucket{left: r.size, at: now}
	}
	gained := max(0, float64(now.Sub(b.at))/float64(r.every)) // the clock may go back
	return bucket{left: min(r.size, b.left+gained), at: now}
}

// sweep drops buckets that are full again; when that is not enough, all: a flood
// from that many keys is not held by counting them.
func (r rate) sweep(buckets map[string]bucket, now clock.Instant) {
	for key := range buckets {
		if r.filled(buckets, key, now).left >= r.size {
			delete(buckets, key)
		}
	}
	if len(buckets) >= keysMax {
		clear(buckets)
	}
}
