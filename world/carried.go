package world

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

//go:embed nd61 today
var carried embed.FS

// Names are the worlds that the program carries, the default first.
func Names() []string { return []string{"nd61", "today"} }

// Carried is the world of that name. The error lists those there are.
func Carried(name string) (*World, error) {
	folder, err := carriedFolder(name)
	if err != nil {
		return nil, err
	}
	return Load(folder)
}

func carriedFolder(name string) (fs.FS, error) {
	if !slices.Contains(Names(), name) {
		return nil, fmt.Errorf("world: %q is no world: %s", name, strings.Join(Names(), ", "))
	}
	return fs.Sub(carried, name)
}

// ND61 is the world of Decree 61/2018/NĐ-CP: the province of Lạng Sơn as it was in
// 2018. Its errors are those of Load.
func ND61() (*World, error) { return Carried("nd61") }

// Today is the province of Lạng Sơn since 01/07/2025, when local government has two
// levels. What nobody declared for it is that of ND61 and says so (World.Inherited).
func Today() (*World, error) { return Carried("today") }
