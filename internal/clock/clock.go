// Package clock holds the three kinds of time the product knows and where "now"
// comes from.
//
// An Instant is a moment (stored in UTC), a Date is a civil day (never shifted
// by a time zone), a TimeOfDay is a reading of the office clock ("15:00").
// On paper and on screen every Instant is shown in Asia/Ho_Chi_Minh.
package clock

import (
	"fmt"
	"sync"
	"time"
	_ "time/tzdata" // the zone must load on machines without zoneinfo
)

// Zone is Asia/Ho_Chi_Minh, UTC+7 without daylight saving.
var Zone = mustLoad("Asia/Ho_Chi_Minh")

func mustLoad(name string) *time.Location {
	loc, err := time.LoadLocation(name)
	if err != nil {
		panic(fmt.Sprintf("clock: zone %s: %v", name, err)) // embedded tzdata: cannot happen
	}
	return loc
}

// Instant is a moment in microseconds since 1970-01-01 UTC.
type Instant int64

// FromTime truncates t to the microsecond.
func FromTime(t time.Time) Instant { return Instant(t.UnixMicro()) }

// At is the moment the clock of Zone shows t on day d.
func At(d Date, t TimeOfDay) Instant {
	return FromTime(time.Date(d.Year, d.Month, d.Day, t.Hour(), t.Minute(), 0, 0, Zone))
}

// Time is i as a time.Time in Zone.
func (i Instant) Time() time.Time { return time.UnixMicro(int64(i)).In(Zone) }

// Date is the civil day of i in Zone.
func (i Instant) Date() Date { return DateOf(i.Time()) }

// TimeOfDay is the reading of the clock of Zone at i, seconds dropped.
func (i Instant) TimeOfDay() TimeOfDay {
	t := i.Time()
	return TimeOfDay(t.Hour()*60 + t.Minute())
}

// Add moves i by d, truncated to the microsecond.
func (i Instant) Add(d time.Duration) Instant { return i + Instant(d.Microseconds()) }

// Sub is the duration from j to i.
func (i Instant) Sub(j Instant) time.Duration { return time.Duration(i-j) * time.Microsecond }

// String is RFC 3339 in UTC with microseconds, for logs.
func (i Instant) String() string {
	return time.UnixMicro(int64(i)).UTC().Format("2006-01-02T15:04:05.000000Z")
}

// Source tells the present moment. Services receive one; nothing reads the
// machine's clock on its own.
type Source interface{ Now() Instant }

// System is the machine's clock.
type System struct{}

// Now is the present moment of the machine.
func (System) Now() Instant { return FromTime(time.Now()) }

// Manual is a clock that moves only when told: for tests and for seeded history.
type Manual struct {
	mu  sync.Mutex
	now Instant
}

// NewManual is a clock that stands at start.
func NewManual(start Instant) *Manual { return &Manual{now: start} }

// Now is where the clock stands.
func (m *Manual) Now() Instant {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.now
}

// Set moves the clock to i, backwards too.
func (m *Manual) Set(i Instant) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.now = i
}

// Advance moves the clock forward by d.
func (m *Manual) Advance(d time.Duration) { m.Set(m.Now().Add(d)) }
