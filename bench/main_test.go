package main

import (
	"reflect"
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	out := `goos: linux
pkg: motcua/calendar
BenchmarkDue-2   	  120000	      9876.5 ns/op	     320 B/op	       7 allocs/op
BenchmarkDue/long-2	 10	 5 ns/op
Benchmark lines without figures are passed over
PASS
pkg: motcua/dossier
BenchmarkIntake-2	 100	 12 statements/op
`
	got, err := parse(strings.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	want := []Result{
		{"motcua/calendar", "BenchmarkDue-2", 120000, map[string]float64{"ns/op": 9876.5, "B/op": 320, "allocs/op": 7}},
		{"motcua/calendar", "BenchmarkDue/long-2", 10, map[string]float64{"ns/op": 5}},
		{"motcua/dossier", "BenchmarkIntake-2", 100, map[string]float64{"statements/op": 12}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("parsed %+v\nwant %+v", got, want)
	}
}

func TestParseRefuses(t *testing.T) {
	for _, line := range []string{"BenchmarkX-2 many 1 ns/op", "BenchmarkX-2 1 fast ns/op"} {
		if _, err := parse(strings.NewReader(line)); err == nil {
			t.Errorf("%q was read", line)
		}
	}
}
