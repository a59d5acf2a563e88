package search

import (
	_ "embed" // the pairs
	"encoding/csv"
	"fmt"
	"strings"
)

//go:embed pairs.csv
var pairsText string

// Pair is something people type, the procedure they mean, and why it is hard. The
// procedure must stand among the first PairRank of what is found over all public
// procedures.
type Pair struct {
	Query, Code, Phenomenon string
}

// PairRank is the last place at which a pair's procedure may stand.
const PairRank = 5

// Pairs is the pairs the program carries; their provenance is in testdata. The error
// says that the table is broken.
func Pairs() ([]Pair, error) {
	rows, err := csv.NewReader(strings.NewReader(pairsText)).ReadAll()
	if err != nil || len(rows) < 2 {
		return nil, fmt.Errorf("search: pairs.csv: %d rows: %w", len(rows), err)
	}
	out := make([]Pair, 0, len(rows)-1)
	for _, r := range rows[1:] {
		out = append(out, Pair{Query: r[0], Code: r[1], Phenomenon: r[2]})
	}
	return out, nil
}
