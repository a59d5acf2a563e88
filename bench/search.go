package main

import (
	"context"
	"os"

	"motcua/bench/search"
)

// searches is how many queries each way is asked: enough for a p99.
const searches = 20_000

// measureSearch measures over the catalogue that the tests of search carry.
func measureSearch(ctx context.Context) (*search.Result, error) {
	data, err := search.Read("search/testdata")
	if err != nil {
		return nil, err
	}
	r, err := search.Measure(ctx, data, searches, os.Stdout)
	return &r, err
}
