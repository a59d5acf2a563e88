// Package app wires: configuration to stores, stores to services, services to
// surfaces. It holds no rule of its own; what a deployable is made of is read
// here from top to bottom.
package app
