package world

import (
	"embed"
	"io/fs"
)

//go:embed nd61
var nd61 embed.FS

// ND61 is the world of Decree 61/2018/NĐ-CP: the province of Lạng Sơn as it was in
// 2018. Its errors are those of Load.
func ND61() (*World, error) {
	folder, err := fs.Sub(nd61, "nd61")
	if err != nil {
		return nil, err
	}
	return Load(folder)
}
