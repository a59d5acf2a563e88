package limit

import (
	"fmt"
	"testing"
	"time"

	"motcua/internal/clock"
	"motcua/internal/fault"
)

func TestABucketEmptiesAndFillsAgain(t *testing.T) {
	now := clock.NewManual(clock.At(clock.MustDate("2019-06-17"), 0))
	b := New(now, Rate{Size: 3, Every: 10 * time.Second})
	key := Of("somebody")
	for n := range 3 {
		if wait := b.Take(key); wait != 0 {
			t.Fatalf("attempt %d waits %s", n+1, wait)
		}
	}
	if wait := b.Take(key); wait != 10*time.Second {
		t.Errorf("the fourth waits %s", wait)
	}
	now.Advance(4 * time.Second)
	if wait := b.Take(key); wait != 6*time.Second {
		t.Errorf("4 s later it waits %s", wait)
	}
	now.Advance(-time.Hour)
	if wait := b.Take(key); wait <= 0 {
		t.Error("a clock that goes back gives attempts away")
	}
	now.Advance(2 * time.Hour)
	if b.Take(key) != 0 || b.Take(Of("somebody else")) != 0 || b.Take(Unlimited) != 0 {
		t.Error("a full bucket, another key or no key waits")
	}
	for b.Take(key) == 0 {
	}
	b.Forget(key)
	if b.Take(key) != 0 {
		t.Error("a forgotten key waits")
	}
}

func TestMemoryIsBounded(t *testing.T) {
	now := clock.NewManual(0)
	b := New(now, Rate{Size: 2, Every: time.Hour})
	for n := range keysMax + 10 {
		b.Take(Of(fmt.Sprint(n)))
	}
	if len(b.of) > keysMax {
		t.Errorf("%d buckets", len(b.of))
	}
	b.of = map[Key]bucket{Of("empty"): {left: 0, at: 0}, Of("full"): {left: 2, at: 0}, Of("refilled"): {left: 0, at: -clock.Instant(3 * time.Hour.Microseconds())}}
	b.sweep(0)
	if _, kept := b.of[Of("empty")]; !kept || len(b.of) != 1 {
		t.Errorf("after the sweep: %d buckets", len(b.of))
	}
}

func TestAddresses(t *testing.T) {
	if Address("2001:db8:1:2::1") != Address("2001:db8:1:2:ffff::9") {
		t.Error("one subscriber's network counts as two")
	}
	if Address("2001:db8:1:2::1") == Address("2001:db8:1:3::1") || Address("203.0.113.5") == Address("203.0.113.6") {
		t.Error("two addresses count as one")
	}
	if Address("") != Unlimited || Address("no address") == Unlimited {
		t.Error("only the absent address is not limited")
	}
}

func TestFaultSaysHowLong(t *testing.T) {
	if Fault(0) != nil {
		t.Error("no wait is a fault")
	}
	f := fault.As(Fault(1500 * time.Millisecond))
	if f.Code != fault.CodeTooMany || len(f.Args) != 2 || f.Args[1] != 2 {
		t.Errorf("%v %v", f, f.Args)
	}
}
