package fault

import "embed"

// Words holds vi.json and en.json: what is wrong and how to mend it, per code.
//
//go:embed vi.json en.json
var Words embed.FS
