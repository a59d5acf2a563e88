package portal

import "embed"

// Words holds vi.json and en.json, keys "portal.…".
//
//go:embed vi.json en.json
var Words embed.FS
