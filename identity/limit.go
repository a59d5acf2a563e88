package identity

import (
	"fmt"
	"time"

	"motcua/internal/clock"
	"motcua/internal/limit"
)

// Guessing one password is slowed per account; guessing many accounts is slowed
// per address. A hall of citizens shares one address, hence the wider bucket.
var (
	perAccount = limit.Rate{Size: 10, Every: 30 * time.Second}
	perAddress = limit.Rate{Size: 60, Every: time.Second}
)

func accountKey(authority int32, kind Kind, login string) limit.Key {
	return limit.Of(fmt.Sprintf("%d %s %s", authority, kind, login))
}

// limits holds the attempts of a process at signing in and registering.
type limits struct{ accounts, addresses *limit.Buckets }

func newLimits(c clock.Source) *limits {
	return &limits{accounts: limit.New(c, perAccount), addresses: limit.New(c, perAddress)}
}

// take uses one attempt of both buckets, of the account's only when the address
// has one left. Faults: too_many with "seconds" until
// the next attempt.
func (l *limits) take(account, address limit.Key) error {
	// The address first: one that is refused must not use up somebody's account.
	wait := l.addresses.Take(address)
	if wait == 0 {
		wait = l.accounts.Take(account)
	}
	return limit.Fault(wait)
}

// giveBack returns the account's attempts after a right password.
func (l *limits) giveBack(account limit.Key) { l.accounts.Forget(account) }
