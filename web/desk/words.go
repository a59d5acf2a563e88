package desk

import "embed"

// Words holds vi.json and en.json, keys "desk.…".
//
//go:embed vi.json en.json
var Words embed.FS
