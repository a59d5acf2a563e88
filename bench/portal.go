package main

import (
	"context"
	"os"

	"motcua/bench/portal"
)

// measurePortal measures the public pages over a database made for it.
func measurePortal(ctx context.Context) (*portal.Result, error) {
	dir, err := os.MkdirTemp("bench", "tmp")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	r, err := portal.Measure(ctx, dir, portal.Whole(), os.Stdout)
	if err != nil {
		return nil, err
	}
	r.Search, err = portal.MeasureSearch(ctx, dir, portal.Whole(), os.Stdout)
	return &r, err
}
