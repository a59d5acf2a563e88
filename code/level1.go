package code

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"strings"
	"sync"
)

// Basis is how an entry of the list of level-1 codes is known.
type Basis string

// The bases. The annex of QĐ20 was not at hand.
const (
	Seen   Basis = "seen"   // met in published data of that body
	Memory Basis = "memory" // filled in from the order of the list; confirm before use
)

// Level1Body is a ministry or a province as QĐ20 listed it in 2020.
type Level1Body struct {
	Code  string // such as H37
	TT10  UnitCode
	Name  string // of 2020, in Vietnamese
	GSO   string // code of the General Statistics Office of 2018; "" for a ministry
	Basis Basis
}

//go:embed data/level1_codes.csv
var level1CSV string

var level1 = sync.OnceValues(func() (map[string]Level1Body, error) {
	rows, err := csv.NewReader(strings.NewReader(level1CSV)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("code: list of level-1 codes: %w", err)
	}
	out := make(map[string]Level1Body, len(rows))
	for _, r := range rows[1:] {
		out[r[0]] = Level1Body{Code: r[0], TT10: UnitCode(r[1]), Name: r[2], GSO: r[4], Basis: Basis(r[5])}
	}
	return out, nil
})

// Level1 is the ministry or province with that level-1 code (QĐ20 Đ9 k1); false when the list
// has none. A code of the list is never given to another body, so it stays with a
// body that has since been merged.
func Level1(code string) (Level1Body, bool) {
	list, err := level1()
	b, ok := list[code]
	return b, ok && err == nil
}
