package agency

import (
	"testing"

	"motcua/code"
	"motcua/internal/clock"
)

// directory has a unit with both codes from 2020 on, one that changed its TT10 code
// with the merger of 2025, one with the old code alone, and two that carry one code.
func directory() *Directory {
	from := func(scheme code.Scheme, c code.UnitCode, first, last string) Code {
		out := Code{Scheme: string(scheme), Code: c, From: clock.MustDate(first)}
		if last != "" {
			out.To = clock.MustDate(last)
		}
		return out
	}
	return &Directory{units: map[int64]Unit{
		1: {ID: 1, Codes: []Code{from(code.TT10, "000.23.21.H37", "2018-06-21", ""), from(code.QD20, "H37.21.23", "2020-09-15", "")}},
		2: {ID: 2, Codes: []Code{from(code.TT10, "000.00.12.H37", "2018-06-21", "2025-06-30"), from(code.TT10, "000.00.77.H37", "2025-07-01", ""),
			from(code.QD20, "H37.08", "2020-09-15", "")}},
		3: {ID: 3, Codes: []Code{from(code.TT10, "000.00.13.H37", "2018-06-21", "")}},
		4: {ID: 4, Codes: []Code{from(code.QD20, "H37.99", "2020-09-15", "")}},
		5: {ID: 5, Codes: []Code{from(code.QD20, "H37.99", "2020-09-15", "")}},
	}}
}

// QĐ20 Đ4, TT01 Đ19 k1: the two codes of a unit are two dated rows. Unit 2 was given
// 08, which no turning round of 12 gives.
func TestCounterpartIsReadFromRows(t *testing.T) {
	d := directory()
	for _, v := range []struct {
		name   string
		c      code.UnitCode
		scheme code.Scheme
		day    string
		want   code.UnitCode // "" when there is none
	}{
		{"old to new", "000.23.21.H37", code.QD20, "2020-09-15", "H37.21.23"},
		{"new to old", "H37.21.23", code.TT10, "2024-01-01", "000.23.21.H37"},
		{"to itself", "H37.21.23", code.QD20, "2024-01-01", "H37.21.23"},
		{"before QĐ20 there is none", "000.23.21.H37", code.QD20, "2020-09-14", ""},
		{"a new code before its day", "H37.21.23", code.TT10, "2020-09-14", ""},
		{"numbered otherwise", "000.00.12.H37", code.QD20, "2024-01-01", "H37.08"},
		{"the reversed guess is nobody's", "H37.12", code.TT10, "2024-01-01", ""},
		{"the last day of a code", "000.00.12.H37", code.QD20, "2025-06-30", "H37.08"},
		{"a closed code", "000.00.12.H37", code.QD20, "2025-07-01", ""},
		{"back to the code of the day", "H37.08", code.TT10, "2025-07-01", "000.00.77.H37"},
		{"back to the code of an earlier day", "H37.08", code.TT10, "2025-06-30", "000.00.12.H37"},
		{"without a row no guess", "000.00.13.H37", code.QD20, "2024-01-01", ""},
		{"the guess of a unit without a row", "H37.13", code.TT10, "2024-01-01", ""},
		{"carried by two", "H37.99", code.QD20, "2024-01-01", ""},
		{"unknown", "000.00.01.H01", code.QD20, "2024-01-01", ""},
	} {
		t.Run(v.name, func(t *testing.T) {
			got, ok := d.Counterpart(v.c, v.scheme, clock.MustDate(v.day))
			if got != v.want || ok != (v.want != "") {
				t.Errorf("%s is %q (%t), want %q", v.c, got, ok, v.want)
			}
		})
	}
}

func TestUnitWithCode(t *testing.T) {
	d := directory()
	for c, want := range map[code.UnitCode]int64{"000.23.21.H37": 1, "H37.08": 2, "000.00.13.H37": 3, "H37.99": 0, "": 0} {
		if got, ok := d.UnitWithCode(c, clock.MustDate("2024-01-01")); got != want || ok != (want != 0) {
			t.Errorf("%q is carried by %d, want %d", c, got, want)
		}
	}
}
