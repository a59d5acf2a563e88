package form_test

import (
	"testing"

	"motcua/form"
	"motcua/internal/clock"
)

// What the keeper of the book types is asked for by the kind of the book alone.
func TestFormsOfSteps(t *testing.T) {
	steps, err := form.LoadSteps()
	if err != nil {
		t.Fatal(err)
	}
	search, ok := steps.Get("2.000635-tra-so")
	if !ok {
		t.Fatal("no form to search a book")
	}
	for kind, pages := range map[string]int{"birth": 4, "marriage": 3, "death": 2, "other": 1} {
		if got := search.Visible(form.Answers{"found.kind": kind}); len(got) != pages {
			t.Errorf("%s: %d pages, want %d", kind, len(got), pages)
		}
	}
	compared, ok := steps.Get("2.000815-doi-chieu")
	if !ok || len(compared.Complete(form.Answers{"compared.equal": "no"}, clock.MustDate("2019-06-17"))) == 0 {
		t.Error("copies that differ are not to be certified")
	}
}
