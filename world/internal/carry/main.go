// Command carry writes a world's units.yaml from a published list of
// administrative units.
//
//	go run ./world/internal/carry -world nd61 -from units_2017-10-15.csv -province 20 > world/nd61/units.yaml
//	go run ./world/internal/carry -world today -from units_2026-07.csv -province 20 > world/today/units.yaml
//
// The columns of the list are code, level (tinh, huyen, xa), type, name and
// parent_code. Segments of unit codes below the province are numbered by GSO order
// within the parent, each scheme from its own first number on; once written they
// are data and stay.
package main

import (
	"encoding/csv"
	"flag"
	"fmt"
	"io"
	"os"
	"sort"
)

type row struct{ code, level, kind, name, parent string }

// plan is how the list of a world is written.
type plan struct {
	header string
	// tt10 and qd20 are the first segments of what lies directly under another
	// unit of the list.
	tt10, qd20 int
}

var plans = map[string]plan{
	"nd61":  {header: headerND61, tt10: 21, qd20: 21},
	"today": {header: headerToday, tt10: 21, qd20: 101},
}

func main() {
	name := flag.String("world", "nd61", "world to write: nd61 or today")
	from := flag.String("from", "", "CSV of administrative units")
	province := flag.String("province", "", "GSO code of the province")
	flag.Parse()
	p, ok := plans[*name]
	if !ok {
		fmt.Fprintf(os.Stderr, "carry: %q is no world\n", *name)
		os.Exit(2)
	}
	err := p.carry(os.Stdout, *from, *province)
	if err != nil {
		fmt.Fprintln(os.Stderr, "carry:", err)
		os.Exit(1)
	}
}

// levels names the levels of the list in a world.
var levels = map[string]string{"huyen": "district", "xa": "commune"}

func (p plan) carry(out io.Writer, from, province string) error {
	rows, err := read(from)
	if err != nil {
		return err
	}
	fmt.Fprint(out, p.header)
	for _, r := range rows {
		if r.level == "tinh" && r.code == province {
			printUnit(out, r, "province", "")
			p.below(out, rows, r)
		}
	}
	return nil
}

// below writes what lies under a unit of the list, however many levels that is.
func (p plan) below(out io.Writer, rows []row, above row) {
	var under []row
	for _, r := range rows {
		if r.parent == above.code && r.level != "tinh" && r.level != above.level {
			under = append(under, r)
		}
	}
	sort.Slice(under, func(i, j int) bool { return under[i].code < under[j].code })
	for i, r := range under {
		printUnit(out, r, levels[r.level], fmt.Sprintf(`{tt10: "%02d", qd20: "%02d"}`, p.tt10+i, p.qd20+i))
		p.below(out, rows, r)
	}
}

func printUnit(out io.Writer, r row, level, codes string) {
	fmt.Fprintf(out, "  - {level: %s, gso: %q, type: %s, name: %s", level, r.code, r.kind, r.name)
	if codes != "" {
		fmt.Fprintf(out, ", under: %q, codes: %s", r.parent, codes)
	}
	fmt.Fprintln(out, "}")
}

func read(name string) ([]row, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.FieldsPerRecord = 5
	cells, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	var out []row
	for _, c := range cells {
		out = append(out, row{c[0], c[1], c[2], c[3], c[4]})
	}
	return out, nil
}
