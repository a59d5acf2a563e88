package main

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

func TestColumns(t *testing.T) {
	var b strings.Builder
	columns(&b, " ", [][]string{{"Điều", "x", "end  "}, {norm.NFD.String("Phải là"), "", ""}, {"中文", "y"}})
	want := " Điều     x  end\n " + norm.NFD.String("Phải là") + "\n 中文     y\n"
	if b.String() != want {
		t.Errorf("%q, want %q", b.String(), want)
	}
	for s, want := range map[string]int{"Nghị định": 9, norm.NFD.String("Nghị định"): 9, "": 0, "中": 2} {
		if got := cellsOf(s); got != want {
			t.Errorf("%q takes %d places, want %d", s, got, want)
		}
	}
}
