package form

import "testing"

// The form the product carries passes its own check.
func TestEmbeddedFormsPassTheirCheck(t *testing.T) {
	lib, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	d, ok := lib.Get("1.001193")
	if !ok {
		t.Fatal("1.001193 has no form")
	}
	if err := d.Check(); err != nil {
		t.Error(err)
	}
	if _, ok := lib.Get("1.000656"); ok {
		t.Error("a form appeared for a procedure without one")
	}
}
