package search

import (
	"context"
	"testing"
)

// The measure asks what it says, and ours finds every pair where the ways without
// it do not.
func TestMeasure(t *testing.T) {
	d, err := Read("../../search/testdata")
	if err != nil {
		t.Fatal(err)
	}
	r, err := Measure(context.Background(), d, 80, t.Output())
	if err != nil {
		t.Fatal(err)
	}
	if r.Documents != 4623 || r.Build <= 0 || r.With <= 0 || r.Bytes < 1e6 || r.Bytes > 20e6 {
		t.Errorf("%+v", r)
	}
	found := map[string]int{}
	for _, w := range r.Ways {
		found[w.Name] = w.FirstFive
		if w.Pairs != 20 || w.Queries != 80 || w.P50 <= 0 || w.P99 < w.P50 {
			t.Errorf("%+v", w)
		}
	}
	if found["ours"] != 20 || found["ours, 50 republished a second"] != 20 || found["contains"] >= 20 || found["fts5"] >= 20 || found["fts5"] < 10 {
		t.Errorf("within the first five: %v", found)
	}
}
