package ui

import "embed"

// Words holds vi.json and en.json, the words of the layout and the components.
//
//go:embed vi.json en.json
var Words embed.FS
