package dossier

import "testing"

// A version is built when none is in force, when the rule rose, and when one was
// left half done; never over what a newer program counts.
func TestWhenAVersionIsBuilt(t *testing.T) {
	for _, c := range []struct {
		name  string
		p     projected
		rule  int32
		stale bool
		begun projected
	}{
		{"a new database", projected{}, 1, true, projected{0, 1000001, 0}},
		{"in force", projected{1000001, 0, 40}, 1, false, projected{1000001, 1000002, 0}},
		{"left half done", projected{1000001, 1000002, 40}, 1, true, projected{1000001, 1000002, 40}},
		{"the first left half done", projected{0, 1000001, 40}, 1, true, projected{0, 1000001, 40}},
		{"the rule rose", projected{1000001, 0, 40}, 2, true, projected{1000001, 2000001, 0}},
		{"the rule rose after many rebuilds", projected{1000307, 0, 40}, 2, true, projected{1000307, 2000001, 0}},
		{"the rule rose while one was built", projected{1000001, 1000002, 40}, 2, true, projected{1000001, 2000001, 0}},
		{"a newer program's", projected{2000001, 0, 40}, 1, false, projected{2000001, 2000002, 0}},
		{"a newer program builds", projected{1000001, 2000001, 40}, 1, false, projected{1000001, 2000002, 0}},
	} {
		if got := c.p.stale(c.rule); got != c.stale {
			t.Errorf("%s: to be built %v, want %v", c.name, got, c.stale)
		}
		if got := c.p.begun(c.rule); got != c.begun {
			t.Errorf("%s: begun as %v, want %v", c.name, got, c.begun)
		}
	}
}

// The sum of a year is in no span of days.
func TestYearsAreNoDays(t *testing.T) {
	sums := withYears(map[Count]int64{
		{1, "2019-12-31", CountReceived}: 2, {1, "2019-01-01", CountReceived}: 3, {1, "2020-01-01", CountReceived}: 5, {2, "2019-06-01", CountReceived}: 7,
	})
	want := map[Count]int64{{1, "y2019", CountReceived}: 5, {1, "y2020", CountReceived}: 5, {2, "y2019", CountReceived}: 7}
	if len(sums) != 7 {
		t.Errorf("%d sums: %v", len(sums), sums)
	}
	for c, n := range want {
		if sums[c] != n {
			t.Errorf("%v is %d, want %d", c, sums[c], n)
		}
		if c.Day <= "9999-12-31" {
			t.Errorf("%q stands between days", c.Day)
		}
	}
}
