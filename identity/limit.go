package identity

import (
	"crypto/sha256"
	"fmt"
	"net/netip"
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

// limitKey is of fixed size, however long the text that was typed.
type limitKey [sha256.Size]byte

var unlimited limitKey // the zero key

func accountKey(authority int32, kind Kind, login string) limitKey {
	return sha256.Sum256(fmt.Appendf(nil, "%d %s %s", authority, kind, login))
}

// addressKey takes an IPv6 network of one subscriber (/64) as one address.
func addressKey(address string) limitKey {
	if address == "" {
		return unlimited
	}
	ip, err := netip.ParseAddr(address)
	if err == nil && ip.Is6() && !ip.Is4In6() {
		network, err := ip.WithZone("").Prefix(64)
		if err == nil {
			address = network.String()
		}
	}
	return sha256.Sum256([]byte(address))
}

// limits holds the buckets of a process; they are forgotten at a restart.
type limits struct {
	mu       sync.Mutex
	clock    clock.Source
	accounts map[limitKey]bucket
	address  map[limitKey]bucket
}

func newLimits(c clock.Source) *limits {
	return &limits{clock: c, accounts: map[limitKey]bucket{}, address: map[limitKey]bucket{}}
}

// take uses one attempt of both buckets. Faults: too_many with "seconds" until
// the next attempt.
func (l *limits) take(account, address limitKey) error {
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
func (l *limits) giveBack(account limitKey) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.accounts, account)
}

// take is how long to wait, 0 when an attempt was left. The zero key is not limited.
func (r rate) take(buckets map[limitKey]bucket, key limitKey, now clock.Instant) time.Duration {
	if key == unlimited {
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
	buckets[key] = bucket{left: b.left - 1, at: now}
	return 0
}

func (r rate) filled(buckets map[limitKey]bucket, key limitKey, now clock.Instant) bucket {
	b, known := buckets[key]
	if !known {
		return bucket{left: r.size, at: now}
	}
	gained := max(0, float64(now.Sub(b.at))/float64(r.every)) // the clock may go back
	return bucket{left: min(r.size, b.left+gained), at: now}
}

// sweep drops buckets that are full again; when that is not enough, all: a flood
// from that many keys is not held by counting them.
func (r rate) sweep(buckets map[limitKey]bucket, now clock.Instant) {
	for key := range buckets {
		if r.filled(buckets, key, now).left >= r.size {
			delete(buckets, key)
		}
	}
	if len(buckets) >= keysMax {
		clear(buckets)
	}
}
