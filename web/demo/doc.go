// Package demo is the tour of the demonstration: what it is, the main job in six
// steps, and one-click entry as any of its people. It is routed in the demo only.
package demo

import "embed"

// Words holds vi.json and en.json. It is read only.
//
//go:embed vi.json en.json
var Words embed.FS
