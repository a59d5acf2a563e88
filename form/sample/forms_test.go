package sample

import (
	"maps"
	"testing"

	"motcua/form"
	"motcua/internal/clock"
)

// Every sample of every form can be submitted as it is, every question is asked by
// some sample, and every version still takes what it was filed with.
func TestSamplesOfEveryForm(t *testing.T) {
	lib, err := form.Load()
	if err != nil {
		t.Fatal(err)
	}
	today := clock.MustDate("2019-03-05")
	for name, d := range lib {
		if name != d.Name() {
			continue
		}
		t.Run(name, func(t *testing.T) {
			asked := map[string]bool{}
			for seed := range uint64(150) {
				a, ok := Of(d.ID, seed, today)
				if !ok {
					t.Fatal("no samples")
				}
				for _, g := range d.Complete(a, today) {
					t.Fatalf("seed %d: %s on page %s: %s, answer %q", seed, g.Field, g.Page, g.Code, a[g.Field])
				}
				if got := d.Submission(a); !maps.Equal(got, a) {
					t.Fatalf("seed %d: the sample holds answers that are not submitted or not canonical", seed)
				}
				for _, p := range d.Visible(a) {
					asked[p.ID] = true
				}
			}
			for _, p := range d.Pages {
				if !asked[p.ID] {
					t.Errorf("no sample is asked page %s", p.ID)
				}
			}
		})
	}
	if _, ok := Of("9.999999", 1, today); ok {
		t.Error("samples of a form nobody knows")
	}
	for _, id := range Forms() {
		if _, ok := lib[id]; !ok {
			t.Errorf("samples of %s, which has no form", id)
		}
	}
}
