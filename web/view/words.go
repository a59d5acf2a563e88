package view

import "embed"

// Words holds vi.json and en.json. It is read only.
//
//go:embed vi.json en.json
var Words embed.FS
