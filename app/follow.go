package app

import (
	"context"

	"motcua/catalogue"
)

// Follow takes in what other processes, or other requests, change of what this
// one keeps in memory, until ctx ends. Every role needs it: a worker's notices
// name procedures too.
func (c *Core) Follow(ctx context.Context) error {
	c.Book.Follow(ctx, catalogue.Look, c.Log)
	return nil
}
