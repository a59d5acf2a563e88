package identity

import "testing"

func TestSweepKeepsWhatIsStillCounted(t *testing.T) {
	r := rate{size: 2, every: 1000}
	empty, full, refilled := addressKey("1"), addressKey("2"), addressKey("3")
	buckets := map[limitKey]bucket{empty: {left: 0, at: 10}, full: {left: 2, at: 10}, refilled: {left: 0, at: -100}}
	r.sweep(buckets, 10)
	if len(buckets) != 1 || buckets[empty].at != 10 {
		t.Errorf("kept %v", buckets)
	}
	if wait := r.take(buckets, empty, 5); wait == 0 {
		t.Error("a clock that went back filled the bucket")
	}
}

func TestBucketsAreBounded(t *testing.T) {
	r, buckets := rate{size: 2, every: 1000}, map[limitKey]bucket{}
	for n := range keysMax + 10 {
		r.take(buckets, accountKey(1, Citizen, string(rune(n))), 0)
	}
	if len(buckets) > keysMax {
		t.Errorf("%d buckets", len(buckets))
	}
}

func TestAnIPv6NetworkIsOneAddress(t *testing.T) {
	if addressKey("2001:db8:1:2::1") != addressKey("2001:db8:1:2:ffff::9") {
		t.Error("two addresses of one network count apart")
	}
	if addressKey("2001:db8:1:2::1") == addressKey("2001:db8:1:3::1") || addressKey("203.0.113.5") == addressKey("203.0.113.6") {
		t.Error("two networks count as one")
	}
	if addressKey("") != unlimited || addressKey("no address") == unlimited {
		t.Error("only the empty address is not limited")
	}
}
