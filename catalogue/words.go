package catalogue

import "embed"

// Words holds vi.json and en.json, the words for the keys of this package. It is
// read only.
//
//go:embed vi.json en.json
var Words embed.FS
