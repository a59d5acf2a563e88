package clock

import (
	"sync"
	"testing"
	"time"
)

func TestRunning(t *testing.T) {
	start, err := ParseInstant("2019-06-17 14:59")
	if err != nil {
		t.Fatal(err)
	}
	r := NewRunning(start, 60)
	for _, v := range []struct {
		real time.Duration
		want time.Duration
	}{{0, 0}, {time.Second, time.Minute}, {time.Minute, time.Hour}, {30 * time.Second, time.Hour}, {24 * time.Hour, 60 * 24 * time.Hour}} {
		if got := r.at(r.RealStart.Add(v.real)).Sub(start); got != v.want {
			t.Errorf("after %s it shows %s more, want %s", v.real, got, v.want)
		}
	}
	// 200 years of a fast clock do not overflow.
	fast := NewRunning(start, 600)
	if got := fast.at(fast.RealStart.Add(3_000 * time.Hour)).Date(); got != MustDate("2224-10-20") {
		t.Errorf("after 3,000 hours at 600 times it is %s", got)
	}
	before := NewRunning(start, 1)
	if got := before.at(before.RealStart.Add(-time.Hour)); got != start {
		t.Errorf("the machine's clock set back shows %s, want the start", got)
	}
}

// Whoever looks later sees no earlier moment, in whatever goroutine.
func TestRunningNeverGoesBack(t *testing.T) {
	r := NewRunning(FromTime(time.Now()), 600)
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			last := Instant(0)
			for range 2000 {
				now := r.Now()
				if now < last {
					t.Errorf("%s after %s", now, last)
					return
				}
				last = now
			}
		})
	}
	group.Wait()
}

func TestParseInstant(t *testing.T) {
	want := At(MustDate("2019-06-17"), MustTimeOfDay("14:59"))
	for _, s := range []string{"2019-06-17 14:59", "2019-06-17T14:59", "2019-06-17 14:59:00", "2019-06-17T14:59:00", " 2019-06-17T14:59:00+07:00", "2019-06-17T07:59:00Z"} {
		got, err := ParseInstant(s)
		if err != nil || got != want {
			t.Errorf("%q: %s, %v", s, got, err)
		}
	}
	for _, s := range []string{"", "2019-06-17", "17/06/2019 14:59", "2019-02-30 10:00", "2019-06-17 25:00", "2019-06-17 14:59 x"} {
		if got, err := ParseInstant(s); err == nil {
			t.Errorf("%q is read as %s", s, got)
		}
	}
}
