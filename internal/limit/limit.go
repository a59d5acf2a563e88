// Package limit slows down who asks too often: a bucket per key that holds so many
// attempts and fills again over time. Buckets live in memory and are forgotten at
// a restart.
package limit

import (
	"crypto/sha256"
	"net/netip"
	"sync"
	"time"

	"motcua/internal/clock"
	"motcua/internal/fault"
)

// Rate is a bucket's size in attempts and how long one more takes.
type Rate struct {
	Size  float64
	Every time.Duration
}

// Key names a bucket. It is of fixed size, however long the text that was typed.
type Key [sha256.Size]byte

// Unlimited is the key that is never slowed down: the zero key.
var Unlimited Key

// Of is the key of a text.
func Of(text string) Key { return sha256.Sum256([]byte(text)) }

// Address is the key of a remote address; an IPv6 network of one subscriber (/64)
// counts as one. No address is not limited.
func Address(address string) Key {
	if address == "" {
		return Unlimited
	}
	ip, err := netip.ParseAddr(address)
	if err == nil && ip.Is6() && !ip.Is4In6() {
		network, err := ip.WithZone("").Prefix(64)
		if err == nil {
			address = network.String()
		}
	}
	return Of(address)
}

// keysMax bounds the memory of one set of buckets.
const keysMax = 50_000

type bucket struct {
	left float64
	at   clock.Instant
}

// Buckets is a set of buckets of one rate. It is safe for many goroutines.
type Buckets struct {
	mu    sync.Mutex
	rate  Rate
	clock clock.Source
	of    map[Key]bucket
}

// New is an empty set.
func New(c clock.Source, r Rate) *Buckets { return &Buckets{rate: r, clock: c, of: map[Key]bucket{}} }

// Take uses one attempt of key and returns 0, or how long to wait when none is
// left.
func (b *Buckets) Take(key Key) time.Duration {
	if key == Unlimited {
		return 0
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.clock.Now()
	one := b.filled(key, now)
	if one.left < 1 {
		b.of[key] = one
		return time.Duration((1 - one.left) * float64(b.rate.Every))
	}
	if len(b.of) >= keysMax {
		b.sweep(now)
	}
	b.of[key] = bucket{left: one.left - 1, at: now}
	return 0
}

// Forget fills the bucket of key again.
func (b *Buckets) Forget(key Key) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.of, key)
}

func (b *Buckets) filled(key Key, now clock.Instant) bucket {
	one, known := b.of[key]
	if !known {
		return bucket{left: b.rate.Size, at: now}
	}
	gained := max(0, float64(now.Sub(one.at))/float64(b.rate.Every)) // the clock may go back
	return bucket{left: min(b.rate.Size, one.left+gained), at: now}
}

// sweep drops buckets that are full again; when that is not enough, all: a flood
// from that many keys is not held by counting them.
func (b *Buckets) sweep(now clock.Instant) {
	for key := range b.of {
		if b.filled(key, now).left >= b.rate.Size {
			delete(b.of, key)
		}
	}
	if len(b.of) >= keysMax {
		clear(b.of)
	}
}

// Fault is nil for no wait, else too_many with "seconds" until the next attempt.
func Fault(wait time.Duration) error {
	if wait <= 0 {
		return nil
	}
	return fault.New(fault.CodeTooMany, "seconds", int((wait+time.Second-1)/time.Second))
}
